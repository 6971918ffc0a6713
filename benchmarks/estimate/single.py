"""The estimator on worlds of one force, beside what is used today.

Two kinds of worlds: drawn from the estimator's own model, where intervals must cover what they say; and of cohorts
(`accuracy/cohorts.py`), written from other assumptions, where it is seen what they are worth.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.cohorts import draw_cohorts
from benchmarks.accuracy.peers import PEERS, Normal
from exeunt.estimate.calibrate import LEVELS, World, crps_of, draw_world, nearest
from exeunt.estimate.grid import normal_cdf, normal_pdf

NORMAL_QUANTILES = (0.674, 1.282, 1.960)


@dataclass(frozen=True)
class Row:
    """Mean CRPS on log(1 + N), and the share of truths in intervals of each level (None: gives no interval)."""

    crps: float
    cover: tuple[float, ...] | None
    pit: float | None = None


def ours(worlds: Sequence[World], seed: int) -> Row:
    """The estimator; a cell at an interval's end counts in proportion."""
    chance = np.random.default_rng(seed)
    scores, places = [], []
    for world in worlds:
        posterior = world.posterior(seed)
        for day, true in zip(world.days, world.truth, strict=True):
            row = posterior.marginal[posterior.position(day)]
            cell = nearest(posterior.grid, true)
            places.append(row[:cell].sum() + chance.random() * row[cell])
            scores.append(crps_of(posterior.grid, row, true))
    away = np.abs(np.array(places) - 0.5)
    cover = tuple(float((away <= level / 2).mean()) for level in LEVELS)
    return Row(float(np.mean(scores)), cover, float(np.mean(places)))


def peer(worlds: Sequence[World], name: str) -> Row:
    """A peer; its intervals are normal on log(1 + N)."""
    answers = [(answer, math.log1p(true)) for world in worlds for answer, true in _answers(world, name)]
    crps = float(np.mean([crps_normal(answer, true) for answer, true in answers]))
    if all(spread == 0 for (_, spread), _ in answers):
        return Row(crps, None)
    away = np.array([abs(true - mean) / max(spread, 1e-9) for (mean, spread), true in answers])
    return Row(crps, tuple(float((away <= quantile).mean()) for quantile in NORMAL_QUANTILES))


def _answers(world: World, name: str) -> list[tuple[Normal, float]]:
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
    shares = "no interval" if row.cover is None else " ".join(f"{share:5.1%}" for share in row.cover)
    pit = "" if row.pit is None else f"  mean PIT {row.pit:.2f}"
    print(f"  {name:18}{row.crps:8.3f}{ratio:8.2f}   {shares}{pit}")


def compare(title: str, worlds: Sequence[World], seed: int) -> tuple[Row, dict[str, Row]]:
    began = time.process_time()
    own = ours(worlds, seed)
    seconds = time.process_time() - began
    print(f"{title}: {len(worlds)} worlds, {sum(len(world.days) for world in worlds)} counts, {seconds:.0f} CPU s")
    print(f"  {'':18}{'CRPS':>8}{'ratio':>8}   50 %  80 %  95 %")
    show("this estimator", own, 1.0)
    peers = {name: peer(worlds, name) for name in PEERS}
    for name, row in peers.items():
        show(name, row, row.crps / own.crps)
    return own, peers


def measure(*, quick: bool, seed: int) -> tuple[Row, dict[str, Row], Row, dict[str, Row]]:
    """Ours and the peers on worlds of the model, then on worlds of cohorts."""
    chance = np.random.default_rng(seed)
    own_worlds = [draw_world(chance) for _ in range(150 if quick else 2000)]
    cohorts = [draw_cohorts(chance) for _ in range(80 if quick else 1500)]
    return (*compare("worlds of the model", own_worlds, seed), *compare("worlds of cohorts", cohorts, seed))
