"""An instance and a plan as the columns of whole numbers that the rules read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from exeunt.base.problem import Problem, Where, problem
from exeunt.model.proposal import Instance, Plan

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FURTHEST_DAY = 100_000
"""A day beyond this is a slip of the pen: it would only fill the memory with empty days."""
EXACT = 2**53
"""Whole numbers below this are added without rounding by the array library's weighted counts."""


@dataclass(frozen=True, eq=False)
class Standing:
    """What of an instance the rules read: one column by contingent, one table of places by exit and day."""

    instance: Instance
    side: Ints
    batches: Ints
    heads: Ints
    load: Ints
    strength: Ints  # capability of a batch times `scale`
    scale: int
    contact: Flags
    rear: Flags
    threat: Flags
    owner: Ints  # of equipment: the place of the contingent that guards it; else -1
    travel: Ints  # (contingents, exits), -1 where there is no way
    places: dict[str, int]
    exits: dict[str, int]
    head_total: Ints
    strength_total: Ints

    @cached_property
    def capacity(self) -> Ints:
        """Places by exit and day up to the deadline, closures as 0."""
        table = np.zeros((len(self.exits), self.instance.deadline + 1), dtype=np.int64)
        for row, exit_ in zip(table, self.instance.exits, strict=True):
            row[:] = exit_.capacity
            for shut in exit_.closed:
                row[max(shut.first, 0) : max(shut.last + 1, 0)] = 0
        return table

    @cached_property
    def teams(self) -> Ints:
        """Teams free for movements by day up to the deadline: those available less those that stay at exits."""
        row = np.zeros(self.instance.deadline + 1, dtype=np.int64)
        for step in sorted(self.instance.teams, key=lambda step: step.day):
            row[max(step.day, 0) :] = step.teams
        posts = sum(exit_.post_teams for exit_ in self.instance.exits)
        return np.asarray(np.maximum(row - posts, 0))

    @cached_property
    def weights(self) -> list[tuple[int, int, int]]:
        """Strength, load and persons of a batch of each contingent."""
        return list(zip(self.strength.tolist(), self.load.tolist(), self.heads.tolist(), strict=True))

    @cached_property
    def guards(self) -> Flags:
        """Whether a contingent guards equipment."""
        return self.lots > 0

    @cached_property
    def lots(self) -> Ints:
        """By contingent: the batches of the equipment it guards."""
        kit = self.owner >= 0
        found = np.bincount(self.owner[kit], weights=self.batches[kit], minlength=len(self.batches))
        return found.astype(np.int64)

    @cached_property
    def sites(self) -> tuple[dict[str, int], Ints]:
        """The place of each site, and by contingent that of its own."""
        names = {name: place for place, name in enumerate(dict.fromkeys(i.site for i in self.instance.contingents))}
        return names, _ints(names[item.site] for item in self.instance.contingents)

    @cached_property
    def barred(self) -> Barred:
        """The security windows in the order of the contingents they bind."""
        windows, items = self.instance.windows, self.instance.contingents
        by_site: dict[str, list[int]] = {}
        for place, window in enumerate(windows):
            for site in window.sites or self.sites[0]:
                by_site.setdefault(site, []).append(place)
        mine = [by_site.get(item.site, []) for item in items]
        chosen = [windows[place] for places in mine for place in places]
        return Barred(
            _ints(len(places) for places in mine), _ints(w.days.first for w in chosen),
            _ints(w.days.last for w in chosen),
            np.array([[not w.exits or name in w.exits for name in self.exits] for w in chosen], dtype=bool),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Barred:
    """Windows one after another, those of the first contingent first: how many each has, their days, their exits."""

    count: Ints
    first: Ints
    last: Ints
    exits: Flags  # (windows, exits)


def standing(instance: Instance) -> Standing:
    """The columns of an instance. Raises OverflowError where its numbers are too large to be added exactly."""
    items = instance.contingents
    places = {item.id: index for index, item in enumerate(items)}
    exits = {item.id: index for index, item in enumerate(instance.exits)}
    scale = lcm(*(item.capability.denominator for item in items))
    side = _ints(instance.sides.index(item.side) for item in items)
    batches, heads = _ints(item.batches for item in items), _ints(item.heads for item in items)
    weighed = [int(item.capability * scale) for item in items]
    largest = max(sum(each * item.batches for each, item in zip(numbers, items, strict=True))
                  for numbers in (weighed, [item.load for item in items], [item.heads for item in items]))  # fmt: skip
    if largest >= EXACT:
        raise OverflowError("capability weights with smaller denominators are needed")
    strength = _ints(weighed)
    member = np.arange(len(instance.sides))[:, None] == side
    travel = [[instance.travel.get((item.site, exit_.id), -1) for exit_ in instance.exits] for item in items]
    person = np.array([not item.equipment_of for item in items])
    contact = np.array([item.contact for item in items])
    return Standing(
        instance, side, batches, heads, _ints(item.load for item in items), strength, scale,
        contact & person, ~contact & person, np.array([item.threat for item in items]),
        _ints(places.get(item.equipment_of, -1) for item in items), np.array(travel, dtype=np.int64),
        places, exits, member @ (heads * batches), member @ (strength * batches),
    )  # fmt: skip


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Rows:
    """A plan's movements as columns. `days` is how many days from day 0 the tables by day need."""

    contingent: Ints
    exit: Ints
    day: Ints
    count: Ints
    arrival: Ints
    side: Ints
    days: int

    def by_side(self, standing: Standing, weight: Ints, *, at: Ints) -> Ints:
        """The summed weight of the movements by side and day (of arrival or departure)."""
        sides, size = len(standing.instance.sides), self.days
        found = np.bincount(self.side * size + at, weights=weight, minlength=sides * size)
        return found.astype(np.int64).reshape(sides, size)


def rows(standing: Standing, plan: Plan, shown_as: str = "") -> tuple[Rows, list[Problem]]:
    """The movements that can be judged, and a problem for each that names what the instance does not have."""
    problems, kept = [], []
    moved, weights = [0, 0, 0], standing.weights
    for number, move in enumerate(plan.movements, start=1):
        place, exit_ = standing.places.get(move.contingent, -1), standing.exits.get(move.exit, -1)
        slots = {"contingent": move.contingent, "exit": move.exit, "day": move.day, "count": move.batches}
        where = Where(shown_as, number) if shown_as else Where()
        if place < 0:
            problems.append(problem("plan.unknown_contingent", where, **slots))
        elif exit_ < 0 or standing.travel[place, exit_] < 0:
            problems.append(problem("plan.no_way", where, **slots))
        elif move.batches < 1 or abs(move.day) > FURTHEST_DAY or not _adds_up(moved, weights[place], move.batches):
            problems.append(problem("plan.bad_movement", where, **slots))
        else:
            kept.append((place, exit_, move.day, move.batches))
    table = np.array(kept, dtype=np.int64).reshape(-1, 4).T
    return columns(standing, *table), problems


def _adds_up(moved: list[int], weights: tuple[int, int, int], batches: int) -> bool:
    """Count a movement in, unless its batches would make sums that the library cannot add exactly."""
    sums = [total + batches * weight for total, weight in zip(moved, weights, strict=True)]
    if max(sums) >= EXACT:
        return False
    moved[:] = sums
    return True


def columns(standing: Standing, contingent: Ints, exit_: Ints, day: Ints, count: Ints) -> Rows:
    """Rows from columns that are known to be sound."""
    arrival = day + standing.travel[contingent, exit_]
    days = max(int(arrival.max(initial=0)), standing.instance.deadline) + 1
    return Rows(contingent, exit_, day, count, arrival, standing.side[contingent], days)


def fraction(numerator: int | np.int64, denominator: int | np.int64 = 1) -> Fraction:
    """A fraction of the array library's whole numbers."""
    return Fraction(int(numerator), int(denominator))
