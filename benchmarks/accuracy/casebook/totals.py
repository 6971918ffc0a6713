"""How many have gone so far: running totals as quantities of their own, and the book arithmetic on them.

A running total is tallied at an exit or a collection point, so it is not read from how many are present. Each figure is
a point on a curve that never falls; between two points it lies anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.likelihood import trust
from exeunt.estimate.settings import settings
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound

Draws = NDArray[np.float64]

DRAWS = 4000
SAME_DAYS = 3  # figures so close together are of one day
TALLY = 0.3  # a tally has this part of the spread that the same source's estimate of a stock would have
GAP = 0.3  # "more than N" is said, on average, of about a third more
EXPLAINED = re.compile(r"(kill|dead|death|died|desert|detain|missing|demobili|exempt)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """A running total on a day by one source, with the claims it is the sum of."""

    day: date
    total: float
    bound: Bound
    spread: float
    junk: float
    claim: Claim


def points(case: Case, claims: Sequence[Claim], forces: Sequence[str], *, verified: bool = False) -> list[Point]:
    """The running totals of some accounts, in the order of days. A batch since a total goes on top of that total."""
    known = [
        claim for claim in claims if claim.force_id in forces and claim.count and claim.stance is not Stance.DENIED
    ]
    if verified:
        known = [claim for claim in known if _class(case, claim) not in ("party", "sponsor", "armed_group")]
    unit = {force.id: force.unit for force in case.forces}
    known = [claim for claim in known if claim.count and claim.count.unit == unit[claim.force_id or ""]]
    totals = [_point(case, claim, 0.0) for claim in known if claim.kind is Kind.CUMULATIVE_DEPARTURES]
    ledgers: dict[str, float] = {}
    for batch in sorted((claim for claim in known if claim.kind is Kind.DEPARTURE), key=_day):
        began = batch.as_of.first or _day(batch)
        below = [point for point in totals if point.day <= began + timedelta(days=SAME_DAYS)]
        before = _best(below).total if below else ledgers.get(batch.source_id or "", 0.0)
        made = _point(case, batch, before)
        ledgers[batch.source_id or ""] = made.total
        totals.append(made)
    return sorted(totals, key=lambda point: (point.day, point.total))


def gone(found: Sequence[Point], day: date, cap: Draws | None, generator: np.random.Generator) -> Draws | None:
    """Draws of how many had gone by a day; None where no figure is known."""
    if not found:
        return None
    lower, upper = np.zeros(DRAWS), cap if cap is not None else np.full(DRAWS, np.inf)
    on_day, last = np.zeros(DRAWS, dtype=bool), None
    for cluster in _clusters(found):
        value, sound = _sampled(cluster, generator)
        if cluster[0].day <= day + timedelta(days=SAME_DAYS):
            near = abs((cluster[-1].day - day).days) <= SAME_DAYS
            # a later, sound figure replaces an earlier one; it may correct it downwards
            lower = np.where(sound, value, lower)
            on_day |= sound & near
            last = cluster[-1].day
        elif any(point.bound is not Bound.AT_LEAST for point in cluster):
            upper = np.where(sound, np.minimum(upper, value), upper)
    since = (day - last).days if last else 365
    open_end = np.maximum(lower, 1.0) * np.exp(generator.exponential(GAP * min(1.0, since / 180), DRAWS))
    bounded = np.where(np.isfinite(upper), np.maximum(upper, lower), open_end)
    between = lower + (bounded - lower) * generator.random(DRAWS)
    moving = np.where(np.isfinite(upper) & (since > 180), between, np.minimum(open_end, bounded))
    if last is None:
        moving = np.where(np.isfinite(upper), between, 0.0)
    settled = np.where(on_day, lower, moving)
    return settled if cap is None else np.minimum(settled, cap)


def unaccounted(
    declared: float, found: Sequence[Point], claims: Sequence[Claim], measures: Mapping[str, str], force: str
) -> tuple[float, float, float]:
    """Declared less counted out less explained (C10, C15): arithmetic on the figures given, best graded in the middle.

    The ends are what the other sources' figures of the same last days would give.
    """
    lost = [claim for claim in claims if claim.force_id == force and claim.count
            and EXPLAINED.fullmatch(measures.get(claim.label, ""))]  # fmt: skip
    explained = sum(claim.count.figure for claim in lost if claim.count)
    last = max(point.day for point in found)
    final = [point for point in found if (last - point.day).days <= SAME_DAYS]
    gaps = [declared - point.total - explained for point in final]
    return min(gaps), declared - _best(final).total - explained, max(gaps)


def sampled(claims: Sequence[Claim], case: Case, generator: np.random.Generator) -> Draws:
    """Draws of a quantity that some claims of one time give outright."""
    return _sampled([_point(case, claim, 0.0) for claim in claims], generator)[0]


def _point(case: Case, claim: Claim, before: float) -> Point:
    count = claim.count
    if count is None:
        raise ValueError(f"{claim.name} has no count")
    values = settings()
    source = case.source_by_id.get(claim.source_id or "")
    graded = trust(claim, source.reliability if source else "F", values)
    wording = values.wordings[count.bound.value].spread
    if count.low is not None and count.high is not None and count.figure > 0:
        wording = max(wording, (count.high - count.low) / count.figure / 12**0.5)
    spread = float(np.hypot(TALLY * graded.spread, wording))
    return Point(_day(claim), before + count.figure, count.bound, spread, graded.junk, claim)


def _clusters(found: Sequence[Point]) -> list[list[Point]]:
    clusters: list[list[Point]] = []
    for point in found:
        if clusters and (point.day - clusters[-1][0].day).days <= SAME_DAYS:
            clusters[-1].append(point)
        else:
            clusters.append([point])
    return clusters


def _sampled(cluster: Sequence[Point], generator: np.random.Generator) -> tuple[Draws, NDArray[np.bool_]]:
    """A figure for each draw from one of the points, the sharper the oftener; and whether it is worth anything."""
    weights = np.array([1 / point.spread**2 for point in cluster])
    chosen = generator.choice(len(cluster), size=DRAWS, p=weights / weights.sum())
    figures = np.array([point.total for point in cluster])[chosen]
    spreads = np.array([point.spread for point in cluster])[chosen]
    sound = generator.random(DRAWS) >= np.array([point.junk for point in cluster])[chosen]
    signs = np.array([{Bound.AT_LEAST: 1.0, Bound.AT_MOST: -1.0}.get(point.bound, 0.0) for point in cluster])[chosen]
    logs = spreads * generator.standard_normal(DRAWS) + signs * generator.exponential(GAP, DRAWS)
    return figures * np.exp(logs), sound


def _best(found: Sequence[Point]) -> Point:
    return min(found, key=lambda point: (point.spread, point.junk, -point.day.toordinal(), point.claim.id))


def _day(claim: Claim) -> date:
    return claim.as_of.last or claim.as_of.first or claim.known_on


def _class(case: Case, claim: Claim) -> str:
    source = case.source_by_id.get(claim.source_id or "")
    return source.source_class.value if source else ""
