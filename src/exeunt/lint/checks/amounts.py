"""No numbers, and no baseline from which a share or an all could be told."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import BY_NUMBER, by_clause, by_text
from exeunt.lint.finding import Grade, Weakness, listed, weakness
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Kind


def no_number(case: Case) -> Iterator[Weakness]:
    """A text that asks people to go and gives no number anywhere: neither how many are there, nor how many go."""
    for text, duties in by_text(case, (duty for duty in case.agreement.obligations if duty.kind in BY_NUMBER)):
        if not any(duty.quantity or duty.baseline for duty in duties):
            clauses = tuple(duty.clause for duty in duties)
            yield weakness("no_number", Grade.GAP, clauses, tuple(duty.id for duty in duties), text=text)


def no_baseline(case: Case) -> Iterator[Weakness]:
    """A reduction or a total departure with no number of who was there, and no count that must come first."""
    lacking = [duty for duty in case.agreement.obligations if duty.kind in BY_NUMBER and not _has_baseline(case, duty)]
    for clause, duties in by_clause(lacking):
        ids = tuple(duty.id for duty in duties)
        yield weakness("no_baseline", Grade.GAP, (clause,), ids, steps=listed(ids))


def _has_baseline(case: Case, duty: Obligation) -> bool:
    if duty.baseline is not None:
        return True
    if duty.quantity and duty.kind in (ObligationKind.WITHDRAWN_AT_LEAST, ObligationKind.HAND_OVER):
        return True  # so many are to go: counting who leaves is enough
    gates = [gate for gate in case.agreement.obligations if duty.id in gate.before]
    if any(Kind.BASELINE in gate.needs for gate in gates):
        return True
    first = [gate for gate in case.agreement.obligations if Kind.BASELINE in gate.needs and gate.deadline]
    return any(gate.deadline and duty.deadline and gate.deadline < duty.deadline for gate in first)
