"""Totals over forces: a total may contain totals, but never itself, and only what is counted in its own unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exeunt.base.problem import Problem, problem
from exeunt.case.schema import ForceEntry
from exeunt.case.shape import Placed
from exeunt.model.force import Force


def without_cycles(
    forces: Sequence[Force], entries: Sequence[Placed[ForceEntry]], problems: list[Problem]
) -> tuple[Force, ...]:
    """The forces with every membership cut that would close a circle or mix units of strength."""
    by_id = {force.id: force for force in forces}
    members: dict[str, list[str]] = {force.id: [] for force in forces}
    for force, entry in zip(forces, entries, strict=True):
        for member in force.members:
            where = entry.where("members", entry.value.members.index(member))
            if _contains(members, member, force.id):
                problems.append(problem("case.cyclic_total", where, id=force.id, member=member))
            elif by_id[member].unit != force.unit:
                units = {"unit": force.unit, "other": by_id[member].unit}
                problems.append(problem("case.mixed_units", where, id=force.id, member=member, **units))
            else:
                members[force.id].append(member)
    return tuple(replace(force, members=tuple(members[force.id])) for force in forces)


def _contains(members: dict[str, list[str]], total: str, sought: str) -> bool:
    """Whether the total is the sought force or contains it at any depth. The memberships so far have no circle."""
    waiting, seen = [total], set()
    while waiting:
        current = waiting.pop()
        if current == sought:
            return True
        if current not in seen:
            seen.add(current)
            waiting += members[current]
    return False
