"""The day a timing comes to, and why: a pure function of the agreement and of the day on which it is asked.

What is counted from an event is known only once the event is, so a past day never borrows from the future.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from exeunt.model.agreement import Agreement, EventKind, Obligation
from exeunt.model.timing import D_DAY, Timing, Unit
from exeunt.model.verdict import Reason

_MOVES_DEADLINE = frozenset({EventKind.EXTENSION, EventKind.AMENDMENT})


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and the steps that lead to it; None where it cannot be told, and then the last step says why."""

    day: date | None
    why: tuple[Reason, ...]


def dated(agreement: Agreement, timing: Timing, on: date = date.max, *, seen: frozenset[str] = frozenset()) -> Dated:
    """The day of a timing, from what was known `on` a day. `seen` are ids being resolved: a circle has no day."""
    if timing.day is not None:
        return _end(timing, timing.day, ())
    name = f"{timing.of}/end" if timing.from_end else timing.of  # a phase may end so long after its own start
    if name in seen:
        return Dated(None, (_why("timing.circle", of=timing.of),))
    anchor = _anchor(agreement, timing, on, seen | {name})
    if anchor.day is None:
        return anchor
    reached = _counted(timing, anchor.day)
    if reached is None:
        return Dated(None, (*anchor.why, _why("timing.beyond_calendar", of=timing.of)))
    if timing.count == 0:
        return _end(timing, reached, anchor.why)
    slots = {"from": anchor.day, "number": abs(timing.count), "day": reached}
    return _end(timing, reached, (*anchor.why, _why(_CODES[timing.unit, timing.count > 0], **slots)))


def deadline_on(agreement: Agreement, obligation: Obligation, on: date, *, seen: frozenset[str] = frozenset()) -> Dated:
    """The first deadline of an obligation as it could be told on a day, before any extension, and why."""
    if obligation.deadline_rule is not None:
        return dated(agreement, obligation.deadline_rule, on, seen=seen | {obligation.id})
    if obligation.deadline is None:
        return Dated(None, (_why("timing.no_day", of=obligation.id),))
    return Dated(obligation.deadline, (_why("timing.plain_day", day=obligation.deadline),))


def events_known(agreement: Agreement, obligation: str, on: date) -> tuple[tuple[date, date | None, str], ...]:
    """Agreed moves of an obligation's deadline that were known on a day: the day, the new deadline and the event."""
    return tuple(
        (event.day, event.new_deadline, event.id)
        for event in sorted(agreement.events, key=lambda item: (item.day, item.known_on, item.id))
        if event.kind in _MOVES_DEADLINE
        and event.agreed
        and event.new_deadline
        and event.day <= on
        and event.known_on <= on
        and (not event.obligations or obligation in event.obligations)
    )


_CODES = {
    (Unit.DAYS, True): "timing.days_after",
    (Unit.DAYS, False): "timing.days_before",
    (Unit.MONTHS, True): "timing.months_after",
    (Unit.MONTHS, False): "timing.months_before",
}


def _anchor(agreement: Agreement, timing: Timing, on: date, seen: frozenset[str]) -> Dated:
    """The day that is counted from. An id is looked for among phases, texts, events, then obligations."""
    name = timing.of
    if name == D_DAY and agreement.d_day is not None:
        found = dated(agreement, agreement.d_day, on, seen=seen)
        return found if found.day is None else Dated(found.day, (*found.why, _why("timing.d_day", day=found.day)))
    for phase in agreement.phases:
        if phase.id == name:
            rule, day = (phase.end_rule, phase.end) if timing.from_end else (phase.start_rule, phase.start)
            return _of_phase(agreement, name, rule or (Timing(day=day) if day else None), on, seen)
    for text in agreement.texts:
        if text.id == name:
            return Dated(text.signed, (_why("timing.signed", of=name, day=text.signed),))
    return _of_event_or_obligation(agreement, name, on, seen)


def _of_phase(agreement: Agreement, name: str, rule: Timing | None, on: date, seen: frozenset[str]) -> Dated:
    if rule is None:
        return Dated(None, (_why("timing.no_day", of=name),))
    found = dated(agreement, rule, on, seen=seen)
    return found if found.day is None else Dated(found.day, (*found.why, _why("timing.phase", of=name, day=found.day)))


def _of_event_or_obligation(agreement: Agreement, name: str, on: date, seen: frozenset[str]) -> Dated:
    for event in agreement.events:
        if event.id == name:
            if event.known_on > on:
                return Dated(None, (_why("timing.not_yet", of=name),))
            return Dated(event.day, (_why("timing.event", of=name, day=event.day),))
    for obligation in agreement.obligations:
        if obligation.id == name:
            moved = events_known(agreement, name, on)
            if moved:
                return Dated(moved[-1][1], (_why("timing.moved", of=name, event=moved[-1][2], day=moved[-1][1]),))
            found = deadline_on(agreement, obligation, on, seen=seen)
            more = () if found.day is None else (_why("timing.obligation", of=name, day=found.day),)
            return Dated(found.day, (*found.why, *more))
    return Dated(None, (_why("timing.no_day", of=name),))


def _counted(timing: Timing, start: date) -> date | None:
    """Days or months from a day; a month's end stays inside its month. The first day may itself be day one."""
    back = timedelta(days=1 if timing.first_day_counts and timing.count > 0 else 0)
    try:
        if timing.unit is Unit.DAYS:
            return start + timedelta(days=timing.count) - back
        month = start.year * 12 + start.month - 1 + timing.count
        year, number = divmod(month, 12)
        return date(year, number + 1, min(start.day, calendar.monthrange(year, number + 1)[1])) - back
    except (OverflowError, ValueError):
        return None  # beyond the years that a calendar has


def _end(timing: Timing, day: date, why: tuple[Reason, ...]) -> Dated:
    if timing.inclusive or day == date.min:
        return Dated(day, why or (_why("timing.plain_day", day=day),))
    last = day - timedelta(days=1)
    return Dated(last, (*why, _why("timing.exclusive_end", reached=day, day=last)))


def _why(code: str, **slots: object) -> Reason:
    return Reason(code, tuple((name, str(value)) for name, value in slots.items()))
