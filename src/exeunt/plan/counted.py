"""Certificates of what counting alone excludes: no solver, a column a day and a row a week."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from exeunt.model.proposal import Contingent, Instance, Rule
from exeunt.plan.bounds.packing import Packing, week_of
from exeunt.plan.bounds.quick import exits_of, quickest

WEEK = 7


def counted_proof(instance: Instance, wish: int) -> str | None:
    """The certificate that counting persons, places or days of teams excludes a day; None where it does not."""
    found = (*_outflow(instance, wish), *_exits(instance, wish), *_teams(instance, wish))
    return next(iter(found), None)


def _outflow(instance: Instance, wish: int) -> Iterator[str]:
    """Weeks in a row, each at most what whole batches of a side add up to."""
    travel = quickest(instance)
    for side in instance.sides:
        mine = [item for item in instance.contingents if item.side == side and item.heads]
        full = week_of(instance, side)
        if not full or not mine:
            continue
        persons = sum(item.heads * item.batches for item in mine)
        days = max(wish + 1 - instance.monitored_from - min(travel.get(item.site, 0) for item in mine), 0)
        if -(-days // WEEK) * full.most < persons:
            yield certificate(instance, wish, Rule.R6, persons, [persons] * days, full)


def _exits(instance: Instance, wish: int) -> Iterator[str]:
    """The open days of all exits that some contingents can reach."""
    exits_at, travel = exits_of(instance), quickest(instance)
    reach = {item.id: exits_at.get(item.site, frozenset()) for item in instance.contingents}
    for group in sorted(set(reach.values()), key=sorted):
        mine = [item for item in instance.contingents if reach[item.id] <= group]
        needed = sum(item.load * item.batches for item in mine)
        start = instance.monitored_from + min(travel.get(item.site, 0) for item in mine)
        places = [
            exit_.capacity
            for day in range(start, wish + 1)
            for exit_ in instance.exits
            if exit_.id in group and not any(shut.first <= day <= shut.last for shut in exit_.closed)
        ]
        if sum(places) < needed:
            yield certificate(instance, wish, Rule.R2, needed, places)


def _teams(instance: Instance, wish: int) -> Iterator[str]:
    """The days of teams that need not stay at exits, against those that the batches take to their nearest exits."""
    row = [0] * (wish + 1)
    for step in sorted(instance.teams, key=lambda step: step.day):
        row[max(step.day, 0) :] = [step.teams] * len(row[max(step.day, 0) :])
    free = [max(teams - sum(exit_.post_teams for exit_ in instance.exits), 0) for teams in row]
    travel = quickest(instance)
    needed = sum(item.batches * (travel.get(item.site, 0) + 1) for item in instance.contingents)
    if sum(free) < needed:
        yield certificate(instance, wish, Rule.R4, needed, free)


def too_large_proof(instance: Instance, item: Contingent, rule: Rule, wish: int) -> str:
    """The certificate that a batch fits no exit (R2) or week of its side (R6): a column a day and way, each of none."""
    persons = sum(other.heads * other.batches for other in instance.contingents if other.side == item.side)
    week = int((instance.rules.outflow_share or 1) * persons) // max(item.heads, 1)
    high: list[int] = []
    for exit_ in instance.exits:
        if (item.site, exit_.id) in instance.travel:
            high += [exit_.capacity // max(item.load, 1) if rule is Rule.R2 else week] * (wish + 1)
    return certificate(instance, wish, rule, item.batches, high)


def certificate(
    instance: Instance, wish: int, rule: Rule, needed: int, high: Sequence[int], week: Packing | None = None
) -> str:
    """What the columns add up to stays below what is needed; with `week`, every seven of them hold at most so much."""
    rows = range(-(-len(high) // WEEK)) if week else range(0)
    packed = [{"cap": week.cap, "items": week.items, "rows": list(rows)}] if week else []
    return json.dumps({
        "claim": "the sum of cost times columns stays below needed", "instance": instance.id, "until_day": wish,
        "rule": rule.value, "needed": needed, "parts": 1, "low": [0] * len(high), "high": list(high),
        "cost": [1] * len(high), "lower": [None] * len(rows), "upper": [week.most if week else 0] * len(rows),
        "entries": [[column // WEEK, column, 1] for column in range(len(high))] if week else [],
        "multipliers": [1] * len(rows), "packings": packed,
    }, separators=(",", ":"))  # fmt: skip
