"""Totals that their parts do not add up to."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case

_GONE = frozenset({ObligationKind.WITHDRAWN_AT_LEAST, ObligationKind.REDUCE_BY_AT_LEAST, ObligationKind.HAND_OVER})


def parts_and_total(case: Case) -> Iterator[Weakness]:
    """Baselines of a total and of its parts that differ, and steps that take out more than there were."""
    declared = {duty.force: duty for duty in case.agreement.obligations if duty.force and duty.baseline is not None}
    for force, duty in declared.items():
        members = case.force_by_id[force].members if force in case.force_by_id else ()
        parts = [declared[member] for member in members if member in declared]
        total = sum(part.baseline or 0 for part in parts)
        if members and len(parts) == len(members) and total != duty.baseline:
            yield _said(duty, parts, whole=duty.baseline or 0, parts_sum=total)
    for duty in case.agreement.obligations:
        if duty.kind in _GONE and duty.baseline is not None and (duty.quantity or 0) > duty.baseline:
            yield _said(duty, [], whole=duty.baseline, parts_sum=duty.quantity or 0)


def _said(duty: Obligation, parts: list[Obligation], *, whole: float, parts_sum: float) -> Weakness:
    clauses = (duty.clause, *(part.clause for part in parts))
    ids = (duty.id, *(part.id for part in parts))
    slots = {"whole": f"{whole:,.0f}", "parts": f"{parts_sum:,.0f}"}
    return weakness("parts_and_total", Grade.DISPUTE, clauses, ids, step=duty.id, **slots)
