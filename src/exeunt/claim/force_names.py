"""Forces that no list knows, by how a text writes them: `Lendu militiamen`, `the South Lebanon Army`, `2,500 French`.

A capitalised name right before a noun for armed people is whose people they are; a capitalised name that ends in the
word for a body of arms is the force. What a text has named so once is the same force wherever it stands again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exeunt.claim.force_words import MISSION, ForceWords, Naming
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.token import Tokens

_LONGEST = 5  # words of a name
_LONGEST_MISSION = 9  # letters
_OWNING = frozenset({"'s", "'", "’"})


def name_before(tokens: Tokens, pack: Pack, noun: int, openers: frozenset[int]) -> int:
    """Where the capitalised name begins that stands right before a noun; the noun itself where there is none.

    A capital that opens a sentence says nothing, unless the word has one elsewhere too.
    """
    stop, first = pack.words("force", "names", "no_name"), noun
    while noun - first < _LONGEST and (step := _step(tokens, stop, first)):
        first -= step
    while first < noun and first in openers and not _is_name(tokens, pack, first, openers):
        first += 1
    return first


def _step(tokens: Tokens, stop: frozenset[str], first: int) -> int:
    """How many tokens further to the left a name goes on: a word, `Mai-`, `Lord's`, the `M` of `M23`; 0 where not."""
    before = first - 1
    if _in_name(tokens, stop, before):
        return 1
    joined = tokens.key(before) == "-" and tokens.starts[first] == tokens.ends[before]
    owned = tokens.key(before) in _OWNING
    digits = tokens.key(before).isdigit() and before > 0 and tokens.starts[before] == tokens.ends[before - 1]
    return 2 if (joined or owned or digits) and _in_name(tokens, stop, before - 1) else 0


def _in_name(tokens: Tokens, stop: frozenset[str], at: int) -> bool:
    return at >= 0 and tokens.is_capital(at) and tokens.is_word(at) and tokens.keys[at] not in stop


def _is_name(tokens: Tokens, pack: Pack, at: int, openers: frozenset[int]) -> bool:
    """Whether the word that opens a sentence is a name: it has its capital elsewhere too, or is no common adjective."""
    key = tokens.keys[at]
    if tokens.text[tokens.starts[at] : tokens.ends[at]].isupper() and len(key) > 1:
        return True
    common = pack.tables["force"]["names"]["common"]
    counts = key in pack.tables["number"]["words"] or key in _vague(pack)
    if not counts and key not in common["words"] and not key.endswith(tuple(common["endings"])):
        return True
    return any(
        other == key and place not in openers and tokens.is_capital(place) for place, other in enumerate(tokens.keys)
    )


def bodies(
    tokens: Tokens, pack: Pack, nations: Mapping[int, Mention], openers: frozenset[int], heads: frozenset[int]
) -> Iterator[ForceWords]:
    """Named bodies of arms with no nation's adjective in their name, and the short names that a text gives them.

    `nations` are mentions of states and their people by where they end; `heads` are where known forces begin.
    """
    sure, unsure = pack.words("force", "names", "bodies"), pack.words("force", "names", "companies")
    stop, members = pack.words("force", "names", "no_name"), pack.words("force", "names", "members")
    short: dict[str, str] = {}
    for at, key in enumerate(tokens.keys):
        if not tokens.is_capital(at) or key not in sure | unsure:
            continue
        first = at
        while at - first < _LONGEST and (step := _step(tokens, stop, first)):
            first -= step
        if first in openers and tokens.keys[first] in pack.small["the"]:
            first += 1
        if first >= at or not heads.isdisjoint(range(first, at)) or _has_adjective(nations, first, at):
            continue
        if key in unsure and not _of_members(tokens, pack, members, first):
            continue
        label = tokens.words(first, at + 1)
        short[" ".join(tokens.keys[first : at + 1])] = label
        if tokens.key(at + 1) == "(" and tokens.key(at + 3) == ")":
            short[tokens.key(at + 2)] = label
    yield from _again(tokens, short)
    missions = dict(_missions(tokens, pack))
    yield from (replace(item, kind=MISSION) for item in _again(tokens, missions))


def _missions(tokens: Tokens, pack: Pack) -> Iterator[tuple[str, str]]:
    """Short names that only missions and peace forces have: `UNAMSIL`, `EUFOR`."""
    forms = pack.tables["force"]["names"]["missions"]
    starts, ends, others = tuple(forms["starts"]), tuple(forms["ends"]), forms["not"]
    for at in tokens.capitals:
        word = tokens.text[tokens.starts[at] : tokens.ends[at]]
        if (
            4 <= len(word) <= _LONGEST_MISSION
            and word.isupper()
            and word.startswith(starts) | word.endswith(ends)
            and word not in others
        ):
            yield tokens.keys[at], word


def _has_adjective(nations: Mapping[int, Mention], first: int, last: int) -> bool:
    return any(end in nations and nations[end].family in {"adjective", "people"} for end in range(first + 1, last + 1))


def _of_members(tokens: Tokens, pack: Pack, members: frozenset[str], first: int) -> bool:
    """`312 persons of the Kestrel Company`: a company is a force where its people are told of as one's."""
    before = [tokens.key(at) for at in range(first - 1, max(-1, first - 4), -1)]
    link = next((step for step, key in enumerate(before) if key not in pack.small["the"]), 0)
    return link + 1 < len(before) and before[link] in pack.small["from"] and before[link + 1] in members


def _again(tokens: Tokens, names: Mapping[str, str]) -> Iterator[ForceWords]:
    """Every place where one of these names stands."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, label in names.items():
        keys = tuple(name.split(" "))
        by_first.setdefault(keys[0], []).append((keys, label))
    for at, key in enumerate(tokens.keys):
        for keys, label in by_first.get(key, ()):
            last = at + len(keys)
            if tokens.keys[at:last] == keys and tokens.is_capital(at):
                yield ForceWords(at, last, last - 1, Naming.BRAND, (label,))


def counted_people(tokens: Tokens, pack: Pack, adjectives: Mapping[int, Mention]) -> Iterator[Mention]:
    """`2,500 French`, `thousands of Vietnamese`: an adjective that is counted and qualifies nothing is its people."""
    of, numbers = pack.small["of"], frozenset(pack.tables["number"]["words"]) | _vague(pack)
    for mention in adjectives.values():
        before = mention.first - 1 - (tokens.key(mention.first - 1) in of)
        key = tokens.key(before)
        after = mention.last
        counted = key[:1].isdecimal() or key in numbers or tokens.key(mention.first - 1) in pack.small["the"]
        qualifies = tokens.is_word(after) and tokens.keys[after] not in pack.words("force", "names", "no_noun")
        if counted and not qualifies:
            yield Mention("nation", mention.value, mention.first, mention.last)


def leaving(
    tokens: Tokens, nations: Mapping[int, Mention], found: list[Mention], possessive: frozenset[str]
) -> Iterator[Mention]:
    """`the Ugandan withdrawal`, `Israel's pull-out`: the nation alone says whose forces go."""
    for mention in found:
        if mention.family != "departure.nouns":
            continue
        owner = tokens.key(mention.first - 1) in possessive
        nation = nations.get(mention.first - owner)
        if nation and (owner or nation.family == "adjective") and tokens.is_capital(nation.first):
            yield Mention("nation", nation.value, nation.first, nation.last)


def _vague(pack: Pack) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in pack.tables["number"].get("vague", {}))
