"""Numbers as they are written in a text, with their hedges, as counts: intervals with a bound and a unit.

Figures (Western, Arabic-Indic and Persian digits), number words, vague words, ranges and fractions of a figure. What is
a date, a distance, a duration or the number of a battalion or resolution is not a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from exeunt.claim.pack import Pack, load_pack, phrase_keys
from exeunt.claim.token import Tokens, key_of
from exeunt.model.count import PERSONS, Bound, Count

ABOUT = 0.1  # "about N" is read as N give or take a tenth, as people who labelled such texts read it
_LONGEST = 4  # words of a hedge or of vague words
_REACH = 4  # words between a number and the noun it counts: "300 heavily armed Syrian fighters"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `count` is None for words such as "all"; `has_unit`: the noun it counts was said."""

    first: int
    last: int
    count: Count | None
    unit: str
    has_unit: bool
    head: int  # the token of the counted noun, or `last`


@dataclass(frozen=True, slots=True)
class _Words:
    """The grammar of one pack, with phrases as tuples of keys."""

    values: Mapping[str, float]
    scales: Mapping[str, float]
    vague: Mapping[tuple[str, ...], tuple[float, float]]
    open: frozenset[tuple[str, ...]]
    every: frozenset[tuple[str, ...]]
    before: Mapping[tuple[str, ...], Bound]
    after: Mapping[tuple[str, ...], Bound]
    filler: frozenset[str]
    fractions: Mapping[str, float]
    between: frozenset[str]
    join: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    units: Mapping[str, str]
    and_: frozenset[str]
    of: frozenset[str]
    them: frozenset[str]
    percent: frozenset[str]
    openers: frozenset[str]  # first words of vague, open and every
    long_values: Mapping[tuple[str, ...], float]
    flags: frozenset[str]
    duals: Mapping[str, str]
    starters: frozenset[str]  # every word that a quantity without a figure may begin with


@cache
def _grammar(language: str) -> _Words:
    keys = partial(phrase_keys, language=language)
    table: Mapping[str, Any] = load_pack(language).tables["number"]
    hedges, small = table["hedges"], load_pack(language).small
    before = {keys(phrase): bound for bound in (Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST) for phrase in hedges[bound]}
    sides = (("more_after", Bound.AT_LEAST), ("less_after", Bound.AT_MOST), ("about_after", Bound.ABOUT))
    units = {key_of(word): unit for unit, words in table["units"].items() for word in reversed(words)}
    vague = {keys(phrase): (float(low), float(high)) for phrase, (low, high) in table["vague"].items()}
    open_ = frozenset(keys(phrase) for phrase in table["open"]["phrases"])
    every = frozenset(keys(phrase) for phrase in table["every"]["phrases"])
    openers = frozenset(phrase[0] for phrase in (*vague, *open_, *every))
    values = {key_of(word): float(value) for word, value in table["words"].items() if " " not in word}
    long_values = {keys(word): float(value) for word, value in table["words"].items() if " " in word}
    duals = {key_of(word): unit for unit, words in table.get("duals", {}).items() for word in words}
    scales = {key_of(word): float(value) for word, value in table["scales"].items()}
    return _Words(
        starters=openers.union(values, (phrase[0] for phrase in long_values), duals, scales),
        openers=openers,
        values=values,
        long_values=long_values,
        flags=frozenset(table.get("flags", {}).get("forms", ())),
        duals=duals,
        scales=scales,
        vague=vague,
        open=open_,
        every=every,
        before=before,
        after={keys(phrase): bound for name, bound in sides for phrase in hedges[name]},
        filler=frozenset(hedges["filler"]),
        fractions=dict(hedges["fractions"]),
        between=frozenset(table["ranges"]["between"]),
        join=frozenset(table["ranges"]["join"]),
        not_after=frozenset(key_of(word) for word in table["not_counts"]["after"]),
        not_before=frozenset(key_of(word) for word in table["not_counts"]["before"]),
        units=units,
        and_=small["and"],
        of=small["of"],
        them=small["them"],
        percent=small["percent"],
    )


