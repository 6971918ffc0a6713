"""Alarms: patterns in the claims that have misled readers before. A question to ask, never a finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exeunt.model.verdict import Reason


class AlarmKind(StrEnum):
    """What may be going on; `verdict/alarms/` has one file a kind."""

    ROTATION = "rotation"
    SUBSTITUTION = "substitution"
    RELOCATION = "relocation"
    INFLUX = "influx"
    REPETITION = "repetition"
    DOUBLING = "doubling"
    SILENCE = "silence"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm about a force on a day, with why it rings and the claims that rang it."""

    kind: AlarmKind
    force: str
    day: date
    reason: Reason
