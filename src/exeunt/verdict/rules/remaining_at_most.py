"""Remaining at most N: a ceiling on who is still there on the day. It is not a count of who left (C5)."""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Seen
from exeunt.verdict.amount import baseline, fell, stock_above, stock_reason, stock_within, whole
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import counted_testimony, informed, most, slack, testimony, weigh
from exeunt.verdict.words import figure, percent, reason


def remaining_at_most(evidence: Evidence) -> Finding:
    """Judge by the stock on the day against the ceiling, its tolerance and the margin of counting."""
    ceiling = evidence.obligation.quantity or 0.0
    limit = ceiling + slack(evidence, ceiling)
    posterior = evidence.posterior
    supports = evidence.confirmed(stock_within(evidence, limit), _within(evidence, limit)) + _all_left(evidence, limit)
    opposes = evidence.not_overtaken(stock_above(evidence, limit) + _unchanged(evidence, limit), supports)
    # that none are left is said for good; that so many are left holds near the day on which they were counted
    near = supports if limit == 0 else evidence.near_or_after(supports)
    said = counted_testimony(evidence, near, evidence.near_or_after(opposes), limit, outright=True)
    facts = (reason("verdict.ceiling", number=figure(ceiling)), *stock_reason(evidence, posterior))
    estimated = None
    if posterior is not None and posterior.days[0] <= evidence.day and informed(evidence, posterior):
        estimated = posterior.at_most(evidence.day, limit)
    kept = _together(said if near or limit == 0 else None, estimated, limit)
    is_unseen = limit == 0 and supports and kept is not None and estimated is not None
    return Finding(
        kept=said if kept is None else kept,
        supports=supports,
        opposes=opposes,
        facts=facts,
        gaps=(reason("verdict.none_seen", supports, probability=percent(1 - (kept or 0))),) if is_unseen else (),
        seen=Seen(testimony(evidence, near, ()), estimated),
        part=_part(evidence, limit) if estimated is not None else 0.0,
        lasting=any(evidence.speaks_for_monitor(claim) for claim in evidence.witnesses_for(near)),
    )


def _together(said: float | None, estimated: float | None, limit: float) -> float | None:
    """Witnesses and the estimate. Near a ceiling an estimate rests on the same counts, only wider.

    So where its 90 % interval leaves both answers open, it does not speak against who counted.
    """
    is_open = estimated is not None and 0.05 < estimated < 0.95
    return said if limit > 0 and said is not None and is_open else weigh(said, estimated)


def _within(evidence: Evidence, limit: float) -> tuple[Claim, ...]:
    """Every count of the whole force since the start that is not above the limit."""
    counts = evidence.of_kind(Kind.STOCK)
    return tuple(
        claim
        for claim in counts
        if claim.count and whole(evidence, claim) and most(claim.count) <= limit and last_day(claim) >= evidence.start
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
