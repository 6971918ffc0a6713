"""What claims about movements say of the change between two days: statements on the pair of cells at a window's ends.

D = N(first) - N(last) is the fall. A movement of y persons is compared with D on the scale of counts, with the spread
of the claim and the widths of the two cells, as a density of log y. Three things can be true of a claimed departure:
the stock fell by it; it is true and was matched by arrivals (rotation: says nothing of D); it is worthless.

A statement speaks of the end of a window given its beginning, and of the beginning only that as many must have been
there as left. That somebody reports a small departure is no reason to think that the force was small.

A wide cell hides a small movement. A stock that ends in the cell where it began may still have fallen by y, but only if
it moved inside the cell; that has its price, as moving to another cell has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.grid import Grid, normal_cdf, normal_pdf
from exeunt.estimate.likelihood import Trust
from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import Settings
from exeunt.estimate.smooth import Term
from exeunt.estimate.wording import moved_in_words
from exeunt.model.count import Count


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement claimed: `size` persons (negative for arrivals), with its spread and chance of being worthless."""

    size: float
    spread: float
    junk: float
    rotation: float


def movement(count: Count, sign: int, trusted: Trust, rotation: float, values: Settings) -> Movement:
    """A movement from a count: a bound is read as a figure with a gap, an interval as its middle with its width."""
    size, spread = moved_in_words(count, values)
    return Movement(sign * size, math.hypot(trusted.spread, spread), trusted.junk, rotation)


@dataclass(frozen=True, eq=False)
class Statement:
    """What may be true of a change, and the chance by first cell that nothing was said: see `smooth.Pair`."""

    terms: tuple[Term, ...]
    silent: Floats


def account_of(grid: Grid, account: Sequence[Movement], days: int, values: Settings) -> Statement:
    """One source's account of a window: its departures less its arrivals are the fall, or were matched by others."""
    net = sum(item.size for item in account)
    spread = math.sqrt(sum((item.size * item.spread) ** 2 for item in account))
    junk = 1 - math.prod(1 - item.junk for item in account)
    rotation = max(item.rotation for item in account)
    fall, noise = _fall(grid, spread)
    matched = _priced(normal_pdf((net - fall) / noise) / noise, grid, net / max(spread, 0.5), days, values)
    sound = (1 - junk) * _possible(grid, net, spread)
    return Statement((Term((1 - rotation) * sound, matched),), rotation * sound + junk)


def gone_since(grid: Grid, total: Movement, days: int, values: Settings) -> Statement:
    """A running total of departures: the fall equals it, or, when others came in, is less."""
    spread = abs(total.size) * total.spread
    fall, noise = _fall(grid, spread)
    away = (total.size - fall) / noise
    equal = _priced(normal_pdf(away) / noise, grid, 1 / total.spread, days, values)
    sound = (1 - total.junk) * _possible(grid, total.size, spread)
    terms = (Term((1 - total.rotation) * sound, equal), Term(total.rotation * sound, normal_cdf(away)))
    return Statement(terms, np.full(grid.size, total.junk))


def come_since(grid: Grid, total: Movement) -> Statement:
    """A running total of arrivals: the stock has not risen by more than it. Some may have left again."""
    fall, noise = _fall(grid, abs(total.size) * total.spread)
    bounded = normal_cdf((abs(total.size) + fall) / noise)
    return Statement((Term(np.full(grid.size, 1 - total.junk), bounded),), np.full(grid.size, total.junk))


def not_fallen(grid: Grid, trusted: Trust, values: Settings) -> Statement:
    """A denial of change ("no large withdrawal"): the stock did not fall by more than a tolerance, softly."""
    doubt = max(trusted.junk, values.no_change["doubt"])
    logs = np.log(np.maximum(grid.counts, 0.5))
    rise = logs[None, :] - logs[:, None] + values.no_change["tolerance"]
    kept = normal_cdf(rise / values.no_change["softness"])
    return Statement((Term(np.full(grid.size, 1 - doubt), kept),), np.full(grid.size, doubt))


def _possible(grid: Grid, net: float, spread: float) -> Floats:
    """How possible each beginning is: as many must have been there as left."""
    noise = np.sqrt(spread**2 + grid.widths**2 / 12 + 0.25)
    return normal_cdf((grid.counts - net) / noise)


def _priced(matched: Floats, grid: Grid, deviations: float, days: int, values: Settings) -> Floats:
    """By rate, with the diagonal lowered by the chance of a move inside the cell, unless the net is about nothing.

    `deviations` is the net movement over its spread.
    """
    inside = np.zeros(grid.size)
    for weight, scale in values.jump_sizes:
        inside[1:] += weight * (1 - np.exp(-grid.log_widths / (2 * scale)))
    moved = 1 - np.exp(-np.outer(days / np.array(values.mean_days), (1 - values.fresh) * inside))
    nothing = math.exp(-0.5 * deviations**2)
    priced = np.repeat(matched[None], len(moved), axis=0)
    priced[:, np.arange(grid.size), np.arange(grid.size)] *= nothing + (1 - nothing) * moved
    return priced


def _fall(grid: Grid, spread: float) -> tuple[Floats, Floats]:
    """D for every pair of cells, and the spread of a claim about it: its own, and where in the cells the stock is."""
    square = grid.widths**2 / 12
    noise = np.sqrt(spread**2 + square[:, None] + square[None, :] + 0.25)  # half a person: whole numbers
    return grid.counts[:, None] - grid.counts[None, :], noise
