"""Time expressions of a text, resolved against the day of its document, each with its role in the sentence.

Roles: an event's day, a deadline ("by December"), a start ("since March"), the present ("currently"), the day of a
statement ("said on Friday"), which dates the speaking and not what is spoken of. `attribution.py` gives the last role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from exeunt.base.dates import Precision, Span, one_day
from exeunt.claim.pack import Pack
from exeunt.claim.time_words import (
    TimeCursor,
    TimeWords,
    calendar_span,
    is_ahead,
    month_span,
    part_of,
    safe_day,
    time_words,
    year_span,
)
from exeunt.claim.token import Tokens

_PARTS = ("end_of", "begin_of", "middle_of")


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

    `future` is what it means in a future tense, where that differs: "in June", "Sunday"; `past` is what a duration
    means that is over: "came home in six days".
    """

    first: int
    last: int
    role: Role
    days: Span | None
    future: Span | None = None
    past: Span | None = None
    ahead: bool = False  # it lies wholly after the day of the document, whatever the tense


def times(tokens: Tokens, pack: Pack, published: date) -> list[When]:
    """Every time expression of a text, in order, none overlapping another."""
    words = time_words(pack.language)
    reader = _Reader(tokens, words, published)
    again = frozenset(phrase[0] for phrase in words.lists.get("same", ()))
    openers = words.openers | again
    found: list[When] = []
    for index in [at for at, key in enumerate(tokens.keys) if key in openers or key[:1].isdecimal()]:
        if found and index < found[-1].last:
            continue
        when = (reader.same(index, found) if tokens.keys[index] in again else None) or reader.at(index)
        if when:
            found.append(when)
    return found


