"""Remaining at most N: a ceiling on who is still there on the day. It is not a count of who left (C5)."""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.verdict.amount import baseline, fell, stock_above, stock_reason, stock_within, whole
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, slack, testimony, weigh
from exeunt.verdict.words import figure, percent, reason


def remaining_at_most(evidence: Evidence) -> Finding:
    """Judge by the stock on the day against the ceiling, its tolerance and the margin of counting."""
    ceiling = evidence.obligation.quantity or 0.0
    limit = ceiling + slack(evidence, ceiling)
    posterior = evidence.posterior
    supports = stock_within(evidence, limit) + _all_left(evidence, limit)
    opposes = evidence.not_overtaken(stock_above(evidence, limit) + _unchanged(evidence, limit), supports)
    said = testimony(evidence, supports, evidence.near_or_after(opposes))
    facts = (reason("verdict.ceiling", number=figure(ceiling)), *stock_reason(evidence, posterior))
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return Finding(kept=said, supports=supports, opposes=opposes, facts=facts)
    kept = posterior.at_most(evidence.day, limit)
    if limit == 0:  # that none are left is said outright: the witness's word goes beside the estimate
        kept = weigh(said, kept) or kept
    unseen = (reason("verdict.none_seen", supports, probability=percent(1 - kept)),) if limit == 0 and supports else ()
    return Finding(
        kept=kept,
        supports=supports,
        opposes=opposes,
        facts=facts,
        gaps=unseen,
        part=_part(evidence, limit),
        lasting=limit == 0 and any(evidence.speaks_for_monitor(claim) for claim in evidence.witnesses_for(supports)),
    )


def _all_left(evidence: Evidence, limit: float) -> tuple[Claim, ...]:
    """Running totals of departures that leave no more than the limit of a declared baseline."""
    declared = evidence.obligation.baseline
    if declared is None:
        return ()
    totals = evidence.until(evidence.of_kind(Kind.CUMULATIVE_DEPARTURES))
    enough = declared - limit - slack(evidence, declared - limit)
    return tuple(claim for claim in totals if claim.count and whole(evidence, claim) and claim.count.figure >= enough)


def _unchanged(evidence: Evidence, limit: float) -> tuple[Claim, ...]:
    """Statements that nothing changed, where more than the limit were there before."""
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.start or posterior.at_most(evidence.start, limit) > 0.5:
        return ()
    return evidence.near_or_after(evidence.of_kind(Kind.NO_CHANGE))


def _part(evidence: Evidence, limit: float) -> float:
    base = baseline(evidence)
    if base.number is None or base.number <= limit:
        return 0.0
    amount = max(evidence.standards.part_share * (base.number - limit), evidence.standards.seen_share * base.number)
    return fell(evidence, base, amount, 0.0) or 0.0
