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


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer. `kept` is the probability that the obligation was kept by its deadline (or is kept, before it).

    `probability` is that of the outcome being right: `kept` for met, its complement for breached; None where the
    outcome claims nothing about the facts (not due, undetermined, excused). `shares` say how much of the witnesses'
    weight each claim carries, for or against; they add up to 1. `standings` are who accepts and who disputes it;
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
    standings: tuple[Standing, ...] = ()
    readings: tuple[ReadingVerdict, ...] = ()
