"""No reinforcement: from its start, no more of the force are brought in. It binds every day.

Witnesses are reported arrivals that are not set off by departures the same source reports within a month (rotation);
beside them stands the chance that the estimated stock rose. Who fights the force is no witness of its arrivals.
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import interval, stock_reason
from exeunt.verdict.evidence import Evidence, last_day, voice
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, testimony, weigh
from exeunt.verdict.words import figure, percent, reason


def no_reinforcement(evidence: Evidence) -> Finding:
    """Judge by reported arrivals net of rotation, and by the rise of the stock."""
    arrivals = evidence.until(evidence.of_kind(Kind.ARRIVAL))
    rotations = tuple(claim for claim in arrivals if _set_off(evidence, claim))
    opposes = tuple(claim for claim in arrivals if claim not in rotations)
    supports = _steady(evidence)
    rose, facts = _rise(evidence)
    held = None if rose is None else 1 - rose
    # reports of arrivals are met by denials; a steady stock is weighed once, through the estimate
    denied = tuple(claim for claim in supports if claim.kind is not Kind.STOCK)
    return Finding(
        kept=weigh(testimony(evidence, denied, opposes), held),
        supports=supports,
        opposes=opposes,
        facts=(*facts, *stock_reason(evidence, evidence.posterior)),
        gaps=(reason("rotation", rotations),) if rotations else (),
        continuing=True,
    )


def _set_off(evidence: Evidence, arrival: Claim) -> bool:
    """Whether the same source reports as many departures about the same time."""
    if arrival.count is None:
        return False
    left = sum(
        claim.count.figure
        for claim in evidence.of_kind(Kind.DEPARTURE)
        if claim.count
        and voice(claim) == voice(arrival)
        and abs((last_day(claim) - last_day(arrival)).days) <= evidence.standards.rotation_days
    )
    return arrival.count.figure - left <= evidence.obligation.tolerance


def _steady(evidence: Evidence) -> tuple[Claim, ...]:
    """Who looked and says how many there are, or that nothing changed: without them nobody has looked."""
    return evidence.until(evidence.of_kind(Kind.STOCK, Kind.NO_CHANGE))


def _rise(evidence: Evidence) -> tuple[float | None, tuple[Reason, ...]]:
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None, ()
    start = max(evidence.start, posterior.days[0])
    noise = evidence.standards.rise_share * interval(posterior, start)[1]
    amount = max(evidence.obligation.quantity or evidence.obligation.tolerance or noise, 1.0)
    chance = posterior.rose_by(start, evidence.day, amount)
    return chance, (reason("rise", number=figure(amount, amount), probability=percent(chance)),)
