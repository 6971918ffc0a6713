"""Whether an obligation covers who left: open where the force went over into another, by name or by turns (C18).

A force that leaves while another of the same sponsor comes, or is given another name, may have been relieved rather
than withdrawn. Whether the text means the name or the men is a matter of reading, so that a *met* is then disputed.
"""

from __future__ import annotations

from datetime import date

from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.alarm import Alarm
from exeunt.model.claim import Claim
from exeunt.model.verdict import Reason
from exeunt.verdict.alarms.scene import scene
from exeunt.verdict.alarms.substitution import substitution
from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import members
from exeunt.verdict.words import reason

_OF_WHO_LEFT = frozenset({
    ObligationKind.WITHDRAWN_AT_LEAST, ObligationKind.REDUCE_BY_AT_LEAST, ObligationKind.REMAINING_AT_MOST,
    ObligationKind.VACATE_SITE, ObligationKind.START_BY,
})  # fmt: skip


def replaced_by_another(docket: Docket, obligation: Obligation, days: tuple[date, date]) -> tuple[Reason, ...]:
    """That another force came in the place of one that is bound, between two days; by the alarms on substitution.

    Where the obligation is about a total that both belong to, who came is bound as well, and nothing is open.
    """
    if obligation.kind not in _OF_WHO_LEFT:
        return ()
    bound = members(docket.case, obligation.force)
    by_id = {claim.id: claim for claim in docket.claims}
    first, last = days
    found: dict[str, Claim] = {}
    for alarm in _substitutions(docket, last):
        claims = [by_id[claim] for claim in alarm.reason.claims if claim in by_id]
        others = {claim.force_id for claim in claims} | {dict(alarm.reason.slots).get("other")}
        if first <= alarm.day and alarm.force in bound and any(other and other not in bound for other in others):
            found.update({claim.id: claim for claim in claims})
    return (reason("verdict.replaced_by_another", found.values()),) if found else ()


def _substitutions(docket: Docket, as_of: date) -> tuple[Alarm, ...]:
    key = ("substitution", docket.begun(as_of))
    if key not in docket.notes:
        docket.notes[key] = tuple(substitution(scene(docket.case, docket.claims, as_of)))
    return docket.notes[key]
