"""Verdicts: our answer on one obligation on one date, with probability, reasons and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """The five answers (capabilities C24)."""

    NOT_DUE = "not_due"
    MET = "met"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    EXCUSED = "excused"


class Qualifier(StrEnum):
    """What is said beside the outcome."""

    EARLY = "early"
    LATE = "late"
    AFTER_EXTENSION = "after_extension"
    IN_PART = "in_part"
    SCOPE_DISPUTED = "scope_disputed"
    SUSPENDED = "suspended"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a verdict's argument: a message code with its facts, and the claims it rests on."""

    code: str
    slots: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()


class Status(StrEnum):
    """How one of those concerned stands to an obligation's being kept (capabilities C26)."""

    ACCEPTS = "accepts"  # says that it was kept
    DISPUTES = "disputes"  # says that it was not
    CANNOT_SAY = "cannot_say"  # says that it could not look, or that no number can be given
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the monitor, a party or a side says of it: `who` is an id, or `monitor` for all who are mandated to look."""

    who: str
    status: Status
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingVerdict:
    """The answer under one rival reading of the clause (capabilities C3)."""

    reading: str
    outcome: Outcome
    kept: float | None
    qualifiers: tuple[Qualifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a look may find: that the obligation was kept or not, how probable that is, and the outcome it leads to."""

    kept: bool
    probability: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Look:
    """Evidence that could still be had, and what it is worth (capabilities C24).

    `kind` is declaration, witness, records, inspection or count; `sites` are those to look at; it takes `times` of them
    that agree. `cost` is a rank of effort. `changes` is the probability that the outcome becomes another one.
    """

    kind: str
    sites: tuple[str, ...]
    times: int
    cost: float
    changes: float
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one claim does to a verdict: `kept` with it less `kept` without its origin, and the outcome without it.

    None where without it, or with it, no probability can be given. The estimate is held as it is.
    """

    claim: str
    kept: float | None
    without: Outcome


@dataclass(frozen=True, slots=True)
class Seen:
    """Of "none seen" (capabilities C25): `correct`, that who says so is right about what was seen; `complete`, that no
    more than allowed were there at all. They are kept apart: the first is about the witnesses, the second about the
    place. None where nobody looked, or where the estimate knows nothing.
    """

    correct: float | None
    complete: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer. `kept` is the probability that the obligation was kept by its deadline (or is kept, before it).

    `probability` is that of the outcome being right: `kept` for met, its complement for breached; None where the
    outcome claims nothing about the facts (not due, undetermined, excused). `shares` say how much of the witnesses'
    weight each claim carries, for or against; they add up to 1. `effects` are what each claim does to the verdict, and
    `looks` the evidence that could change it, cheapest first. `seen` is given where it is about none, or few, being
    left. `standings` are who accepts and who disputes it;
    `readings` the answers under the rival readings of the clause.
    """

    obligation: str
    as_of: date
    outcome: Outcome
    kept: float | None
    probability: float | None
    qualifiers: tuple[Qualifier, ...] = ()
    reasons: tuple[Reason, ...] = ()
    claims: tuple[str, ...] = ()
    shares: tuple[tuple[str, float], ...] = ()
    effects: tuple[Effect, ...] = ()
    looks: tuple[Look, ...] = ()
    seen: Seen | None = None
    standings: tuple[Standing, ...] = ()
    readings: tuple[ReadingVerdict, ...] = ()
