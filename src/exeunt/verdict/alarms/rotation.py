"""Rotation presented as withdrawal: as many, or nearly, come within a month of those who leave (C17)."""

from __future__ import annotations

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Kind
from exeunt.verdict.alarms.scene import Scene, limits, number, ring, says, within
from exeunt.verdict.evidence import last_day
from exeunt.verdict.words import figure


def rotation(scene: Scene) -> list[Alarm]:
    """Each departure with the arrivals, done or planned, of its force around it; and departures that are leave."""
    limit, found = limits(AlarmKind.ROTATION), []
    arrivals = [*scene.arrivals(), *(plan for plan in scene.plans if plan.kind is Kind.PLAN_ARRIVAL)]
    for out in scene.of(Kind.DEPARTURE):
        day = last_day(out)
        if says(out, limit["words"]):
            found.append(ring(AlarmKind.ROTATION, "alarm.rotation_leave", [out], day))
        near = [item for item in arrivals if scene.related(out.force_id, item.force_id)
                and within(out, item, limit["days"])]  # fmt: skip
        came = max((number(item) for item in near), default=0.0)
        if number(out) >= limit["least"] and came >= limit["share"] * number(out):
            slots = {"out": figure(number(out)), "came": figure(came)}
            found.append(ring(AlarmKind.ROTATION, "alarm.rotation", [out, *near], day, **slots))
    return found
