"""No reinforcement: from its start, no more of the force are brought in. It binds every day.

Witnesses are reported arrivals that are not set off by departures the same source reports within a month (rotation),
unless the text forbids replacements too: then every arrival beyond what is allowed counts. Beside them stands the
chance that the estimated stock rose. Who fights the force is no witness of its arrivals.
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import interval, stock_reason
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.exempt import excepted, spared
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, set_off, testimony, weigh
from exeunt.verdict.words import figure, percent, reason


def no_reinforcement(evidence: Evidence) -> Finding:
    """Judge by reported arrivals net of rotation, and by the rise of the stock."""
    allowed = evidence.obligation.tolerance + spared(evidence)
    arrived = evidence.until(evidence.of_kind(Kind.ARRIVAL))
    arrivals = tuple(claim for claim in arrived if not excepted(evidence, claim))
    spares = _replaces if evidence.obligation.replacements else _is_few
    set_aside = tuple(claim for claim in arrivals if spares(evidence, claim, allowed))
    rotations = set_aside if evidence.obligation.replacements else ()
    opposes = tuple(claim for claim in arrivals if claim not in set_aside)
    rose, facts = _rise(evidence, allowed)
    return Finding(
        kept=weigh(testimony(evidence, (), evidence.surely_since(opposes)), _steady(evidence, rose)),
        supports=_watched(evidence),
        opposes=evidence.surely_since(opposes),
        facts=(*facts, *stock_reason(evidence, evidence.posterior)),
        gaps=(reason("verdict.rotation", rotations),) if rotations else (),
        continuing=True,
    )


def _steady(evidence: Evidence, rose: float | None) -> float | None:
    """P(kept) by the stock alone. A stock that did not rise says nothing of replacements."""
    if rose is None or (rose < 0.5 and not evidence.obligation.replacements):
        return None
    return 1 - rose


def _replaces(evidence: Evidence, claim: Claim, allowed: float) -> bool:
    return set_off(evidence, claim, Kind.DEPARTURE, within=allowed)


def _is_few(_: Evidence, claim: Claim, allowed: float) -> bool:
    return claim.count is not None and claim.count.figure <= allowed


def _watched(evidence: Evidence) -> tuple[Claim, ...]:
    """Who counted since the start and could have seen more: without them nobody has looked (C30)."""
    return evidence.witnesses_for(evidence.until(evidence.of_kind(Kind.STOCK)))


def _rise(evidence: Evidence, allowed: float) -> tuple[float | None, tuple[Reason, ...]]:
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None, ()
    start = max(evidence.start, posterior.days[0])
    noise = evidence.standards.rise_share * interval(posterior, start)[1]
    # what is allowed comes on top of no more than the noise of figures: a wider tolerance never asks for less
    amount = max(evidence.obligation.quantity or noise, allowed, 1.0)
    chance = posterior.rose_by(start, evidence.day, amount)
    return chance, (reason("verdict.rise", number=figure(amount, amount), probability=percent(chance)),)
