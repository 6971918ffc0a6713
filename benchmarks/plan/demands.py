"""A plan seen day by day, and the demands that it keeps with nothing to spare: every rule, as tight as it can be.

It shares no code with the checker. A plan that keeps every demand exactly is the hardest one to judge: the least change
for the worse breaks the rule, and a checker that rounds would raise a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TypeVar

from exeunt.model.proposal import (
    Contingent,
    Exit,
    Instance,
    Milestone,
    Movement,
    Phase,
    Plan,
    Rules,
    SecurityWindow,
    Stretch,
    TeamStep,
)

WEEK = 7


class Days:
    """What a plan does on each day, in plain lists from day 0 to the last exit."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance, self.plan = instance, plan
        self.moves = [move for move in plan.movements if move.batches]
        self.last = max((self.out(move) for move in self.moves), default=0)

    def item(self, move: Movement) -> Contingent:
        """The contingent that moves."""
        return self.instance.contingent_by_id[move.contingent]

    def travel(self, move: Movement) -> int:
        """Its days of travel."""
        return self.instance.travel[self.item(move).site, move.exit]

    def out(self, move: Movement) -> int:
        """The day on which it is verified out."""
        return move.day + self.travel(move)

    def by_day(self, chosen: Iterable[Movement], weight: Callable[[Contingent], Fraction | int], *, at_exit: bool
               ) -> list[Fraction]:  # fmt: skip
        """The summed weight of movements on each day of departure or exit."""
        found = [Fraction(0)] * (self.last + 1)
        for move in chosen:
            day = self.out(move) if at_exit else move.day
            found[day] += move.batches * Fraction(weight(self.item(move)))
        return found

    def of(self, side: str) -> list[Movement]:
        """The movements of a side."""
        return [move for move in self.moves if self.item(move).side == side]

    def total(self, side: str, weight: Callable[[Contingent], Fraction | int]) -> Fraction:
        """The weight of a whole side."""
        mine = [item for item in self.instance.contingents if item.side == side]
        return sum((Fraction(weight(item)) * item.batches for item in mine), Fraction(0))

    def strength_out(self, side: str) -> list[Fraction]:
        """Capability out by the end of each day."""
        return list(accumulate(self.by_day(self.of(side), lambda item: item.capability, at_exit=True)))

    def share(self, side: str) -> list[Fraction]:
        """The share of a side out by the end of each day."""
        total = self.total(side, lambda item: item.capability)
        return [gone / total for gone in self.strength_out(side)]

    def difference(self) -> list[Fraction]:
        """Strength present of the first side less that of the second, at the end of each day."""
        first, second = (self.total(side, lambda item: item.capability) for side in self.instance.sides)
        gone = (self.strength_out(side) for side in self.instance.sides)
        return [first - a - (second - b) for a, b in zip(*gone, strict=True)]

    def left(self, side: str, contact: bool) -> list[Fraction]:
        """The share of persons of the line of contact (or the rear) that left their sites by the end of each day."""
        heads = sum(i.heads * i.batches for i in self.instance.contingents if role(i) == (side, contact))
        moves = [move for move in self.moves if role(self.item(move)) == (side, contact)]
        rows = accumulate(self.by_day(moves, lambda item: item.heads, at_exit=False))
        return [Fraction(row, max(heads, 1)) for row in rows]

    def rear_days(self, side: str) -> list[int]:
        """Days on which the rear of a side leaves."""
        return sorted({move.day for move in self.moves if role(self.item(move)) == (side, False)})

    def week(self, side: str, weight: Callable[[Contingent], int], *, at_exit: bool) -> tuple[Fraction, int]:
        """The largest sum of any seven days and its last day."""
        row = self.by_day(self.of(side), weight, at_exit=at_exit)
        sums = [sum(row[max(day - WEEK + 1, 0) : day + 1], Fraction(0)) for day in range(len(row))]
        return max((total, -day) for day, total in enumerate(sums))[0], sums.index(max(sums))

    def under_way(self) -> list[int]:
        """Batches between departure and exit on each day."""
        used = [0] * (self.last + 1)
        for move in self.moves:
            for day in range(move.day, self.out(move) + 1):
                used[day] += move.batches
        return used

    def load(self, exit_: str) -> list[int]:
        """Places taken at an exit on each day."""
        mine = (move for move in self.moves if move.exit == exit_)
        return [int(number) for number in self.by_day(mine, lambda item: item.load, at_exit=True)]

    def lag(self) -> tuple[int, str, int]:
        """The most days by which a side reaches a share of the other later; the late side, and its day."""
        shares = {side: self.share(side) for side in self.instance.sides}
        found = [(0, self.instance.sides[0], 0)]
        for first, second in (self.instance.sides, self.instance.sides[::-1]):
            for day in range(self.last + 1):
                level = shares[first][day]
                if level and (day == 0 or shares[first][day - 1] < level):
                    reached = next(later for later, share in enumerate(shares[second]) if share >= level)
                    found.append((reached - day, second, reached))
        return max(found, key=lambda one: one[0])

    def exit_days(self, side: str) -> list[int]:
        """Days on which a side has an exit, after the first exit of anyone."""
        return [min(map(self.out, self.moves)), *sorted({self.out(move) for move in self.of(side)})]

    def guard(self, owner: str) -> list[tuple[Fraction, int, Fraction, Fraction]]:
        """On each day a guard leaves: the largest share that may be asked to stay, the day, persons and kit gone."""
        people = [move for move in self.moves if move.contingent == owner]
        kit = [move for move in self.moves if self.item(move).equipment_of == owner]
        lots = sum(item.batches for item in self.instance.contingents if item.equipment_of == owner)
        found = []
        for day in sorted({move.day for move in people}):
            gone = Fraction(
                sum(m.batches for m in people if m.day <= day), self.instance.contingent_by_id[owner].batches
            )
            moved = Fraction(sum(m.batches for m in kit if m.day <= day), lots)
            if moved < 1:
                found.append(((1 - gone) / (1 - moved), day, gone, moved))
        return found

    def last_departures(self) -> dict[str, int]:
        """By site: the day of its last departure."""
        found: dict[str, int] = {}
        for move in self.moves:
            site = self.item(move).site
            found[site] = max(found.get(site, move.day), move.day)
        return found


