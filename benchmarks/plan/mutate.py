"""Plans spoilt in one way each, so that one named rule must be found broken, and rewritings that change nothing.

Each way looks up where the plan keeps its rule with nothing to spare (`demands.Days`) and takes one step too far there:
the checker has no part in it. A way that the plan has no place for gives None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

from benchmarks.plan.demands import WEEK, Days, has_line, role
from exeunt.model.proposal import Closing, Instance, Movement, Plan

Spoilt = Plan | None
Way = Callable[[Days, Random], Spoilt]


def mutations(instance: Instance, plan: Plan, count: int, seed: int) -> Iterator[tuple[str, Plan]]:
    """So many spoilt plans, each with the rule it breaks; every rule in turn that the plan puts to the test."""
    dice, days = Random(seed), Days(instance, plan)
    usable = [(rule, way) for rule, ways in WAYS.items() for way in ways if _tried(way, days, dice)]
    rules = sorted({rule for rule, _ in usable})
    made = 0
    while made < count:
        rule = rules[made % len(rules)]
        way = dice.choice([way for name, way in usable if name == rule])
        spoilt = _tried(way, days, dice)
        if spoilt is not None:
            yield rule, spoilt
            made += 1


def _tried(way: Way, days: Days, dice: Random) -> Spoilt:
    """The first of several tries that finds a place."""
    return next((spoilt for _ in range(20) if (spoilt := way(days, dice)) is not None), None)


def rewritings(plan: Plan, count: int, seed: int) -> Iterator[Plan]:
    """The same plan written otherwise: rows in another order, rows split."""
    dice = Random(seed)
    for _ in range(count):
        rows = []
        for move in plan.movements:
            parts = dice.randint(1, move.batches)
            rows += [replace(move, batches=1)] * (parts - 1) + [replace(move, batches=move.batches - parts + 1)]
        yield Plan(tuple(dice.sample(rows, len(rows))), tuple(dice.sample(plan.closings, len(plan.closings))))


def _moved(days: Days, dice: Random, chosen: list[Movement], when: Callable[[Movement], int | None]) -> Spoilt:
    """One batch of one of the chosen movements on another day of departure."""
    if not chosen:
        return None
    move = dice.choice(chosen)
    day = when(move)
    if day is None or day == move.day:
        return None
    rest = list(days.plan.movements)
    rest.remove(move)
    kept = [replace(move, batches=move.batches - 1)] if move.batches > 1 else []
    return Plan((*rest, *kept, replace(move, day=day, batches=1)), days.plan.closings)


def _all_moved(days: Days, chosen: list[Movement], out: int) -> Plan:
    """All of the chosen movements verified out on one day."""
    rest = [move for move in days.plan.movements if move not in chosen]
    late = [replace(move, day=out - days.travel(move)) for move in chosen]
    return Plan((*rest, *late), days.plan.closings)


def _postponed(days: Days, dice: Random, side: str, by: int) -> Spoilt:
    """A batch of a side that would be out by a day comes after it."""
    chosen = [move for move in days.of(side) if days.out(move) <= by and days.item(move).capability]
    return _moved(days, dice, chosen, lambda move: by + dice.randint(1, 9) - days.travel(move))


def _hastened(days: Days, dice: Random, side: str, by: int) -> Spoilt:
    """A batch of a side that would be out after a day is out by it."""
    chosen = [move for move in days.of(side) if days.out(move) > by and days.item(move).capability]
    return _moved(days, dice, chosen, lambda move: dice.randint(min(days.instance.monitored_from, by - 9), by)
                  - days.travel(move))  # fmt: skip


def _other(instance: Instance, side: str) -> str:
    return next(name for name in instance.sides if name != side)


# R1: everyone leaves


def _forgotten(days: Days, dice: Random) -> Spoilt:
    move = dice.choice(days.moves)
    rest = list(days.plan.movements)
    rest.remove(move)
    kept = [replace(move, batches=move.batches - 1)] if move.batches > 1 else []
    return Plan((*rest, *kept), days.plan.closings)


def _twice(days: Days, dice: Random) -> Spoilt:
    return replace(days.plan, movements=(*days.plan.movements, replace(dice.choice(days.moves), batches=1)))


def _too_late(days: Days, dice: Random) -> Spoilt:
    end = days.instance.deadline
    return _moved(days, dice, days.moves, lambda move: end + dice.randint(1, 9) - days.travel(move))


# R2: exit capacity


def _on_a_closed_day(days: Days, dice: Random) -> Spoilt:
    shut = {exit_.id: exit_.closed for exit_ in days.instance.exits}

    def day(move: Movement) -> int | None:
        if not shut[move.exit]:
            return None
        stretch = dice.choice(shut[move.exit])
        return dice.randint(stretch.first, stretch.last) - days.travel(move)

    return _moved(days, dice, days.moves, day)


def _crowded(days: Days, dice: Random) -> Spoilt:
    """One batch more on the fullest day of an exit."""
    name = dice.choice([move.exit for move in days.moves])
    load = days.load(name)
    day = dice.choice([day for day, places in enumerate(load) if places == max(load)])
    chosen = [move for move in days.moves if move.exit == name and days.out(move) != day]
    return _moved(days, dice, chosen, lambda move: day - days.travel(move))


# R3, R4: monitors


def _before_the_monitors(days: Days, dice: Random) -> Spoilt:
    return _moved(days, dice, days.moves, lambda _: days.instance.monitored_from - dice.randint(1, 9))


def _one_team_short(days: Days, dice: Random) -> Spoilt:
    """Every day has just the teams it needs (at least one): one batch more on a day with one breaks it."""
    used = days.under_way()
    busy = dice.choice([day for day, number in enumerate(used) if number])
    chosen = [move for move in days.moves if not move.day <= busy <= days.out(move)]
    return _moved(days, dice, chosen, lambda move: busy - dice.randint(0, days.travel(move)))


# R5, R9, R11, R12: balance


def _share_gap(days: Days, dice: Random) -> Spoilt:
    first, second = days.instance.sides
    gaps = [a - b for a, b in zip(days.share(first), days.share(second), strict=True)]
    most = max(abs(gap) for gap in gaps)
    day = dice.choice([day for day, gap in enumerate(gaps) if abs(gap) == most])
    ahead, behind = (first, second) if gaps[day] > 0 else (second, first)
    return dice.choice((_hastened(days, dice, ahead, day), _postponed(days, dice, behind, day)))


def _below_the_floor(days: Days, dice: Random) -> Spoilt:
    phase = dice.choice(days.instance.phases)
    behind = min(days.instance.sides, key=lambda side: days.share(side)[phase.day])
    return _postponed(days, dice, behind, phase.day)


def _above_the_ceiling(days: Days, dice: Random) -> Spoilt:
    phase = dice.choice(days.instance.phases)
    ahead = max(days.instance.sides, key=lambda side: days.share(side)[phase.day])
    return _hastened(days, dice, ahead, phase.day)


def _unlinked(days: Days, dice: Random) -> Spoilt:
    """The side that is waited for falls behind on the first day on which the other is past its milestone."""
    link = dice.choice(days.instance.milestones)
    day = next(day for day, share in enumerate(days.share(link.side)) if share > link.share)
    return _postponed(days, dice, link.needs_side, day)


def _absolute_gap(days: Days, dice: Random) -> Spoilt:
    differences = days.difference()
    most = max(abs(number) for number in differences)
    day = dice.choice([day for day, number in enumerate(differences) if abs(number) == most])
    first, second = days.instance.sides
    larger, smaller = (first, second) if differences[day] > 0 else (second, first)
    return dice.choice((_postponed(days, dice, larger, day), _hastened(days, dice, smaller, day)))


def _lagging(days: Days, dice: Random) -> Spoilt:
    """What brings the later side to the share on the day it does comes later."""
    lag, side, day = days.lag()
    chosen = [move for move in days.of(side) if days.out(move) == day]
    return _all_moved(days, chosen, day + dice.randint(1, 9)) if lag else None


# R6, R8, R13: pace


def _rushed(days: Days, dice: Random) -> Spoilt:
    """One batch more in a side's fullest week."""
    cap = days.instance.rules.outflow_share or Fraction(0)
    for side in dice.sample(days.instance.sides, 2):
        most, last = days.week(side, lambda item: item.heads, at_exit=True)
        if most == cap * days.total(side, lambda item: item.heads):
            chosen = [
                move for move in days.of(side) if days.item(move).heads and not last - WEEK < days.out(move) <= last
            ]
            first = max(last - WEEK + 1, 0)
            return _moved(days, dice, chosen, lambda move: dice.randint(first, last) - days.travel(move))  # noqa: B023
    return None


