"""Daily exits from dated cumulative figures, as a historic timetable or its execution is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from fractions import Fraction


def daily_exits(points: Sequence[tuple[date, int]], *, until: date | None = None) -> tuple[Fraction, ...]:
    """Exits day by day from the first point's day (day 0, its own figure) with the figures joined by straight lines.

    `until` adds days without exits, so that two histories cover the same days. Raises ValueError for points that are
    not in the order of their days or that fall.
    """
    if any(later[0] <= sooner[0] or later[1] < sooner[1] for sooner, later in itertools.pairwise(points)):
        raise ValueError("cumulative figures are in the order of their days and never fall")
    exits = [Fraction(points[0][1])]
    for (first, low), (last, high) in itertools.pairwise(points):
        days = (last - first).days
        exits += [Fraction(high - low, days)] * days
    if until is not None:
        exits += [Fraction(0)] * ((until - points[-1][0]).days)
    return tuple(exits)
