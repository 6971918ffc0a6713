"""How far draws of a number can be relied on: whether chains agree, and how many independent draws they are worth.

Split R-hat and the effective sample size after Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021, Bayesian Analysis
16), on ranks made normal, so that heavy tails and counts do no harm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def split_rhat(draws: Floats, chain: NDArray[np.int16]) -> float:
    """Split R-hat of draws (M,), each with the number of its chain: 1 where all halves of all chains agree.

    1 for a number that is the same in every draw.
    """
    halves = _halves(draws, chain)
    if halves.shape[1] < 2 or np.ptp(draws) == 0:
        return 1.0
    within = halves.var(axis=1, ddof=1).mean()
    between = halves.shape[1] * halves.mean(axis=1).var(ddof=1)
    if within == 0:
        return math.inf
    length = halves.shape[1]
    return float(math.sqrt(((length - 1) / length * within + between / length) / within))


def effective_size(draws: Floats, chain: NDArray[np.int16]) -> float:
    """How many independent draws these are worth; as many as there are where they are all the same."""
    halves = _halves(draws, chain)
    count, length = halves.shape
    if length < 4 or np.ptp(draws) == 0:
        return float(len(draws))
    within = halves.var(axis=1, ddof=1).mean()
    total = (length - 1) / length * within + halves.mean(axis=1).var(ddof=1)
    if total == 0:
        return float(len(draws))
    correlation = 1 - (within - _autocovariance(halves).mean(axis=0)) / total
    # pairs of neighbours sum to something positive that falls; where they no longer do there is only noise
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs < 0)
    kept = np.minimum.accumulate(pairs[: ends[0] if len(ends) else None])
    return float(min(count * length / max(2 * kept.sum() - 1, 1 / math.log10(count * length)), len(draws)))


def error_of_probability(happened: Iterable[bool], chain: NDArray[np.int16]) -> float:
    """The standard error, from drawing, of the share of draws in which something happened."""
    told = np.fromiter(happened, float)
    share = (told.sum() + 0.5) / (len(told) + 1)
    return math.sqrt(share * (1 - share) / effective_size(told, chain))


def _halves(draws: Floats, chain: NDArray[np.int16]) -> Floats:
    """The two halves of each chain as rows, ranks made normal."""
    normal = _normal_by_rank(draws)
    chains = [normal[chain == number] for number in np.unique(chain)]
    length = min(len(found) for found in chains) // 2
    rows: Floats = np.array([part for found in chains for part in (found[:length], found[-length:])])
    return rows


def _normal_by_rank(draws: Floats) -> Floats:
    """Each draw as the normal score of its rank; equal draws get the mean of theirs."""
    _, which, times = np.unique(draws, return_inverse=True, return_counts=True)
    before = np.concatenate([[0.0], np.cumsum(_scores(len(draws)))])
    ends = np.cumsum(times)
    means: Floats = (before[ends] - before[ends - times]) / times
    return means[which]


@cache
def _scores(count: int) -> Floats:
    """Normal scores of the ranks 1 to `count` (Blom)."""
    law = NormalDist()
    return np.array([law.inv_cdf((rank - 0.375) / (count + 0.25)) for rank in range(1, count + 1)])


def _autocovariance(rows: Floats) -> Floats:
    length = rows.shape[1]
    centred = rows - rows.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * length, axis=1)
    found: Floats = np.fft.irfft(spectrum * spectrum.conj(), 2 * length, axis=1)[:, :length] / length
    return found
