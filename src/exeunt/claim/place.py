"""Places that a text names: the case's sites first, then states, then capitalised names after a word of place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from exeunt.base.text import folded
from exeunt.claim.names import Names
from exeunt.claim.pack import Mention, Pack, load_pack, phrase_keys
from exeunt.claim.token import Tokens

_LATIN_ARTICLES = frozenset({"al", "el"})
_FAMILIES = {"site": 0, "town": 1, "territory": 1, "state": 2, "seat": 3}
_LONGEST_NAME = 4  # words of a place that no list has


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
    names: dict[str, str]
    listed: bool
    skipped: frozenset[str]
    not_seats: frozenset[str]


@cache
def _grammar(language: str) -> _Words:
    seek: dict[str, Any] = load_pack(language).tables["place"]["seek"]
    small = load_pack(language).small
    keys = partial(phrase_keys, language=language)
    listed = [
        frozenset(keys(word)[0] for word in seek[name])
        for name in ("prepositions", "directions", "classes", "not_places")
    ]
    return _Words(
        listed[0],
        listed[1],
        listed[2],
        listed[3],
        small["the"],
        small["of"],
        small["then"],
        small["vague_place"],
        small["out"],
        small["possessive"],
        {keys(word)[0]: name for word, name in seek.get("direction_names", {}).items()},
        "direction_names" in seek,
        load_pack(language).article,
        small["not_seat_after"],
    )


def places(tokens: Tokens, pack: Pack, names: Names, found: list[Mention], taken: frozenset[int]) -> list[PlaceWords]:
    """Every place in a text, in order. `taken` are tokens of forces and speakers, which are not places."""
    words = _grammar(pack.language)
    chosen: list[PlaceWords] = []
    used: set[int] = set()
    listed = sorted((m for m in found if m.family in _FAMILIES), key=lambda m: (_FAMILIES[m.family], m.first - m.last))
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
            if m.family in {"adjective", "people", "brand", "force", "side"}
            or (m.family == "seat" and m.first not in used)
            for i in range(m.first, m.last)
        }
    )
    if words.listed:
        chosen.extend(_sides_of(tokens, words, found, used))
    if words.skipped:
        chosen.extend(_after_class(tokens, words, used | taken))
    else:
        chosen.extend(_unknown(tokens, words, blocked))
    return sorted(chosen, key=lambda place: place.first)


def _is_place(tokens: Tokens, words: _Words, mention: Mention) -> bool:
    """Arabic has no capitals; a Latin name needs one. A state is a place after a word of place, else it acts."""
    head = tokens.text[tokens.starts[mention.first]]
    if head.islower() or tokens.key(mention.last) in words.possessive:
        return False
    before = _before(tokens, words, mention.first)
    if mention.family == "seat":
        vague = before in words.vague and tokens.key(mention.first - 2) not in words.out
        return before in words.prepositions and not vague and before not in words.not_seats
    if words.listed and _direction_of(tokens, words, mention.first):
        return True
    return mention.family == "site" or before in words.prepositions or before in words.directions


def _known(tokens: Tokens, words: _Words, names: Names, mention: Mention) -> PlaceWords:
    first = mention.first
    name = tokens.words(mention.first, mention.last) if mention.family in {"site", "seat"} else mention.value
    site = mention.value if mention.family == "site" else None
    direction = tokens.key(first - 1)
    if direction in words.directions and not words.listed:
        first -= 1
        name = f"{direction} {name}"
        site = names.site(name)
    elif words.listed and (found := _direction_of(tokens, words, first)):
        first, side = found
        name = f"{side} {name}"
        site = names.site(name)
    elif direction in words.of and tokens.key(first - 2) in words.directions and folded(name) in names.host_names:
        first -= 3 if tokens.key(first - 3) in words.the else 2
        name = f"{tokens.key(mention.first - 2)}ern {name}"
        site = names.site(name)
    return PlaceWords(first, mention.last, name, site, _before(tokens, words, first), mention.family == "state")


def _before(tokens: Tokens, words: _Words, first: int) -> str:
    if not words.listed:
        return tokens.key(first - 2 if tokens.key(first - 1) in words.the else first - 1)
    at = first - 1
    while at >= 0 and (tokens.keys[at] in words.the | words.classes | words.skipped or _is_of_class(tokens, words, at)):
        at -= 1
    return tokens.key(at)


def _is_of_class(tokens: Tokens, words: _Words, at: int) -> bool:
    """`de` of `la ville de Gao`."""
    return tokens.keys[at] in words.of and tokens.key(at - 1) in words.classes


def _direction_of(tokens: Tokens, words: _Words, first: int) -> tuple[int, str] | None:
    """`l'est de la Libye`, `جنوب ليبيا`: where the direction begins, and its English adjective."""
    at = first - 1
    while at >= 0 and tokens.keys[at] in words.the | words.of | words.skipped:
        at -= 1
    side = words.names.get(tokens.key(at), "")
    return (at, side) if side else None


def _sides_of(tokens: Tokens, words: _Words, found: list[Mention], used: set[int]) -> list[PlaceWords]:
    """`الجنوب الليبي`, `le Sud libyen`: a direction and the adjective of a state."""
    placed = []
    for mention in found:
        if mention.family != "adjective" or mention.first in used:
            continue
        at = mention.first - 1
        at -= tokens.key(at) in words.skipped
        side = words.names.get(tokens.key(at), "")
        if side:
            placed.append(
                PlaceWords(at, mention.last, f"{side} {mention.value}", None, _before(tokens, words, at), True)
            )
    return placed


def _after_class(tokens: Tokens, words: _Words, blocked: set[int]) -> list[PlaceWords]:
    """In a script without capitals a place that no list has: the word after `city`, `base`, `province`."""
    placed = []
    for at, key in enumerate(tokens.keys):
        if key not in words.classes or _before(tokens, words, at) not in words.prepositions:
            continue
        first = at + 1
        last = first + (tokens.key(first) in words.skipped) + 1
        name = range(first, last)
        if tokens.is_word(last - 1) and blocked.isdisjoint(name) and tokens.key(last - 1) not in words.not_places:
            placed.append(PlaceWords(first, last, tokens.words(first, last), None, _before(tokens, words, at)))
    return placed


def _unknown(tokens: Tokens, words: _Words, blocked: set[int]) -> list[PlaceWords]:
    """Capitalised names after a word of place: `at Gao`, `to Ansongo and then Mopti`, `the Jufra airport`."""
    found: list[PlaceWords] = []
    after = 0
    for index in [at for at, key in enumerate(tokens.keys) if key in _LATIN_ARTICLES or tokens.is_capital(at)]:
        if index < after:
            continue
        after = index
        while after < len(tokens) and after not in blocked and _in_name(tokens, words, after, index):
            after += 1
        place = _named_place(tokens, words, index, after, found) if after > index else None
        if place:
            found.append(place)
    return found


def _in_name(tokens: Tokens, words: _Words, at: int, first: int) -> bool:
    if tokens.is_capital(at) and tokens.is_word(at) and tokens.key(at) not in words.not_places:
        return True
    hyphen = (
        tokens.key(at) == "-"
        and at > first
        and tokens.starts[at] == tokens.ends[at - 1]
        and (tokens.is_capital(at + 1) or _is_between_hyphens(tokens, at + 1))
    ) or (at > first and _is_between_hyphens(tokens, at))
    return hyphen or (tokens.key(at) in _LATIN_ARTICLES and tokens.key(at + 1) == "-" and tokens.is_capital(at + 2))


def _is_between_hyphens(tokens: Tokens, at: int) -> bool:
    """`sur` of `Villiers-sur-Marne`: a small word written together with a name on both sides."""
    joined = tokens.key(at - 1) == tokens.key(at + 1) == "-" and tokens.is_word(at)
    return joined and tokens.ends[at] == tokens.starts[at + 1] and tokens.is_capital(at + 2)


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
    length = sum(key != "-" for key in tokens.keys[first:last])
    if tokens.key(last) in words.not_places or tokens.key(last) in words.possessive or length > _LONGEST_NAME:
        return None
    return PlaceWords(first, last, tokens.words(first, last), None, found[-1].before if follows_place else before)
