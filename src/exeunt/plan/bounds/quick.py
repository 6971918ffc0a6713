"""Necessary conditions by counting alone: each a sentence a committee can follow, and the days it costs at least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil

from exeunt.model.proposal import Instance, Rule
from exeunt.plan.bounds.packing import week_of
from exeunt.plan.closed_forms import days_under_weekly_cap, least_gap_of_batches


@dataclass(frozen=True, slots=True)
class Condition:
    """What counting shows: a message with its facts, the rule, and the first possible last day (None: never)."""

    rule: Rule
    code: str
    slots: tuple[tuple[str, str], ...]
    day: int | None


def conditions(instance: Instance) -> list[Condition]:
    """Every condition, the most demanding first; those that nothing can meet come before all."""
    found = [*_batches_too_large(instance), *_outflow(instance), *_exits(instance), *_teams(instance)]
    return sorted(found, key=lambda item: (item.day is not None, -(item.day or 0)))


def least_days(instance: Instance) -> int:
    """The largest day that counting proves; one more than the deadline where it proves that nothing helps."""
    found = conditions(instance)
    if any(item.day is None for item in found):
        return instance.deadline + 1
    return max((item.day or 0 for item in found), default=0)


def quickest(instance: Instance) -> dict[str, int]:
    """By site: the fewest days of travel to an exit."""
    found: dict[str, int] = {}
    for route in instance.routes:
        found[route.site] = min(route.days, found.get(route.site, route.days))
    return found


def exits_of(instance: Instance) -> dict[str, frozenset[str]]:
    """By site: the exits that it has a way to."""
    found: dict[str, set[str]] = {}
    for route in instance.routes:
        found.setdefault(route.site, set()).add(route.exit)
    return {site: frozenset(exits) for site, exits in found.items()}


def _condition(rule: Rule, code: str, day: int | None, **slots: object) -> Condition:
    facts = tuple((name, str(value)) for name, value in (*slots.items(), ("day", day)))
    return Condition(rule, code, facts, day)


def _batches_too_large(instance: Instance) -> Iterator[Condition]:
    share, ways, persons_of = instance.rules.outflow_share, exits_of(instance), Counter[str]()
    for item in instance.contingents:
        persons_of[item.side] += item.heads * item.batches
    for item in instance.contingents:
        places = [exit_.capacity for exit_ in instance.exits if exit_.id in ways.get(item.site, ())]
        if item.load > max(places, default=0):
            most = max(places, default=0)
            yield _condition(Rule.R2, "plan.batch_exceeds_exits", None, contingent=item.id, load=item.load, places=most)
        persons = persons_of[item.side]
        if share is not None and item.heads > share * persons:
            yield _condition(
                Rule.R6, "plan.batch_exceeds_outflow", None, contingent=item.id, heads=item.heads,
                most=int(share * persons),
            )  # fmt: skip


def _outflow(instance: Instance) -> Iterator[Condition]:
    share, days = instance.rules.outflow_share, quickest(instance)
    for side in instance.sides if share else ():
        mine = [item for item in instance.contingents if item.side == side and item.heads]
        persons = sum(item.heads * item.batches for item in mine)
        full = week_of(instance, side)
        most = full.most if full else 0
        if mine and most:
            start = instance.monitored_from + min(days.get(item.site, 0) for item in mine)
            day = start + days_under_weekly_cap(persons, most) - 1
            yield _condition(Rule.R6, "plan.outflow_needs", day, side=side, heads=persons, most=most, start=start)


def _exits(instance: Instance) -> Iterator[Condition]:
    exits_at, days = exits_of(instance), quickest(instance)
    reach = {item.id: exits_at.get(item.site, frozenset()) for item in instance.contingents}
    for group in sorted(set(reach.values()), key=sorted):
        mine = [item for item in instance.contingents if reach[item.id] <= group]
        load = sum(item.load * item.batches for item in mine)
        start = instance.monitored_from + min(days.get(item.site, 0) for item in mine)
        out, day = 0, start
        while out < load and day <= instance.deadline:
            out += sum(
                exit_.capacity
                for exit_ in instance.exits
                if exit_.id in group and not any(shut.first <= day <= shut.last for shut in exit_.closed)
            )
            day += 1
        if load:
            exits = ", ".join(sorted(group))
            yield _condition(Rule.R2, "plan.exits_need", day - 1 if out >= load else None, exits=exits, load=load)


def _teams(instance: Instance) -> Iterator[Condition]:
    days_of = quickest(instance)
    needed = sum(item.batches * (days_of.get(item.site, 0) + 1) for item in instance.contingents)
    row = [0] * (instance.deadline + 1)
    for step in sorted(instance.teams, key=lambda step: step.day):
        row[max(step.day, 0) :] = [step.teams] * len(row[max(step.day, 0) :])
    posts = sum(exit_.post_teams for exit_ in instance.exits)
    served = accumulate(max(teams - posts, 0) for teams in row)
    day = next((day for day, days in enumerate(served) if days >= needed), None)
    yield _condition(Rule.R4, "plan.teams_need", day, needed=needed)


def granularity(instance: Instance) -> Fraction | None:
    """The share gap below which no timetable is possible when the largest batch moves on a day of its own."""
    if instance.rules.share_gap is None:
        return None
    totals = {
        side: sum(i.capability * i.batches for i in instance.contingents if i.side == side) for side in instance.sides
    }
    shares = [Fraction(item.capability) / totals[item.side] for item in instance.contingents if totals[item.side]]
    return least_gap_of_batches(shares)


def splits_needed(instance: Instance) -> dict[str, int]:
    """By contingent whose batch exceeds twice the share gap: into how many parts each of its batches would be split."""
    gap = instance.rules.share_gap
    if not gap:
        return {}
    totals = {
        side: sum(i.capability * i.batches for i in instance.contingents if i.side == side) for side in instance.sides
    }
    return {
        item.id: ceil(item.capability / totals[item.side] / (2 * gap))
        for item in instance.contingents
        if totals[item.side] and item.capability / totals[item.side] > 2 * gap
    }
