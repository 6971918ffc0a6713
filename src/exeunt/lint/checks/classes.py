"""Classes that no clause defines: foreign forces, training crews, a state's trainers against mercenaries."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import ends
from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.agreement import ClassReading
from exeunt.model.case import Case


def undefined_class(case: Case) -> Iterator[Weakness]:
    """Each class that is used and not defined; and each total of several kinds that no class stands for."""
    for item in case.agreement.definitions:
        if item.clause:
            continue
        users = [duty for duty in case.agreement.obligations if duty.definition == item.id]
        clauses = (*item.used_in, *(duty.clause for duty in users))
        grade = Grade.DISPUTE if len(item.readings) > 1 else Grade.GAP
        readings = len(item.readings)
        yield weakness("undefined_class", grade, clauses, (item.id,), term=item.id, readings=readings)
    named = {duty.force: duty for duty in case.agreement.obligations if duty.force and not duty.definition}
    for force, duty in named.items():
        own = ends(case, force)
        kinds = {case.force_by_id[end].kind for end in own}
        spoken_for = any(own <= ends(case, reading.force) for reading in _readings(case))
        if len(kinds) > 1 and not spoken_for:
            users = [other for other in case.agreement.obligations if other.force == force and not other.definition]
            clauses = tuple(other.clause for other in users)
            yield weakness("undefined_total", Grade.GAP, clauses, (force,), term=duty.force or "", kinds=len(kinds))


def _readings(case: Case) -> Iterator[ClassReading]:
    for item in case.agreement.definitions:
        yield from item.readings
