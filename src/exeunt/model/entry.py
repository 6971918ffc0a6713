"""Entries: claims posted to the ledger, and what people decided on them. Never edited, only superseded or retracted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exeunt.model.claim import Claim


class Act(StrEnum):
    """What an entry does."""

    POST = "post"
    SUPERSEDE = "supersede"  # a newer form of an earlier claim
    RETRACT = "retract"
    ACCEPT = "accept"  # a person read the claim against its passage: it says what the passage says
    LINK = "link"  # a person says that the claim follows from its parent
    UNLINK = "unlink"  # a person says that it does not


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of the log. `id` follows from the content; `subject` is the id of the claim that it is about.

    A decision of a person says `by` whom and `at` what time (UTC, ISO 8601). `parent` is the claim that a link is to;
    it is empty for an unlinking from every other claim.
    """

    id: str
    act: Act
    claim: Claim | None
    subject: str = ""
    reason: str = ""
    sequence: int = -1  # its place in the log, once posted
    by: str = ""
    at: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class TreeHead:
    """Size and root of the log; `root` is 64 hexadecimal digits."""

    size: int
    root: str
