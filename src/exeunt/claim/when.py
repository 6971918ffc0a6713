"""Time expressions of a text, resolved against the day of its document, each with its role in the sentence.

Roles: an event's day, a deadline ("by December"), a start ("since March"), the present ("currently"), the day of a
statement ("said on Friday"), which dates the speaking and not what is spoken of. `attribution.py` gives the last role.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from exeunt.base.dates import Precision, Span, one_day
from exeunt.claim.pack import Pack, load_pack
from exeunt.claim.token import Tokens, key_of

_RECENT_DAYS = {"day": 7, "days": 7, "week": 28, "weeks": 28, "month": 90, "months": 90, "year": 1095, "years": 1095}
"""What "in recent weeks" covers, by its unit: the labelling guideline's reading."""


class Role(StrEnum):
    """What a time expression dates."""

    EVENT = "event"
    DEADLINE = "deadline"
    START = "start"
    NOW = "now"
    DURATION = "duration"  # "within three months": counted from something, not a day by itself


@dataclass(frozen=True, slots=True)
class When:
    """A time expression at tokens `first` to `last`. `days` is None for a duration that hangs on another event.

    `floating` marks a day without its year ("in June", "Sunday"), which a future tense moves forward.
    """

    first: int
    last: int
    role: Role
    days: Span | None
    future: Span | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, int]
    numbers: Mapping[str, float]
    now: frozenset[tuple[str, ...]]
    day_words: Mapping[tuple[str, ...], int]
    lists: Mapping[str, frozenset[tuple[str, ...]]]


@cache
def _grammar(language: str) -> _Words:
    tables = load_pack(language).tables
    time: Mapping[str, Any] = tables["time"]
    words, roles = time["words"], time["roles"]
    days = {
        _keys(phrase): shift
        for name, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1))
        for phrase in words[name]
    }
    lists = {name: frozenset(_keys(phrase) for phrase in phrases) for name, phrases in {**words, **roles}.items()}
    return _Words(
        months={key_of(word): number for word, number in time["months"].items()},
        weekdays={key_of(word): number for word, number in time["weekdays"].items()},
        units={key_of(word): days for word, days in time["units"].items()},
        numbers=tables["number"]["words"],
        now=lists["now"],
        day_words=days,
        lists=lists,
    )


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key_of(word) for word in phrase.split())


def times(tokens: Tokens, pack: Pack, published: date) -> list[When]:
    """Every time expression of a text, in order, none overlapping another."""
    reader = _Reader(tokens, _grammar(pack.language), published)
    found: list[When] = []
    index = 0
    while index < len(tokens):
        when = reader.at(index)
        if when:
            found.append(when)
            index = when.last
        else:
            index += 1
    return found


