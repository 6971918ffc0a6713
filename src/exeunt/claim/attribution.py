"""Who says what in a sentence: cue and speaker. `chain.py` reads who passes it on, `referent.py` whom a pronoun means.

A speech covers the tokens of its attribution (`first` to `last`), which are no part of the claim's own words, unless
its verb is itself the claim ("called for", "denied"): then only the speaker is covered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from exeunt.claim.chain import Chain, Namer
from exeunt.claim.force_words import ForceWords
from exeunt.claim.pack import Mention, Pack, load_pack, word_keys
from exeunt.claim.referent import Referents
from exeunt.claim.speaker import Speech, VerbFirst
from exeunt.claim.speaker_nouns import speaker_nouns
from exeunt.claim.token import PARAGRAPH, QUOTES, Tokens
from exeunt.claim.when import Role, When

_BREAKS = frozenset({";", ":", "—", "–", "(", ")", PARAGRAPH, "."})
_STOPS = _BREAKS | QUOTES | {","}
_KNOWN = 40  # speakers that a short name may still mean
_REACH = 6  # tokens from a weak verb of speaking to "that"
_REACH_BEHIND_SPEAKER = 18  # the same, where the speaker stands between them
_LONGEST_SPEAKER = 16  # tokens; a longer subject is a misreading
_TO_SAYING = 14  # tokens from "quoted" to "as saying"
_TO_LISTENER = 8  # tokens from the verb to the outlet that was told


@dataclass(frozen=True, slots=True)
class _Words:
    auxiliaries: frozenset[str]
    stop: frozenset[str]
    own_clause: frozenset[str]


@cache
def _grammar(language: str) -> _Words:
    pack = load_pack(language)
    table: dict[str, Any] = pack.tables["attribution"]
    names = ("auxiliaries", "stop", "own_clause")
    return _Words(*(frozenset(key for word in table[name] for key in word_keys(word, pack.elided)) for name in names))


def speeches(
    tokens: Tokens, pack: Pack, found: list[Mention], whens: list[When], forces: Sequence[ForceWords] = ()
) -> list[Speech]:
    """Every attribution of a text, in order. `forces` are those named in it: "the men said" is theirs."""
    reader = _Reader(tokens, pack, found, whens, forces)
    said: list[Speech] = []
    for low, high in tokens.sentences:
        said.extend(reader.sentence(low, high, said))
    return said


def _going(found: list[Mention]) -> frozenset[int]:
    """Where words of leaving stand: what is called for or denied begins there."""
    return frozenset(mention.first for mention in found if mention.family in {"departure.nouns", "departure.verbs"})


class _Reader:
    def __init__(
        self, tokens: Tokens, pack: Pack, found: list[Mention], whens: list[When], forces: Sequence[ForceWords]
    ) -> None:
        self.tokens, self.words, self.whens = tokens, _grammar(pack.language), whens
        self.small, self.that = pack.small, pack.small["that"]
        self.no_cue_after = pack.small["be"] | pack.small["noun_before"]
        self.press = speaker_nouns(pack.language).press
        self.cues = [m for m in found if m.family in {"speech.cues", "speech.according"}]
        self.weak = {m.first for m in found if m.family == "speech.weak"}
        self.keep = {m.first for m in found if m.family == "speech.keep"}
        self.open_that = {m.first for m in found if m.family == "speech.open_that"}
        self.quoted = {m.first for m in found if m.family == "speech.quoted"}
        self.agencies = {m.first: m for m in found if m.family == "speech.agencies"}
        self.when_end = {when.last: when for when in whens}
        self.when_start = {when.first: when for when in whens}
        self.abbreviations = pack.abbreviations
        self.position = 0
        self.namer = Namer(tokens, pack, found, whens)
        self.referents = Referents(tokens, pack, self.namer, forces)
        self.cased = "verb_first" not in pack.flags
        self.verb_first = None if self.cased else VerbFirst(tokens, pack, self.when_start, _going(found), self.namer)

    def sentence(self, low: int, high: int, before: list[Speech]) -> list[Speech]:
        said: list[Speech] = []
        while self.position < len(self.cues) and self.cues[self.position].first < high:
            cue = self.cues[self.position]
            self.position += 1
            if cue.first < low or (said and cue.first < said[-1].last) or self._is_no_verb(cue, low):
                continue
            speech = (
                self._according(cue, low, high) if cue.family == "speech.according" else self._spoken(cue, low, high)
            )
            if speech and (speech.named or (self.verb_first and (before or said))):
                said.append(self.referents.resolved(speech, [*before[-_KNOWN:], *said]))
        return said

    def _is_no_verb(self, cue: Mention, low: int) -> bool:
        """Part of a name (`the United States`) or of a speaker's words (`quoted by`)."""
        named = self.cased and cue.first > low and self.tokens.is_capital(cue.first)
        inside = cue.first in self.namer.relays and self.tokens.key(cue.first - 1) not in self.small["be"]
        return cue.family == "speech.cues" and (named or inside)

    def _according(self, cue: Mention, low: int, high: int) -> Speech | None:
        last = cue.last
        while (
            last < high
            and last - cue.last < _LONGEST_SPEAKER
            and self.tokens.key(last) not in _STOPS
            and self.tokens.key(last) not in self.words.stop
        ):
            if last > cue.last and last in self.when_start:
                break
            last += 1
        if self.tokens.key(last) == "," and last + 1 in self.namer.citing:  # "according to X, citing Y,"
            last = next((at for at in range(last + 1, high) if self.tokens.key(at) in _STOPS), high)
        chain = self.namer.chain(cue.last, last)
        return Speech(cue.first, last, cue.first - low <= 2, chain.said, chain.said, chain.relays)

    def _spoken(self, cue: Mention, low: int, high: int) -> Speech | None:
        tokens, keys = self.tokens, self.tokens.keys
        quoted = self._quoted(cue, low, high) if self.cased and cue.first in self.quoted else None
        if quoted or tokens.key(cue.first - 1) in self.no_cue_after or not self._opens(cue, high):
            return quoted
        if self.verb_first:
            return self.verb_first.speech(cue, low, high, keeps=cue.first in self.keep)
        behind = cue.first > low and cue.first not in self.keep and keys[cue.first - 1] in QUOTES | {","}
        relay, told = self._listener(cue, high)
        if behind and self._inverted(told, high):
            return self._after(cue, told, relay, high)
        end, when = self._skip_back(cue.first, low)
        start = self._subject(end, low)
        start, early = self._skip_time(start, end, low)
        begin, stop = self._who(start, end, cue)
        if stop <= begin or stop - begin > _LONGEST_SPEAKER:
            return None
        chain, aside = self._citing(self.namer.chain(begin, stop), cue.last, high)
        last, relay, late = self._complement((relay, told) if aside == cue.last else ("", aside), high)
        trailing = start > low + 2 and keys[start - 1] in {",", *QUOTES} and self._closes(last, high)
        # The words that date the speaking belong to the attribution too: "On Tuesday X had said".
        first = early.first if early else start
        keeps = cue.first in self.keep and not (cue.first in self.open_that and tokens.key(last - 1) in self.that)
        covers = cue.first if keeps and not trailing else last
        return Speech(first, covers, not trailing, chain.said, chain.said, _passed(chain, relay), when or early or late)

    def _citing(self, chain: Chain, at: int, high: int) -> tuple[Chain, int]:
        """`X said, citing Y, that`: the chain with Y in it, and the token after the aside."""
        begin = at + (self.tokens.key(at) == ",")
        if begin not in self.namer.citing:
            return chain, at
        first = self.namer.citing[begin]
        last = next((i for i in range(first, high) if self.tokens.keys[i] in _STOPS), high)
        return self.namer.cited(chain, first, last), last + (self.tokens.key(last) == ",")

    def _who(self, start: int, end: int, cue: Mention) -> tuple[int, int]:
        """The speaker's own words. Behind "and" the verb is a second one, whose subject opens the clause."""
        joined = self.small["and"].intersection(self.tokens.keys[end : cue.first])
        return self.namer.subject(start, end) if joined else (start, end)

    def _quoted(self, cue: Mention, low: int, high: int) -> Speech | None:
        """`a diplomat was quoted by X as saying`, `X quoted a diplomat as saying`."""
        tokens = self.tokens
        near = range(cue.last, min(high, cue.last + _TO_SAYING) + 1)
        saying = next((at for at in near if at in self.namer.saying), None)
        if saying is None:
            return None
        end, when = self._skip_back(cue.first, low)
        start, early = self._skip_time(self._subject(end, low), end, low)
        subject = self.namer.chain(start, end)
        inner = (cue.last, saying)
        last = self.namer.saying[saying]
        if tokens.key(cue.first - 1) not in self.small["be"]:
            said, relay = self.namer.chain(*inner), subject.said
        else:
            if tokens.key(last) in self.small["by"]:
                inner = (last, self._name_end(last + 1, high))
                last = inner[1]
            said, relay = subject, self.namer.chain(inner[0] + 1, inner[1]).said
        last += tokens.key(last) in self.that
        trailing = start > low + 2 and tokens.keys[start - 1] in {",", *QUOTES} and self._closes(last, high)
        first = early.first if early else start
        named = said.said
        return Speech(first, last, not trailing, named, named, _passed(said, relay), when or early) if named else None

    def _name_end(self, at: int, high: int) -> int:
        while at < high and self.tokens.key(at) not in _STOPS | self.that and at not in self.when_start:
            at += 1
        return at

    def _opens(self, cue: Mention, high: int) -> bool:
        """A weak cue is also an ordinary word: it needs `that`, a colon or a quotation close behind."""
        if cue.first not in self.weak:
            return True
        reach = _REACH_BEHIND_SPEAKER if self.verb_first else _REACH
        ahead = self.tokens.keys[cue.last : min(high, cue.last + reach)]
        if ahead[:1] in ((",",), (".",)):
            return True  # "..., a mission reports, ..."
        return not self.that.isdisjoint(ahead) or any(key in QUOTES for key in ahead[:2]) or cue.first in self.keep

    def _inverted(self, last: int, high: int) -> bool:
        """`..., said the minister`: a speaker follows, not what is said ("X, the envoy, said the men had left")."""
        keys = self.tokens.keys
        if last >= high or not self.tokens.is_word(last) or keys[last] in self.small["not_speaker"]:
            return False
        while last < high and keys[last] not in _STOPS and last not in self.when_start:
            if keys[last] in self.words.own_clause or keys[last] in self.that:
                return False
            last += 1
        return True

    def _after(self, cue: Mention, told: int, relay: str, high: int) -> Speech:
        """`"...," said the minister on Friday.`; from token `told` on, behind whom he told."""
        early = self.when_start.get(told)
        start = last = early.last if early else told
        while last < high and last - start < _LONGEST_SPEAKER:
            if self.tokens.key(last) in _STOPS | self.words.stop or last in self.when_start:
                break
            last += 1
        when = early or self.when_start.get(last)
        chain, last = self._citing(self.namer.chain(start, last), last, high)
        return Speech(cue.first, last, False, chain.said, chain.said, _passed(chain, relay), when)

    def _skip_back(self, end: int, low: int) -> tuple[int, When | None]:
        """Over auxiliaries and a time between the speaker and the verb: `X on Friday also said`."""
        when = None
        while end > low:
            if end in self.when_end and self.when_end[end].first > low:
                when = self.when_end[end]
                end = when.first
            elif self.tokens.key(end - 1) in self.words.auxiliaries:
                end -= 1
            else:
                break
        return end, when

    def _subject(self, end: int, low: int) -> int:
        """Where the speaker's name begins, going back over an apposition between two commas."""
        start = self._noun_phrase(end, low)
        if start == end and end > low and self.tokens.key(end - 1) == ",":
            inner = self._noun_phrase(end - 1, low)  # the apposition
            if inner > low and self.tokens.key(inner - 1) == ",":
                return self._noun_phrase(inner - 1, low)
            if (
                inner > low + 1
                and self.tokens.key(inner - 1) in self.small["aside"]
                and self.tokens.key(inner - 2) == ","
            ):
                return self._noun_phrase(inner - 2, low)
            return inner
        return start

    def _noun_phrase(self, end: int, low: int) -> int:
        tokens = self.tokens
        start = end
        while start > low:
            key = tokens.key(start - 1)
            if key == "." and tokens.key(start - 2) in self.abbreviations:
                start -= 1
                continue
            if key == ")" and tokens.key(start - 3) == "(":
                start -= 3  # a short form in brackets: "the mission (UNSMIL)"
                continue
            if key in _BREAKS or key in QUOTES or key == "," or key in self.words.stop:
                break
            if start - 2 >= low and tokens.is_dash(start - 1):
                break
            if key in self.small["and"] and not self._joins_names(start - 1, low):
                break
            start -= 1
        return start

    def _joins_names(self, at: int, low: int) -> bool:
        tokens = self.tokens
        return (
            at > low
            and tokens.is_capital(at - 1)
            and (tokens.is_capital(at + 1) or tokens.key(at + 1) in self.small["the"])
        )

    def _skip_time(self, start: int, end: int, low: int) -> tuple[int, When | None]:
        """Drop a time that opens the sentence: `On Tuesday President X had said`."""
        when = self.when_start.get(start)
        if when and when.last < end:
            follows = when.last + (1 if self.tokens.key(when.last) == "," else 0)
            return follows, when
        opening = self.when_end.get(start - 1) if self.tokens.key(start - 1) == "," else None
        if opening and opening.first == low:
            return start, opening
        return start, None

    def _complement(self, told: tuple[str, int], high: int) -> tuple[int, str, When | None]:
        """What stands between the verb and what is said: who was `told`, with the token after it; a time; `that`."""
        tokens, when = self.tokens, None
        relay, last = told
        for at in range(last, min(high, last + 12)):
            key = tokens.key(at)
            if at in self.namer.relays:
                stop = self._name_end(self.namer.relays[at], high)
                relay, last = self.namer.chain(at, stop).said, stop
                break
            if at in self.when_start and at - last <= 4 and self.when_start[at].role is not Role.DEADLINE:
                then = self.when_start[at]
                if at <= last + 1 or not self.that.isdisjoint(tokens.keys[then.last : then.last + 3]):
                    when, last = then, then.last
            if key in self.that:
                last = at + 1
                break
            if key in self.words.own_clause:
                break  # what is said begins here, without "that"
            if key in _STOPS:
                break
        return last, relay, when

    def _closes(self, last: int, high: int) -> bool:
        """Whether nothing but the end, or an aside, follows: the attribution stands behind what was said."""
        return last >= high or self.tokens.key(last) in {".", ",", *QUOTES, *_BREAKS} or self._few_words(last, high)

    def _few_words(self, last: int, high: int) -> bool:
        rest = high - last
        return rest <= 8 and not any(self.tokens.key(at) in self.that | QUOTES for at in range(last, high))

    def _listener(self, cue: Mention, high: int) -> tuple[str, int]:
        """The outlet that was told, and the token after it: `told the Post`, `said in remarks to Radio Okapi`."""
        tokens = self.tokens
        for at in range(cue.last, min(high, cue.last + _TO_LISTENER)):
            key = tokens.keys[at]
            if key in self.that or key in _STOPS or key in self.words.own_clause:
                break
            if at in self.agencies or key in self.press:
                first, last = self._around(cue.last, at, high)
                told = tokens.keys[cue.first] in self.small["telling"] and first == cue.last
                if told or tokens.key(first - 1) in self.small["listening"]:
                    named = [key for key in tokens.keys[first:last] if key not in self.small["determiner"]]
                    return (
                        (tokens.words(first, last), last) if at in self.agencies or len(named) > 1 else ("", cue.last)
                    )
        return "", cue.last

    def _around(self, low: int, at: int, high: int) -> tuple[int, int]:
        """The noun phrase around the noun of an outlet."""
        tokens, last = self.tokens, self.agencies[at].last if at in self.agencies else at + 1
        first = at
        while first > low and tokens.keys[first - 1] not in self.small["listening"] | self.small["opening"]:
            first -= 1
        while (
            last < high and (tokens.is_capital(last) or tokens.keys[last] in self.press) and last not in self.when_start
        ):
            last += 1
        return first, last


def _passed(chain: Chain, relay: str) -> tuple[str, ...]:
    """The relays of a chain and whom its speaker told."""
    return tuple(dict.fromkeys((*((relay,) if relay else ()), *chain.relays)))
