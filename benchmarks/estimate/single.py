"""Our estimators on worlds of one force, beside what is used today.

Two kinds of worlds: drawn from the estimator's own model, where intervals must cover what they say; and simulated ones
(`exeunt.simulation`) of persons in cohorts, written from other assumptions, where it is seen what they are worth.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.peers import PEERS, Normal
from benchmarks.estimate.goals import Goal, shares, within
from benchmarks.estimate.judge import ESTIMATORS, FIRST
from benchmarks.estimate.score import coverage, mean_crps, mean_place, of_draws
from exeunt.estimate.grid import normal_cdf, normal_pdf
from exeunt.simulation.drawn import draw_worlds
from exeunt.simulation.play import stage
from exeunt.simulation.trial import Trial, trials

ASKED = (0.5, 0.8, 0.95)
NORMAL_QUANTILES = (0.674, 1.282, 1.960)


@dataclass(frozen=True)
class Row:
    """Mean CRPS on log(1 + N), and the share of truths in intervals of each level (None: gives no interval)."""

    crps: float
    cover: tuple[float, ...] | None
    pit: float | None = None


def ours(worlds: Sequence[Trial], seed: int, name: str) -> Row:
    """One of our estimators."""
    dice, scores = np.random.default_rng(seed), []
    for world in worlds:
        found = ESTIMATORS[name](world.case, world.claims, days=world.days, seed=seed)
        whole = next(item for item in found if item.force == world.force and item.site is None)
        for day, true in zip(world.days, world.truth, strict=True):
            scores.append(of_draws(whole.draws[:, whole.position(day)], true, dice))
    return Row(mean_crps(scores), coverage(scores), mean_place(scores))


def peer(worlds: Sequence[Trial], name: str) -> Row:
    """A peer; its intervals are normal on log(1 + N)."""
    answers = [(answer, math.log1p(true)) for world in worlds for answer, true in _answers(world, name)]
    crps = float(np.mean([crps_normal(answer, true) for answer, true in answers]))
    if all(spread == 0 for (_, spread), _ in answers):
        return Row(crps, None)
    away = np.array([abs(true - mean) / max(spread, 1e-9) for (mean, spread), true in answers])
    return Row(crps, tuple(float((away <= quantile).mean()) for quantile in NORMAL_QUANTILES))


def _answers(world: Trial, name: str) -> list[tuple[Normal, float]]:
    return list(zip(PEERS[name](world), world.truth, strict=True))


def crps_normal(answer: Normal, true: float) -> float:
    """CRPS of a normal law (Gneiting and Raftery 2007); the absolute error where the spread is none."""
    mean, spread = answer
    if spread == 0:
        return abs(true - mean)
    z = (true - mean) / spread
    cumulative, density = (float(law(np.array([z]))[0]) for law in (normal_cdf, normal_pdf))
    return spread * (z * (2 * cumulative - 1) + 2 * density - 1 / math.sqrt(math.pi))


def show(name: str, row: Row, ratio: float) -> None:
    held = "no interval" if row.cover is None else " ".join(f"{share:5.1%}" for share in row.cover)
    pit = "" if row.pit is None else f"  mean PIT {row.pit:.2f}"
    print(f"  {name:18}{row.crps:8.3f}{ratio:8.2f}   {held}{pit}")


def compare(title: str, worlds: Sequence[Trial], seed: int, names: Sequence[str]) -> dict[str, Row]:
    """All methods on the same worlds, shown as a table with the last of our estimators as the measure."""
    rows, seconds = {}, {}
    for name in names:
        began = time.process_time()
        rows[name] = ours(worlds, seed, name)
        seconds[name] = (time.process_time() - began) / len(worlds)
    print(f"{title}: {len(worlds)} trials, {sum(len(world.days) for world in worlds)} counts; CPU s a trial: ", end="")
    print(", ".join(f"{name} {value:.2f}" for name, value in seconds.items()))
    print(f"  {'':18}{'CRPS':>8}{'ratio':>8}   50 %  80 %  95 %")
    rows |= {name: peer(worlds, name) for name in PEERS}
    for name, row in rows.items():
        show(name, row, row.crps / rows[names[-1]].crps)
    return rows


def first_goal(worlds: int, *, seed: int) -> Goal:
    """Goal 4 of the first estimator, on worlds drawn from its own model."""
    drawn = list(draw_worlds(seed, worlds))
    row = compare("worlds of the first estimator's model", drawn, seed, [FIRST])[FIRST]
    assert row.cover is not None
    slack = 0.015 + 2.5 * math.sqrt(0.25 / (6 * worlds))  # the six counts of a world are not independent
    asked = f"within {100 * slack:.1f} points of 50/80/95"
    return Goal(
        4, f"{FIRST}, own worlds: coverage of counts", asked, shares(row.cover), within(row.cover, ASKED, slack)
    )


def cohort_goals(worlds: int, *, seed: int) -> list[Goal]:
    """Worlds of the second simulator (`exeunt.simulation`): persons in cohorts, leaving one by one or together."""
    cohorts = [trial for number in range(worlds) for trial in trials(stage(seed, number, honest=True))]
    rows = compare("worlds of cohorts", cohorts, seed, list(ESTIMATORS))
    goals = []
    for name in ESTIMATORS:
        row = rows[name]
        assert row.cover is not None
        told = ", ".join(f"{peer} {rows[peer].crps / row.crps:.2f}" for peer in PEERS)
        fair = 0.77 <= row.cover[1] <= 0.90 and row.cover[2] >= 0.93
        said = f"{shares(row.cover)}, mean PIT {row.pit:.2f}; CRPS over ours: {told}"
        goals.append(Goal(5, f"{name}, worlds of cohorts: coverage", "80 % in 77-90, 95 % >= 93", said, fair))
    return goals
