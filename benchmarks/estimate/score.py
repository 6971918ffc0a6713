"""Scores of answers against a known truth: CRPS on log(1 + N), places, coverage; and the answers of peers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.peers import Normal

Floats = NDArray[np.float64]
LEVELS = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer on one count: its CRPS, and where in it the truth lies (None: no interval)."""

    crps: float
    place: float | None


def of_draws(draws: Floats, truth: float, dice: np.random.Generator) -> Scored:
    """An answer by draws (M,). A truth among equal draws lies at a random place in them."""
    answers, at = np.sort(np.log1p(draws)), math.log1p(truth)
    count = len(answers)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    crps = float(np.abs(answers - at).mean() - (ranks @ answers) / count**2)
    equal = float((draws == truth).mean())
    return Scored(crps, float((draws < truth).mean()) + float(dice.random()) * equal)


def of_normal(answer: Normal, truth: float) -> Scored:
    """An answer by a normal law of log(1 + N) (Gneiting and Raftery 2007); the error alone where it has no spread."""
    mean, spread = answer
    at = math.log1p(truth)
    if spread == 0:
        return Scored(abs(at - mean), None)
    z = (at - mean) / spread
    below, density = 0.5 * math.erfc(-z / math.sqrt(2)), math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return Scored(spread * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi)), below)


def sum_of(answers: Sequence[Normal]) -> Normal:
    """The sum of counts whose logarithms are normal, as such a law again, by its first two moments."""
    if all(spread == 0 for _, spread in answers):
        return math.log1p(sum(math.expm1(mean) for mean, _ in answers)), 0.0
    capped = [(min(mean, 12.0), min(spread, 2.5)) for mean, spread in answers]
    mean = sum(math.exp(m + s * s / 2) for m, s in capped)
    variance = sum((math.exp(s * s) - 1) * math.exp(2 * m + s * s) for m, s in capped)
    square = math.log1p(variance / mean**2)
    return math.log(mean) - square / 2, math.sqrt(square)


def mean_crps(scores: Sequence[Scored]) -> float:
    return float(np.mean([item.crps for item in scores]))


def coverage(scores: Sequence[Scored]) -> tuple[float, ...]:
    """The share of truths in the intervals of each level; nothing where there are no intervals."""
    places = [item.place for item in scores if item.place is not None]
    away = np.abs(np.array(places) - 0.5)
    return tuple(float((away <= level / 2).mean()) for level in LEVELS) if places else ()


def mean_place(scores: Sequence[Scored]) -> float:
    return float(np.mean([item.place for item in scores if item.place is not None]))
