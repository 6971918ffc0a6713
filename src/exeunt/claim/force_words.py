"""What a force is as a text names it, and how strongly it is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

GENERIC = "foreign forces"
PLAIN = "plain"  # "mercenaries" alone: perhaps those named before
MISSION = "mission"  # of peacekeepers: where another force is told of, "they" are seldom these
REGULARS = "regulars"  # soldiers, battalions: those of a state, where one was named


class Naming(IntEnum):
    """How a force is named, from the weakest to the strongest."""

    BACK = 0
    BARE = 1
    GENERIC = 2
    NATION = 3
    BRAND = 4


@dataclass(frozen=True, slots=True)
class ForceWords:
    """Words for a force at tokens `first` to `last`; `noun` is its head. `labels` are several for a list of nations."""

    first: int
    last: int
    noun: int
    naming: Naming
    labels: tuple[str, ...]
    sponsors: tuple[str, ...] = ()
    alias: str | None = None
    own: bool = False  # the host's own forces
    kind: str = ""  # forces or fighters, by the noun

    @property
    def label(self) -> str:
        """The labels as one text."""
        return "; ".join(self.labels)