class _Reader(TimeCursor):
    """Reads one expression at a token: `at` tries each form of the grammar, longest forms first."""

    def __init__(self, tokens: Tokens, words: TimeWords, published: date) -> None:
        super().__init__(tokens, words)
        self.published = published
        self.in_figures = (self._iso, self._day_month, self._ago, self._year)
        self.in_words = (self._worded_day, self._month_day, self._month, self._weekday, self._day_word,
                         self._unit_phrase, self._unit_after, self._part_of_unit, self._ago_before, self._ago,
                         self._duration, self._now)  # fmt: skip

    def at(self, index: int) -> When | None:
        key = self.tokens.keys[index]
        figure = key[:1].isdecimal()
        if not figure and key not in self.words.openers:
            return None
        for form in self.in_figures if figure else self.in_words:
            when = form(index)
            if when:
                return self._with_role(self._ranged(when))
        return None

    def _ranged(self, when: When) -> When:
        """`between 21 May and 5 June`: from the first day to the second."""
        first = when.first - 1 - self._in(when.first - 1, "article")
        if not self._in(first, "between") or not self._in(when.last, "and"):
            return when
        after = when.last + 1 + self._in(when.last + 1, "article")
        forms = self.in_figures if self._key(after)[:1].isdecimal() else self.in_words
        other = next((found for form in forms if (found := form(after))), None)
        joined = _joined(when, other) if other and other.role is Role.EVENT else when
        return replace(joined, first=first) if joined is not when else when

    def _worded_day(self, index: int) -> When | None:
        """`the twentieth of January`."""
        day, last = self._worded_day_at(index)
        month_at = self._past(last + (1 if self._in(last, "of") else 0))
        month = self._month_at(month_at) if day else 0
        return self._dated(index, self._after_month(month_at + 1), month, day) if month else None

    def same(self, index: int, found: list[When]) -> When | None:
        """`the same day`: the last day of an event that was named."""
        length = self._is(index, "same") if "same" in self.words.lists else 0
        last = next((when for when in reversed(found) if when.role is Role.EVENT and when.days), None)
        return When(index, index + length, Role.EVENT, last.days) if length and last else None

    def _with_role(self, when: When) -> When:
        """Look at the words before an expression: they say whether it is a deadline, a start or an event."""
        first, days, future = when.first, when.days, when.future
        if self._in(first - 1, "article") and not self._ends_with(first, "end_of"):
            first -= 1
        part = next((name for name in _PARTS if self._ends_with(first, name)), "")
        if not part and self._in(first - 1, "of", "dash"):
            part = next((n for n in _PARTS if self._ends_with(first - 1, n)), "")
            first -= 1 if part else 0
        if part and days:
            first -= self._ends_with(first, part)
            days, future = part_of(days, part), part_of(future, part) if future else None
        role = when.role
        for name in (Role.DEADLINE, Role.START):
            length = self._ends_with(first, name)
            if length and role is Role.EVENT:
                role, first = name, first - length
        if role is Role.EVENT:
            first -= self._ends_with(first, "event")
        first -= self._ends_with(first, "nearer")
        ahead = days is not None and is_ahead(days, self.published)
        return replace(when, first=first, role=role, days=days, future=future, ahead=ahead)

    def _event(self, first: int, last: int, days: Span, future: Span | None = None) -> When:
        return When(first, last, Role.EVENT, days, future)

    def _dated(self, first: int, last: int, month: int, day: int) -> When | None:
        """A day and month, with the year if one follows, else the latest one not after the document."""
        comma = 1 if self._key(last) == "," and self._year_at(last + 1) else 0
        year = self._year_at(last + comma)
        if year:
            only = safe_day(year, month, day)
            return self._event(first, last + comma + 1, one_day(only)) if only else None
        past = next(
            (d for y in range(4) if (d := safe_day(self.published.year - y, month, day)) and d <= self.published), None
        )
        ahead = next(
            (d for y in range(5) if (d := safe_day(self.published.year + y, month, day)) and d >= self.published), None
        )
        if not past or not ahead:
            return None
        coming = self._after(last, "next_after")
        last = coming or self._after(last, "last_after", "this_after") or last
        return self._event(first, last, one_day(ahead if coming else past), one_day(ahead))

    def _iso(self, index: int) -> When | None:
        year = self._year_at(index)
        if not year or self._key(index + 1) != "-" or self._key(index + 3) != "-":
            return None
        month, day = self._key(index + 2), self._key(index + 4)
        if not (month.isdecimal() and day.isdecimal() and len(month) <= 2 and len(day) <= 2):
            return None
        only = safe_day(year, int(month), int(day))
        return self._event(index, index + 5, one_day(only)) if only else None

    def _day_month(self, index: int) -> When | None:
        day, last = self._day_at(index)
        if not day:
            return None
        last += 1 if self._in(last, "of") else 0
        month = self._month_at(last)
        if not month:
            return self._days_month(index, day, last)
        return self._dated(index, self._after_month(last + 1), month, day)

    def _days_month(self, index: int, day: int, last: int) -> When | None:
        """`29 and 30 May`, `from 5 to 9 June`: two days of one month."""
        other, after = self._day_at(last + 1) if self._in(last, "and") else (0, 0)
        month = self._month_at(after) if other > day else 0
        second = self._dated(index, self._after_month(after + 1), month, other) if month else None
        year = second.days.first.year if second and second.days and second.days.first else 0
        first = safe_day(year, month, day) if year else None
        if not second or not second.days or not first:
            return None
        ahead = safe_day(second.future.first.year, month, day) if second.future and second.future.first else None
        future = Span(ahead, second.future.last, Precision.DAY) if second.future and ahead else None
        return replace(second, days=Span(first, second.days.last, Precision.DAY), future=future)

    def _month_day(self, index: int) -> When | None:
        month = self._month_at(index)
        day, last = self._day_at(self._after_month(index + 1)) if month else (0, 0)
        found = self._dated(index, last, month, day) if day else None
        if not found or not found.days or not self._in(found.last, "and"):
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
        comma = 1 if (self._key(last) == "," or self._in(last, "of")) and self._year_at(last + 1) else 0
        year = self._year_at(last + comma)
        if year:
            return self._event(index, last + comma + 1, month_span(year, month))
        shift, first = 0, index
        past_after, next_after = self._after(last, "last_after", "this_after"), self._after(last, "next_after")
        if not self.words.lists.get("last_after"):
            past_after = next_after = 0
        elif not (past_after or next_after) and self.words.skipped and not self._in(index - 1, "event", "month_before"):
            return None  # without capitals a month's name may be another word
        last = past_after or next_after or last
        if self._in(index - 1, "last", "next", "this"):
            first = index - 1
        now = self.published
        if self._in(first, "last") and month == now.month and first != index:
            shift = -1
        past = month_span(now.year + shift if month <= now.month else now.year - 1, month)
        ahead = month_span(now.year if month >= now.month else now.year + 1, month)
        if (self._in(first, "next") and first != index) or next_after:
            past = ahead
        return self._event(first, last, past, ahead)

    def _weekday(self, index: int) -> When | None:
        wanted = self.words.weekdays.get(self._key(index))
        if wanted is None or not self._is_weekday(index):
            return None
        back = (self.published.weekday() - wanted) % 7
        first, coming = index, self._in(index - 1, "next")
        if self._in(index - 1, "last", "next", "this"):
            first = index - 1
            back = back or (7 if self._in(index - 1, "last") else 0)
        past = self.published - timedelta(back)
        ahead = self.published + timedelta((wanted - self.published.weekday()) % 7 or (7 if coming else 0))
        last = index + 1
        last += 1 if self._in(last, "daypart") else 0
        following = self._after(last, "next_after")
        coming = coming or bool(following)
        last = following or self._after(last, "last_after", "this_after") or last
        # "Saturday, January 23": the date that follows says which Saturday.
        follows = index + 2 if self._key(index + 1) in {",", "("} else index + 1
        dated = self._day_month(follows) or self._month_day(follows)
        if dated:
            return When(first, dated.last, dated.role, dated.days, dated.future)
        chosen = ahead if coming else past
        return self._event(first, last, one_day(chosen), one_day(ahead))

    def _is_weekday(self, index: int) -> bool:
        """A capital, or where days have none, the article or `day` before it where the word means other things too."""
        if "lower_days" not in self.words.flags:
            return self.tokens.is_capital(index)
        return not self.words.skipped or self._key(index - 1) in self.words.skipped or self._in(index - 1, "day_before")

    def _day_word(self, index: int) -> When | None:
        for length in (2, 1):
            shift = self.words.day_words.get(tuple(self.tokens.keys[index : index + length]))
            if shift is not None:
                return self._event(index, index + length, one_day(self.published + timedelta(shift)))
        return None

    def _unit_phrase(self, index: int) -> When | None:
        """`this week`, `last month`, `next year`, `recent weeks`, `the past three days`, `the coming weeks`."""
        number, after = self._number(index + 1)
        unit = self._key(after)
        if unit not in self.words.units:
            return None
        after += 1
        days = self.words.units[unit]
        several = number or unit in self.words.recent
        reach = int(number * days) if number else self.words.recent.get(unit, days)
        if self._in(index, "recent") or (self._in(index, "past") and several):
            return self._event(index, after, self._days(-reach, 0))
        if self._in(index, "coming") and several:
            return self._event(index, after, self._days(0, reach))
        if several or not self._in(index, "this", "last", "next"):
            return None
        shift = -1 if self._in(index, "last") else int(self._in(index, "next"))
        return self._event(index, after, calendar_span(self.published, unit, shift))

    def _part_of_unit(self, index: int) -> When | None:
        """`the end of the year`, `the start of the month`: the one the document is of."""
        unit, before = self._key(index), index - self._in(index - 1, "article")
        if unit not in self.words.units or unit in self.words.recent or not self.words.units[unit]:
            return None
        parted = any(self._ends_with(before, name) for name in _PARTS)
        return (
            self._event(index, index + 1, calendar_span(self.published, self._plain_unit(unit), 0)) if parted else None
        )

    def _unit_after(self, index: int) -> When | None:
        """`la semaine dernière`, `الشهر الماضي`: the word that says which stands behind the noun of time."""
        unit = self._key(index)
        if unit not in self.words.units or "last_after" not in self.words.lists:
            return None
        several = unit in self.words.recent
        for name, shift in (("last_after", -1), ("this_after", 0), ("next_after", 1)):
            last = self._after(index + 1, name)
            if last and several:
                reach = self.words.recent[unit]
                return self._event(index, last, self._days(-reach, 0) if shift <= 0 else self._days(0, reach))
            if last:
                return self._event(index, last, calendar_span(self.published, self._plain_unit(unit), shift))
        return None

    def _plain_unit(self, unit: str) -> str:
        days = self.words.units[unit]
        return {7: "week", 30: "month", 365: "year"}.get(days, "day")

    def _ago_before(self, index: int) -> When | None:
        """`il y a trois jours`, `قبل ثلاثة أيام`."""
        length = self._is(index, "ago_before") if "ago_before" in self.words.lists else 0
        if not length:
            return None
        number, after = self._number(index + length)
        unit = self._key(after)
        if unit not in self.words.units:
            return None
        days = int((number or 1) * self.words.units[unit])
        if days >= 365:
            year = self.published.year - days // 365
            return self._event(index, after + 1, year_span(year)) if year > 1 else None
        slack = self.words.units[unit] // 2
        return self._event(index, after + 1, self._days(-days - slack, -days + slack))

    def _days(self, low: int, high: int) -> Span:
        try:
            return Span(self.published + timedelta(low), self.published + timedelta(high), Precision.APPROX)
        except OverflowError:
            return one_day(self.published)

    def _ago(self, index: int) -> When | None:
        """`29 years ago`, `two weeks earlier`."""
        number, after = self._number(index)
        if not number or self._key(after) not in self.words.units:
            return None
        unit = self._key(after)
        if not self._in(after + 1, "ago"):
            return None
        last = after + 2
        days = self.words.units[unit]
        if days >= 365:
            year = self.published.year - int(number)
            return self._event(index, last, year_span(year)) if year > 1 else None
        centre, slack = -int(number * days), days // 2
        return self._event(index, last, self._days(centre - slack, centre + slack))

    def _duration(self, index: int) -> When | None:
        """`within 90 days`, `over 30 months`: how long something may take, counted from a day said elsewhere."""
        if not self._in(index, "within"):
            return None
        number, after = self._number(index + 1)
        unit = self._key(after)
        if self._in(after, "dash"):
            unit, after = self._key(after + 1), after + 1
        if not number or unit not in self.words.units or self._in(after + 1, "ago"):
            return None
        return When(index, after + 1, Role.DURATION, None, past=self._days(-int(number * self.words.units[unit]), 0))

    def _year(self, index: int) -> When | None:
        year = self._year_at(index)
        if not year or not self._in(index - 1, "year_after", "dash"):
            return None
        if self._in(index - 1, "dash") and not self._in(index - 2, "middle_of"):
            return None
        return self._event(index, index + 1, year_span(year))

    def _now(self, index: int) -> When | None:
        length = self._is(index, "now")
        return When(index, index + length, Role.NOW, one_day(self.published)) if length else None


def _joined(one: When, other: When) -> When:
    """`Oct. 20 and 24`: from the first day to the second."""
    both = [(one.days, other.days), (one.future, other.future)]
    spans = [
        Span(a.first, b.last, Precision.DAY) if a and b and a.first and b.last and a.first <= b.last else a
        for a, b in both
    ]
    return When(one.first, other.last, one.role, spans[0], spans[1])


def covered(whens: list[When]) -> Iterator[int]:
    """The tokens that belong to time expressions, so that no count is read from them."""
    for when in whens:
        yield from range(when.first, when.last)
