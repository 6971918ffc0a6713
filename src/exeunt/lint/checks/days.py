"""Days that can be read in two ways, and steps with no day at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exeunt.lint.checks.shared import by_clause
from exeunt.lint.finding import Grade, Weakness, listed, weakness
from exeunt.model.agreement import EVERY_DAY, Obligation, ObligationKind, as_read
from exeunt.model.case import Case
from exeunt.model.timing import Unit


def rival_days(case: Case) -> Iterator[Weakness]:
    """Readings of one clause that come to different last days: ninety days against three months."""
    for duty in case.agreement.obligations:
        days = _days(duty)
        if len(days) > 1 and (days[-1] - days[0]).days > 1:
            slots = {"first": days[0], "last": days[-1], "number": (days[-1] - days[0]).days}
            yield weakness("rival_days", Grade.DISPUTE, (duty.clause,), (duty.id,), step=duty.id, **slots)


def inclusive_or_exclusive(case: Case) -> Iterator[Weakness]:
    """Readings one day apart: does the day itself still count?"""
    for duty in case.agreement.obligations:
        days = _days(duty)
        if len(days) > 1 and (days[-1] - days[0]).days == 1:
            slots = {"first": days[0], "last": days[-1]}
            yield weakness("inclusive_or_exclusive", Grade.DISPUTE, (duty.clause,), (duty.id,), step=duty.id, **slots)


def months_or_days(case: Case) -> Iterator[Weakness]:
    """Months that are counted where no other reading says what they come to in days."""
    for duty in case.agreement.obligations:
        rule = duty.deadline_rule
        if rule and rule.unit is Unit.MONTHS and len(_days(duty)) == 1:
            yield weakness(
                "months_or_days", Grade.NOTE, (duty.clause,), (duty.id,), step=duty.id, day=duty.deadline or "-"
            )


def no_date(case: Case) -> Iterator[Weakness]:
    """Steps of a clause for which the text names no day."""
    open_ones = [duty for duty in case.agreement.obligations if _has_no_day(duty)]
    for clause, duties in by_clause(open_ones):
        ids = tuple(duty.id for duty in duties)
        yield weakness("no_date", Grade.GAP, (clause,), ids, steps=listed(ids))


def _days(duty: Obligation) -> list[date]:
    return sorted({item.deadline for item in as_read(duty) if item.deadline})


def _has_no_day(duty: Obligation) -> bool:
    waits = duty.kind is ObligationKind.PRECONDITION and bool(duty.before)
    return duty.deadline is None and duty.deadline_rule is None and duty.kind not in EVERY_DAY and not waits
