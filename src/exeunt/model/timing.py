"""Days that a text tells by other days: D+30, within 90 days of signature, before phase 3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

D_DAY = "d-day"


class Unit(StrEnum):
    """What is counted from one day to the other."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """A day as a text tells it: a plain `day`, or `count` units after (below zero: before) the day of `of`.

    `of` is the id of a text (its signature), an event, an obligation (its deadline) or a phase (its start; its end
    where `from_end`), or `d-day`. `inclusive` says whether the day so reached still counts; where it does not, the last
    day is the one before. `first_day_counts` says whether the day counted from is itself day one.
    """

    day: date | None = None
    of: str = ""
    count: int = 0
    unit: Unit = Unit.DAYS
    inclusive: bool = True
    first_day_counts: bool = False
    from_end: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether another day must be known first."""
        return self.day is None
