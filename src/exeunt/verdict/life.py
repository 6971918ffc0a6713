"""The agreement's life on a day: which deadline holds, and whether the obligation is suspended or denounced.

An extension holds when it is agreed and known; one that only a side asked for changes nothing. An event that names no
obligation is about the whole agreement. A suspension lasts until a resumption that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from exeunt.model.agreement import Agreement, AgreementEvent, EventKind, Obligation
from exeunt.model.calendar import deadline_on
from exeunt.model.case import Case
from exeunt.model.verdict import Reason

_MOVES_DEADLINE = frozenset({EventKind.EXTENSION, EventKind.AMENDMENT})
_HOLDS = frozenset({EventKind.SUSPENSION, EventKind.RESUMPTION})


@dataclass(frozen=True, slots=True)
class Term:
    """What binds on a day. `due` is the last day allowed, grace included; None while nothing makes it due.

    `basis` says where `due` comes from: `deadline` (the text), `stage` (the text gives no day, and a step that was to
    wait for it has passed), `period` (no day at all, and the period the case covers is over), or `open`. `told` are the
    steps by which a deadline that the text tells by another day comes to its own.
    """

    deadline: date | None
    due: date | None
    basis: str
    first_deadline: date | None
    extension: AgreementEvent | None = None
    refused_extension: AgreementEvent | None = None
    suspension: AgreementEvent | None = None
    denunciation: AgreementEvent | None = None
    told: tuple[Reason, ...] = ()

    def is_due(self, day: date) -> bool:
        """Whether the last allowed day has ended by the end of this day."""
        return self.due is not None and day >= self.due

    def frees(self, event: AgreementEvent | None) -> bool:
        """Whether an event takes the duty away for a time or for good: both sides agreed, before it fell due."""
        return event is not None and event.agreed and (self.due is None or event.day <= self.due)


def term(case: Case, obligation: Obligation, day: date) -> Term:
    """The term of an obligation as it stood on a day."""
    events = _events(case.agreement, obligation, day)
    moves = [event for event in events if event.kind in _MOVES_DEADLINE and event.new_deadline]
    agreed = [event for event in moves if event.agreed]
    refused = [event for event in moves if not event.agreed]
    extension = agreed[-1] if agreed else None
    first = deadline_on(case.agreement, obligation, day)
    deadline = extension.new_deadline if extension else first.day
    holds = [event for event in events if event.kind in _HOLDS]
    denounced = [event for event in events if event.kind is EventKind.DENUNCIATION]
    due, basis = _due(case, obligation, deadline, day)
    return Term(
        deadline=deadline,
        due=due,
        basis=basis,
        first_deadline=first.day,
        told=first.why if obligation.deadline_rule else (),
        extension=extension,
        refused_extension=refused[-1] if refused and not agreed else None,
        suspension=holds[-1] if holds and holds[-1].kind is EventKind.SUSPENSION else None,
        denunciation=denounced[0] if denounced else None,
    )


def start_day(case: Case, obligation: Obligation) -> date:
    """The first day it binds: its own start, else its baseline day, else the day its text was signed."""
    given = obligation.start or obligation.baseline_day
    if given:
        return given
    texts = {text.id: text.signed for text in case.agreement.texts}
    clause_texts = [clause.text_id for clause in case.agreement.clauses if clause.id == obligation.clause]
    signed = [texts[text_id] for text_id in clause_texts if text_id in texts]
    return signed[0] if signed else case.first_day


def all_deadlines(case: Case, obligation: Obligation) -> tuple[date, ...]:
    """Every day that was ever its deadline or is asked as one, with and without grace."""
    moved = [
        event.new_deadline for event in _events(case.agreement, obligation, date.max) if event.new_deadline is not None
    ]
    days = [day for day in (obligation.deadline, *moved) if day]
    return tuple(sorted({*days, *(day + timedelta(days=obligation.grace_days) for day in days)}))


def _due(case: Case, obligation: Obligation, deadline: date | None, day: date) -> tuple[date | None, str]:
    if deadline:
        return deadline + timedelta(days=obligation.grace_days), "deadline"
    passed = [found for found in _stages_passed(case, obligation) if found <= day]
    if passed:
        return min(passed), "stage"
    return (case.last_day, "period") if day >= case.last_day else (None, "open")


def _stages_passed(case: Case, obligation: Obligation) -> list[date]:
    """Days on which a step that was to wait for this one began by the text, or had to be done."""
    start = start_day(case, obligation)
    steps = [case.obligation_by_id[step] for step in obligation.before if step in case.obligation_by_id]
    begun = [step.start for step in steps if step.start and step.start > start]
    return begun + [step.deadline for step in steps if step.deadline]


def _events(agreement: Agreement, obligation: Obligation, day: date) -> list[AgreementEvent]:
    known = [
        event
        for event in agreement.events
        if event.day <= day and event.known_on <= day and (not event.obligations or obligation.id in event.obligations)
    ]
    return sorted(known, key=lambda event: (event.day, event.known_on, event.id))
