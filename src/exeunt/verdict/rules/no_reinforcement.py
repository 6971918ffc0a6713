"""No reinforcement: from its start, no more of the force are brought in. It binds every day.

Witnesses are reported arrivals that are not set off by departures the same source reports within a month (rotation);
beside them stands the chance that the estimated stock rose. Who fights the force is no witness of its arrivals.
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import interval, stock_reason
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.life import spared
from exeunt.verdict.measure import informed, set_off, testimony, weigh
from exeunt.verdict.words import figure, percent, reason


def no_reinforcement(evidence: Evidence) -> Finding:
    """Judge by reported arrivals net of rotation, and by the rise of the stock."""
    allowed = evidence.obligation.tolerance + spared(evidence.obligation, evidence.day)
    arrivals = evidence.until(evidence.of_kind(Kind.ARRIVAL))
    rotations = tuple(claim for claim in arrivals if set_off(evidence, claim, Kind.DEPARTURE, within=allowed))
    opposes = tuple(claim for claim in arrivals if claim not in rotations)
    rose, facts = _rise(evidence)
    return Finding(
        kept=weigh(testimony(evidence, (), evidence.surely_since(opposes)), None if rose is None else 1 - rose),
        supports=_watched(evidence),
        opposes=evidence.surely_since(opposes),
        facts=(*facts, *stock_reason(evidence, evidence.posterior)),
        gaps=(reason("verdict.rotation", rotations),) if rotations else (),
        continuing=True,
    )


def _watched(evidence: Evidence) -> tuple[Claim, ...]:
    """Who counted since the start and could have seen more: without them nobody has looked (C30)."""
    return evidence.witnesses_for(evidence.until(evidence.of_kind(Kind.STOCK)))


def _rise(evidence: Evidence) -> tuple[float | None, tuple[Reason, ...]]:
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None, ()
    start = max(evidence.start, posterior.days[0])
    noise = evidence.standards.rise_share * interval(posterior, start)[1]
    amount = max(evidence.obligation.quantity or evidence.obligation.tolerance or noise, 1.0)
    chance = posterior.rose_by(start, evidence.day, amount)
    return chance, (reason("verdict.rise", number=figure(amount, amount), probability=percent(chance)),)
