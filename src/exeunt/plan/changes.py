"""What each rule would have to give for a wish: the least change of one rule alone, and the cheapest of several.

A change is the least with which a reasoning no longer excludes the wish, so no smaller one can do; beyond what that
reasoning knows of whole batches the timetable may need a little more, which making it under the changed rule shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from math import ceil, inf
from typing import Any

import numpy as np

from exeunt.model.proposal import Instance, Relaxation, Rule, Stretch, TeamStep
from exeunt.plan.bounds.bound import first_cuts, packed
from exeunt.plan.bounds.model import Model, relief_unit
from exeunt.plan.bounds.programme import finished
from exeunt.plan.refusal import excluded
from exeunt.plan.solver import solve

MOST = {Rule.R2: 20, Rule.R4: 10_000, Rule.R8: 10_000, Rule.R11: 10_000_000}
"""How far a rule is widened at most, in its unit; shares to 1."""
WHOLE = (Rule.R4, Rule.R8)
DIGITS = 10_000
TRIES = 30
"""Programmes asked for the cheapest changes together."""


def demanded(instance: Instance) -> tuple[Rule, ...]:
    """The rules that an instance demands and a bound knows, in the order in which a core is searched."""
    rules = instance.rules
    wanted = {
        Rule.R5: rules.share_gap is not None,
        Rule.R10: rules.guard_share is not None,
        Rule.R7: bool(rules.contact_first),
        Rule.R8: rules.disarm_batches is not None,
        Rule.R11: rules.absolute_gap is not None,
        Rule.R12: rules.lag_days is not None,
        Rule.R9: bool(instance.phases or instance.milestones),
        Rule.R14: bool(instance.windows),
        Rule.R2: True,
        Rule.R4: True,
        Rule.R3: instance.monitored_from > 0,
        Rule.R6: rules.outflow_share is not None,
    }
    return tuple(rule for rule, asked in wanted.items() if asked)


def without(instance: Instance, rule: Rule) -> Instance:
    """The same instance with a rule dropped. Without "monitors first" the first teams are there from the first day."""
    if rule in DEMANDS:
        return replace(instance, rules=replace(instance.rules, **DEMANDS[rule]))
    if rule is Rule.R2:
        room = sum(item.load * item.batches for item in instance.contingents)
        return replace(instance, exits=tuple(replace(exit_, capacity=room, closed=()) for exit_ in instance.exits))
    if rule is Rule.R3:
        there = [step for step in sorted(instance.teams, key=lambda step: step.day) if step.teams]
        return replace(instance, teams=(*(TeamStep(0, step.teams) for step in there[:1]), *there[1:]))
    if rule is Rule.R4:
        enough = sum(item.batches for item in instance.contingents) + sum(exit_.post_teams for exit_ in instance.exits)
        return replace(instance, teams=tuple(TeamStep(step.day, enough * bool(step.teams)) for step in instance.teams))
    if rule is Rule.R9:
        return replace(instance, phases=(), milestones=())
    return replace(instance, windows=()) if rule is Rule.R14 else instance


DEMANDS: dict[Rule, dict[str, Any]] = {
    Rule.R5: {"share_gap": None}, Rule.R6: {"outflow_share": None}, Rule.R7: {"contact_first": ""},
    Rule.R8: {"disarm_batches": None, "disarm_dwell": 0}, Rule.R10: {"guard_share": None},
    Rule.R11: {"absolute_gap": None}, Rule.R12: {"lag_days": None}, Rule.R13: {"pause_days": None},
    Rule.R15: {"closeout_days": None},
}  # fmt: skip
"""Rules that are one demand of `Rules`: what it is without them."""


def single_change(instance: Instance, wish: int, rule: Rule, by: str = "classes") -> Relaxation:
    """The least change of one rule that alone makes the wish possible for a reasoning; None where none does.

    Teams, batches and days change by whole numbers, everything else to a ten-thousandth.
    """
    if rule is Rule.R15:  # a site can be closed whenever its last batch leaves: it forbids no timetable
        return Relaxation(rule, None, "plan.unit_days")
    if rule in IN_DAYS:
        return Relaxation(rule, _fewest_days(instance, wish, rule, by), "plan.unit_days")
    if by == "classes":
        found = _changes(instance, wish, {rule: 1.0})
        change = found[rule] if found else None
        if rule is Rule.R6 and change is not None:
            change = _least(instance, wish, rule, by, int(change * DIGITS) - 1)
    else:
        change = _least(instance, wish, rule, by, 0)
    return Relaxation(rule, change, relief_unit(rule))


def _least(instance: Instance, wish: int, rule: Rule, by: str, low: int) -> Fraction | None:
    """The least change of a rule, in whole parts of its unit, above `low` of them, with which a day is not excluded."""
    parts = 1 if rule in WHOLE else DIGITS
    most = MOST.get(rule, 1) * parts

    def too_little(number: int) -> bool:
        change = Fraction(number, parts)
        if by == "counting" or rule is Rule.R6:
            return excluded(by, widened(instance, rule, change), wish)
        return excluded(by, instance, wish, {rule: change})

    if too_little(most):
        return None
    high, step = most, 20
    while low + 1 < high:  # the answer is usually near: look close first, then halve
        middle = min(low + step, (low + high) // 2) if high == most else (low + high) // 2
        if too_little(middle):
            low, step = middle, step * 2
        else:
            high = middle
    return Fraction(high, parts)


def widened(instance: Instance, rule: Rule, change: Fraction) -> Instance:
    """The same instance with more places at exits, more teams or more outflow; other rules as they are."""
    if rule is Rule.R2:
        exits = tuple(replace(exit_, capacity=int(exit_.capacity * (1 + change))) for exit_ in instance.exits)
        return replace(instance, exits=exits)
    if rule is Rule.R4:
        teams = tuple(replace(step, teams=step.teams + int(change) * bool(step.teams)) for step in instance.teams)
        return replace(instance, teams=teams)
    if rule is not Rule.R6:
        return instance
    share = (instance.rules.outflow_share or Fraction(0)) + change
    return replace(instance, rules=replace(instance.rules, outflow_share=min(share, Fraction(1))))


def _fewest_days(instance: Instance, wish: int, rule: Rule, by: str) -> Fraction | None:
    """The fewest days by which a rule counted in days must give way alone; None where no number suffices."""
    most, change = IN_DAYS[rule]
    low, high = 0, most(instance)
    if excluded(by, change(instance, high), wish):
        return None
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if excluded(by, change(instance, middle), wish) else (low, middle)
    return Fraction(high)


def monitors_earlier(instance: Instance, days: int) -> Instance:
    """The same instance with every team there so many days sooner."""
    return replace(instance, teams=tuple(TeamStep(max(step.day - days, 0), step.teams) for step in instance.teams))


def longer_lag(instance: Instance, days: int) -> Instance:
    """The same instance with so many more days within which every side must reach a share."""
    return replace(instance, rules=replace(instance.rules, lag_days=(instance.rules.lag_days or 0) + days))


def shorter_windows(instance: Instance, days: int) -> Instance:
    """The same instance with every security window ending so many days sooner, those without a day left gone."""
    kept = [replace(w, days=Stretch(w.days.first, w.days.last - days)) for w in instance.windows]
    return replace(instance, windows=tuple(w for w in kept if w.days.first <= w.days.last))


IN_DAYS: dict[Rule, tuple[Callable[[Instance], int], Callable[[Instance, int], Instance]]] = {
    Rule.R3: (lambda instance: instance.monitored_from, monitors_earlier),
    Rule.R12: (lambda instance: instance.deadline + 1, longer_lag),
    Rule.R14: (lambda instance: max(w.days.last - w.days.first + 1 for w in instance.windows), shorter_windows),
}
"""Rules that give way by days: by how many at the most, and what the instance then is."""


@cache
def usual_costs() -> dict[str, float]:
    """What a unit of each rule's change counts, from `costs.toml`."""
    return tomllib.loads((files("exeunt.plan") / "costs.toml").read_text(encoding="utf-8"))


