"""Gradual within a rate: no more than so many leave in any stretch of so many days.

For each source, departures are added over every window that ends with one of them; a running total counts as the
difference to the total before it. A wave that no single source reports whole is not pieced together from several.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from exeunt.model.claim import Claim
from exeunt.verdict.amount import asked, baseline
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import departed, slack, testimony
from exeunt.verdict.words import figure, reason

Batch = tuple[Claim, float]


def gradual_within(evidence: Evidence) -> Finding:
    """Judge by the largest number that any source counts within one window."""
    base = baseline(evidence)
    most = asked(evidence, base)
    if most is None:
        return Finding(kept=None, facts=(base.reason,), gaps=(reason("verdict.amount_unknown"),), continuing=True)
    limit = most + slack(evidence, most)
    window = timedelta(days=evidence.obligation.within_days or 0)
    supports: list[Claim] = []
    opposes: list[Claim] = []
    largest = 0.0
    for batches in _by_source(evidence):
        number, claims = _fullest(batches, window)
        largest = max(largest, number)
        (opposes if number > limit else supports).extend(claims)
    fact = reason("kinds.rate", number=figure(most), days=window.days, largest=figure(largest))
    return Finding(
        kept=testimony(evidence, () if opposes else supports, opposes),
        supports=() if opposes else tuple(supports),
        opposes=tuple(opposes),
        facts=(fact,),
        continuing=True,
        outright=True,
    )


def _by_source(evidence: Evidence) -> list[list[Batch]]:
    """The departures of each source as days with numbers; running totals as what was added each time."""
    batches, totals = departed(evidence)
    found = [[(claim, claim.count.figure) for claim in voices if claim.count] for voices in batches]
    for voices in totals:
        steps = [
            (later, max(later.count.figure - earlier.count.figure, 0.0))
            for earlier, later in pairwise(voices)
            if later.count and earlier.count
        ]
        found.append(steps)
    return [steps for steps in found if steps]


def _fullest(batches: list[Batch], window: timedelta) -> tuple[float, list[Claim]]:
    """The largest sum in a window of so many days, and the claims in it."""
    best: tuple[float, list[Claim]] = (0.0, [])
    for end, _ in batches:
        inside = [item for item in batches if last_day(end) - window < last_day(item[0]) <= last_day(end)]
        total = sum(number for _, number in inside)
        if total > best[0] or not best[1]:
            best = (total, [claim for claim, _ in inside])
    return best
