"""Counts: how many, as an interval with a best value and the kind of bound it was given with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PERSONS = "persons"


class Bound(StrEnum):
    """How a number was said."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Count:
    """A number as somebody gave it. `low` alone is at least, `high` alone at most; units of strength never mix."""

    bound: Bound
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str = PERSONS
    words: str = ""

    def __post_init__(self) -> None:
        given = [number for number in (self.low, self.best, self.high) if number is not None]
        if not given:
            raise ValueError("a count needs a number")
        if any(number < 0 for number in given) or given != sorted(given):
            raise ValueError(f"not 0 <= low <= best <= high: {given}")

    @property
    def is_zero(self) -> bool:
        """Whether it says that there are none."""
        return self.high == 0 or (self.best == 0 and self.high is None)

    @property
    def figure(self) -> float:
        """The one number that stands for it where one is needed: best, else the middle, else the bound."""
        if self.best is not None:
            return self.best
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else float(self.high or 0)


def exactly(number: float, unit: str = PERSONS) -> Count:
    """A count given as one exact number."""
    return Count(Bound.EXACT, best=number, unit=unit)
