"""A living timetable: planned anew from today with what is under way frozen and as few changes as the rules allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

import numpy as np

from exeunt.model.proposal import Instance, Movement, Plan, Rule, SecurityWindow, Stretch
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.search import USUAL, Found, Search
from exeunt.plan.dispatch.tables import Floats, Wish
from exeunt.plan.make import plan_of
from exeunt.plan.measures.flow import duration_of
from exeunt.plan.repair import BY_ITSELF, repaired


@dataclass(frozen=True)
class Replanned:
    """The new plan, its last day, how many of the batches still to come changed, and of how many.

    `past` are the rules that what was already under way breaks because of the event.
    """

    plan: Plan
    last: int
    changed: int
    future: int
    past: frozenset[Rule] = frozenset()


def replan(instance: Instance, plan: Plan, today: int, *, rounds: int = 60, seed: int = 0) -> Replanned | None:
    """A plan that keeps every movement that left before `today` and the rules from then on; None where none was found.

    `instance` is what holds now: exits closed, teams gone, deadlines moved. A mended plan that changes little is taken
    as it is. Otherwise others are made, and of all that is the best which changes and delays least: a day later is
    worth it when it saves a hundredth of the future batches from changing.
    """
    frozen = tuple(move for move in plan.movements if move.day < today)
    future = [move for move in plan.movements if move.day >= today]
    count = max(sum(move.batches for move in future), 1)
    past, found = under_way(instance, Plan(frozen)), []
    for made, changed in _made(instance, plan, today, (rounds, seed)):
        if _acceptable(instance, made, today, past):
            last = duration_of(instance, made)
            found.append(Replanned(made, last, changed, count, past))
            if changed <= LITTLE * count and last <= duration_of(instance, plan) + LATER:
                break
    return min(found, key=lambda one: one.last + one.changed / count / CHANGES_A_DAY, default=None)


def _made(instance: Instance, plan: Plan, today: int, effort: tuple[int, int]) -> Iterator[tuple[Plan, int]]:
    """New plans with the number of batches that change: mended ones first, then those of the dispatcher."""
    future = [move for move in plan.movements if move.day >= today]
    for movements in chain(repaired(instance, plan, today), _dispatched(instance, plan, today, *effort)):
        later = [move for move in movements if move.day >= today]
        yield plan_of(instance, movements), changes(future, later)


CHANGES_A_DAY = Fraction(1, 100)
LITTLE, LATER = Fraction(1, 20), 7
"""A mended plan is taken at once when it changes so small a share of what is to come, and ends at most a week later."""


def _acceptable(instance: Instance, made: Plan, today: int, past: frozenset[Rule]) -> bool:
    """Whether nothing is broken, but for what has left already and cannot be called back."""
    if any(item.rule not in past for item in broken(check(instance, made)[0])):
        return False
    later = Plan(tuple(move for move in made.movements if move.day >= today))
    return not past & {item.rule for item in broken(check(instance, later)[0])}


def under_way(instance: Instance, frozen: Plan) -> frozenset[Rule]:
    """Rules that an event breaks for what has left already; they cannot be kept for it any more."""
    return frozenset(item.rule for item in broken(check(instance, frozen)[0]) if item.rule in BY_ITSELF)


def _dispatched(instance: Instance, plan: Plan, today: int, rounds: int, seed: int) -> Iterator[tuple[Movement, ...]]:
    """Timetables by the dispatcher: without regard to the old plan first, then following it more or less closely."""
    grounded = Grounded(instance)
    search = Search(grounded, seed)
    search.freeze(grounded.moves(tuple(move for move in plan.movements if move.day < today)), today)
    afresh = search.first()
    search.guide = _days_of(grounded, plan)
    for one in [*([afresh] if afresh else []), *_candidates(search, rounds)]:
        yield grounded.movements(one.moves)


def _candidates(search: Search, rounds: int) -> list[Found]:
    found = []
    for number in range(rounds):
        weights = USUAL.copy()
        weights[7] = 0.0 if number < 4 else float(search.dice.choice((0.5, 1.5, 4.0)))
        look = (0.0, 1.0, 3.0, 7.0)[number % 4]
        made = search.build(Wish(weights, search.guide, look, number + 1), search.fixed, search.from_day)
        if made is not None:
            found.append(made)
    return found


def _days_of(grounded: Grounded, plan: Plan) -> Floats:
    """The day of each batch in the old plan; what it does not move comes last."""
    last = max((move.day for move in plan.movements), default=0)
    table = np.full((len(grounded.items), max(item.batches for item in grounded.items)), float(last))
    known = [move for move in plan.movements if move.contingent in grounded.instance.contingent_by_id]
    gone: Counter[int] = Counter()
    for item, _, day in grounded.moves(known).tolist():
        if gone[item] < table.shape[1]:
            table[item, gone[item]] = day
        gone[item] += 1
    return table


def changes(before: list[Movement], after: list[Movement]) -> int:
    """Batches that leave on another day or by another exit, or that one of the plans does not have."""
    counted = [Counter[tuple[int, str, str]](), Counter[tuple[int, str, str]]()]
    for counter, movements in zip(counted, (before, after), strict=True):
        for move in movements:
            counter[move.day, move.contingent, move.exit] += move.batches
    return max(sum((counted[0] - counted[1]).values()), sum((counted[1] - counted[0]).values()))


def after_closure(instance: Instance, exit_: str, days: Stretch) -> Instance:
    """What if an exit closes on these days."""
    exits = tuple(replace(item, closed=(*item.closed, days)) if item.id == exit_ else item for item in instance.exits)
    return replace(instance, exits=exits)


def after_refusal(instance: Instance, site: str, days: Stretch) -> Instance:
    """What if a site's contingents refuse to leave on these days."""
    return replace(instance, windows=(*instance.windows, SecurityWindow(days, sites=(site,))))


def after_delay(instance: Instance, site: str, today: int, days: int) -> Instance:
    """What if nobody leaves a site for so many days from today."""
    return after_refusal(instance, site, Stretch(today, today + days - 1))


def after_breach(instance: Instance, side: str, days: Stretch) -> Instance:
    """What if a whole side stands still on these days."""
    sites = tuple(sorted({item.site for item in instance.contingents if item.side == side}))
    return replace(instance, windows=(*instance.windows, SecurityWindow(days, sites=sites)))
