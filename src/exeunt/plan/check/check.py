"""A timetable against every rule its instance demands: the worst margin of each, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from exeunt.base.problem import Problem
from exeunt.model.proposal import Finding, Instance, Plan
from exeunt.plan.check import balance, leaving, order, pace
from exeunt.plan.check.shift import days_before, instance_shifted, plan_shifted, shifted_back
from exeunt.plan.check.tables import Rows, Standing, rows, standing


def check(instance: Instance, plan: Plan, shown_as: str = "") -> tuple[tuple[Finding, ...], list[Problem]]:
    """The findings in the order of the rules, and a problem for each movement that names what is not there.

    A rule that is not demanded has no finding. `shown_as` is the plan's file for the problems' places.
    """
    before = days_before(plan)
    if before:  # counted from its first day, so that no table begins below zero
        found, _ = check(instance_shifted(instance, before), plan_shifted(plan, before))
        return shifted_back(found, before), rows(standing(instance), plan, shown_as)[1]
    known = standing(instance)
    columns, problems = rows(known, plan, shown_as)
    return findings(known, columns, plan), problems


def findings(known: Standing, found: Rows, plan: Plan) -> tuple[Finding, ...]:
    """The same from columns that are at hand, for those who check thousands of plans of one instance.

    No movement may leave before D-day; `check` sees to that.
    """
    shares = balance.Shares(known, found)
    return (
        leaving.everyone(known, found),
        leaving.exits(known, found),
        leaving.monitors_first(known, found),
        leaving.observed(known, found),
        *balance.share_gap(known, shares),
        *pace.outflow(known, found),
        *order.contact_first(known, found),
        *pace.disarmed(known, found),
        *balance.phases(known, shares),
        *balance.milestones(known, shares),
        *order.guarded(known, found),
        *balance.absolute(known, shares),
        *balance.lag(known, shares),
        *pace.pauses(known, found),
        *leaving.windows(known, found),
        *leaving.cleared(known, found, plan),
    )


def broken(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those findings that break their rule."""
    return tuple(finding for finding in found if not finding.kept)