def quantities(tokens: Tokens, pack: Pack, taken: frozenset[int], nouns: frozenset[int]) -> list[Quantity]:
    """Every count in a text, in order. `taken` are tokens of dates and names; `nouns` those of armed people."""
    words = _grammar(pack.language)
    reader = _Reader(tokens, words, taken, nouns)
    return list(reader.all())


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, tokens: Tokens, words: _Words, taken: frozenset[int], nouns: frozenset[int]) -> None:
        self.tokens, self.words, self.taken, self.nouns = tokens, words, taken, nouns
        self.skip_to = 0

    def all(self) -> Iterator[Quantity]:
        after = 0
        starters = self.words.starters
        for index in [at for at, key in enumerate(self.tokens.keys) if key in starters or key[:1].isdigit()]:
            if index < after or index in self.taken:
                continue
            quantity = self._vague(index) or self._dual(index) or self._number(index)
            if quantity:
                yield quantity
                after = max(quantity.last, index + 1, self.skip_to)

    def _phrase(self, index: int, phrases: Mapping[tuple[str, ...], Any] | frozenset[tuple[str, ...]]) -> int:
        """The length of the longest phrase that begins at a token, or 0."""
        for length in range(_LONGEST, 0, -1):
            if tuple(self.tokens.keys[index : index + length]) in phrases and len(self.tokens) >= index + length:
                return length
        return 0

    def _vague(self, index: int) -> Quantity | None:
        words, keys = self.words, self.tokens.keys
        if keys[index] not in words.openers:
            return None
        length = self._phrase(index, words.vague)
        if length:
            low, high = words.vague[tuple(keys[index : index + length])]
            return self._counted(index, index + length, lambda unit, said: _vague_count(low, high, unit, said))
        length = self._phrase(index, words.open)
        if length and not self._value_at(index + length):
            return self._counted(
                index, index + length, lambda unit, said: Count(Bound.WORDS, low=1, unit=unit, words=said), near=True
            )
        length = self._phrase(index, words.every)
        if length and not self._value_at(index + length):
            return self._counted(index, index + length, lambda _unit, _said: None, near=True)
        return None

    def _counted(self, first: int, last: int, make: Any, near: bool = False) -> Quantity | None:
        """A quantity for words, where a noun it counts follows (`near`: a noun of armed people must)."""
        unit, head = self._unit(last)
        if not unit and self.tokens.key(last) in self.words.them:
            unit, head = PERSONS, last  # an article or "of" belongs to the words: "a large part of" them
        elif not unit or (near and head not in self.nouns and not self._of_them(last)):
            return None
        return Quantity(first, last, make(unit, self.tokens.words(first, last)), unit, True, head)

    def _dual(self, index: int) -> Quantity | None:
        """A noun in the dual counts two: `كتيبتان`."""
        unit = self.words.duals.get(self.tokens.keys[index])
        if not unit:
            return None
        said = self.tokens.words(index, index + 1)
        return Quantity(index, index + 1, Count(Bound.EXACT, best=2, unit=unit, words=said), unit, True, index)

    def _of_them(self, index: int) -> bool:
        return self.tokens.key(index) in self.words.of and self.tokens.key(index + 1) in self.words.them

    def _number(self, index: int) -> Quantity | None:
        found = self._value_at(index)
        if not found:
            return None
        value, last = found
        first, bound = self._hedge(index)
        if self._is_no_count(index, last):
            return None
        high = None
        joined = self._range_end(index, last)
        if joined:
            high, last = joined
            first = index - 1 if self.tokens.key(index - 1) in self.words.between else index
        else:
            length = self._phrase(last, self.words.after)
            if length:
                bound, last = self.words.after[tuple(self.tokens.keys[last : last + length])], last + length
            first, last, value, bound = self._fraction(first, last, value, bound)
        whole = self._whole(last)
        unit, head = self._unit(whole or last)
        self.skip_to = whole
        said = self.tokens.words(first, last)
        count = _count(value, high, bound, unit or PERSONS, said)
        return Quantity(first, last, count, unit or PERSONS, bool(unit), head if unit else last)

    def _fraction(self, first: int, last: int, value: float, bound: Bound) -> tuple[int, int, float, Bound]:
        """`half of its 60,000 troops`, `25 percent of 840 weapons`: a share of a figure is a figure."""
        keys = self.tokens.keys
        index = first - 1
        while index >= 0 and first - index <= 4 and keys[index] in self.words.filler:
            index -= 1
        if index < 0 or self.words.of.isdisjoint(keys[index:first]):
            return first, last, value, bound
        share = self.words.fractions.get(keys[index])
        if share is None and keys[index] in self.words.percent:
            percent = _figure(keys[index - 1]) if index and keys[index - 1][:1].isdigit() else None
            share, index = (percent / 100, index - 1) if percent is not None else (None, index)
        if share is None:
            return first, last, value, bound
        start, outer = self._hedge(index)
        return start, last, value * share, outer

    def _whole(self, last: int) -> int:
        """`eight of its 13 bases`: the token where the whole begins, whose noun the part shares; or 0."""
        at = last + 1
        if self.tokens.key(last) not in self.words.of:
            return 0
        while self.tokens.key(at) in self.words.filler:
            at += 1
        found = self._value_at(at)
        return found[1] if found and self._unit(found[1])[0] else 0

    def _value_at(self, index: int) -> tuple[float, int] | None:
        """The number that begins at a token and the token after it."""
        if index >= len(self.tokens) or index in self.taken:
            return None
        words, keys = self.words, self.tokens.keys
        total, group, last, any_word = 0.0, 0.0, index, False
        while last < len(keys):
            key = keys[last]
            plain, after = self._word_at(last)
            joined = last > index and (keys[last - 1] in words.and_ or keys[last - 1] == "-")
            if plain is not None and (not any_word or self._fits(total, group, plain, joined)):
                total, group = (total + plain, group) if plain >= 1000 and any_word else (total, group + plain)
                if plain >= 1000 and key in words.values:
                    total, group = total + group, 0.0
            elif key in words.scales and (any_word or "bare_scales" in words.flags):
                group = max(group, 1) * words.scales[key]
                if words.scales[key] >= 1000:
                    total, group = total + group, 0.0
            elif (key == "-" or key in words.and_) and any_word and self._continues(last + 1, total, group):
                last += 1
                continue
            else:
                break
            any_word, last = True, after if plain is not None else last + 1
        return (total + group, last) if any_word else None

    def _word_at(self, index: int) -> tuple[float | None, int]:
        """The value of one figure or number word at a token, and the token after it."""
        keys, key = self.tokens.keys, self.tokens.keys[index]
        if key[:1].isdigit():
            spaced = "spaced_thousands" in self.words.flags
            while spaced and len(key) <= 9 and self._is_thousands(index, key):
                index += 1
                key += keys[index]
            return _figure(key), index + 1
        if self.words.long_values:
            for length in range(5, 1, -1):
                value = self.words.long_values.get(tuple(keys[index : index + length]))
                if value is not None:
                    return value, index + length
        return self.words.values.get(key), index + 1

    def _is_thousands(self, index: int, key: str) -> bool:
        """`1 500`: three figures follow after one space, behind at most three."""
        following = self.tokens.key(index + 1)
        gap = self.tokens.starts[index + 1] - self.tokens.ends[index] if index + 1 < len(self.tokens) else 0
        return len(following) == 3 and following.isdecimal() and gap == 1 and (len(key) <= 3 or len(key) % 3 == 0)

    def _fits(self, total: float, group: float, value: float, joined: bool) -> bool:
        """Whether a number word goes on with the number before it."""
        if "unit_first" in self.words.flags and joined and 0 < group % 100 < 10 and value in range(20, 100, 10):
            return True
        if group == 0:
            return total > 0 and value < 1000
        return (group % 100 >= 20 and group % 10 == 0 and value < 10) or (group % 100 == 0 and value < 100)

    def _continues(self, index: int, total: float, group: float) -> bool:
        """Whether a joining mark stands inside one number: `twenty-five`, `two hundred and ten`."""
        value = (
            self._word_at(index)[0] if index < len(self.tokens) and not self.tokens.keys[index][:1].isdigit() else None
        )
        if value is None:
            return False
        if "joined" in self.words.flags:
            return self._fits(total, group, value, True)
        hyphen = self.tokens.key(index - 1) == "-"
        tens = group % 100 in range(20, 100, 10) and value < 10
        return (hyphen and tens) or (not hyphen and (group >= 100 or total >= 100) and value < 100)

    def _hedge(self, index: int) -> tuple[int, Bound]:
        """Where the words before a number begin that bound it, and the bound."""
        keys, first = self.tokens.keys, index
        for gap in range(3):
            end = index - gap
            for length in range(_LONGEST, 0, -1):
                phrase = tuple(keys[max(0, end - length) : end])
                if len(phrase) == length and phrase in self.words.before:
                    return end - length, self.words.before[phrase]
            if end - 1 < 0 or keys[end - 1] not in self.words.filler:
                break
        return first, Bound.EXACT

    def _range_end(self, index: int, last: int) -> tuple[float, int] | None:
        """The upper end of `between A and B`, `A to B`, `A-B`."""
        keys = self.tokens.keys
        if last >= len(keys) or keys[last] not in self.words.join:
            return None
        if keys[last] in self.words.and_ and self.tokens.key(index - 1) not in self.words.between:
            return None
        found = self._value_at(last + 1)
        low = self._value_at(index)
        if not found or not low or found[0] <= low[0]:
            return None
        return found

    def _is_no_count(self, index: int, last: int) -> bool:
        tokens, words = self.tokens, self.words
        if tokens.key(index - 1) in words.not_before and tokens.key(index - 1) not in words.filler:
            return True
        if tokens.key(last) in words.not_after or f"{tokens.key(last)} {tokens.key(last + 1)}" in words.not_after:
            return True
        glued = (
            tokens.key(last) == "-"
            and tokens.key(last + 1)[:1].isalpha()
            and tokens.starts[last] == tokens.ends[last - 1]
        )
        if glued and tokens.key(last + 1) not in words.join:
            return True
        if tokens.key(index - 1) == "." and index >= 2 and tokens.starts[index] == tokens.ends[index - 1]:
            return True
        return self._is_lone(index, last)

    def _is_lone(self, index: int, last: int) -> bool:
        """A year, or a small number word that counts nothing ("one of the", "two days", "on the one hand")."""
        key = self.tokens.keys[index]
        if self._unit(last)[0] or self._whole(last):
            return False
        is_year = last == index + 1 and len(key) == 4 and key.isdigit() and 1900 <= int(key) <= 2100
        return is_year or (last == index + 1 and key in self.words.values and self.words.values[key] < 20)

    def _unit(self, index: int) -> tuple[str, int]:
        """The unit of the noun a number counts, and the noun's token."""
        keys, units = self.tokens.keys, self.words.units
        adjacent = True
        for step in range(_REACH + 1):
            at = index + step
            if at >= len(keys) or (not self.tokens.is_word(at) and keys[at] not in {"-", "/"}):
                break
            if at in self.nouns:
                return units.get(keys[at], PERSONS) if keys[at] in units else PERSONS, at
            if keys[at] in units:
                return units[keys[at]], at
            if keys[at] in self.words.not_after:
                break
            adjacent = False
        if not adjacent and keys[index] in self.words.of and self.tokens.key(index + 1) in self.words.them:
            return PERSONS, index
        return "", index


def _figure(key: str) -> float | None:
    """The value of a written figure. `2,163` and `2.163` are thousands; `1.5` is a decimal."""
    digits = key.replace(",", "")
    head, _, tail = digits.partition(".")
    if tail and len(tail) == 3 and "," not in key and head != "0":
        digits = head + tail
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    if len(digits) > 12:
        return None  # a telephone or serial number, not a count
    try:
        return float(digits)
    except ValueError:
        return None


def _vague_count(low: float, high: float, unit: str, said: str) -> Count:
    return Count(Bound.WORDS, low=low, high=high, unit=unit, words=said)


def _count(value: float, high: float | None, bound: Bound, unit: str, said: str) -> Count:
    if high is not None:
        return Count(Bound.RANGE, low=value, high=high, unit=unit, words=said)
    if bound is Bound.AT_LEAST:
        return Count(bound, low=value, unit=unit, words=said)
    if bound is Bound.AT_MOST:
        return Count(bound, high=value, unit=unit, words=said)
    if bound is Bound.ABOUT:
        spread = value * ABOUT
        return Count(bound, low=value - spread, best=value, high=value + spread, unit=unit, words=said)
    return Count(Bound.EXACT, best=value, unit=unit, words=said)
