"""Daily exits from dated cumulative figures, as a historic timetable or its execution is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


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


def interpolated_lag(first: Sequence[Fraction], second: Sequence[Fraction], parts: int = 1000) -> float:
    """The most days by which one history reaches a share later than another, between days, at every thousandth.

    The ends 0 and 1 are left out: on the last day of a history everything that was ever late is still late.
    """
    levels = np.arange(1, parts) / parts
    reached = [np.interp(levels, *_curve(row)) for row in (first, second)]
    return float(np.abs(reached[0] - reached[1]).max())


def _curve(row: Sequence[Fraction]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    gone = np.cumsum(np.array(row, dtype=float))
    return gone / gone[-1], np.arange(len(row), dtype=float)
