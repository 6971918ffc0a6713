"""Access refused or delayed: a finding of its own, with its own clock (C27)."""

from __future__ import annotations

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.verdict.alarms.scene import Scene, ring
from exeunt.verdict.evidence import last_day


def refusal(scene: Scene) -> list[Alarm]:
    """For each force and place: since when it is refused, how long, and whether anybody has been let in since."""
    refused: dict[tuple[str | None, tuple[str, ...]], list[Claim]] = {}
    for claim in scene.of(Kind.ACCESS_DENIED):
        refused.setdefault((claim.force_id, claim.site_ids), []).append(claim)
    found = []
    for (force, sites), claims in refused.items():
        first = last_day(claims[0])
        # a count at the place after the last refusal stops the clock
        seen = [
            item
            for item in scene.of(Kind.STOCK)
            if item.count and last_day(item) > last_day(claims[-1]) and scene.related(item.force_id, force)
            and (not sites or set(sites) & set(item.site_ids))
        ]  # fmt: skip
        until = last_day(seen[0]) if seen else scene.as_of
        slots = {"days": (until - first).days, "times": len(claims)}
        code = "alarm.refusal_ended" if seen else "alarm.refusal"
        found.append(ring(AlarmKind.REFUSAL, code, [*claims, *seen[:1]], first, **slots))
    return found
