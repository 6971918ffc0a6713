"""Substitution and relabelling: one force leaves, another of the same sponsor takes its place or its name (C18)."""

from __future__ import annotations

from exeunt.base.text import folded
from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.verdict.alarms.scene import Scene, limits, number, ring, says, within
from exeunt.verdict.evidence import last_day
from exeunt.verdict.words import figure


def substitution(scene: Scene) -> list[Alarm]:
    """A departure beside an arrival of another force of one sponsor; or words that say that one follows another."""
    limit, found = limits(AlarmKind.SUBSTITUTION), []
    arrivals = scene.arrivals(Kind.CUMULATIVE_ARRIVALS)
    for out in scene.of(Kind.DEPARTURE):
        came = [
            item
            for item in arrivals
            if scene.of_one_sponsor(out.force_id, item.force_id) and within(out, item, limit["days"])
            and number(item) >= max(limit["least"], limit["share"] * number(out))
        ]  # fmt: skip
        if came and number(out) >= limit["least"]:
            slots = {"out": figure(number(out)), "other": came[0].force_id or ""}
            found.append(ring(AlarmKind.SUBSTITUTION, "alarm.substitution", [out, *came], last_day(out), **slots))
    for claim in scene.claims:
        if claim.kind in (Kind.DEPARTURE, Kind.RELOCATION, Kind.NO_CHANGE, Kind.INDICATOR) and says(
            claim, limit["words"]
        ):
            found.append(ring(AlarmKind.SUBSTITUTION, "alarm.substitution_said", [claim], last_day(claim)))
        elif claim.kind in (Kind.ARRIVAL, Kind.STOCK) and (other := _predecessor(scene, claim)):
            slots = {"other": other}
            found.append(ring(AlarmKind.SUBSTITUTION, "alarm.relabelling", [claim], last_day(claim), **slots))
    return found


def _predecessor(scene: Scene, claim: Claim) -> str | None:
    """Another force of the same sponsor that the claim's own words say is going."""
    if not says(claim, limits(AlarmKind.SUBSTITUTION)["out_words"]):
        return None
    text = f" {folded(claim.count_text)} "
    for force in scene.case.forces:
        if scene.of_one_sponsor(claim.force_id, force.id) and any(
            f" {word} " in text for name in force.name.all for word in _names(name)
        ):
            return force.id
    return None


def _names(name: str) -> set[str]:
    """A name, and its last word where that is long enough to be one: *Russian:Wagner* is also called Wagner."""
    words = folded(name).replace(":", " ").split()
    return {" ".join(words), *([words[0]] if words and len(words[0]) > 5 else [])}
