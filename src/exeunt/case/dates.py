"""The days of an agreement told by other days, worked out once everything that they may be told by is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from exeunt.base.problem import NOWHERE, Problem, Where, problem
from exeunt.case.schema import Entry, TextEntry
from exeunt.case.shape import Placed, nearest
from exeunt.model.agreement import Agreement, Obligation, Phase, Reading
from exeunt.model.calendar import dated
from exeunt.model.timing import D_DAY, Timing

_DAYS = ("start", "deadline", "baseline_day")
Entries = Mapping[str, Placed[Entry]]


def d_day(texts: Sequence[Placed[TextEntry]], problems: list[Problem]) -> Timing | None:
    """D-day, which one text gives."""
    given = [entry for entry in texts if entry.value.d_day is not None]
    for entry in given[1:]:
        slots = {"id": entry.value.id, "first": given[0].value.id}
        problems.append(problem("case.second_d_day", entry.where("d_day"), **slots))
    return given[0].value.d_day if given else None


def with_days(agreement: Agreement, entries: Entries, problems: list[Problem]) -> Agreement:
    """The agreement with the day of every timing. A timing by what is not there, or by itself, has none and is said.

    An obligation in a phase starts and ends with it where it gives no day of its own, and waits for the phase's gates.
    """
    phased = tuple(_in_phase(item, agreement.phases) for item in agreement.obligations)
    agreement = replace(agreement, obligations=phased)
    for owner, key, rule in _rules(agreement):
        problems += _faults(agreement, rule, owner, key, _where(entries, owner, key))
    phases = tuple(
        replace(item, start=_day(agreement, item.start_rule), end=_day(agreement, item.end_rule))
        for item in agreement.phases
    )
    dated_ones = [_dated(agreement, item) for item in agreement.obligations]
    kept = [item for item in dated_ones if not _is_reversed(item, entries, problems)]
    events = tuple(replace(item, changes=_dated_changes(agreement, item.changes)) for item in agreement.events)
    return replace(
        agreement, phases=phases, events=events, obligations=tuple(_as_gate(item, phases, kept) for item in kept)
    )


def _as_gate(obligation: Obligation, phases: Sequence[Phase], kept: Sequence[Obligation]) -> Obligation:
    """The obligation with the steps of the phases whose gate it is among those that wait for it."""
    gated = [phase.id for phase in phases if obligation.id in phase.gates]
    waiting = [item.id for item in kept if item.phase in gated and item.id != obligation.id]
    return replace(obligation, before=tuple(dict.fromkeys((*obligation.before, *waiting))))


def _day(agreement: Agreement, rule: Timing | None) -> date | None:
    return dated(agreement, rule).day if rule else None


def _in_phase(obligation: Obligation, phases: Sequence[Phase]) -> Obligation:
    phase = next((item for item in phases if item.id == obligation.phase), None)
    if phase is None:
        return obligation
    start = obligation.start_rule or (Timing(of=phase.id) if phase.start_rule else None)
    end = obligation.deadline_rule or (Timing(of=phase.id, from_end=True) if phase.end_rule else None)
    return replace(obligation, start_rule=start, deadline_rule=end)


def _dated(agreement: Agreement, obligation: Obligation) -> Obligation:
    """The obligation with its days; a rule is kept only where another day tells it."""
    changes: dict[str, object] = {}
    for key in _DAYS:
        rule = getattr(obligation, f"{key}_rule")
        changes[key] = _day(agreement, rule)
        changes[f"{key}_rule"] = rule if rule and rule.is_relative else None
    exceptions = tuple(replace(item, until=_day(agreement, item.until_rule)) for item in obligation.exceptions)
    readings = tuple(_dated_reading(agreement, item) for item in obligation.readings)
    fields: dict[str, object] = {**changes, "exceptions": exceptions, "readings": readings}
    return replace(obligation, **fields)  # type: ignore[arg-type]  # the keys are those of the dataclass


def _dated_reading(agreement: Agreement, reading: Reading) -> Reading:
    return replace(reading, changes=_dated_changes(agreement, reading.changes))


def _dated_changes(agreement: Agreement, given: tuple[tuple[str, object], ...]) -> tuple[tuple[str, object], ...]:
    changes: dict[str, object] = {}
    for key, value in given:
        changes[key] = value
        if isinstance(value, Timing):
            changes[key] = _day(agreement, value)
            changes[f"{key}_rule"] = value if value.is_relative else None
    return tuple(changes.items())


def _rules(agreement: Agreement) -> Iterator[tuple[str, str, Timing]]:
    """Every timing with the entry it stands in and its key."""
    for phase in agreement.phases:
        yield from ((phase.id, key, rule) for key in ("start", "end") if (rule := getattr(phase, f"{key}_rule")))
    for item in agreement.obligations:
        yield from ((item.id, key, rule) for key in _DAYS if (rule := getattr(item, f"{key}_rule")))
        yield from ((item.id, "exceptions", spared.until_rule) for spared in item.exceptions if spared.until_rule)
        for reading in item.readings:
            yield from ((item.id, "readings", value) for _, value in reading.changes if isinstance(value, Timing))


def _faults(agreement: Agreement, rule: Timing, owner: str, key: str, where: Where) -> Iterator[Problem]:
    if not rule.is_relative:
        return

    known = _anchors(agreement)
    if rule.of not in known:
        near = nearest(rule.of, sorted(known)) or "-"
        yield problem("case.unknown_anchor", where, owner=owner, key=key, id=rule.of, nearest=near)
        return
    why = dated(agreement, rule).why
    if any(step.code == "timing.circle" for step in why):
        yield problem("case.circular_days", where, owner=owner, key=key, id=rule.of)


def _anchors(agreement: Agreement) -> set[str]:

    ids = {text.id for text in agreement.texts} | {phase.id for phase in agreement.phases}
    ids |= {event.id for event in agreement.events} | {item.id for item in agreement.obligations}
    return ids | ({D_DAY} if agreement.d_day else set())


def _where(entries: Entries, owner: str, key: str) -> Where:
    entry = entries.get(owner)
    return entry.where(key) if entry else NOWHERE


def _is_reversed(made: Obligation, entries: Entries, problems: list[Problem]) -> bool:
    if not made.start or not made.deadline or made.start <= made.deadline:
        return False
    where = _where(entries, made.id, "start")
    problems.append(problem("case.start_after_deadline", where, id=made.id, first=made.start, last=made.deadline))
    return True
