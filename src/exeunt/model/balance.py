"""The ledger of reciprocity: how much each side has taken out, and who is ahead (capabilities C28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.model.verdict import Reason

Range = tuple[float, float, float]  # ends of the 90 % interval with the median between them


@dataclass(frozen=True, slots=True)
class Tally:
    """One side's account: how many there were on the first day, how many there are, the fall, and its share."""

    side: str
    forces: tuple[str, ...]
    before: Range
    now: Range
    gone: Range
    share: Range


@dataclass(frozen=True, slots=True)
class Balance:
    """The accounts of all sides between two days.

    `ahead` is the side that has done more, by share, beyond the tolerance; None where none has, or it cannot be told.
    `probability` is that of its being ahead or, where none is, of all being within the tolerance.
    """

    start: date
    as_of: date
    tallies: tuple[Tally, ...]
    ahead: str | None
    probability: float | None
    tolerance: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimatedMeasure:
    """A measure of "gradual", "balanced" or "simultaneous" on the estimates, in the unit that the message code names.

    `number` is None where it is undetermined: nearly everything it could be is left open, or it means nothing yet.
    """

    code: str
    id: str
    unit: str
    number: Range | None
