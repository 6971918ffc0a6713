"""All at once: everybody is to go by one day, with no step before it."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import BY_NUMBER, ends, is_all
from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case

_STEPS = BY_NUMBER | {ObligationKind.VACATE_SITE, ObligationKind.START_BY, ObligationKind.GRADUAL_WITHIN}


def no_batches(case: Case) -> Iterator[Weakness]:
    """A total departure before whose day no other step of the same forces falls due."""
    for duty in case.agreement.obligations:
        if is_all(duty) and not any(_is_step_to(case, other, duty) for other in case.agreement.obligations):
            yield weakness("no_batches", Grade.GAP, (duty.clause,), (duty.id,), step=duty.id, force=duty.force or "")


def _is_step_to(case: Case, other: Obligation, duty: Obligation) -> bool:
    """Whether the other is a dated step of the same forces on the way to it."""
    if other.id == duty.id or other.kind not in _STEPS or not ends(case, other.force) <= ends(case, duty.force):
        return False
    if other.kind is ObligationKind.GRADUAL_WITHIN:
        return True
    return other.deadline is not None and (duty.deadline is None or other.deadline < duty.deadline)
