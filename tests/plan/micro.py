"""Instances so small that every timetable of them can be tried, and the trying."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement, product
from random import Random

from exeunt.model.actor import Name
from exeunt.model.proposal import (
    Contingent,
    Exit,
    Instance,
    Movement,
    Phase,
    Plan,
    Route,
    Rule,
    Rules,
    SecurityWindow,
    Stretch,
    TeamStep,
)
from exeunt.plan.check.check import broken, check


def contingent(name, side, batches, *, heads=1, **more):
    facts = {"sponsor": "s", "site": f"at-{name}", "load": heads, "capability": Fraction(heads)}
    facts |= {"capability_low": Fraction(heads), "capability_high": Fraction(heads)} | more
    return Contingent(id=name, name=Name(name, name), side=side, batches=batches, heads=heads, **facts)


def micro(seed, *, batches=(1, 2), deadline=5):
    """Two sides, one contingent each, one exit, and a demand of every rule that a bound knows, by chance."""
    dice = Random(seed)
    a = contingent("a", "west", dice.randint(*batches), contact=dice.random() < 0.5, threat=dice.random() < 0.5)
    b = contingent("b", "east", dice.randint(*batches), threat=dice.random() < 0.5)
    exits = [Exit(id=f"e{n}", name=Name("e", "e"), capacity=dice.randint(1, 2)) for n in range(1)]
    routes = [Route(f"at-{c.id}", e.id, dice.randint(0, 1)) for c in (a, b) for e in exits]
    shut = Stretch(first := dice.randint(0, 4), first + dice.randint(0, 1))
    return Instance(
        id=f"micro-{seed}", title=Name("m", "m"), start=date(2021, 1, 1), deadline=deadline, sides=("west", "east"),
        contingents=(a, b), exits=tuple(exits), routes=tuple(routes),
        teams=(TeamStep(dice.randint(0, 2), dice.randint(1, 2)),),
        rules=Rules(
            share_gap=dice.choice((None, Fraction(1, 3), Fraction(1, 2))),
            outflow_share=dice.choice((None, Fraction(1, 2), Fraction(1))),
            disarm_batches=dice.choice((None, 1, 2)), lag_days=dice.choice((None, 0, 1)),
            absolute_gap=dice.choice((None, Fraction(1))),
        ),
        phases=(Phase("p", 3, floor=Fraction(1, 2)),) if dice.random() < 0.3 else (),
        windows=(SecurityWindow(shut),) if dice.random() < 0.4 else (),
    )  # fmt: skip


def every_plan(instance, until):
    """Every timetable that has everyone out by a day."""
    ways = []
    for item in instance.contingents:
        legs = [
            (day, route.exit)
            for route in instance.routes if route.site == item.site
            for day in range(until - route.days + 1)
        ]  # fmt: skip
        ways.append([
            [Movement(day, item.id, exit_, 1) for day, exit_ in chosen]
            for chosen in combinations_with_replacement(legs, item.batches)
        ])  # fmt: skip
    for parts in product(*ways):
        yield Plan(tuple(move for part in parts for move in part))


class Tried:
    """The rules that each timetable with everyone out by a day breaks, and so what dropping rules allows."""

    def __init__(self, instance, until):
        asked = replace(instance, deadline=until)
        early = replace(asked, teams=tuple(replace(step, day=0) for step in asked.teams))
        self.broken = {
            first: [frozenset(item.rule for item in broken(check(one, plan)[0])) for plan in every_plan(one, until)]
            for first, one in ((False, asked), (True, early))
        }

    def possible(self, dropped=()):
        """Whether a timetable breaks no rule but these. Without "monitors first" the first teams are there at once."""
        return any(found <= set(dropped) for found in self.broken[Rule.R3 in dropped])


def shortest(instance):
    """The first day by which a clean timetable has everyone out, by trying every one; None where none does."""
    arrivals = [
        max(move.day + instance.travel[instance.contingent_by_id[move.contingent].site, move.exit]
            for move in plan.movements)
        for plan in every_plan(instance, instance.deadline)
        if not broken(check(instance, plan)[0])
    ]  # fmt: skip
    return min(arrivals, default=None)
