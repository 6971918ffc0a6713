"""Agreements: texts, clauses, obligations, and the dated events of an agreement's life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from exeunt.model.actor import Actor, Name


class ObligationKind(StrEnum):
    """What an obligation demands; `verdict/rules/` has one file a kind."""

    WITHDRAWN_AT_LEAST = "withdrawn_at_least"
    REMAINING_AT_MOST = "remaining_at_most"
    REDUCE_BY_AT_LEAST = "reduce_by_at_least"
    VACATE_SITE = "vacate_site"
    START_BY = "start_by"
    NO_REINFORCEMENT = "no_reinforcement"
    PRECONDITION = "precondition"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that creates obligations: signed on a day, cited by clause."""

    id: str
    name: Name
    signed: date
    url: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in our own words, with its reference in the text: `text_id/reference`."""

    id: str
    text_id: str
    reference: str
    says: Name


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a clause that is open to dispute (capabilities C3).

    `changes` are fields of the obligation with the values they have under this reading; `read_as` applies them. The
    obligation itself, without changes, is the reading that the case takes.
    """

    id: str
    says: Name
    changes: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a party must do or not do, by when, within what tolerance, under which clause.

    `quantity` is in the force's unit of strength; `share` (0 to 1) is of the baseline. The baseline is the stock on
    `baseline_day`, declared as `baseline` or estimated where none was. `needs` names the kinds of claim that show a
    precondition (monitoring, baseline, agreement). `requested_by` are sources with an interest in a
    *met*: their word alone verifies nothing. `deadline` is the last day for it, inclusive; `grace_days` come after it.
    `readings` are the rival readings of the clause, beside the one that the other fields state.
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
    readings: tuple[Reading, ...] = ()
    line: int = 0


def read_as(obligation: Obligation, reading: Reading) -> Obligation:
    """The obligation under one of its rival readings."""
    changes: dict[str, Any] = dict(reading.changes)
    return replace(obligation, **changes)


class EventKind(StrEnum):
    """What can happen to an agreement without being a breach of it (capabilities C4)."""

    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    EXTENSION = "extension"
    AMENDMENT = "amendment"
    DENUNCIATION = "denunciation"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEvent:
    """A dated event in the agreement's life; `agreed` says whether both sides accepted it."""

    id: str
    kind: EventKind
    day: date
    known_on: date
    obligations: tuple[str, ...]
    new_deadline: date | None = None
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
