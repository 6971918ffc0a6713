"""Days against each other: the days a case covers, deadlines inside them, resumptions after suspensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exeunt.base.problem import Problem, problem, warning
from exeunt.case.files import Files
from exeunt.case.schema import CaseFile, EventEntry, ObligationEntry
from exeunt.case.shape import Placed
from exeunt.model.agreement import Agreement, AgreementEvent, EventKind


def covered_days(files: Files, agreement: Agreement) -> tuple[date, date] | None:
    """First and last day of the case; where case.yaml does not give them, those that the agreement speaks of."""
    if files.case and files.has_days:
        first, last = files.case.value.first_day, files.case.value.last_day
        return min(first, last), max(first, last)
    days = [text.signed for text in agreement.texts]
    days += [item.deadline for item in agreement.obligations if item.deadline]
    days += [item.day for item in agreement.events]
    return (min(days), max(days)) if days else None


def reversed_days(case: Placed[CaseFile]) -> Iterator[Problem]:
    """A problem where the last day of the case is before its first."""
    first, last = case.value.first_day, case.value.last_day
    if first > last:
        yield problem("case.reversed_days", case.where("first_day"), first=first, last=last)


def days_outside(
    agreement: Agreement, entries: Sequence[Placed[ObligationEntry]], case: Placed[CaseFile]
) -> Iterator[Problem]:
    """A warning for each day of an obligation that the case does not cover: nothing can be estimated for it."""
    first, last = case.value.first_day, case.value.last_day
    placed = {entry.value.id: entry for entry in entries}
    for item in agreement.obligations:
        for key in ("start", "baseline_day", "deadline"):
            day = getattr(item, key)
            if day is not None and not first <= day <= last:
                slots = {"id": item.id, "key": key, "day": day, "first": first, "last": last}
                yield warning("case.day_outside", placed[item.id].where(key), **slots)


def without_early_resumptions(
    events: Sequence[AgreementEvent], entries: Sequence[Placed[EventEntry]], problems: list[Problem]
) -> tuple[AgreementEvent, ...]:
    """The events without resumptions of what was not suspended before."""
    entry_by_id = {entry.value.id: entry for entry in entries}
    suspensions = [event for event in events if event.kind is EventKind.SUSPENSION]
    kept = []
    for event in events:
        if event.kind is EventKind.RESUMPTION and not any(_can_end(event, other) for other in suspensions):
            where = entry_by_id[event.id].where("day")
            problems.append(problem("case.resumption_without_suspension", where, id=event.id, day=event.day))
        else:
            kept.append(event)
    return tuple(kept)


def _can_end(resumption: AgreementEvent, suspension: AgreementEvent) -> bool:
    """Whether the suspension came first and both touch a common obligation; no obligations named means all."""
    touched = set(resumption.obligations), set(suspension.obligations)
    return suspension.day <= resumption.day and (not all(touched) or bool(touched[0] & touched[1]))
