"""Days with a precision: what a report says of time, kept as it was said.

A `Span` is the day, or the days, that something speaks of. "June 2021" is the span 2021-06-01 to 2021-06-30 with the
precision month; "since 1 March" has a first day and no last one. A span is never a point in time with a pretended day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a day was given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    APPROX = "approx"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """The days something speaks of, both ends included; an end that was not given is None."""

    first: date | None
    last: date | None
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"span ends before it begins: {self.first} > {self.last}")

    @property
    def middle(self) -> date | None:
        """The day halfway, or the only end that is known."""
        if self.first and self.last:
            return self.first + timedelta(days=(self.last - self.first).days // 2)
        return self.first or self.last

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.first is not None or self.last is not None

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat() if self.first else "unknown"
        return f"{self.first or '..'}/{self.last or '..'}"


def one_day(day: date) -> Span:
    """The span of a single day."""
    return Span(day, day, Precision.DAY)


UNKNOWN_SPAN = Span(None, None, Precision.UNKNOWN)

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")


def parse_span(text: str) -> Span:
    """Read `2021-10-08`, `2021-10`, `2021`, each with an optional `~` for approximate, or two of them as `A/B`.

    Raises ValueError when the text is none of these or names a day that does not exist.
    """
    if "/" in text:
        left, _, right = text.partition("/")
        first, last = (UNKNOWN_SPAN if end in ("", "..") else parse_span(end) for end in (left, right))
        known = [end.precision for end in (first, last) if end.is_known]
        return Span(first.first, last.last, max(known, key=list(Precision).index, default=Precision.UNKNOWN))
    found = _PARTIAL_DATE.fullmatch(text)
    if not found:
        raise ValueError(f"not a date: {text!r}")
    year, month, day, approximate = int(found[1]), found[2], found[3], bool(found[4])
    if day:
        only = date(year, int(month), int(day))
        return Span(only, only, Precision.APPROX if approximate else Precision.DAY)
    if month:
        length = calendar.monthrange(year, int(month))[1]
        precision = Precision.APPROX if approximate else Precision.MONTH
        return Span(date(year, int(month), 1), date(year, int(month), length), precision)
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.APPROX if approximate else Precision.YEAR)
