"""Entries: claims posted to the ledger. Never edited, only superseded or retracted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exeunt.model.claim import Claim


class Act(StrEnum):
    """What an entry does."""

    POST = "post"
    SUPERSEDE = "supersede"  # a newer form of an earlier claim
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of the log. `id` follows from the content; `subject` is the id of the claim superseded or retracted."""

    id: str
    act: Act
    claim: Claim | None
    subject: str = ""
    reason: str = ""
    sequence: int = -1  # its place in the log, once posted


@dataclass(frozen=True, slots=True)
class TreeHead:
    """Size and root of the log; `root` is 64 hexadecimal digits."""

    size: int
    root: str
