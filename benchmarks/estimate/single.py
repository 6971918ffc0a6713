"""The estimator on worlds of one force, beside what is used today.

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
from exeunt.estimate.grid import normal_cdf, normal_pdf
from exeunt.simulation.drawn import draw_worlds
from exeunt.simulation.play import stage
from exeunt.simulation.score import score
from exeunt.simulation.trial import Trial, trials

ASKED = (0.5, 0.8, 0.95)
NORMAL_QUANTILES = (0.674, 1.282, 1.960)


@dataclass(frozen=True)
class Row:
    """Mean CRPS on log(1 + N), and the share of truths in intervals of each level (None: gives no interval)."""

    crps: float
    cover: tuple[float, ...] | None
    pit: float | None = None


def ours(worlds: Sequence[Trial], seed: int) -> Row:
    """The estimator; a cell at an interval's end counts in proportion."""
    found = score(worlds, seed)
    return Row(found.crps, tuple(found.fair[level] for level in ASKED), found.mean_place)


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
    shares = "no interval" if row.cover is None else " ".join(f"{share:5.1%}" for share in row.cover)
    pit = "" if row.pit is None else f"  mean PIT {row.pit:.2f}"
    print(f"  {name:18}{row.crps:8.3f}{ratio:8.2f}   {shares}{pit}")


def compare(title: str, worlds: Sequence[Trial], seed: int) -> tuple[Row, dict[str, Row]]:
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
    own_worlds = list(draw_worlds(seed, 150 if quick else 2000))
    cohorts = [trial for number in range(20 if quick else 500) for trial in trials(stage(seed, number, honest=True))]
    return (*compare("worlds of the model", own_worlds, seed), *compare("worlds of cohorts", cohorts, seed))