def role(item: Contingent) -> tuple[str, bool] | None:
    """The side and whether it stands on the line of contact; equipment has no role."""
    return None if item.equipment_of else (item.side, item.contact)


def has_line(instance: Instance, side: str) -> bool:
    """Whether a side has persons both on the line of contact and in the rear."""
    roles = {role(item) for item in instance.contingents if item.heads}
    return {(side, True), (side, False)} <= roles


def tightened(instance: Instance, plan: Plan, *, strict: bool = False) -> Instance:
    """The instance with a demand of every rule, each as tight as the plan keeps it."""
    days = Days(instance, plan)
    return replace(
        instance,
        deadline=days.last, rules=_rules(days, strict), phases=_phases(days), milestones=_milestones(days),
        windows=_windows(days), exits=tuple(_exit(days, exit_) for exit_ in instance.exits), teams=_teams(days),
    )  # fmt: skip


def _rules(days: Days, strict: bool) -> Rules:
    sides = days.instance.sides
    shares = [days.share(side) for side in sides]
    weeks = [
        days.week(side, lambda item: item.heads, at_exit=True)[0] / days.total(side, lambda i: i.heads)
        for side in sides
    ]
    armed = [days.week(side, lambda item: int(item.threat), at_exit=False)[0] for side in sides]
    threats = [move.day for move in days.moves if days.item(move).threat]
    owners = {item.equipment_of for item in days.instance.contingents} - {""}
    keep = min((one[0] for owner in owners for one in days.guard(owner)), default=Fraction(1, 5))
    fronts = [
        days.left(side, contact=True)[day]
        for side in sides
        if has_line(days.instance, side)
        for day in days.rear_days(side)
    ]
    pauses = [later - sooner for side in sides for sooner, later in pairwise(days.exit_days(side))]
    close = {closing.site: closing.day for closing in days.plan.closings}
    return Rules(
        share_gap=max(abs(a - b) for a, b in zip(*shares, strict=True)), outflow_share=max(weeks),
        contact_first="strict" if strict else "proportional", contact_share=min(fronts, default=Fraction(0)),
        disarm_batches=int(max(armed)),
        disarm_dwell=min(threats) - days.instance.monitored_from if threats else 0, guard_share=min(keep, Fraction(1)),
        absolute_gap=max(abs(number) for number in days.difference()), lag_days=days.lag()[0], pause_days=max(pauses),
        closeout_days=max(close[site] - day for site, day in days.last_departures().items()),
    )  # fmt: skip


