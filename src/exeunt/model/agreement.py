"""Agreements: texts, clauses, classes, phases, obligations, and the dated events of an agreement's life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from exeunt.model.actor import Actor, Name
from exeunt.model.timing import Timing


class ObligationKind(StrEnum):
    """What an obligation demands; `verdict/rules/` has one file a kind."""

    WITHDRAWN_AT_LEAST = "withdrawn_at_least"
    REMAINING_AT_MOST = "remaining_at_most"
    REDUCE_BY_AT_LEAST = "reduce_by_at_least"
    VACATE_SITE = "vacate_site"
    START_BY = "start_by"
    NO_REINFORCEMENT = "no_reinforcement"
    PRECONDITION = "precondition"
    HAND_OVER = "hand_over"
    FREEZE = "freeze"
    NO_RETURN = "no_return"
    ASSEMBLE_AT = "assemble_at"
    DECLARE = "declare"
    NOTIFY = "notify"
    GRANT_ACCESS = "grant_access"
    BALANCED_WITHIN = "balanced_within"
    SIMULTANEOUS_WITHIN = "simultaneous_within"
    GRADUAL_WITHIN = "gradual_within"


# Kinds that bind on every day from their start, so that they need no last one.
EVERY_DAY = frozenset({
    ObligationKind.NO_REINFORCEMENT,
    ObligationKind.NO_RETURN,
    ObligationKind.NOTIFY,
    ObligationKind.GRANT_ACCESS,
    ObligationKind.BALANCED_WITHIN,
    ObligationKind.SIMULTANEOUS_WITHIN,
    ObligationKind.GRADUAL_WITHIN,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text that creates obligations: signed on a day, cited by clause."""

    id: str
    name: Name
    signed: date
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody else says a clause demands, where that differs, with its address."""

    says: Name
    url: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in our own words, with its reference in the text: `text_id/reference`.

    `accounts` are other accounts of it that differ and cannot be told apart by the text.
    """

    id: str
    text_id: str
    reference: str
    says: Name
    accounts: tuple[Account, ...] = ()
    reference_ar: str = ""

    def cited(self, language: str) -> str:
        """Where in the text it stands, in a language; as in English where there is no Arabic reference."""
        return self.reference_ar if language == "ar" and self.reference_ar else self.reference


