"""From masses on candidates to what is printed of an object: median, intervals, shares of sources, worth of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.block import Block
from exeunt.estimate.fusion.family import Family
from exeunt.estimate.fusion.figure import Figure
from exeunt.estimate.fusion.weigh import Weighed
from exeunt.estimate.posterior import Floats

LEVELS = (0.5, 0.8, 0.9, 0.95)
PARTS = 8
SLACK = 0.05
QUANTILES = np.array([-1.534, -0.887, -0.489, -0.157, 0.157, 0.489, 0.887, 1.534])
"""Of the standard normal law, in the middle of each eighth."""


@dataclass(frozen=True, slots=True)
class Range:
    """An interval, its nominal level, and the probability that it really holds: stated figures come whole."""

    level: float
    low: float
    high: float
    mass: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim: how likely it is worthless, how likely a copy, and the share of what is known that comes from it."""

    figure: Figure
    junk: float
    copy: float
    share: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one attribute of one object."""

    object: str
    attribute: str
    median: float
    ranges: tuple[Range, ...]
    sources: tuple[tuple[str, float], ...]
    claims: tuple[Judged, ...]


def answers(family: Family, block: Block, weighed: Weighed, lean: float) -> Iterator[Answer]:
    """The answer for each object of a block; `lean` is how far all sources together may be off."""
    shares = _shares(block, weighed)
    for row, index in enumerate(block.rows):
        (name, attribute), claims = family.objects[index]
        places, masses = _spread_out(family, block, weighed.mass[row], row, lean)
        judged = tuple(
            Judged(family.figures[claim], *(float(part[row, at]) for part in (weighed.junk, weighed.copy, shares)))
            for at, claim in enumerate(claims)
        )
        by_source: dict[str, float] = {}
        for item in judged:
            by_source[item.figure.source] = by_source.get(item.figure.source, 0.0) + item.share
        ordered = sorted(by_source.items(), key=lambda pair: (-pair[1], pair[0]))
        median = float(places[min(int(np.searchsorted(np.cumsum(masses), 0.5)), len(places) - 1)])
        yield Answer(name, attribute, median, nested(places, masses, median), tuple(ordered), judged)


def nested(places: Floats, masses: Floats, median: float) -> tuple[Range, ...]:
    """The interval of each of LEVELS: the median is in the first, and each is inside the next."""
    found = [Range(0.0, median, median, 0.0)]
    for level in LEVELS:
        found.append(shortest(places, masses, level, around=found[-1]))
    return tuple(found[1:])


def shortest(places: Floats, masses: Floats, level: float, *, around: Range | None = None) -> Range:
    """The shortest interval around another that holds the level; or a little less, where that is nearer to it.

    Where figures are few, an interval that must hold nine tenths often holds nearly all. `places` ascend.
    """
    exact = _shortest(places, masses, level, around)
    if exact.mass - level < 0.01:
        return exact
    less = _shortest(places, masses, level - min(SLACK, (1 - level) / 2), around)
    chosen = less if level - less.mass < exact.mass - level else exact
    return Range(level, chosen.low, chosen.high, chosen.mass)


def _shortest(places: Floats, masses: Floats, level: float, around: Range | None) -> Range:
    below = np.concatenate([[0.0], np.cumsum(masses)])
    # for each first place the last one needed; rounding may leave the sum of all a little under one
    last = np.searchsorted(below, below[:-1] + level - 1e-9) - 1
    possible = last < len(places)
    if around is not None:
        possible &= places <= around.low
        last = np.maximum(last, int(np.searchsorted(places, around.high, side="right")) - 1)
    starts = np.flatnonzero(possible)
    if not len(starts):
        return Range(level, float(places[0]), float(places[-1]), float(below[-1]))
    widths = places[last[starts]] - places[starts]
    start = int(starts[np.argmin(widths)])
    end = int(last[start])
    return Range(level, float(places[start]), float(places[end]), float(below[end + 1] - below[start]))


def _spread_out(family: Family, block: Block, mass: Floats, row: int, lean: float) -> tuple[Floats, Floats]:
    """Values and masses in ascending order; places on the continuous scale are divided, stated figures are exact."""
    kept = mass > 1e-9
    stated = kept & (block.width[row] == 0)
    spread = kept & ~stated
    inside = ((5 * np.arange(PARTS)) % PARTS + 0.5) / PARTS - 0.5  # apart from the order of the quantiles
    shift = lean * QUANTILES
    finer = (block.places[row][spread][:, None] + block.width[row][spread][:, None] * inside + shift).ravel()
    # a truth is stated on the same lattice as the figures
    whole = np.round(family.scale.value(finer) / family.scale.unit) * family.scale.unit
    if not family.scale.signed:
        whole = np.maximum(whole, 0.0)
    places = np.concatenate([_stated(family, block, row)[stated], whole])
    masses = np.concatenate([mass[stated], np.repeat(mass[spread] / PARTS, PARTS)])
    order = np.argsort(places, kind="stable")
    return places[order], masses[order] / float(masses.sum())


def _stated(family: Family, block: Block, row: int) -> Floats:
    """Values of the candidates, those that were stated exactly as they were."""
    found: Floats = block.values[row].copy()
    for at in np.flatnonzero(block.held[row]):
        figure = family.figures[block.claims[row, at]]
        if figure.is_point:
            found[block.equal[row, at]] = figure.low
    return found


def _shares(block: Block, weighed: Weighed) -> Floats:
    """How much each claim moves the answer: divergence of the answer from the answer without the claim, in shares."""
    mass = weighed.mass[:, None, :]
    without = mass * np.exp(-np.clip(weighed.log_factor, -600, 600))
    scale = without.sum(axis=2, keepdims=True)
    moved = (mass * (weighed.log_factor + np.log(np.maximum(scale, 1e-300)))).sum(axis=2)
    moved = np.where(block.held, np.maximum(moved, 0.0) + 1e-9, 0.0)
    shares: Floats = moved / moved.sum(axis=1, keepdims=True)
    return shares
