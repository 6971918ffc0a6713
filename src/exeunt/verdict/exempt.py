"""Named exceptions (capabilities C6): whom they spare on a day, how many, and on which day they end.

An exception without a force is about any of the force that is bound; one without sites holds everywhere. One with a
force and no number spares all of that force, as many as the estimate says there are.
"""

from __future__ import annotations

from datetime import date, timedelta

from exeunt.model.agreement import Exemption, Obligation
from exeunt.model.claim import Claim
from exeunt.verdict.evidence import Evidence, last_day, members


def spared(evidence: Evidence) -> float:
    """How many the exceptions spare on the judged day, in the force's unit of strength."""
    return sum(_number(evidence, item) for item in evidence.obligation.exceptions if _concerns(evidence, item))


def excepted(evidence: Evidence, claim: Claim) -> bool:
    """Whether a claim speaks of those alone whom an exception spared on its day, and of no more than it spares."""
    return any(_covers(evidence, item, claim) for item in evidence.obligation.exceptions)


def ended(obligation: Obligation, due: date | None, as_of: date) -> tuple[tuple[date, Exemption], ...]:
    """The first days without an exception that outlived the last day allowed, in their order, with the exception."""
    if due is None:
        return ()
    first_without = [
        (item.until + timedelta(days=1), item) for item in obligation.exceptions if item.until and item.until >= due
    ]
    return tuple(sorted((found for found in first_without if found[0] <= as_of), key=lambda found: found[0]))


def _number(evidence: Evidence, item: Exemption) -> float:
    if item.quantity is not None:
        return item.quantity
    posterior = evidence.series.get((item.force or "", None))
    known = posterior is not None and posterior.days[0] <= evidence.day
    return posterior.quantile(evidence.day, 0.5) if posterior is not None and known else 0.0


def _concerns(evidence: Evidence, item: Exemption) -> bool:
    """Whether it holds on the judged day, and is of a force and a place of the obligation."""
    force = item.force is None or item.force in members(evidence.case, evidence.obligation.force)
    place = not item.sites or not evidence.obligation.sites or bool(set(item.sites) & set(evidence.obligation.sites))
    return item.holds(evidence.day) and force and place


def _covers(evidence: Evidence, item: Exemption, claim: Claim) -> bool:
    if not item.holds(last_day(claim)) or not (item.force or item.sites):
        return False
    force = item.force is None or claim.force_id in members(evidence.case, item.force)
    place = not item.sites or (bool(claim.site_ids) and set(claim.site_ids) <= set(item.sites))
    few = item.quantity is None or (claim.count is not None and claim.count.figure <= item.quantity)
    return force and place and few