@dataclass(frozen=True, slots=True)
class ClassReading:
    """One way to read the name of a class: the forces it `counts` in; `force` is the total over them."""

    id: str
    says: Name
    counts: tuple[str, ...]
    force: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A class as a text names it (foreign forces, training crews), and how it is read.

    `clause` defines it; where none does, `used_in` are the clauses that use it all the same.
    """

    id: str
    term: Name
    clause: str | None = None
    used_in: tuple[str, ...] = ()
    readings: tuple[ClassReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the withdrawal with its own obligations.

    `gates` are obligations that must be met before it starts (capabilities C7). Its obligations start and end with it
    where they give no day of their own.
    """

    id: str
    name: Name
    clause: str | None = None
    start: date | None = None
    end: date | None = None
    start_rule: Timing | None = None
    end_rule: Timing | None = None
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A named exception (capabilities C6): whom it spares, how many, and the last day on which it holds."""

    id: str
    says: Name
    quantity: float | None = None
    force: str | None = None
    sites: tuple[str, ...] = ()
    until: date | None = None
    until_rule: Timing | None = None

    def holds(self, day: date) -> bool:
        """Whether it spares anyone on a day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class EvidenceStandard:
    """What the agreement itself asks for as proof; None where it is silent and the published standard holds."""

    probability: float | None = None
    sources: int | None = None
    verified_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a clause that is open to dispute (capabilities C3).

    `changes` are fields of the obligation with the values they have under this reading; `read_as` applies them. The
    obligation itself, without changes, is the reading that the case takes.
    """

    id: str
    says: Name
    changes: tuple[tuple[str, object], ...]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a party must do or not do, by when, within what tolerance, under which clause.

    `quantity` is in the force's unit of strength; `share` (0 to 1) is of the baseline. The baseline is the stock on
    `baseline_day`, declared as `baseline` or estimated where none was. `needs` names the kinds of claim that show a
    precondition (monitoring, baseline, agreement). `requested_by` are sources with an interest in a
    *met*: their word alone verifies nothing. `deadline` is the last day for it, inclusive; `grace_days` come after it.
    `readings` are the rival readings of the clause, beside the one that the other fields state.

    `start`, `deadline` and `baseline_day` are days; where the text tells them by another day, the `_rule` says how, and
    `model.calendar` says why. `counterpart` is the force of the other side that a step is measured against, and
    `reciprocal` what that side does in return (C1). `within_days` is how far apart, how long, or how long before.
    `replacements` is whether others may come in for those who leave, where none may come in beside.
    """

    id: str
    kind: ObligationKind
    title: Name
    clause: str
    actors: tuple[str, ...] = ()
    force: str | None = None
    sites: tuple[str, ...] = ()
    quantity: float | None = None
    share: float | None = None
    baseline: float | None = None
    baseline_day: date | None = None
    start: date | None = None
    deadline: date | None = None
    grace_days: int = 0
    tolerance: float = 0
    needs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    requested_by: tuple[str, ...] = ()
    phase: str | None = None
    definition: str | None = None
    counterpart: str | None = None
    within_days: int | None = None
    replacements: bool = True
    reciprocal: tuple[str, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    evidence: EvidenceStandard | None = None
    start_rule: Timing | None = None
    deadline_rule: Timing | None = None
    baseline_day_rule: Timing | None = None
    readings: tuple[Reading, ...] = ()
    line: int = 0


def read_as(obligation: Obligation, reading: Reading) -> Obligation:
    """The obligation under one of its rival readings."""
    changes: dict[str, Any] = dict(reading.changes)
    return replace(obligation, **changes)


def amended(obligation: Obligation, events: Sequence[AgreementEvent], on: date) -> Obligation:
    """The obligation in the text that applied on a day."""
    for event in amendments(obligation, events, on):
        obligation = read_as(obligation, Reading(event.id, event.says, event.changes))
    return obligation


def amendments(obligation: Obligation, events: Sequence[AgreementEvent], on: date) -> tuple[AgreementEvent, ...]:
    """The agreed amendments of an obligation that were in force and known on a day, in their order."""
    found = [
        event
        for event in events
        if event.changes
        and event.agreed
        and (not event.obligations or obligation.id in event.obligations)
        and event.day <= on
        and event.known_on <= on
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.known_on, item.id)))


def as_read(obligation: Obligation) -> tuple[Obligation, ...]:
    """The obligation as the case takes it, then under each of its rival readings."""
    return (obligation, *(read_as(obligation, reading) for reading in obligation.readings))


class EventKind(StrEnum):
    """What can happen to an agreement without being a breach of it (capabilities C4)."""

    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    EXTENSION = "extension"
    AMENDMENT = "amendment"
    DENUNCIATION = "denunciation"
    MILESTONE = "milestone"  # something that days are counted from: monitors deployed, prisoners exchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEvent:
    """A dated event in the agreement's life; `agreed` says whether both sides accepted it.

    `changes` are fields of the obligations it touches with the values they have from its day on, for an amendment.
    """

    id: str
    kind: EventKind
    day: date
    known_on: date
    obligations: tuple[str, ...]
    new_deadline: date | None = None
    changes: tuple[tuple[str, object], ...] = ()
    agreed: bool = False
    says: Name
    url: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that binds the parties of a case."""

    parties: tuple[Actor, ...]
    sides: tuple[Actor, ...]
    sponsors: tuple[Actor, ...]
    texts: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    obligations: tuple[Obligation, ...]
    events: tuple[AgreementEvent, ...] = ()
    definitions: tuple[Definition, ...] = ()
    phases: tuple[Phase, ...] = ()
    d_day: Timing | None = None