def joint_change(
    instance: Instance, wish: int, weights: Mapping[Rule, float], alone: Sequence[Relaxation] = (), by: str = "classes"
) -> tuple[Relaxation, ...]:
    """The cheapest change of several rules together that was found; by default a point, a team and a batch cost alike.

    `alone` are the single changes known, which it never exceeds. Days are tried in the order of what they cost, at most
    `TRIES` of them, each with what the programme must give beside them, if the reasoning is then content.
    """
    priced = {rule: weights.get(rule, usual_costs()[rule.value]) for rule in demanded(instance)}
    best = _cheapest([{item.rule: item.change} for item in alone if item.change and item.rule in priced], priced)
    if by != "counting":
        best = _cheapest([*([best] if best else []), *_mixed(instance, wish, priced, by)], priced)
    return tuple(Relaxation(rule, change, _unit(rule)) for rule, change in (best or {}).items() if change > 0)


Together = dict[Rule, Fraction]


def _cost(changes: Together, priced: Mapping[Rule, float]) -> float:
    return sum(priced[rule] * float(change) for rule, change in changes.items())


def _cheapest(found: Sequence[Together], priced: Mapping[Rule, float]) -> Together | None:
    return min(found, key=lambda one: _cost(one, priced), default=None)


def _mixed(instance: Instance, wish: int, priced: Mapping[Rule, float], by: str) -> list[Together]:
    """What the programme must give beside so many days, from no day on, until days alone cost more than the best."""
    in_days = [rule for rule in IN_DAYS if rule in priced]
    rest = {rule: price for rule, price in priced.items() if rule not in IN_DAYS}
    waiting: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,) * len(in_days))]
    found: list[Together] = []
    seen, least = set(waiting), inf
    for _ in range(TRIES):
        if not waiting or waiting[0][0] >= least:
            break
        cost, days = heappop(waiting)
        changed = instance
        for rule, count in zip(in_days, days, strict=True):
            changed = IN_DAYS[rule][1](changed, count) if count else changed
        given = _changes(changed, wish, rest, by)
        if given is not None and not _excluded(by, changed, wish, given):
            found.append({rule: Fraction(n) for rule, n in zip(in_days, days, strict=True)} | given)
            least = min(least, _cost(found[-1], priced))
        for place, rule in enumerate(in_days):
            more = tuple(count + (other == place) for other, count in enumerate(days))
            if more[place] <= IN_DAYS[rule][0](instance) and (cost + priced[rule], more) not in seen:
                seen.add((cost + priced[rule], more))
                heappush(waiting, (cost + priced[rule], more))
    return found


