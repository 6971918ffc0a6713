"""Phases that begin with nothing before them (capabilities C7)."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.agreement import ObligationKind
from exeunt.model.case import Case


def phase_without_gate(case: Case) -> Iterator[Weakness]:
    """The first phase in which people go that waits for nothing: no monitors, no baseline, no mechanism."""
    waiting = {step for gate in case.agreement.obligations for step in gate.before}
    for phase in case.agreement.phases:
        steps = [duty for duty in case.agreement.obligations if duty.phase == phase.id]
        going = [duty for duty in steps if duty.kind is not ObligationKind.PRECONDITION]
        if going and not phase.gates and not any(duty.id in waiting for duty in going):
            clauses = (phase.clause or "", *(duty.clause for duty in going))
            yield weakness("phase_without_gate", Grade.GAP, clauses, (phase.id,), phase=phase.id)
            return  # later phases wait for the earlier ones
