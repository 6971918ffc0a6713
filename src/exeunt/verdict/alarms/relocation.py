"""Relocation presented as exit: a move inside the host, told as leaving it or while a departure is told (C19)."""

from __future__ import annotations

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Kind
from exeunt.verdict.alarms.scene import Scene, ring, within
from exeunt.verdict.evidence import last_day
from exeunt.verdict.standards import standards


def relocation(scene: Scene) -> list[Alarm]:
    """Each reported move inside the host: told as a departure by others about then, or a move that is no exit."""
    found = []
    departures = scene.of(Kind.DEPARTURE)
    for move in scene.of(Kind.RELOCATION):
        told = [item for item in departures if scene.related(move.force_id, item.force_id)
                and within(move, item, standards().rotation_days)]  # fmt: skip
        code = "alarm.relocation_told_as_exit" if told else "alarm.relocation"
        found.append(ring(AlarmKind.RELOCATION, code, [move, *told], last_day(move)))
    return found
