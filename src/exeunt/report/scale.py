"""Axes of a chart: from days and counts to places in a drawing, with the labels to put beside them.

Counts have one of two scales, and zero is on both, at the bottom line: whether any are left is what a reader looks for,
and a plain logarithm cannot show it. Linear serves while even steps show the middle of the series. Otherwise "symlog":
f(v) = log10(1 + v / c), which has even steps up to about c and equal ratios above. A broken axis was not chosen,
because a band that crosses the break would look narrower than it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Above this ratio of the highest value to the middle one, even steps press half of the series into a tenth.
LARGEST_LINEAR_RATIO = 10


@dataclass(frozen=True, slots=True)
class CountScale:
    """Counts from 0 to `top` on pixels from `bottom` up to `ceiling`; `knee` is c of the formula, None for linear."""

    top: float
    bottom: float
    ceiling: float
    knee: float | None = None

    def at(self, count: float) -> float:
        """The vertical place of a count; what lies above the top is drawn at the top."""
        share = self._form(min(max(count, 0), self.top)) / self._form(self.top)
        return round(self.bottom - share * (self.bottom - self.ceiling), 1)

    def ticks(self) -> tuple[float, ...]:
        """Counts to label, from zero up."""
        if self.knee is None:
            step = _nice(self.top / 5)
            return tuple(step * index for index in range(int(self.top / step + 1e-9) + 1))
        powers = range(round(math.log10(self.knee)), math.floor(math.log10(self.top)) + 1)
        # few powers leave room for 2 and 5 between them, but not where the steps are still nearly even
        between = (2, 5) if len(powers) <= 3 else ()
        marks = {10.0**power for power in powers}
        marks |= {10.0**power * factor for power in powers[1:] for factor in between}
        return (0.0, *sorted(mark for mark in marks if mark <= self.top))

    def _form(self, count: float) -> float:
        return count if self.knee is None else math.log10(1 + count / self.knee)


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days from `first` to `last` on pixels from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """The horizontal place of a day."""
        length = max((self.last - self.first).days, 1)
        return round(self.left + (day - self.first).days / length * (self.right - self.left), 1)

    def covers(self, day: date) -> bool:
        """Whether the day lies on the axis."""
        return self.first <= day <= self.last

    def ticks(self, at_most: int) -> tuple[date, ...]:
        """First days of months at even steps, no more than asked for; years begin in January."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((size for size in (1, 2, 3, 6, 12, 24, 36, 60) if months / size <= at_most), 120)
        count = (self.last.year - self.first.year + 1) * 12
        days = (date(self.first.year + index // 12, index % 12 + 1, 1) for index in range(0, count, step))
        return tuple(day for day in days if self.covers(day))


def count_scale(values: Sequence[float], middle: float, *, bottom: float, ceiling: float) -> CountScale:
    """The scale for values whose typical size is `middle`."""
    highest = max([*values, 1.0])
    if highest <= LARGEST_LINEAR_RATIO * max(middle, 1.0):
        step = _nice(highest / 5)
        return CountScale(math.ceil(highest / step - 1e-9) * step, bottom, ceiling)
    knee = 10.0 ** max(1, math.floor(math.log10(max(middle, 1.0))) - 1)
    return CountScale(highest * 1.1, bottom, ceiling, min(knee, highest / 10 if highest >= 100 else 1.0))


def _nice(step: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... at or above the step: counts are whole, so never below 1."""
    if step <= 1:
        return 1.0
    size = 10.0 ** math.floor(math.log10(step))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= step - 1e-9)
