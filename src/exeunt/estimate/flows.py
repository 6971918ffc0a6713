"""What claims about movements say of the change between two days: factors on the pair of cells at a window's ends.

D = N(first) - N(last) is the fall. A movement of y persons is compared with D on the scale of counts, with the spread
of the claim and the widths of the two cells, as a density of log y. Three things can be true of a claimed departure:
the stock fell by it; it is true and was matched by arrivals (rotation: says nothing of D); it is worthless.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.grid import Grid, normal_cdf, normal_pdf
from exeunt.estimate.likelihood import Trust, is_round
from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import Settings
from exeunt.model.count import Bound, Count


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement claimed: `size` persons (negative for arrivals), with its spread and chance of being worthless."""

    size: float
    spread: float
    junk: float
    rotation: float


def movement(count: Count, sign: int, trusted: Trust, rotation: float, values: Settings) -> Movement:
    """A movement from a count: a bound is read as a figure with a gap, an interval as its middle with its width."""
    size, spread = _size(count, values)
    return Movement(sign * size, math.hypot(trusted.spread, spread), trusted.junk, rotation)


def _size(count: Count, values: Settings) -> tuple[float, float]:
    wording = values.wordings[count.bound.value].spread
    if count.low is not None and count.high is not None:
        middle = (count.low + count.high) / 2
        return middle, math.hypot(wording, (count.high - count.low) / max(middle, 1.0) / math.sqrt(12))
    gap = values.flow["gap"]
    if count.bound is Bound.AT_LEAST or (count.best is None and count.low is not None):
        return count.figure * (1 + gap), math.hypot(wording, gap)
    if count.bound is Bound.AT_MOST or count.best is None:
        return count.figure / (1 + gap), math.hypot(wording, gap)
    return count.figure, max(wording, values.wordings["round_figure"].spread if is_round(count.figure) else 0.0)


def account_factor(grid: Grid, account: Sequence[Movement], values: Settings) -> Floats:
    """The factor of one source's account of a window: its departures less its arrivals are the fall, or are not."""
    net = sum(item.size for item in account)
    gross = max(sum(abs(item.size) for item in account), 1.0)
    spread = math.sqrt(sum((item.size * item.spread) ** 2 for item in account))
    junk = 1 - math.prod(1 - item.junk for item in account)
    rotation = max(item.rotation for item in account)
    fall, noise = _fall(grid, spread)
    matched = gross * normal_pdf((net - fall) / noise) / noise
    return (1 - junk) * ((1 - rotation) * matched + rotation / grid.reach) + junk * values.junk_figure / grid.reach


def gone_since(grid: Grid, total: Movement, values: Settings) -> Floats:
    """The factor of a running total of departures: the fall equals it, or, when others came in, is less."""
    fall, noise = _fall(grid, abs(total.size) * total.spread)
    away = (total.size - fall) / noise
    equal = max(abs(total.size), 1.0) * normal_pdf(away) / noise
    less = normal_cdf(away) / grid.reach
    sound = (1 - total.rotation) * equal + total.rotation * less
    return (1 - total.junk) * sound + total.junk * values.junk_figure / grid.reach


def come_since(grid: Grid, total: Movement, values: Settings) -> Floats:
    """The factor of a running total of arrivals: the stock has not risen by more than it. Some may have left again."""
    fall, noise = _fall(grid, abs(total.size) * total.spread)
    less = normal_cdf((abs(total.size) + fall) / noise)
    return ((1 - total.junk) * less + total.junk * values.junk_figure) / grid.reach


def not_fallen(grid: Grid, trusted: Trust, values: Settings) -> Floats:
    """The factor of "no change" or "no large withdrawal": the stock did not fall by more than a tolerance, softly."""
    doubt = max(trusted.junk, values.no_change["doubt"])
    logs = np.log(np.maximum(grid.counts, 0.5))
    rise = logs[None, :] - logs[:, None] + values.no_change["tolerance"]
    return doubt + (1 - doubt) * normal_cdf(rise / values.no_change["softness"])


def _fall(grid: Grid, spread: float) -> tuple[Floats, Floats]:
    """D for every pair of cells, and the spread of a claim about it: its own, and where in the cells the stock is."""
    square = grid.widths**2 / 12
    noise = np.sqrt(spread**2 + square[:, None] + square[None, :] + 0.25)  # half a person: whole numbers
    return grid.counts[:, None] - grid.counts[None, :], noise
