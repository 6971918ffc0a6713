"""What binds whom on a day: each obligation in force with its last day, and the steps that lead to that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.base.messages import say
from exeunt.model.agreement import Obligation, amended, amendments, as_read
from exeunt.model.calendar import deadline_on
from exeunt.model.case import Case
from exeunt.report.words import label_slots, names
from exeunt.verdict.life import Term, start_day, term


@dataclass(frozen=True, slots=True)
class Bound:
    """One obligation as it stood on the day. `state` is not_begun, in_force, suspended or ended."""

    obligation: str
    title: str
    state: str
    state_word: str
    clause: str
    start: date
    deadline: date | None
    last_day: date | None
    why: tuple[str, ...]
    readings: tuple[str, ...]


def bound_on(case: Case, day: date, language: str) -> tuple[Bound, ...]:
    """Every obligation whose text was signed by the day, as it stood then. What was not known then is not used."""
    signed = {text.id for text in case.agreement.texts if text.signed <= day}
    texts = {clause.id: clause.text_id for clause in case.agreement.clauses}
    duties = [duty for duty in case.agreement.obligations if texts.get(duty.clause, "") in signed | {""}]
    known = names(case, language)
    return tuple(_bound(case, duty, day, known, language) for duty in duties)


def _bound(case: Case, duty: Obligation, day: date, known: dict[str, str], language: str) -> Bound:
    duty = amended(duty, case.agreement.events, day)
    held, start = term(case, duty, day), start_day(case, duty)
    state = _state(held, start, day)
    clause = next((item for item in case.agreement.clauses if item.id == duty.clause), None)
    return Bound(
        obligation=duty.id,
        title=duty.title.in_language(language),
        state=state,
        state_word=say(f"timing.state_{state}", language=language),
        clause=f"{known.get(clause.text_id, '')}, {clause.cited(language)}" if clause else "",
        start=start,
        deadline=held.deadline,
        last_day=held.due if held.deadline else None,
        why=_why(case, duty, day, language),
        readings=_readings(case, duty, day, language),
    )


def _state(held: Term, start: date, day: date) -> str:
    if day < start:
        return "not_begun"
    if held.denunciation and held.frees(held.denunciation):
        return "ended"
    return "suspended" if held.suspension else "in_force"


def _why(case: Case, duty: Obligation, day: date, language: str) -> tuple[str, ...]:
    """The steps to the first deadline, then what moved, held or ended it."""
    known = names(case, language)
    held = term(case, duty, day)
    steps = [(step.code, step.slots) for step in deadline_on(case.agreement, duty, day).why]
    for event in amendments(duty, case.agreement.events, day):
        steps.append(("timing.amended", (("event", event.id), ("day", str(event.day)))))
    if held.extension:
        slots = (("of", duty.id), ("event", held.extension.id), ("day", str(held.extension.new_deadline)))
        steps.append(("timing.moved", slots))
    if held.refused_extension:
        steps.append(("timing.not_agreed", (("event", held.refused_extension.id),)))
    if held.suspension:
        steps.append(("timing.suspended", (("event", held.suspension.id), ("day", str(held.suspension.day)))))
    if held.denunciation:
        steps.append(("timing.denounced", (("event", held.denunciation.id), ("day", str(held.denunciation.day)))))
    if duty.grace_days and held.deadline:
        steps.append(("timing.grace", (("number", str(duty.grace_days)), ("day", str(held.due)))))
    return tuple(say(code, label_slots(slots, known, language), language) for code, slots in steps)


def _readings(case: Case, duty: Obligation, day: date, language: str) -> tuple[str, ...]:
    """The rival readings, each with the last day it comes to where that differs."""
    own = deadline_on(case.agreement, duty, day).day
    found = []
    for reading, read in zip(duty.readings, as_read(duty)[1:], strict=True):
        last = deadline_on(case.agreement, read, day).day
        words = reading.says.in_language(language)
        found.append(words if last in (None, own) else f"{words} ({last})")
    return tuple(found)