class _Reader:
    """Reads one expression at a token: `at` tries each form of the grammar, longest forms first."""

    def __init__(self, tokens: Tokens, words: _Words, published: date) -> None:
        self.tokens, self.words, self.published = tokens, words, published
        self.forms = (self._iso, self._day_month, self._month_day, self._month, self._weekday, self._day_word,
                      self._unit_phrase, self._ago, self._duration, self._year, self._now)  # fmt: skip

    def at(self, index: int) -> When | None:
        for form in self.forms:
            when = form(index)
            if when:
                return self._with_role(when)
        return None

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

    def _with_role(self, when: When) -> When:
        """Look at the words before an expression: they say whether it is a deadline, a start or an event."""
        first, days, future = when.first, when.days, when.future
        if self._key(first - 1) == "the" and not self._ends_with(first, "end_of"):
            first -= 1
        part = next((name for name in ("end_of", "begin_of", "middle_of") if self._ends_with(first, name)), "")
        if not part and self._key(first - 1) in {"of", "-"}:
            part = next((n for n in ("end_of", "begin_of", "middle_of") if self._ends_with(first - 1, n)), "")
            first -= 1 if part else 0
        if part and days:
            first -= self._ends_with(first, part)
            days, future = _part_of(days, part), _part_of(future, part) if future else None
        role = when.role
        for name in (Role.DEADLINE, Role.START):
            length = self._ends_with(first, name)
            if length and role is Role.EVENT:
                role, first = name, first - length
        if role is Role.EVENT:
            first -= self._ends_with(first, "event")
        first -= self._ends_with(first, "nearer")
        return When(first, when.last, role, days, future)

    def _event(self, first: int, last: int, days: Span, future: Span | None = None) -> When:
        return When(first, last, Role.EVENT, days, future)

    def _month_at(self, index: int) -> int:
        """A month named at a token. May and March are also words, so a capital is asked for."""
        return self.words.months.get(self._key(index), 0) if self.tokens.is_capital(index) else 0

    def _after_month(self, index: int) -> int:
        return (
            index + 1 if self._key(index) == "." and self.tokens.starts[index] == self.tokens.ends[index - 1] else index
        )

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
        return int(key), after + 1 if glued and self._key(after) in {"st", "nd", "rd", "th"} else after

    def _dated(self, first: int, last: int, month: int, day: int) -> When | None:
        """A day and month, with the year if one follows, else the latest one not after the document."""
        comma = 1 if self._key(last) == "," and self._year_at(last + 1) else 0
        year = self._year_at(last + comma)
        if year:
            only = _safe_day(year, month, day)
            return self._event(first, last + comma + 1, one_day(only)) if only else None
        past = next(
            (d for y in range(4) if (d := _safe_day(self.published.year - y, month, day)) and d <= self.published), None
        )
        ahead = next(
            (d for y in range(5) if (d := _safe_day(self.published.year + y, month, day)) and d >= self.published), None
        )
        if not past or not ahead:
            return None
        return self._event(first, last, one_day(past), one_day(ahead))

    def _iso(self, index: int) -> When | None:
        year = self._year_at(index)
        if not year or self._key(index + 1) != "-" or self._key(index + 3) != "-":
            return None
        month, day = self._key(index + 2), self._key(index + 4)
        if not (month.isdecimal() and day.isdecimal() and len(month) <= 2 and len(day) <= 2):
            return None
        only = _safe_day(year, int(month), int(day))
        return self._event(index, index + 5, one_day(only)) if only else None

    def _day_month(self, index: int) -> When | None:
        day, last = self._day_at(index)
        if not day:
            return None
        last += 1 if self._key(last) == "of" else 0
        month = self._month_at(last)
        return self._dated(index, self._after_month(last + 1), month, day) if month else None

    def _month_day(self, index: int) -> When | None:
        month = self._month_at(index)
        day, last = self._day_at(self._after_month(index + 1)) if month else (0, 0)
        found = self._dated(index, last, month, day) if day else None
        if not found or not found.days or self._key(found.last) not in {"and", "to", "-", "–"}:
            return found
        other, after = self._day_at(found.last + 1)
        if not other or other <= day or self.tokens.is_capital(after):
            return found
        second = self._dated(index, after, month, other)
        return _joined(found, second) if second else found

    def _month(self, index: int) -> When | None:
        month = self._month_at(index)
        if not month:
            return None
        last = self._after_month(index + 1)
        comma = 1 if self._key(last) in {",", "of"} and self._year_at(last + 1) else 0
        year = self._year_at(last + comma)
        if year:
            return self._event(index, last + comma + 1, _month_span(year, month))
        shift, first = 0, index
        if self._key(index - 1) in {"last", "next", "this"}:
            first = index - 1
        now = self.published
        if self._key(first) == "last" and month == now.month and first != index:
            shift = -1
        past = _month_span(now.year + shift if month <= now.month else now.year - 1, month)
        ahead = _month_span(now.year if month >= now.month else now.year + 1, month)
        if self._key(first) == "next" and first != index:
            past = ahead
        return self._event(first, last, past, ahead)

    def _weekday(self, index: int) -> When | None:
        wanted = self.words.weekdays.get(self._key(index))
        if wanted is None or not self.tokens.is_capital(index):
            return None
        back = (self.published.weekday() - wanted) % 7
        first, before = index, self._key(index - 1)
        if before in {"last", "next", "this"}:
            first = index - 1
            back = back or (7 if before == "last" else 0)
        past = self.published - timedelta(back)
        ahead = self.published + timedelta((wanted - self.published.weekday()) % 7 or (7 if before == "next" else 0))
        last = index + 1
        if self._key(last) in {"morning", "afternoon", "evening", "night"}:
            last += 1
        # "Saturday, January 23": the date that follows says which Saturday.
        follows = index + 2 if self._key(index + 1) in {",", "("} else index + 1
        dated = self._day_month(follows) or self._month_day(follows)
        if dated:
            return When(first, dated.last, dated.role, dated.days, dated.future)
        chosen = ahead if before == "next" else past
        return self._event(first, last, one_day(chosen), one_day(ahead))

    def _day_word(self, index: int) -> When | None:
        for length in (2, 1):
            shift = self.words.day_words.get(tuple(self.tokens.keys[index : index + length]))
            if shift is not None:
                return self._event(index, index + length, one_day(self.published + timedelta(shift)))
        return None

    def _unit_phrase(self, index: int) -> When | None:
        """`this week`, `last month`, `next year`, `recent weeks`, `the past three days`, `the coming weeks`."""
        key = self._key(index)
        after = index + 1
        number, after = self._number(after)
        unit = self._key(after)
        if unit not in self.words.units:
            return None
        after += 1
        days = self.words.units[unit]
        plural = unit.endswith("s")
        if (key,) in self.words.lists["recent"] or ((key,) in self.words.lists["past"] and (plural or number)):
            reach = int(number * days) if number and number >= 1 else _RECENT_DAYS.get(unit, 28)
            return self._event(index, after, self._days(-reach, 0))
        if (key,) in self.words.lists["coming"] and (plural or number):
            return self._event(
                index, after, self._days(0, int(number * days) if number else _RECENT_DAYS.get(unit, 28))
            )
        if plural or key not in {"this", "last", "next", "coming", "current", "previous"}:
            return None
        shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(key, 0)
        return self._event(index, after, self._calendar(unit, shift))

    def _calendar(self, unit: str, shift: int) -> Span:
        now = self.published
        if unit == "week":
            monday = now - timedelta(now.weekday()) + timedelta(7 * shift)
            return Span(monday, now if shift == 0 else monday + timedelta(6), Precision.APPROX)
        if unit == "month":
            months = now.year * 12 + now.month - 1 + shift
            return _month_span(months // 12, months % 12 + 1)
        if unit == "year":
            return Span(date(now.year + shift, 1, 1), date(now.year + shift, 12, 31), Precision.YEAR)
        return one_day(now + timedelta(shift))

    def _days(self, low: int, high: int) -> Span:
        try:
            return Span(self.published + timedelta(low), self.published + timedelta(high), Precision.APPROX)
        except OverflowError:
            return one_day(self.published)

    def _number(self, index: int) -> tuple[float, int]:
        key = self._key(index)
        if key in {"few", "several", "couple"}:
            return 0, index + (2 if self._key(index + 1) == "of" else 1)
        if key.isdecimal() and key.isascii() and len(key) <= 4:
            return float(key), index + 1
        if key in self.words.numbers:
            return self.words.numbers[key], index + 1
        return 0, index

    def _ago(self, index: int) -> When | None:
        """`29 years ago`, `two weeks earlier`."""
        number, after = self._number(index)
        if not number or self._key(after) not in self.words.units:
            return None
        unit = self._key(after)
        if (self._key(after + 1),) not in self.words.lists["ago"] or self._key(after + 1) == "before":
            return None
        last = after + 2
        if unit.startswith("year"):
            year = self.published.year - int(number)
            return (
                self._event(index, last, Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR))
                if year > 1
                else None
            )
        centre = -int(number * self.words.units[unit])
        slack = {"day": 0, "days": 0, "week": 3, "weeks": 3}.get(unit, 15)
        return self._event(index, last, self._days(centre - slack, centre + slack))

    def _duration(self, index: int) -> When | None:
        """`within 90 days`, `over 30 months`: how long something may take, counted from a day said elsewhere."""
        if (self._key(index),) not in self.words.lists["within"]:
            return None
        number, after = self._number(index + 1)
        unit = self._key(after)
        if unit in {"-"}:
            unit, after = self._key(after + 1), after + 1
        ago = (self._key(after + 1),) in self.words.lists["ago"]
        if not number or unit not in self.words.units or ago:
            return None
        return When(index, after + 1, Role.DURATION, None)

    def _year(self, index: int) -> When | None:
        year = self._year_at(index)
        if not year or self._key(index - 1) not in {
            "in",
            "since",
            "by",
            "of",
            "until",
            "during",
            "from",
            "early",
            "late",
            "mid",
            "than",
            "a",
            "the",
            "before",
            "after",
            "-",
        }:
            return None
        if self._key(index - 1) == "-" and self._key(index - 2) != "mid":
            return None
        return self._event(index, index + 1, Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR))

    def _now(self, index: int) -> When | None:
        length = self._is(index, "now")
        return When(index, index + length, Role.NOW, one_day(self.published)) if length else None


def _safe_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH)


def _joined(one: When, other: When) -> When:
    """`Oct. 20 and 24`: from the first day to the second."""
    both = [(one.days, other.days), (one.future, other.future)]
    spans = [
        Span(a.first, b.last, Precision.DAY) if a and b and a.first and b.last and a.first <= b.last else a
        for a, b in both
    ]
    return When(one.first, other.last, one.role, spans[0], spans[1])


def _part_of(days: Span, part: str) -> Span:
    """The beginning, middle or end of a span: the third of it that is meant."""
    if not days.first or not days.last or days.first == days.last:
        return days
    length = (days.last - days.first).days
    if part == "begin_of":
        return Span(days.first, days.first + timedelta(length // 3), Precision.APPROX)
    if part == "middle_of":
        return Span(days.first + timedelta(length // 3), days.first + timedelta(2 * length // 3), Precision.APPROX)
    return Span(days.last - timedelta(length // 4), days.last, Precision.APPROX)


def covered(whens: list[When]) -> Iterator[int]:
    """The tokens that belong to time expressions, so that no count is read from them."""
    for when in whens:
        yield from range(when.first, when.last)
