"""Calibration on worlds drawn from the joint model: goals 4 to 6, with and without a bias that all sources share.

A right sampler's intervals hold the truth as often as they say, and of all that it gives a chance of a third, a third
comes true. Worlds as in `own_worlds.py`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.estimate.goals import Goal, shares, within
from benchmarks.estimate.own_worlds import ASKED, Own, draw_own
from benchmarks.estimate.score import LEVELS
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Draws, Floats
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import sample_packed
from exeunt.estimate.joint.settings import joint_settings
from exeunt.run.executor import Workers, map_units

Answers = NDArray[np.bool_]
COMMONS = (0.0, 0.15)
RISE, NEAR, FELL = 200.0, 0.10, 0.25
"""What is asked: a rise by so many persons in two months; shares withdrawn within so much; a total fallen so far."""
LEAST = 70
"""Stated chances are compared with what happened in bins of so many at least."""


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """Which world, and the spread of the bias that all sources share, in the world and in the model."""

    seed: int
    number: int
    common: float


@dataclass(frozen=True)
class Calibrated:
    """By quantity: where truths lie in their draws; and, by question, stated chances with whether it was so."""

    places: dict[str, list[float]]
    stated: dict[str, list[tuple[float, bool]]]
    seconds: float


def calibrate(unit: OwnUnit) -> Calibrated:
    """One world."""
    world = draw_own(unit.seed, unit.number, unit.common)
    began = time.process_time()
    packed = pack(world.problem, common=unit.common)
    draws = sample_packed(packed, seed=unit.seed + unit.number, effort=joint_settings().effort)
    query = Query(draws, dict(zip(packed.laws, packed.kernels, strict=True)), ASKED, unit.seed)
    seconds = time.process_time() - began
    dice = np.random.default_rng(np.random.SeedSequence([unit.seed, unit.number, 56]))
    counts = np.array([query.count_of(stock) for stock in range(len(world.counts))])
    return Calibrated(_places(world, draws, counts, dice), _stated(world, draws, counts), seconds)


def _places(world: Own, draws: Draws, counts: Floats, dice: np.random.Generator) -> dict[str, list[float]]:
    whole, true = _wholes(counts), _wholes(world.counts[:, None, :])[:, 0]
    ratios = (whole[:, :, -1] + 1) / (whole[:, :, 0] + 1)
    learned = {
        "bias": (world.known[:, :2].ravel(), draws.bias.reshape(len(draws.bias), -1)),
        "spread": (np.exp(world.known[:, 2]), draws.spread),
        "junk rate": (1 / (1 + np.exp(-world.known[:, 3])), draws.junk),
    }
    found = {
        "counts": _all_places(world.counts, counts, dice),
        "totals": _all_places(true, whole, dice),
        "ratios": [_place((true[force, -1] + 1) / (true[force, 0] + 1), ratios[force], dice) for force in range(2)],
    }  # fmt: skip
    for name, (values, drawn) in learned.items():
        found[name] = [_place(value, column, dice) for value, column in zip(values, drawn.T, strict=True)]
    return found


def _all_places(true: Floats, drawn: Floats, dice: np.random.Generator) -> list[float]:
    """Places of truths (series, days) among their draws (series, draws, days)."""
    return [
        _place(float(value), column, dice)
        for values, series in zip(true, drawn, strict=True)
        for value, column in zip(values, series.T, strict=True)
    ]


def _wholes(counts: Floats) -> Floats:
    """Counts (forces, draws, days) of the forces, of those of their three stocks."""
    whole: Floats = counts.reshape(2, 3, *counts.shape[1:]).sum(axis=1)
    return whole


def _place(true: float, drawn: Floats, dice: np.random.Generator) -> float:
    """Where the truth lies among its draws; among equals at random."""
    return float((drawn < true).mean()) + float(dice.random()) * float((drawn == true).mean())


def _stated(world: Own, draws: Draws, counts: Floats) -> dict[str, list[tuple[float, bool]]]:
    whole, true = _wholes(counts), _wholes(world.counts[:, None, :])
    falls = [index for index, item in enumerate(world.problem.statements) if item.start is not None]
    return {
        "P(fell by a quarter)": [
            (float(_fell(whole[force]).mean()), bool(_fell(true[force]).mean())) for force in range(2)
        ],
        "P(influx)": [
            (float(_rose(whole[force], at).mean()), bool(_rose(true[force], at).mean()))
            for force in range(2)
            for at in range(1, len(ASKED))
        ],
        "P(balanced)": [
            (float(_balanced(whole, at).mean()), bool(_balanced(true, at).mean())) for at in (len(ASKED) // 2, -1)
        ],
        "P(rotation)": [(float(draws.rotated[index]), bool(world.rotated[index])) for index in falls],
        "P(junk)": [(float(chance), bool(so)) for chance, so in zip(draws.worthless, world.worthless, strict=True)],
    }


def _fell(whole: Floats) -> Answers:
    return whole[:, -1] <= (1 - FELL) * whole[:, 0]


def _rose(whole: Floats, at: int) -> Answers:
    return whole[:, at] - whole[:, at - 1] >= RISE


def _balanced(whole: Floats, at: int) -> Answers:
    """Whether both forces have withdrawn about the same share of what they had on the first day."""
    left = whole[:, :, at] / np.maximum(whole[:, :, 0], 1.0)
    near: Answers = np.abs(left[0] - left[1]) <= NEAR
    return near


def own_goals(worlds: int, workers: Workers, *, seed: int = 1) -> list[Goal]:
    """Goals 4 to 6, for each spread of the bias that all sources share."""
    goals = []
    for common in COMMONS:
        units = [OwnUnit(seed, number, common) for number in range(worlds)]
        found = list(map_units(calibrate, units, workers))
        seconds = np.mean([item.seconds for item in found])
        print(f"own worlds, shared bias {common}: {worlds} of 6 stocks, 64 statements; {seconds:.1f} CPU s a world")
        goals += _covering(found, common) + _stating(found, common)
    return goals


def _covering(found: Sequence[Calibrated], common: float) -> list[Goal]:
    """Goal 4 for counts, goal 5 for the rest."""
    goals = []
    for name in found[0].places:
        values = np.array([place for item in found for place in item.places[name]])
        cover = [float((np.abs(values - 0.5) <= level / 2).mean()) for level in LEVELS]
        # values of one world are not independent: errors as of so many worlds, and one value a world for the test
        error = max(_spread_of_means([item.places[name] for item in found], level) for level in LEVELS)
        chance = ks_chance(np.array([item.places[name][index % len(item.places[name])]
                                     for index, item in enumerate(found)]))  # fmt: skip
        points = 0.015 if name == "counts" else 0.03
        # few worlds cannot tell a point: two standard errors more are allowed
        slack = points + 2 * error
        said = f"{shares(cover)} (n = {len(values)}, standard error {100 * error:.1f}), KS p {chance:.2f}"
        asks = f"own worlds, shared bias {common}: {name} cover"
        asked = f"within {100 * points:.1f} points and two standard errors; KS p > 0.01"
        goals.append(
            Goal(4 if name == "counts" else 5, asks, asked, said, within(cover, LEVELS, slack) and chance > 0.01)
        )
    return goals


def _spread_of_means(places: Sequence[Sequence[float]], level: float) -> float:
    """Standard error of a coverage whose values come in worlds."""
    means = [float((np.abs(np.array(values) - 0.5) <= level / 2).mean()) for values in places]
    return float(np.std(means, ddof=1)) / math.sqrt(len(means))


def ks_chance(values: Floats) -> float:
    """Chance of so large a distance from an even law, if it is one (Kolmogorov's series, Stephens' correction)."""
    ordered, count = np.sort(values), len(values)
    apart = max(
        float((np.arange(1, count + 1) / count - ordered).max()), float((ordered - np.arange(count) / count).max())
    )
    scaled = apart * (math.sqrt(count) + 0.12 + 0.11 / math.sqrt(count))
    terms = [(-1) ** (k - 1) * math.exp(-2 * k * k * scaled * scaled) for k in range(1, 101)]
    return float(min(max(2 * sum(terms), 0.0), 1.0))


def _stating(found: Sequence[Calibrated], common: float) -> list[Goal]:
    return [
        stated_goal(f"own worlds, shared bias {common}: {name}", [pair for item in found for pair in item.stated[name]])
        for name in found[0].stated
    ]


def stated_goal(name: str, pairs: Sequence[tuple[float, bool]]) -> Goal:
    """Goal 6: stated against happened, in bins of equally many; and the Brier score beside that of the base rate."""
    stated, happened = (np.array(side, float) for side in zip(*pairs, strict=True))
    brier, rate = float(((stated - happened) ** 2).mean()), float(happened.mean())
    order = np.argsort(stated, kind="stable")
    bins = np.array_split(order, max(min(len(order) // LEAST, 8), 1))
    apart = [float(stated[held].mean() - happened[held].mean()) for held in bins]
    errors = [math.sqrt(max(float((stated[held] * (1 - stated[held])).mean()), 0.01) / len(held)) for held in bins]
    told = ", ".join(f"{stated[held].mean():.2f}/{happened[held].mean():.2f}" for held in bins)
    good = all(abs(gap) <= 0.08 + 2 * error for gap, error in zip(apart, errors, strict=True))
    base = rate * (1 - rate)
    # few answers may be worse than the base rate by chance
    worse = (stated - happened) ** 2 - (rate - happened) ** 2
    better = float(worse.mean()) <= 2 * float(worse.std()) / math.sqrt(len(worse))
    limit = 0.11 if "fell" in name else 1.0
    said = f"stated/happened {told}; Brier {brier:.3f} against {base:.3f} of the base rate, n = {len(pairs)}"
    asked = "bins within 0.08 and two standard errors; no worse than the base rate"
    asked += "; Brier <= 0.11" if limit < 1 else ""
    return Goal(6, name, asked, said, good and better and brier <= limit)
