"""The alarms, one file a kind. Each is a pure function of the claims known; none of them changes a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.verdict.alarms.doubling import doubling
from exeunt.verdict.alarms.influx import influx
from exeunt.verdict.alarms.refusal import refusal
from exeunt.verdict.alarms.relocation import relocation
from exeunt.verdict.alarms.repetition import repetition
from exeunt.verdict.alarms.rotation import rotation
from exeunt.verdict.alarms.scene import Scene, scene
from exeunt.verdict.alarms.silence import silence
from exeunt.verdict.alarms.substitution import substitution

Watch = Callable[[Scene], list[Alarm]]

WATCHES: Mapping[AlarmKind, Watch] = {
    AlarmKind.ROTATION: rotation,
    AlarmKind.SUBSTITUTION: substitution,
    AlarmKind.RELOCATION: relocation,
    AlarmKind.INFLUX: influx,
    AlarmKind.REPETITION: repetition,
    AlarmKind.DOUBLING: doubling,
    AlarmKind.SILENCE: silence,
    AlarmKind.REFUSAL: refusal,
}


def alarms(case: Case, claims: Sequence[Claim], *, as_of: date) -> tuple[Alarm, ...]:
    """Every alarm that rings on a day, by kind and in the order of days, whatever order the claims came in."""
    seen = scene(case, claims, as_of)
    return tuple(alarm for watch in WATCHES.values() for alarm in dict.fromkeys(watch(seen)))
