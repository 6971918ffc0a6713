"""Estimates as they are published: quantiles and probabilities of a stock over days, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = (0.5, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Interval:
    """A credible interval with its level."""

    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EstimatePoint:
    """The stock at the end of one day: median, intervals by level, probability that none are left."""

    day: date
    median: float
    intervals: tuple[Interval, ...]
    none_left: float


@dataclass(frozen=True, slots=True)
class ClaimUse:
    """What one claim did: `role` is evidence, echo, pledge, context or unused, with the reason as a message code."""

    claim_id: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """The stock of a force over time. `site` is None for the whole host.

    `prior` is what the same model says with no claim at all. `last_observed` is the last day a source looked;
    `origins` is the number of independent origins among the claims used.
    """

    force: str
    site: str | None
    points: tuple[EstimatePoint, ...]
    prior: EstimatePoint
    uses: tuple[ClaimUse, ...]
    last_observed: date | None
    origins: int
