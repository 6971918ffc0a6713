"""A plan that begins before D-day, counted from its first day instead, so that the rules' tables begin at day 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from exeunt.model.proposal import Finding, Instance, Plan, Stretch
from exeunt.plan.check.tables import FURTHEST_DAY


def days_before(plan: Plan) -> int:
    """By how many days the first movement leaves before D-day; 0 where none does. Slips of the pen do not count."""
    return max((-move.day for move in plan.movements if -FURTHEST_DAY <= move.day < 0), default=0)


def instance_shifted(instance: Instance, days: int) -> Instance:
    """The same instance with D-day so many days earlier."""

    def shifted(stretch: Stretch) -> Stretch:
        return Stretch(stretch.first + days, stretch.last + days)

    return replace(
        instance,
        start=instance.start - timedelta(days=days), deadline=instance.deadline + days,
        exits=tuple(replace(item, closed=tuple(map(shifted, item.closed))) for item in instance.exits),
        teams=tuple(replace(step, day=step.day + days) for step in instance.teams),
        phases=tuple(replace(phase, day=phase.day + days) for phase in instance.phases),
        windows=tuple(replace(window, days=shifted(window.days)) for window in instance.windows),
    )  # fmt: skip


def plan_shifted(plan: Plan, days: int) -> Plan:
    """The same plan counted from so many days earlier."""
    return Plan(
        tuple(replace(move, day=move.day + days) for move in plan.movements),
        tuple(replace(closing, day=closing.day + days) for closing in plan.closings),
    )


def shifted_back(found: Sequence[Finding], days: int) -> tuple[Finding, ...]:
    """Findings with their days counted from D-day again."""
    return tuple(item if item.day is None else replace(item, day=item.day - days) for item in found)
