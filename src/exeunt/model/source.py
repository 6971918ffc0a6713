"""Sources: who published or said something, and how far they are to be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exeunt.model.actor import Name


class SourceClass(StrEnum):
    """The role a source speaks in."""

    MONITOR = "monitor"  # a mission or body mandated to observe
    PARTY = "party"
    SPONSOR = "sponsor"  # a state that sends or pays a force
    THIRD_STATE = "third_state"
    ARMED_GROUP = "armed_group"
    NGO = "ngo"
    MEDIA = "media"
    ANALYST = "analyst"
    LOCAL = "local"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its reliability (A to F, NATO grading) and the reason for that grade.

    `side` is the camp it speaks for, if any. A `sealed` source is never named in what is published.
    """

    id: str
    name: Name
    source_class: SourceClass
    reliability: str
    reason: str
    side: str | None = None
    sealed: bool = False