def _disarmed_too_fast(days: Days, dice: Random) -> Spoilt:
    for side in dice.sample(days.instance.sides, 2):
        most, last = days.week(side, lambda item: int(item.threat), at_exit=False)
        if most and most == days.instance.rules.disarm_batches:
            chosen = [move for move in days.of(side) if days.item(move).threat and not last - WEEK < move.day <= last]
            return _moved(days, dice, chosen, lambda _: dice.randint(max(last - WEEK + 1, 0), last))  # noqa: B023
    return None


def _without_dwell(days: Days, dice: Random) -> Spoilt:
    rules = days.instance.rules
    start = days.instance.monitored_from + rules.disarm_dwell
    chosen = [move for move in days.moves if days.item(move).threat]
    return _moved(days, dice, chosen, lambda _: start - dice.randint(1, rules.disarm_dwell)) if rules.disarm_dwell else None  # fmt: skip  # noqa: E501


def _paused(days: Days, dice: Random) -> Spoilt:
    """A side's exits of one day come later, so that the pause before them grows beyond the longest there is."""
    found = []
    for side in days.instance.sides:
        for sooner, later in pairwise(days.exit_days(side)):
            if later - sooner == days.instance.rules.pause_days:
                after = [day for day in days.exit_days(side) if day > later]
                found.append((side, later, min(after, default=later + dice.randint(1, 9))))
    if not found:
        return None
    side, day, then = dice.choice(found)
    return _all_moved(days, [move for move in days.of(side) if days.out(move) == day], then)


