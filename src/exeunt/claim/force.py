"""Forces as a text names them: by brand or alias, by nation and noun, in general, or by a word that points back.

A label is the name that a claim is filed under before a case gives it an id: "Syrian fighters", "Turkish forces",
"Wagner Group", "foreign forces".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from exeunt.base.text import folded
from exeunt.claim.force_back import resolved
from exeunt.claim.force_names import bodies, counted_people, leaving, name_before
from exeunt.claim.force_words import GENERIC, MISSION, PLAIN, REGULARS, ForceWords, Naming
from exeunt.claim.names import Names
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.short_names import short_names
from exeunt.claim.token import PARAGRAPH, Tokens

_HEADS = frozenset({"noun", "generic", "brand", "force", "people", "of_nations"})
_BEHIND = 3  # words from a noun to the nation behind it: "forces armées rwandaises"
_LEFT = 5  # words between a nation and its noun: "Syrian pro-government fighters", "France's last army unit"


def forces(tokens: Tokens, pack: Pack, names: Names, found: list[Mention]) -> list[ForceWords]:
    """Every force named in a text, in order, with words that point back resolved to what was named before."""
    reader = _Reader(tokens, pack, names, found)
    named = reader.named()
    return resolved(named)


class _Reader:
    def __init__(self, tokens: Tokens, pack: Pack, names: Names, found: list[Mention]) -> None:
        self.tokens, self.pack, self.names = tokens, pack, names
        self.small = pack.small
        self.no_force = pack.words("force", "back", "no_force_after")
        self.possessives = pack.words("force", "back", "possessives")
        self.regulars = pack.words("force", "back", "regulars") if "regulars" in pack.tables["force"]["back"] else ()
        self.definite = pack.words("force", "back", "definite")
        self.no_actor = pack.words("place", "seek", "no_actor_after")
        self.noun_first = "noun_first" in pack.flags
        self.lower_adjectives = "lower_adjectives" in pack.flags
        self.nations: dict[int, Mention] = {}
        self.adjectives: dict[int, Mention] = {}
        self.verbs = {mention.first for mention in found if mention.family.endswith(".verbs")}
        self.states = {mention.first for mention in found if mention.family == "state"}
        self.by_end: dict[int, Mention] = {}
        for mention in found:
            if mention.family not in {"adjective", "people", "state", "seat"} or not self._is_named(mention):
                continue
            if mention.family == "adjective":
                self.adjectives.setdefault(mention.first, mention)
            if mention.first not in self.nations or mention.last > self.nations[mention.first].last:
                self.nations[mention.first] = mention
        for mention in sorted(self.nations.values(), key=lambda mention: mention.first - mention.last):
            self.by_end.setdefault(mention.last, mention)  # "Papua New Guinea", not "Guinea"
        self.heads = [m for m in found if m.family in _HEADS and self._is_head(m)]
        self.named_freely = "names" in pack.tables["force"]
        if self.named_freely:
            self.heads += counted_people(tokens, pack, self.adjectives)
            self.heads += leaving(tokens, self.by_end, found, self.small["possessive"])
        self.head_at = {mention.first: mention for mention in reversed(self.heads)}
        self.openers = frozenset(first for first, _ in tokens.sentences)
        self.missions = frozenset(pack.tables["force"].get("missions", {}).get("labels", ()))
        self.backed = pack.tables["force"].get("sponsors", {})

    def _is_named(self, mention: Mention) -> bool:
        lower = self.lower_adjectives and mention.family == "adjective"
        return lower or self.tokens.may_be_name(mention.first)

    def _is_head(self, mention: Mention) -> bool:
        tokens = self.tokens
        if mention.family == "people":
            return tokens.may_be_name(mention.first)
        if mention.family == "brand" and mention.value in self.pack.tables["force"]["capitals"]["labels"]:
            return tokens.text[tokens.starts[mention.first] : tokens.ends[mention.last - 1]].isupper() or (
                mention.last - mention.first > 1
            )
        if mention.family == "noun":
            # "Air Force One", "Joint Military Commission": a noun inside a capitalised name is no force word.
            after = mention.last
            if tokens.key(mention.first) == "force" and tokens.key(mention.first - 1) in self.no_force:
                return False  # "in force", "by force", "a task force"
            return not (tokens.is_capital(mention.first) and tokens.is_capital(after) and tokens.is_word(after))
        return mention.family != "brand" or tokens.may_be_name(mention.first)

    def named(self) -> list[ForceWords]:
        """Force words by their heads, the stronger naming winning where two overlap."""
        read = [(mention, self._from(mention)) for mention in self.heads]
        words = [item for mention, item in read if mention.family != "of_nations" or item.naming is Naming.NATION]
        words += short_names(self.tokens, self.pack, self.by_end, self.names.host_names)
        if self.named_freely:
            known = frozenset(
                at for item in words if item.naming is Naming.BRAND for at in range(item.first, item.last)
            )
            words += bodies(self.tokens, self.pack, self.by_end, self.openers, known)
        chosen: list[ForceWords] = []
        used: set[int] = set()
        for item in sorted(words, key=lambda item: (-item.naming, item.first - item.last, item.first)):
            span = range(item.first, item.last)
            if used.isdisjoint(span):
                chosen.append(item)
                used.update(span)
        return sorted(chosen, key=lambda item: item.first)

    def _from(self, mention: Mention) -> ForceWords:
        first, last, noun = mention.first, mention.last, mention.last - 1
        if mention.family == "force":
            last = self._over_noun(last)
            label = self.tokens.words(mention.first, mention.last)
            return ForceWords(first, last, last - 1, Naming.BRAND, (label,), alias=mention.value)
        if mention.family == "brand":
            last = self._over_noun(last)
            sponsor = self.backed.get(mention.value)
            kind = MISSION if mention.value in self.missions else ""
            sponsors = (sponsor,) if sponsor else ()
            return ForceWords(first, last, last - 1, Naming.BRAND, (mention.value,), sponsors, kind=kind)
        if mention.family == "nation":
            return self._nations([mention], first, last, noun, "forces")
        if mention.family == "people":
            brand = self._of_brand(last)
            return (
                replace(brand, first=first, noun=noun)
                if brand
                else self._nations([mention], first, last, noun, "people")
            )
        return self._from_noun(mention)

    def _from_noun(self, mention: Mention) -> ForceWords:
        """A noun for armed people, with the nation or brand that stands before or after it."""
        first, last, noun = mention.first, mention.last, mention.last - 1
        kind = mention.value if mention.family in {"noun", "of_nations"} else "fighters"
        brand = self._of_brand(last)
        if brand:
            return self._and_nations(replace(brand, first=first, noun=noun), kind)
        if self.noun_first:
            left: list[Mention] = []
            owner = self._owner(first) or (self._owner_behind(last) if self.pack.article else [])
            right, stop = self._behind(first, last)
            right, stop = (right, stop) if right else self._right(last)
            right, stop = (right, stop) if right or not owner else (owner, last)
        else:
            left = self._left(first) or self._owner(first) or self._subject(mention)
            right, stop = self._right(last)
        backer, start = self._backer(first)
        if left or right:
            nations, first, last = (left, left[0].first, last) if left else (right, first, stop)
            named = self._nations(nations, first, last, noun, kind)
            return replace(named, sponsors=named.sponsors or (backer.value,)) if backer else named
        if backer:
            label = self.tokens.words(start, last)
            return ForceWords(start, last, noun, Naming.NATION, (label,), (backer.value,), kind=kind)
        free = self._free_name(mention) if mention.family == "noun" and self.named_freely else first
        if free < first:
            label = f"{self.tokens.words(free, first)} {kind}"
            return ForceWords(free, last, noun, Naming.NATION, (label,), kind=kind)
        naming = Naming.GENERIC if mention.family == "generic" else Naming.BARE
        labels = (GENERIC,) if naming is Naming.GENERIC else ()
        kind = mention.value if naming is Naming.BARE else (PLAIN if last - first == 1 else "")
        if naming is Naming.BARE and self.tokens.key(mention.first) in self.regulars:
            kind = REGULARS
        return ForceWords(first, last, noun, naming, labels, kind=kind)

    def _backer(self, first: int) -> tuple[Mention | None, int]:
        """`Turkish-backed rebels`: the nation behind a force of another or of no named one, and its first token."""
        tokens, backed = self.tokens, self.small["backed"]
        at = next((at for at in range(first - 1, max(1, first - 4), -1) if tokens.keys[at] in backed), 0)
        nation = self.by_end.get(at - 1) if at and tokens.keys[at - 1] == "-" else None
        return (nation, nation.first) if nation else (None, first)

    def _free_name(self, mention: Mention) -> int:
        """Where a name begins that no list knows and that stands before a noun: `Orlish soldiers`, `RCD rebels`."""
        if self.tokens.key(mention.last - 1) in self.pack.words("force", "names", "units"):
            return mention.first
        first = name_before(self.tokens, self.pack, mention.first, self.openers)
        return first if all(at not in self.by_end for at in range(first + 1, mention.first + 1)) else mention.first

    def _behind(self, first: int, last: int) -> tuple[list[Mention], int]:
        """Nations after a noun, where a language puts them there: `soldats français`; a state may own it."""
        tokens, at = self.tokens, self._past_article(last)
        state = self.nations.get(last) if last == at and tokens.key(first - 1) not in self.pack.article else None
        if state and state.family in {"state", "seat"} and at not in self.adjectives and tokens.key(at - 1) != ",":
            return ([state], state.last) if "idafa" in self.pack.flags else ([], last)
        for _ in range(_BEHIND):
            if at in self.adjectives and (at == self._past_article(last) or not self._is_state(at)):
                return self._listed_right(at)
            if not tokens.is_word(at) or at in self.verbs or tokens.key(at) in self.small["no_adjective_over"]:
                break
            at = self._past_article(at + 1)
        return [], last

    def _owner_behind(self, last: int) -> list[Mention]:
        """`جنودها`: the state or the nation named last before a suffix that owns the noun, within the sentence."""
        tokens = self.tokens
        if tokens.key(last) not in self.possessives or tokens.starts[last] != tokens.ends[last - 1]:
            return []
        for back in range(last - 1, max(0, last - 20), -1):
            if tokens.key(back) in {".", PARAGRAPH}:
                break
            nation = self.by_end.get(back)
            if nation and nation.family in {"state", "seat", "adjective"} and not self._is_host(nation.value):
                return [nation]
        return []

    def _is_state(self, at: int) -> bool:
        """Whether an adjective may as well be a state: Arabic `ليبيا` is both."""
        return at in self.states

    def _past_article(self, at: int) -> int:
        return at + 1 if self.tokens.key(at) in self.pack.article else at

    def _listed_right(self, at: int) -> tuple[list[Mention], int]:
        nations = [self.adjectives[at]]
        stop = nations[0].last
        while True:
            step = stop
            while self.tokens.key(step) == "," or self.tokens.key(step) in self.small["and"]:
                step += 1
            step = self._past_article(step)
            if step == stop or step not in self.adjectives:
                return nations, stop
            nations.append(self.adjectives[step])
            stop = nations[-1].last

    def _over_noun(self, last: int) -> int:
        """A brand before a noun is one name: `Wagner mercenaries`."""
        following = self.head_at.get(last)
        return following.last if following and following.family in {"noun", "generic"} else last

    def _of_brand(self, last: int) -> ForceWords | None:
        """`mercenaries of the Wagner Group`, `fighters belonging to Wagner`, `men from Russia's Wagner`."""
        keys, at = self.tokens.keys, last
        links = self.small["of_brand"] | self.small["possessive"]
        while at < len(keys) and at - last < 7 and (not self.tokens.is_capital(at) or at in self.nations):
            if self._is_brand(at):
                break
            if keys[at] not in links and at not in self.nations and at not in self.adjectives:
                return None
            at += 1
        brand = self.head_at.get(at) if at > last else None
        return self._from(brand) if brand and brand.family in {"brand", "force"} else None

    def _is_brand(self, at: int) -> bool:
        head = self.head_at.get(at)
        return head is not None and head.family in {"brand", "force"}

    def _and_nations(self, brand: ForceWords, kind: str) -> ForceWords:
        """`... of the Wagner Group as well as from Syria and Chad`: the nations join the brand's label."""
        at = brand.last + (self.tokens.key(brand.last) == ",")
        length = self._phrase(at, "and_from")
        nations, stop = self._right(at + length - 1) if length else ([], at)
        if not nations:
            return brand
        more = self._nations(nations, brand.first, stop, brand.noun, kind)
        return replace(brand, last=stop, labels=brand.labels + more.labels)

    def _phrase(self, at: int, name: str) -> int:
        """The length of the phrase of a list that begins at a token, or 0."""
        phrases = self.small[name]
        return next((n for n in (4, 3, 2, 1) if " ".join(self.tokens.keys[at : at + n]) in phrases), 0)

    def _left(self, first: int) -> list[Mention]:
        """Nations before a noun: adjectives (also several: `Syrian and Russian`), or a state in the possessive."""
        tokens = self.tokens
        at = first
        while first - at < _LEFT and at > 0:
            nation = self.by_end.get(at)
            if nation and nation.family == "adjective":
                return self._listed_left(nation) if self._plain(nation.last) else []
            possessive = self.by_end.get(at - 1) if tokens.key(at - 1) in self.small["possessive"] else None
            if possessive:
                return [possessive]
            if not tokens.is_word(at - 1) and tokens.key(at - 1) not in {"-", "/"} and not tokens.key(at - 1).isdigit():
                break
            if tokens.key(at - 1) in self.small["no_adjective_over"]:
                break
            at -= 1
        return []

    def _owner(self, first: int) -> list[Mention]:
        """`Damascus sent its troops`: the last state named before the possessive, within the sentence."""
        tokens = self.tokens
        at = next((at for at in range(first - 1, max(-1, first - 6), -1) if tokens.key(at) in self.possessives), -1)
        if at < 0 or not all(tokens.is_word(i) or tokens.key(i)[:1].isdigit() for i in range(at, first)):
            return []
        for back in range(at, max(0, at - 25), -1):
            if tokens.key(back) in {".", PARAGRAPH}:
                break
            nation = self.by_end.get(back)
            if nation and nation.family in {"state", "seat"} and tokens.key(nation.first - 1) not in self.no_actor:
                return self._states_left(nation)
        return []

    def _states_left(self, nation: Mention) -> list[Mention]:
        """`Burundi, Kenya and Uganda have withdrawn 2,000 soldiers`: a state with those listed before it."""
        nations = [nation]
        while True:
            at = nations[0].first
            while self.tokens.key(at - 1) == "," or self.tokens.key(at - 1) in self.small["and"]:
                at -= 1
            before = self.by_end.get(at) if at < nations[0].first else None
            if before is None or before.family not in {"state", "seat"}:
                return nations
            nations.insert(0, before)

    def _subject(self, mention: Mention) -> list[Mention]:
        """`Russia kept 1,960 peacekeepers there`: the state that acts close before, unless "the" points back."""
        keys, first = self.tokens.keys, mention.first
        if (
            mention.family != "noun"
            or mention.value != "forces"
            or any(key in self.definite for key in keys[max(0, first - 4) : first])
        ):
            return []
        for at in range(first, max(0, first - _LEFT - 2), -1):
            if keys[at - 1] in {",", ".", PARAGRAPH} | self.small["that"] or (at in self.head_at and at != first):
                return []
            nation = self.by_end.get(at)
            if nation:
                acts = nation.family in {"state", "seat"} and self.tokens.key(nation.first - 1) not in self.no_actor
                return self._states_left(nation) if acts and not self._is_host(nation.value) and at < first else []
        return []

    def _plain(self, last: int) -> bool:
        """An adjective that is not half of a compound: `Turkish-backed`, `Russian-made`."""
        return not (self.tokens.key(last) == "-" and self.tokens.starts[last] == self.tokens.ends[last - 1])

    def _listed_left(self, nation: Mention) -> list[Mention]:
        nations = [nation]
        while True:
            at = nations[0].first - 1
            if self.tokens.key(at) != "," and self.tokens.key(at) not in self.small["and"]:
                break
            before = self.by_end.get(at) or (self.by_end.get(at - 1) if self.tokens.key(at - 1) == "," else None)
            if not before or before.family != "adjective":
                break
            nations.insert(0, before)
        return nations

    def _right(self, last: int) -> tuple[list[Mention], int]:
        """`mercenaries from Syria, Chad and Sudan`, `troops sent by Turkey`, `citizens of Chad`."""
        keys = self.tokens.keys
        origin = self.tokens.key(last) in self.small["from"]
        length = 1 if origin else self._phrase(last, "sent_by")
        if not length:
            return [], last
        at = last + length + (self.tokens.key(last + length) in self.small["the"])
        people = self.adjectives.get(at)
        if people and self.tokens.key(people.last) in self.small["nationality"]:
            return [people], people.last + 1
        nations: list[Mention] = []
        stop = last
        while at in self.nations and self.nations[at].family in {"state", "seat"}:
            nations.append(self.nations[at])
            stop = at = self.nations[at].last
            while at < len(keys) and (keys[at] == "," or keys[at] in self.small["and"]):
                at += 1
        if nations and origin and all(self._is_host(nation.value) for nation in nations):
            return [], last  # "withdrawal of the forces from Libya" is about the place, not the nation
        return nations, stop

    def _is_host(self, state: str) -> bool:
        return folded(state) in self.names.host_names

    def _nations(self, nations: list[Mention], first: int, last: int, noun: int, kind: str) -> ForceWords:
        adjectives: Mapping[str, str] = self.pack.states
        labels = tuple(dict.fromkeys(f"{adjectives.get(item.value) or item.value} {kind}" for item in nations))
        own = all(self._is_host(item.value) for item in nations)
        sponsors = tuple(dict.fromkeys(item.value for item in nations)) if kind == "forces" else ()
        return ForceWords(first, last, noun, Naming.NATION, labels, sponsors, own=own, kind=kind)
