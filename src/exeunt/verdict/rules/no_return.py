"""No return: who has left stays out. It binds every day from its start, usually the day the last one left (C35).

Unlike reinforcement, a return is not set off by others who leave: whoever comes in has come back.
"""

from __future__ import annotations

from exeunt.model.claim import Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import stock_reason
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.exempt import excepted, spared
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, testimony, weigh
from exeunt.verdict.words import percent, reason


def no_return(evidence: Evidence) -> Finding:
    """Judge by arrivals since the start beyond what is allowed, and by how many are there."""
    allowed = evidence.obligation.tolerance + spared(evidence)
    arrived = evidence.until(evidence.of_kind(Kind.ARRIVAL))
    arrivals = tuple(claim for claim in arrived if not excepted(evidence, claim))
    opposes = tuple(claim for claim in arrivals if claim.count is None or claim.count.figure > allowed)
    kept, facts = _none_there(evidence, (evidence.obligation.quantity or 0.0) + allowed)
    return Finding(
        kept=weigh(testimony(evidence, (), opposes), kept),
        supports=evidence.witnesses_for(evidence.until(evidence.of_kind(Kind.STOCK, Kind.NO_CHANGE))),
        opposes=opposes,
        facts=(*facts, *stock_reason(evidence, evidence.posterior)),
        continuing=True,
    )


def _none_there(evidence: Evidence, limit: float) -> tuple[float | None, tuple[Reason, ...]]:
    """P(no more than the limit are there), where so few were there when it began; else a return cannot be told."""
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None, ()
    start = max(evidence.start, posterior.days[0])
    if posterior.at_most(start, limit) < 0.5:
        return None, (reason("kinds.not_gone_yet"),)
    chance = posterior.at_most(evidence.day, limit)
    return chance, (reason("kinds.still_out", probability=percent(chance)),)
