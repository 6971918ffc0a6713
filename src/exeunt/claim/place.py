"""Places that a text names: the case's sites first, then states, then capitalised names after a word of place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from exeunt.base.text import folded
from exeunt.claim.names import Names
from exeunt.claim.pack import Mention, Pack, load_pack
from exeunt.claim.token import Tokens


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place at tokens `first` to `last`; `before` is the word in front of it ("from", "in"), which gives its part."""

    first: int
    last: int
    name: str
    site: str | None
    before: str
    state: bool = False  # a state other than by a site of the case


@dataclass(frozen=True, slots=True)
class _Words:
    prepositions: frozenset[str]
    directions: frozenset[str]
    classes: frozenset[str]
    not_places: frozenset[str]
    the: frozenset[str]
    of: frozenset[str]
    then: frozenset[str]
    vague: frozenset[str]
    out: frozenset[str]
    possessive: frozenset[str]


@cache
def _grammar(language: str) -> _Words:
    seek: dict[str, Any] = load_pack(language).tables["place"]["seek"]
    small = load_pack(language).small
    return _Words(
        *(frozenset(seek[name]) for name in ("prepositions", "directions", "classes", "not_places")),
        *(small[name] for name in ("the", "of", "then", "vague_place", "out", "possessive")),
    )


def places(tokens: Tokens, pack: Pack, names: Names, found: list[Mention], taken: frozenset[int]) -> list[PlaceWords]:
    """Every place in a text, in order. `taken` are tokens of forces and speakers, which are not places."""
    words = _grammar(pack.language)
    chosen: list[PlaceWords] = []
    used: set[int] = set()
    families = {"site": 0, "state": 1}
    listed = sorted((m for m in found if m.family in families), key=lambda m: (families[m.family], m.first - m.last))
    for mention in listed:
        span = range(mention.first, mention.last)
        listed_on = any(place.last == mention.first - 1 for place in chosen) and tokens.key(mention.first - 1) == ","
        if used.isdisjoint(span) and taken.isdisjoint(span) and (listed_on or _is_place(tokens, words, mention)):
            chosen.append(_known(tokens, words, names, mention))
            used.update(span)
    blocked = (
        used
        | taken
        | {
            i
            for m in found
            if m.family in {"adjective", "people", "seat", "brand", "force", "side"}
            for i in range(m.first, m.last)
        }
    )
    chosen.extend(_unknown(tokens, words, blocked))
    return sorted(chosen, key=lambda place: place.first)


def _is_place(tokens: Tokens, words: _Words, mention: Mention) -> bool:
    """Arabic has no capitals; a Latin name needs one. A state is a place after a word of place, else it acts."""
    head = tokens.text[tokens.starts[mention.first]]
    if head.islower() or tokens.key(mention.last) in words.possessive:
        return False
    before = _before(tokens, words, mention.first)
    return mention.family == "site" or before in words.prepositions or before in words.directions


def _known(tokens: Tokens, words: _Words, names: Names, mention: Mention) -> PlaceWords:
    first = mention.first
    name = mention.value if mention.family == "state" else tokens.words(mention.first, mention.last)
    site = mention.value if mention.family == "site" else None
    direction = tokens.key(first - 1)
    if direction in words.directions:
        first -= 1
        name = f"{direction} {name}"
        site = names.site(name)
    elif direction in words.of and tokens.key(first - 2) in words.directions and folded(name) in names.host_names:
        first -= 3 if tokens.key(first - 3) in words.the else 2
        name = f"{tokens.key(mention.first - 2)}ern {name}"
        site = names.site(name)
    return PlaceWords(first, mention.last, name, site, _before(tokens, words, first), mention.family == "state")


def _before(tokens: Tokens, words: _Words, first: int) -> str:
    return tokens.key(first - 2 if tokens.key(first - 1) in words.the else first - 1)


def _unknown(tokens: Tokens, words: _Words, blocked: set[int]) -> list[PlaceWords]:
    """Capitalised names after a word of place: `at Gao`, `to Ansongo and then Mopti`, `the Jufra airport`."""
    found: list[PlaceWords] = []
    index = 0
    while index < len(tokens):
        last = index
        while last < len(tokens) and last not in blocked and _in_name(tokens, words, last, index):
            last += 1
        if last == index:
            index += 1
            continue
        place = _named_place(tokens, words, index, last, found)
        if place:
            found.append(place)
        index = last
    return found


def _in_name(tokens: Tokens, words: _Words, at: int, first: int) -> bool:
    if tokens.is_capital(at) and tokens.is_word(at) and tokens.key(at) not in words.not_places:
        return True
    hyphen = (
        tokens.key(at) == "-" and at > first and tokens.is_capital(at + 1) and tokens.starts[at] == tokens.ends[at - 1]
    )
    return hyphen or (tokens.key(at) in {"al", "el"} and tokens.key(at + 1) == "-" and tokens.is_capital(at + 2))


def _named_place(tokens: Tokens, words: _Words, first: int, last: int, found: list[PlaceWords]) -> PlaceWords | None:
    before = _before(tokens, words, first)
    follows_place = (
        bool(found)
        and (tokens.key(first - 1) == "," or tokens.key(first - 1) in words.then)
        and first - found[-1].last <= 3
    )
    if before not in words.prepositions and not follows_place:
        return None
    vague = before in words.vague and tokens.key(first - 2) not in words.out
    if vague and not follows_place and tokens.key(last) not in words.classes:
        return None
    if tokens.key(last) in words.not_places or tokens.key(last) in words.possessive or last - first > 4:
        return None
    return PlaceWords(first, last, tokens.words(first, last), None, found[-1].before if follows_place else before)
