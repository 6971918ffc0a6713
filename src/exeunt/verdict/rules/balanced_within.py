"""Balanced within a tolerance: two forces go down by shares (or numbers) no further apart than allowed (C28).

Share of a force gone = (stock on the baseline day - stock on the day) / stock on the baseline day; at most 1, and below
0 where it grew. The balance is |share of the one - share of the other|, over the joint draws of both estimates.
"""

from __future__ import annotations

import numpy as np

from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.claim import Claim, Kind
from exeunt.verdict.evidence import Evidence, members
from exeunt.verdict.exempt import spared
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed
from exeunt.verdict.words import percent, reason


def balanced_within(evidence: Evidence) -> Finding:
    """Judge by the draws of both stocks; witnesses are those who counted each of the two."""
    one, other = evidence.posterior, evidence.series.get((evidence.obligation.counterpart or "", None))
    looked = _looked(evidence)
    if one is None or other is None or not (_tells(evidence, one) and _tells(evidence, other)):
        return Finding(kept=None, gaps=(reason("kinds.balance_unknown"),), continuing=True)
    by_number = evidence.obligation.share is None
    gap = np.abs(_gone(evidence, one, by_number) - _gone(evidence, other, by_number))
    kept = float((gap <= _allowed(evidence, by_number)).mean())
    middle = float(np.median(gap))
    shown = f"{middle:,.0f}" if by_number else percent(middle)
    fact = reason("kinds.balance", one=one.force, other=other.force, gap=shown, probability=percent(kept))
    return Finding(
        kept=kept,
        supports=looked if kept >= 0.5 else (),
        opposes=looked if kept < 0.5 else (),
        facts=(fact,),
        gaps=() if looked else (reason("kinds.one_side_not_counted"),),
        continuing=True,
        outright=True,
    )


def _tells(evidence: Evidence, posterior: Posterior) -> bool:
    return posterior.days[0] <= evidence.day and informed(evidence, posterior)


def _gone(evidence: Evidence, posterior: Posterior, by_number: bool) -> Floats:
    start = max(evidence.baseline_day, posterior.days[0])
    before = posterior.draws[:, posterior.position(start)]
    after = posterior.draws[:, posterior.position(evidence.day)]
    gone: Floats = before - after
    if by_number:
        return gone
    shares: Floats = gone / np.maximum(before, 1.0)
    return shares


def _allowed(evidence: Evidence, by_number: bool) -> float:
    obligation = evidence.obligation
    if by_number:
        return (obligation.quantity or 0.0) + obligation.tolerance + spared(evidence)
    return obligation.share or 0.0


def _looked(evidence: Evidence) -> tuple[Claim, ...]:
    """Witnesses who counted, near the day or later, each of the two forces or parts of them; none where one lacks."""
    counts = evidence.near_or_after(evidence.of_kind(Kind.STOCK, Kind.CUMULATIVE_DEPARTURES, Kind.DEPARTURE))
    found: list[Claim] = []
    for force in (evidence.obligation.force, evidence.obligation.counterpart):
        own = [claim for claim in counts if claim.force_id in members(evidence.case, force)]
        witnesses = evidence.witnesses_for(own)
        if not witnesses:
            return ()
        found.extend(witnesses)
    return tuple(dict.fromkeys(found))