def _phases(days: Days) -> tuple[Phase, ...]:
    """A phase at each third of the time: nobody less than the side behind, nobody more than the side ahead."""
    shares = [days.share(side) for side in days.instance.sides]
    marks = [days.last // 3, 2 * days.last // 3]
    return tuple(
        Phase(f"phase-{day}", day, min(row[day] for row in shares), max(row[day] for row in shares)) for day in marks
    )


def _milestones(days: Days) -> tuple[Milestone, ...]:
    """Each side passes a half only when the other has what it had on the first such day."""
    first, second = days.instance.sides
    found = []
    for side, other in ((first, second), (second, first)):
        day = next(day for day, share in enumerate(days.share(side)) if share > Fraction(1, 2))
        found.append(Milestone(side, Fraction(1, 2), other, days.share(other)[day]))
    return tuple(found)


def _windows(days: Days) -> tuple[SecurityWindow, ...]:
    """For each site its longest stretch of days on which nobody of it is on the way."""
    found = []
    for site in sorted(days.last_departures()):
        busy = {d for m in days.moves if days.item(m).site == site for d in range(m.day, days.out(m) + 1)}
        marks = [-1, *sorted(busy), days.last + 1]
        length, first = max((later - sooner - 1, sooner + 1) for sooner, later in pairwise(marks))
        if length:
            found.append(SecurityWindow(Stretch(first, first + length - 1), sites=(site,)))
    return tuple(found)


def _exit(days: Days, exit_: Exit) -> Exit:
    """An exit with the places of its fullest day, closed on every day on which nobody arrives."""
    marks = [-1, *sorted({days.out(move) for move in days.moves if move.exit == exit_.id}), days.last + 1]
    closed = tuple(Stretch(a + 1, b - 1) for a, b in pairwise(marks) if b - a > 1)
    return replace(exit_, closed=closed, capacity=max(days.load(exit_.id)))


def _teams(days: Days) -> tuple[TeamStep, ...]:
    """As many teams on each day as are needed, after the first day of monitoring."""
    posts = sum(exit_.post_teams for exit_ in days.instance.exits)
    first = days.instance.monitored_from
    used = days.under_way()
    return tuple(TeamStep(day, max(used[day], 1) + posts) for day in range(first, days.last + 1))


LEAST = Fraction(1, 10**6)
"""Smaller than any difference of shares that a plan of these instances can have."""


def notches(instance: Instance, plan: Plan) -> Iterator[tuple[str, Instance]]:
    """The tight instance with one demand made stricter by the least, with the only rule that the plan then breaks."""
    days, rules = Days(instance, plan), instance.rules
    yield from _notched_rules(days)
    for place, phase in enumerate(instance.phases):
        for changed in (replace(phase, floor=phase.floor + LEAST), replace(phase, ceiling=phase.ceiling - LEAST)):
            yield "r9", replace(instance, phases=_swapped(instance.phases, place, changed))
    for place, link in enumerate(instance.milestones):
        changed_link = replace(link, needs_share=link.needs_share + LEAST)
        yield "r9", replace(instance, milestones=_swapped(instance.milestones, place, changed_link))
    for place, exit_ in enumerate(instance.exits):
        if exit_.capacity:
            fewer = replace(exit_, capacity=exit_.capacity - 1)
            yield "r2", replace(instance, exits=_swapped(instance.exits, place, fewer))
    for place, step in enumerate(instance.teams):
        if place and days.under_way()[step.day]:
            fewer_teams = replace(step, teams=step.teams - 1)
            yield "r4", replace(instance, teams=_swapped(instance.teams, place, fewer_teams))
    for place, window in enumerate(instance.windows):
        longer = replace(window, days=Stretch(window.days.first - 1, window.days.last + 1))
        yield "r14", replace(instance, windows=_swapped(instance.windows, place, longer))
    if rules.closeout_days:
        yield "r15", replace(instance, rules=replace(rules, closeout_days=rules.closeout_days - 1))


def _notched_rules(days: Days) -> Iterator[tuple[str, Instance]]:
    instance, rules = days.instance, days.instance.rules
    start = abs(
        days.total(instance.sides[0], lambda i: i.capability) - days.total(instance.sides[1], lambda i: i.capability)
    )
    threats = any(item.threat for item in instance.contingents)
    lines = any(has_line(instance, side) for side in instance.sides)
    guarded = any(item.equipment_of for item in instance.contingents)
    changes: list[tuple[str, bool, dict[str, object]]] = [
        ("r5", True, {"share_gap": (rules.share_gap or 0) - LEAST}),
        ("r6", True, {"outflow_share": (rules.outflow_share or 0) - LEAST}),
        ("r7", lines and rules.contact_first == "strict", {"contact_share": rules.contact_share + LEAST}),
        ("r8", threats, {"disarm_batches": (rules.disarm_batches or 0) - 1}),
        ("r8", threats, {"disarm_dwell": rules.disarm_dwell + 1}),
        ("r10", guarded and (rules.guard_share or 0) < 1, {"guard_share": (rules.guard_share or 0) + LEAST}),
        ("r11", (rules.absolute_gap or 0) > start, {"absolute_gap": (rules.absolute_gap or 0) - LEAST}),
        ("r12", bool(rules.lag_days), {"lag_days": (rules.lag_days or 0) - 1}),
        ("r13", True, {"pause_days": (rules.pause_days or 0) - 1}),
    ]
    for rule, demanded, change in changes:
        if demanded:
            yield rule, replace(instance, rules=replace(rules, **change))  # type: ignore[arg-type]


T = TypeVar("T")


def _swapped(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])
