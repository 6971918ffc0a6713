"""The words of time of a language pack, a cursor over tokens that knows them, and spans of the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from exeunt.base.dates import Precision, Span, one_day
from exeunt.claim.pack import load_pack, phrase_keys
from exeunt.claim.token import Tokens, key_of

_LONGEST_DAY = 3  # words of a day: "the twenty-first", and two in Arabic with "and"
_HYPHEN = frozenset({"-"})


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The grammar of one pack. `recent` is how many days "in recent weeks" covers, by its unit; `lists` are phrases.

    `openers` are the words that an expression can begin with, so that most tokens are passed over at once.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, int]
    recent: Mapping[str, int]
    openers: frozenset[str]
    numbers: Mapping[str, float]
    now: frozenset[tuple[str, ...]]
    day_words: Mapping[tuple[str, ...], int]
    lists: Mapping[str, frozenset[tuple[str, ...]]]
    long_months: Mapping[tuple[str, ...], int]
    """Months of two words."""
    days: Mapping[tuple[str, ...], int]
    """Days of the month in words: "the twentieth of January"."""
    skipped: frozenset[str]
    """Tokens that stand between a noun of time and the word behind it: an article written with its word."""
    flags: frozenset[str]


@cache
def time_words(language: str) -> TimeWords:
    """The words of time of a pack."""
    tables = load_pack(language).tables
    keys = partial(phrase_keys, language=language)
    time: Mapping[str, Any] = tables["time"]
    words, roles = time["words"], time["roles"]
    days = {
        keys(phrase): shift
        for name, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1))
        for phrase in words[name]
    }
    lists = {
        name: frozenset(keys(phrase) for phrase in phrases)
        for name, phrases in {**words, **roles, **time["small"]}.items()
    }
    return TimeWords(
        openers=_openers(time, lists)
        | frozenset(tables["number"]["words"])
        | {keys(unit)[0] for unit in time["units"]},
        months={key_of(word): number for word, number in time["months"].items() if " " not in word},
        weekdays={keys(word)[0]: number for word, number in time["weekdays"].items()},
        units={keys(word)[0]: days for word, days in time["units"].items()},
        recent={keys(word)[0]: days for word, days in time["recent"].items()},
        numbers=tables["number"]["words"],
        now=lists["now"],
        day_words=days,
        lists=lists,
        long_months={keys(word): number for word, number in time["months"].items() if " " in word},
        days={keys(word): number for word, number in time.get("days", {}).items()},
        skipped=load_pack(language).article,
        flags=load_pack(language).flags,
    )


def _openers(time: Mapping[str, Any], lists: Mapping[str, frozenset[tuple[str, ...]]]) -> frozenset[str]:
    named = (
        "this",
        "last",
        "next",
        "past",
        "recent",
        "coming",
        "within",
        "few",
        "now",
        "today",
        "yesterday",
        "tomorrow",
    )
    phrases = {phrase[0] for name in named for phrase in lists[name]}
    named_words = {key_of(word.split()[0]) for name in ("months", "weekdays") for word in time[name]}
    after = {key_of(word) for word in time["units"]} if lists.get("last_after") else set()
    after |= {key_of(word.split()[0].removeprefix("ال")) for word in time.get("days", {})}
    return frozenset(phrases | named_words | after | {phrase[0] for phrase in lists.get("ago_before", ())})


class TimeCursor:
    """Looks at tokens by the words of time; every method takes a token and says what is there."""

    def __init__(self, tokens: Tokens, words: TimeWords) -> None:
        self.tokens, self.words = tokens, words

    def _key(self, index: int) -> str:
        return self.tokens.key(index)

    def _is(self, index: int, name: str) -> int:
        """The length of the longest phrase of a list that begins at a token, or 0."""
        phrases = self.words.lists[name]
        for length in (4, 3, 2, 1):
            if tuple(self.tokens.keys[index : index + length]) in phrases:
                return length
        return 0

    def _ends_with(self, index: int, name: str) -> int:
        """The length of the longest phrase of a list that ends just before a token, or 0."""
        phrases = self.words.lists[name]
        for length in (4, 3, 2, 1):
            if index >= length and tuple(self.tokens.keys[index - length : index]) in phrases:
                return length
        return 0

    def _in(self, index: int, *names: str) -> bool:
        """Whether the token is a word of one of these lists."""
        key, lists = (self._key(index),), self.words.lists
        return any(key in lists[name] for name in names if name in lists)

    def _month_at(self, index: int) -> int:
        """A month named at a token. May and March are also words, so a capital is asked for."""
        if self.tokens.is_lower(index) and "lower_days" not in self.words.flags:
            return 0
        long = self._long_month(index)
        return long[0] if long else self.words.months.get(self._key(index), 0)

    def _long_month(self, index: int) -> tuple[int, int] | None:
        """A month of two words at a token, and the token after it."""
        if not self.words.long_months:
            return None
        second = self._past(index + 1)
        number = self.words.long_months.get((self._key(index), self._key(second)))
        return (number, second + 1) if number else None

    def _past(self, index: int) -> int:
        """Over an article that is written with its word."""
        return index + 1 if self._key(index) in self.words.skipped else index

    def _after_month(self, index: int) -> int:
        """The token after a month, which begins at the token before; with the other name of the same month, if any."""
        long = self._long_month(index - 1)
        index = long[1] if long else index
        if self._key(index) == "." and self.tokens.starts[index] == self.tokens.ends[index - 1]:
            return index + 1
        return self._after_month(index + 2) if self._key(index) == "/" and self._month_at(index + 1) else index

    def _after(self, index: int, *names: str) -> int:
        """The token behind a word of one of these lists that follows a noun of time, or 0: `la semaine dernière`."""
        at = self._past(index)
        return at + 1 if any(self._in(at, name) for name in names if name in self.words.lists) else 0

    def _year_at(self, index: int) -> int:
        key = self._key(index)
        return int(key) if len(key) == 4 and key.isdecimal() and key.isascii() and 1900 <= int(key) <= 2100 else 0

    def _day_at(self, index: int) -> tuple[int, int]:
        """A day of the month at a token and the token after it, or (0, 0)."""
        key = self._key(index)
        if len(key) > 2 or not (key.isdecimal() and key.isascii()) or not 1 <= int(key) <= 31:
            return 0, 0
        after = index + 1
        glued = after < len(self.tokens) and self.tokens.starts[after] == self.tokens.ends[index]
        return int(key), after + 1 if glued and self._in(after, "ordinal") else after

    def _worded_day_at(self, index: int) -> tuple[int, int]:
        """A day of the month in words at a token and the token after it, or (0, 0)."""
        found, last = (0, 0), index
        words: list[str] = []
        while len(words) < _LONGEST_DAY and last < len(self.tokens):
            if self.tokens.keys[last] not in self.words.skipped | _HYPHEN:
                words.append(self.tokens.keys[last])
                found = (self.words.days[tuple(words)], last + 1) if tuple(words) in self.words.days else found
            last += 1
        return found

    def _number(self, index: int) -> tuple[float, int]:
        key = self._key(index)
        if self._in(index, "few"):
            return 0, index + (2 if self._in(index + 1, "of") else 1)
        if key.isdecimal() and key.isascii() and len(key) <= 4:
            return float(key), index + 1
        if key in self.words.numbers:
            return self.words.numbers[key], index + 1
        return 0, index


def safe_day(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """A whole month."""
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH)


def year_span(year: int) -> Span:
    """A whole year."""
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def is_ahead(days: Span, published: date) -> bool:
    """Whether a span begins on the day of the document or later, and ends after it."""
    return days.first is not None and days.last is not None and days.first >= published < days.last


def calendar_span(now: date, unit: str, shift: int) -> Span:
    """The week, month, year or day that a day lies in, or the one `shift` before or after; this week ends with it."""
    if unit == "week":
        monday = now - timedelta(now.weekday()) + timedelta(7 * shift)
        return Span(monday, now if shift == 0 else monday + timedelta(6), Precision.APPROX)
    if unit == "month":
        months = now.year * 12 + now.month - 1 + shift
        return month_span(months // 12, months % 12 + 1)
    return year_span(now.year + shift) if unit == "year" else one_day(now + timedelta(shift))


def part_of(days: Span, part: str) -> Span:
    """The beginning, middle or end of a span: the third of it that is meant."""
    if not days.first or not days.last or days.first == days.last:
        return days
    length = (days.last - days.first).days
    if part == "begin_of":
        return Span(days.first, days.first + timedelta(length // 3), Precision.APPROX)
    if part == "middle_of":
        return Span(days.first + timedelta(length // 3), days.first + timedelta(2 * length // 3), Precision.APPROX)
    return Span(days.last - timedelta(length // 4), days.last, Precision.APPROX)
