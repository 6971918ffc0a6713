"""Why a wish cannot be granted: the rules in conflict, what each would have to give, and a certificate; and prices.

A change found here is the least that the linear programme needs, so no smaller one can do; whole batches may ask for a
little more, which making the timetable under the changed rule shows.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import ceil

import numpy as np

from exeunt.model.proposal import Contingent, Impossible, Instance, Relaxation, Rule, Stretch, TeamStep
from exeunt.plan.bounds.bound import Answer, ask, lower_bound
from exeunt.plan.bounds.certificate import certificate
from exeunt.plan.bounds.model import Model, relief_unit
from exeunt.plan.bounds.programme import finished
from exeunt.plan.bounds.quick import conditions, splits_needed
from exeunt.plan.solver import solve

MOST = {Rule.R2: 20, Rule.R4: 10_000, Rule.R8: 10_000, Rule.R11: 10_000_000}
"""How far a rule is widened at most, in its unit; shares to 1."""
DIGITS = 10_000
Said = tuple[str, tuple[tuple[str, str], ...]]
"""A message code with its facts."""


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


def explain(instance: Instance, wish: int, *, weights: Mapping[Rule, float] | None = None) -> Impossible | None:
    """Why not everyone can be out by the end of day `wish`; None where no proof of that is found.

    `weights` price one unit of each rule's change in the cheapest joint change.
    """
    answer = ask(instance, wish)
    if not answer.proven:
        return _too_large(instance, wish)
    relaxed = [Relaxation(Rule.R1, later_deadline(instance, wish), "plan.unit_days")]
    relaxed += [single_change(instance, wish, rule) for rule in demanded(instance)]
    late = [item for item in conditions(instance) if item.day is None or item.day > wish]
    counted: list[Said] = [(item.code, item.slots) for item in late]
    counted += [
        ("plan.split_batches", (("contingent", name), ("parts", str(parts))))
        for name, parts in splits_needed(instance).items()
    ]
    return Impossible(
        wish, minimal_core(instance, wish), tuple(relaxed), joint_change(instance, wish, weights or {}),
        proof(instance, answer), tuple(counted),
    )  # fmt: skip


def _too_large(instance: Instance, wish: int) -> Impossible | None:
    """The no to a batch that no exit, or no week of its side, takes whole, though its persons could go one by one."""
    for item in conditions(instance):
        name = dict(item.slots).get("contingent", "")
        if item.day is None and name:
            change = _for_the_batch(instance, instance.contingent_by_id[name], item.rule)
            proven = whole_batches(instance, instance.contingent_by_id[name], item.rule, wish)
            return Impossible(wish, (item.rule,), (change,), (change,), proven, ((item.code, item.slots),))
    return None


def _for_the_batch(instance: Instance, item: Contingent, rule: Rule) -> Relaxation:
    """The least change of a rule under which a batch fits whole."""
    if rule is Rule.R2:
        places = max(exit_.capacity for exit_ in instance.exits if (item.site, exit_.id) in instance.travel)
        needed = Fraction(item.load, places) - 1 if places else None
        return Relaxation(rule, needed, relief_unit(rule))
    persons = sum(other.heads * other.batches for other in instance.contingents if other.side == item.side)
    return Relaxation(
        rule, Fraction(item.heads, persons) - (instance.rules.outflow_share or Fraction(0)), relief_unit(rule)
    )


def whole_batches(instance: Instance, item: Contingent, rule: Rule, wish: int) -> str:
    """A certificate in whole batches: a column a day and way, each of which holds none, and so many that are needed."""
    persons = sum(other.heads * other.batches for other in instance.contingents if other.side == item.side)
    week = int((instance.rules.outflow_share or 1) * persons) // max(item.heads, 1)
    high = []
    for exit_ in instance.exits:
        if (item.site, exit_.id) in instance.travel:
            high += [exit_.capacity // max(item.load, 1) if rule is Rule.R2 else week] * (wish + 1)
    return json.dumps({
        "claim": "the sum of cost times columns stays below needed", "instance": instance.id, "until_day": wish,
        "contingent": item.id, "rule": rule.value, "needed": item.batches, "parts": 1, "low": [0] * len(high),
        "high": high, "cost": [1] * len(high), "lower": [], "upper": [], "entries": [], "multipliers": [],
    }, separators=(",", ":"))  # fmt: skip


def proof(instance: Instance, answer: Answer) -> str:
    """The certificate of an answer that is proven."""
    return certificate(
        answer.matrix,
        answer.multipliers,
        answer.model.packed,
        needed=answer.model.needed,
        until=answer.until,
        instance=instance.id,
    )


def minimal_core(instance: Instance, wish: int) -> tuple[Rule, ...]:
    """Rules that conflict and no longer do when any one of them is dropped (deletion filter). R1 is always meant."""
    dropped: set[Rule] = set()
    for rule in demanded(instance):
        if ask(instance, wish, drop=frozenset(dropped | {rule})).proven:
            dropped.add(rule)
    return tuple(sorted((rule for rule in demanded(instance) if rule not in dropped), key=list(Rule).index))


def single_change(instance: Instance, wish: int, rule: Rule) -> Relaxation:
    """The least change of one rule that alone makes the wish possible for the programme; None where none does.

    Teams, batches and days change by whole numbers, everything else to a ten-thousandth.
    """
    if rule in IN_DAYS:
        return Relaxation(rule, _fewest_days(instance, wish, rule), "plan.unit_days")
    found = _changes(instance, wish, {rule: 1.0})
    change = found[rule] if found else None
    if rule is Rule.R6 and change is not None:
        change = _in_whole_batches(instance, wish, change)
    return Relaxation(rule, change, relief_unit(rule))


def _fewest_days(instance: Instance, wish: int, rule: Rule) -> Fraction | None:
    """The fewest days by which a rule counted in days must give way alone; None where no number suffices."""
    most, change = IN_DAYS[rule]
    low, high = 0, most(instance)
    if ask(change(instance, high), wish).proven:
        return None
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if ask(change(instance, middle), wish).proven else (low, middle)
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


def wider_outflow(instance: Instance, change: Fraction) -> Instance:
    """The same instance with so much more outflow allowed in seven days."""
    share = (instance.rules.outflow_share or Fraction(0)) + change
    return replace(instance, rules=replace(instance.rules, outflow_share=min(share, Fraction(1))))


def _in_whole_batches(instance: Instance, wish: int, least: Fraction) -> Fraction | None:
    """The least change of the outflow cap, to a ten-thousandth, when whole batches must add up to what a week holds."""
    low, high = int(least * DIGITS) - 1, DIGITS
    if ask(wider_outflow(instance, Fraction(high, DIGITS)), wish).proven:
        return None
    step = 20
    while low + 1 < high:  # the answer is near the divisible one: look close first, then halve
        middle = min(low + step, (low + high) // 2) if high == DIGITS else (low + high) // 2
        if ask(wider_outflow(instance, Fraction(middle, DIGITS)), wish).proven:
            low, step = middle, step * 2
        else:
            high = middle
    return Fraction(high, DIGITS)


def joint_change(instance: Instance, wish: int, weights: Mapping[Rule, float]) -> tuple[Relaxation, ...]:
    """The cheapest change of several rules together; by default a point, a team and a batch cost alike."""
    priced = {rule: weights.get(rule, usual_costs()[rule.value]) for rule in demanded(instance) if rule not in IN_DAYS}
    found = _changes(instance, wish, priced)
    return tuple(Relaxation(rule, change, relief_unit(rule)) for rule, change in (found or {}).items() if change > 0)


@cache
def usual_costs() -> dict[str, float]:
    """What a unit of each rule's change counts, from `costs.toml`."""
    return tomllib.loads((files("exeunt.plan") / "costs.toml").read_text(encoding="utf-8"))


def _changes(instance: Instance, wish: int, prices: Mapping[Rule, float]) -> dict[Rule, Fraction] | None:
    model = Model(instance, wish, divisible=True)
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
    parts = 1 if rule in (Rule.R4, Rule.R8) else DIGITS
    return Fraction(ceil(max(change * parts - 1e-4, 0)), parts)


def later_deadline(instance: Instance, wish: int) -> Fraction | None:
    """By how many days the wish comes too early, as far as the bound knows; None where no day within it suffices."""
    found = lower_bound(instance, max(instance.deadline, wish) + 1)
    return Fraction(found.day - wish) if found.day <= max(instance.deadline, wish) else None


def prices(instance: Instance, upper: int) -> dict[Rule, int]:
    """What each rule costs: by how many days the bound falls when it alone is dropped. `upper`: a possible last day."""
    full = lower_bound(instance, upper).day
    found = {}
    for rule in demanded(instance):
        low, high = 0, full
        while low < high:
            middle = max((low + 2 * high) // 3, low) if high - low > 3 else (low + high) // 2
            if ask(instance, middle, drop=frozenset({rule})).proven:
                low = middle + 1
            else:
                high = middle
        found[rule] = low - full
    return found
