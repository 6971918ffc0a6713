"""The estimator on worlds with a known truth, beside what is used today: `python -m benchmarks.estimate [--quick]`.

Two kinds of worlds: drawn from the estimator's own model, where intervals must cover what they say; and simulated ones
(`exeunt.simulation`) of persons in cohorts, written from other assumptions, where it is seen what they are worth. Every
line says what is asked of it; the exit code is 1 when one fails.
"""

from __future__ import annotations

import math
import sys
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


def verdict(text: str, holds: bool) -> bool:
    print(f"  {'met   ' if holds else 'FAILED'} {text}")
    return holds


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


def main(quick: bool, seed: int = 1) -> bool:
    own_worlds = list(draw_worlds(seed, 400 if quick else 2000))
    others = [trial for number in range(60 if quick else 500) for trial in trials(stage(seed, number, honest=True))]
    own, _ = compare("worlds of the model", own_worlds, seed)
    assert own.cover is not None
    slack = 4 if quick else 1.5
    fair = all(abs(share - level) * 100 <= slack for share, level in zip(own.cover, ASKED, strict=True))
    held = [verdict(f"coverage within {slack} points of 50, 80, 95 %", fair)]
    other, peers = compare("worlds of cohorts", others, seed)
    assert other.cover is not None
    held.append(verdict("80 % interval covers 77 to 90 %", 0.77 <= other.cover[1] <= 0.90))
    held.append(verdict("95 % interval covers at least 93 %", other.cover[2] >= 0.93))
    for name, factor in {"latest claim": 3.0, "weighted mean": 1.7, "GTM": 2.2, "Kalman smoother": 1.6}.items():
        held.append(verdict(f"CRPS of {name} at least {factor} times ours", peers[name].crps >= factor * other.crps))
    return all(held)


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
