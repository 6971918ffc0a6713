"""What a claim about a stock says of each cell of the grid.

With y the figure, v = log y, mu = log N and s the spread (source, bias, wording, day, half a cell), the likelihood is

    (1 - junk) f(v | N) + junk * (evenly spread over the logarithm of the count)

where f is the density of v. A worthless claim thus explains any figure, a little; and no claim excludes anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from exeunt.estimate.grid import Grid, normal_cdf, normal_pdf
from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import Settings, Wording
from exeunt.estimate.wording import density_of_copies, shape_of, wording_of
from exeunt.model.claim import Claim
from exeunt.model.count import Bound, Count


class Relation(StrEnum):
    """What a claim speaks of, seen from a series: the same, a part of it, or a whole that contains it."""

    SAME = "same"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a claim is to be relied on: spread on the log scale, and the chance that it is worthless.

    `lean` is the part of the spread that is the source's own and the same in all its claims.
    """

    spread: float
    junk: float
    lean: float = 0.0


def trust(claim: Claim, letter: str, values: Settings) -> Trust:
    """Trust in a claim from its source's letter, its credibility, its stance and how its day is known."""
    grade = values.grades.get(letter, values.grades["F"])
    effect = values.stances[claim.stance.value]
    odds = math.log(grade.junk / (1 - grade.junk)) + effect.shift + values.credibility.get(claim.credibility or 3, 0.0)
    # one claim at a time, the standing lean of its source is one more reason to be off
    spread = math.hypot(effect.widen * grade.spread, grade.bias)
    return Trust(spread, 1 / (1 + math.exp(-odds)), grade.bias)


def stock_likelihood(grid: Grid, count: Count | None, relation: Relation, trusted: Trust, values: Settings) -> Floats:
    """The likelihood of a count claimed of the same series, of a part of it or of a whole that contains it.

    A claim of presence without a number (`count` is None) says that there are some, and nothing of how many.
    """
    overlooked = np.exp(-grid.counts / values.detection)
    if count is None:
        return (1 - trusted.junk) * (1 - overlooked) + trusted.junk * values.junk_figure
    if count.is_zero:
        says_none = np.ones(grid.size) if relation is Relation.PART else overlooked
        return (1 - trusted.junk) * says_none + trusted.junk * values.junk_none
    wording = wording_of(count, values, None if relation is Relation.SAME else relation.value)
    spread = np.sqrt(trusted.spread**2 + wording.spread**2 + grid.log_widths**2 / 12)
    reading = _Reading(grid.logs, spread, wording, grid.reach)
    if relation is Relation.SAME:
        density = _BY_BOUND[shape_of(count)](reading, count)
    elif relation is Relation.PART:
        density = _at_least(reading, count.low if count.low is not None else count.figure)
    else:
        density = _at_most(reading, count.high if count.high is not None else count.figure)
    seen = np.zeros(grid.size)
    if relation is Relation.WHOLE or shape_of(count) is Bound.AT_MOST:
        seen[1:], seen[0] = density, density[0]  # an upper bound is kept by nobody at all
    else:
        seen[1:] = density * (1 - overlooked[1:])
    return (1 - trusted.junk) * seen + trusted.junk * values.junk_figure / grid.reach


@dataclass(frozen=True, eq=False)
class _Reading:
    """The logarithms of the cells but "none", the spread at each, the wording, and the reach of the grid."""

    logs: Floats
    spread: Floats
    wording: Wording
    reach: float


def maybe_copied(likelihood: Floats, count: Count | None, chance: float, values: Settings) -> Floats:
    """The likelihood of a claim that is, with this chance, a copy of another claim of the same figure.

    A copy says nothing of the stock. Its density is the more, the finer the figure: 327 twice is hardly chance, 300 is.
    """
    if not chance or count is None or count.best is None:
        return likelihood
    return (1 - chance) * likelihood + chance * density_of_copies(count.best, values)


def _point(reading: _Reading, count: Count) -> Floats:
    return normal_pdf((math.log(max(count.figure, 1.0)) - reading.logs) / reading.spread) / reading.spread


def _range(reading: _Reading, count: Count) -> Floats:
    low, high = math.log(max(count.low or 1.0, 1.0)), math.log(max(count.high or 1.0, 1.0))
    half = max((high - low) / 2, 0.01)
    centre = (low + high) / 2 - reading.logs
    inside = normal_cdf((centre + half) / reading.spread) - normal_cdf((centre - half) / reading.spread)
    return inside / (2 * half)


def _at_least(reading: _Reading, figure: float) -> Floats:
    """The speaker perceives z ~ N(mu, s) and says a figure below it."""
    return _one_sided(reading, reading.logs - math.log(max(figure, 1.0)))


def _at_most(reading: _Reading, figure: float) -> Floats:
    return _one_sided(reading, math.log(max(figure, 1.0)) - reading.logs)


def _one_sided(reading: _Reading, distance: Floats) -> Floats:
    """Density of a bound at a distance on its allowed side: a near one by an exponential gap (then perceived and said
    differ by the exponentially modified normal law), or any bound at all, evenly over the reach of the grid."""
    near, gap, spread = reading.wording.near, reading.wording.gap, reading.spread
    exponent = -distance / gap + spread**2 / (2 * gap**2)
    # where the normal factor is 0 the exponential may be huge; the product is 0
    close = np.exp(np.minimum(exponent, 700.0)) / gap * normal_cdf(distance / spread - spread / gap)
    return near * close + (1 - near) * normal_cdf(distance / spread) / reading.reach


_BY_BOUND: dict[Bound, Callable[[_Reading, Count], Floats]] = {
    Bound.EXACT: _point,
    Bound.ABOUT: _point,
    Bound.RANGE: _range,
    Bound.AT_LEAST: lambda reading, count: _at_least(reading, count.low if count.low is not None else count.figure),
    Bound.AT_MOST: lambda reading, count: _at_most(reading, count.high if count.high is not None else count.figure),
}