def _excluded(by: str, instance: Instance, wish: int, given: Together) -> bool:
    """Whether a day is excluded although rules of the programme give way together."""
    wider = widened(instance, Rule.R6, given[Rule.R6]) if Rule.R6 in given else instance
    return excluded(by, wider, wish, {rule: change for rule, change in given.items() if rule is not Rule.R6})


def _unit(rule: Rule) -> str:
    return "plan.unit_days" if rule in IN_DAYS else relief_unit(rule)


def _changes(
    instance: Instance, wish: int, prices: Mapping[Rule, float], by: str = "classes"
) -> dict[Rule, Fraction] | None:
    """The cheapest reliefs of the programme; where whole batches fill the weeks, the outflow cap stays as it is."""
    model = Model(instance, wish, divisible=True)
    if by == "packing":
        cuts, prices = first_cuts(instance), {rule: price for rule, price in prices.items() if rule is not Rule.R6}
        packed(instance, wish, cuts)
        model = Model(instance, wish, apart=True, packings=tuple(cuts))
    model.demand_all()
    matrix = finished(model.programme, relax=tuple(prices), most=1)
    high = matrix.high.copy()
    for rule, column in matrix.relaxed.items():
        high[column] = MOST.get(rule, 1)
    matrix = replace(matrix, high=high)
    cost = np.zeros(len(matrix.low))
    for rule, column in matrix.relaxed.items():
        cost[column] = -prices[rule]
    found = solve(matrix, cost=cost, interior=False if len(matrix.value) < 400_000 else None)
    if found.status != "optimal":
        return None
    # rounded up, so that the change that is told is enough
    return {rule: _rounded_up(rule, float(found.x[column])) for rule, column in matrix.relaxed.items()}


def _rounded_up(rule: Rule, change: float) -> Fraction:
    parts = 1 if rule in WHOLE else DIGITS
    return Fraction(ceil(max(change * parts - 1e-4, 0)), parts)
