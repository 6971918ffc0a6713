"""Silence: nobody has looked for half a year at a force that was there. Silence is never a withdrawal (C30)."""

from __future__ import annotations

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Kind
from exeunt.verdict.alarms.scene import Scene, limits, ring
from exeunt.verdict.evidence import last_day, members

_LOOKED = (Kind.STOCK, Kind.BASELINE, Kind.DEPARTURE, Kind.ARRIVAL, Kind.NO_CHANGE, Kind.DENIAL,
           Kind.CUMULATIVE_ARRIVALS, Kind.CUMULATIVE_DEPARTURES)  # fmt: skip


def silence(scene: Scene) -> list[Alarm]:
    """Forces last seen, and not last seen gone, longer ago than the limit."""
    limit, found = limits(AlarmKind.SILENCE), []
    looked = scene.of(*_LOOKED)
    for force in scene.forces():
        seen = [claim for claim in looked if claim.force_id == force]
        if not seen:
            continue
        last = seen[-1]
        # who speaks of a total of which it is a part has looked at it too
        recent = max(last_day(claim) for claim in looked if scene.related(claim.force_id, force))
        gone = last.kind is Kind.STOCK and last.count is not None and last.count.is_zero
        if not gone and (scene.as_of - recent).days > limit["days"]:
            slots = {"days": (scene.as_of - recent).days}
            found.append(ring(AlarmKind.SILENCE, "alarm.silence", [last], last_day(last), **slots))
    # where nobody looks at a total, it goes without saying that nobody looks at its parts
    silent = {alarm.force for alarm in found}
    return [alarm for alarm in found if not any(_is_part(scene, alarm.force, other) for other in silent)]


def _is_part(scene: Scene, force: str, other: str) -> bool:
    return force != other and force in members(scene.case, other)