# R7, R10: order


def _rear_first(days: Days, dice: Random) -> Spoilt:
    """So many batches of the line of contact wait until the day after that the rear is ahead of it."""
    sides = [side for side in days.instance.sides if has_line(days.instance, side)]
    if not sides:
        return None
    side = dice.choice(sides)
    day = dice.choice(days.rear_days(side))
    rules = days.instance.rules
    most = rules.contact_share if rules.contact_first == "strict" else days.left(side, contact=False)[day]
    front = [move for move in days.moves if role(days.item(move)) == (side, True)]
    heads = sum(i.heads * i.batches for i in days.instance.contingents if role(i) == (side, True))
    gone, late = days.left(side, contact=True)[day], []
    for move in dice.sample(front, len(front)):
        if gone >= most and move.day <= day and days.item(move).heads:
            gone -= Fraction(move.batches * days.item(move).heads, heads)
            late.append(move)
    if gone >= most:
        return None
    rest = [move for move in days.plan.movements if move not in late]
    return Plan((*rest, *(replace(move, day=day + 1) for move in late)), days.plan.closings)


def _unguarded(days: Days, dice: Random) -> Spoilt:
    """Where as few guards stay as may: one more leaves, or a piece of their equipment leaves later."""
    owners = {item.equipment_of for item in days.instance.contingents} - {""}
    tight = [
        (owner, day)
        for owner in sorted(owners)
        for keep, day, _, _ in days.guard(owner)
        if keep == days.instance.rules.guard_share
    ]
    if not tight:
        return None
    owner, day = dice.choice(tight)
    people = [move for move in days.moves if move.contingent == owner and move.day > day]
    kit = [move for move in days.moves if days.item(move).equipment_of == owner and move.day <= day]
    return dice.choice((
        _moved(days, dice, people, lambda _: day), _moved(days, dice, kit, lambda _: day + dice.randint(1, 9))
    ))  # fmt: skip


# R14, R15: windows and sites


def _in_a_window(days: Days, dice: Random) -> Spoilt:
    window = dice.choice(days.instance.windows)
    chosen = [move for move in days.moves if days.item(move).site in window.sites]
    return _moved(days, dice, chosen, lambda move: dice.randint(window.days.first - days.travel(move), window.days.last))  # fmt: skip  # noqa: E501


def _closed_late(days: Days, dice: Random) -> Spoilt:
    return _closing(days, dice, lambda last: last + (days.instance.rules.closeout_days or 0) + dice.randint(1, 9))


def _closed_early(days: Days, dice: Random) -> Spoilt:
    return _closing(days, dice, lambda last: last - dice.randint(1, 9))


def _not_closed(days: Days, dice: Random) -> Spoilt:
    return _closing(days, dice, lambda _: None)


def _closing(days: Days, dice: Random, when: Callable[[int], int | None]) -> Plan:
    site, last = dice.choice(sorted(days.last_departures().items()))
    rest = tuple(closing for closing in days.plan.closings if closing.site != site)
    day = when(last)
    return replace(days.plan, closings=rest if day is None else (*rest, Closing(site, day)))


WAYS: dict[str, tuple[Way, ...]] = {
    "r1": (_forgotten, _twice, _too_late),
    "r2": (_on_a_closed_day, _crowded),
    "r3": (_before_the_monitors,),
    "r4": (_one_team_short,),
    "r5": (_share_gap,),
    "r6": (_rushed,),
    "r7": (_rear_first,),
    "r8": (_disarmed_too_fast, _without_dwell),
    "r9": (_below_the_floor, _above_the_ceiling, _unlinked),
    "r10": (_unguarded,),
    "r11": (_absolute_gap,),
    "r12": (_lagging,),
    "r13": (_paused,),
    "r14": (_in_a_window,),
    "r15": (_closed_late, _closed_early, _not_closed),
}
