"""What is used today, on log(1 + N): the last claim, a weighted mean, a Kalman smoother, GTM truth discovery.

Each answers with a mean and a standard deviation for each asked day. They know the same letters, spreads and junk rates
as the estimator; none of them knows zeros, bounds or jumps, which is what is to be measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from exeunt.estimate.settings import settings
from exeunt.model.claim import Claim
from exeunt.simulation.trial import Trial

Normal = tuple[float, float]
Peer = Callable[[Trial], list[Normal]]

HALF_LIFE = 60.0  # days, of the weight of a claim
MEMORY = 200.0  # days, of the walk of the logarithm


def _levels(world: Trial) -> list[Claim]:
    return world.stocks()


def _figure(claim: Claim) -> float:
    return math.log1p(claim.count.figure) if claim.count else 0.0


def _spread(world: Trial, claim: Claim) -> float:
    grade = settings().grades[world.grade(claim)]
    return math.hypot(grade.spread, grade.bias, 0.1)


def latest(world: Trial) -> list[Normal]:
    """The last claim by then, carried forward."""
    claims = _levels(world)
    if not claims:
        return [(5.0, 0.0) for _ in world.days]
    known = [[claim for claim in claims if claim.known_on <= day] or claims[:1] for day in world.days]
    return [(_figure(found[-1]), 0.0) for found in known]


def weighted_mean(world: Trial) -> list[Normal]:
    """All claims, by trust and by nearness in time."""
    return [_weighted(world, _levels(world), day) for day in world.days]


def _weighted(world: Trial, claims: Sequence[Claim], day: date) -> Normal:
    if not claims:
        return 5.0, 2.0
    sound = [1 - settings().grades[world.grade(claim)].junk for claim in claims]
    trust = np.array([chance / _spread(world, claim) ** 2 for chance, claim in zip(sound, claims, strict=True)])
    near = np.array([0.5 ** (abs((claim.known_on - day).days) / HALF_LIFE) for claim in claims])
    weight, figures = trust * near + 1e-9, np.array([_figure(claim) for claim in claims])
    mean = float(np.average(figures, weights=weight))
    return mean, math.sqrt(float(np.average((figures - mean) ** 2, weights=weight)) + 0.1)


def kalman(world: Trial) -> list[Normal]:
    """A stationary walk of the logarithm (Ornstein, Uhlenbeck), smoothed exactly; junk is added variance."""
    claims = _levels(world)
    days = [*world.days, *(claim.known_on for claim in claims)]
    offset = np.array([day.toordinal() for day in days], dtype=float)
    covariance = 4.0 * np.exp(-np.abs(offset[:, None] - offset[None, :]) / MEMORY)
    count = len(world.days)
    noise = [_spread(world, claim) ** 2 + settings().grades[world.grade(claim)].junk * 2.0 for claim in claims]
    inside = covariance[count:, count:] + np.diag(noise)
    gain = covariance[:count, count:] @ np.linalg.inv(inside)
    mean = 5.0 + gain @ (np.array([_figure(claim) for claim in claims]) - 5.0)
    left = np.diag(covariance[:count, :count] - gain @ covariance[count:, :count])
    return [(float(middle), math.sqrt(max(float(rest), 1e-6))) for middle, rest in zip(mean, left, strict=True)]


def gtm(world: Trial) -> list[Normal]:
    """Gaussian truth model (Zhao and Han 2012) in buckets of thirty days; an empty bucket takes the nearest one's."""
    claims = _levels(world)
    buckets: dict[int, list[Claim]] = {}
    for claim in claims:
        buckets.setdefault(claim.known_on.toordinal() // 30, []).append(claim)
    if not buckets:
        return [(5.0, 2.0) for _ in world.days]
    variance = {claim.source_id: 0.1 for claim in claims}
    truth: dict[int, Normal] = {}
    for _ in range(10):
        for bucket, said in buckets.items():
            weight = np.array([1 / variance[claim.source_id] for claim in said])
            figures = np.array([_figure(claim) for claim in said])
            total = weight.sum() + 0.25
            truth[bucket] = (float((weight @ figures + 0.25 * 5.0) / total), math.sqrt(1 / total))
        for source in variance:
            away = [
                (_figure(claim) - truth[claim.known_on.toordinal() // 30][0]) ** 2
                for claim in claims
                if claim.source_id == source
            ]
            variance[source] = (2 * 0.1 * 3 + sum(away)) / (2 * 3 + len(away))
    held = sorted(buckets)
    asked = [int(np.abs(np.array(held) - day.toordinal() // 30).argmin()) for day in world.days]
    return [truth[held[place]] for place in asked]


PEERS: dict[str, Peer] = {"latest claim": latest, "weighted mean": weighted_mean, "Kalman smoother": kalman, "GTM": gtm}
