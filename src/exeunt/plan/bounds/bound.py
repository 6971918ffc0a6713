"""The proven lower bound of a timetable's duration, and the programme's own division of the work as a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from time import perf_counter
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from exeunt.model.proposal import Instance, Rule
from exeunt.plan.bounds.certificate import exact_maximum, multipliers
from exeunt.plan.bounds.classes import mass_of
from exeunt.plan.bounds.model import WEEK, Model
from exeunt.plan.bounds.packing import Packing, counted, packing, weekly_cap
from exeunt.plan.bounds.programme import Matrix, finished
from exeunt.plan.bounds.quick import least_days
from exeunt.plan.solver import solve

Tell = Callable[[int], None]
NO_GIFTS: Mapping[Rule, Fraction] = MappingProxyType({})
"""No rule gives way."""
NEAR = 1e-6
"""What the solver may leave undone of the whole and still be taken to say "feasible": that only ends the search."""


def unheard(_: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one programme says of one day: `proven` that not everyone can be out by then, or a division of the work.

    Neither where it was not `done` in its time. `missing`: so many persons and loads, at least, are not out.
    """

    until: int
    proven: bool
    model: Model
    matrix: Matrix
    multipliers: list[int]
    x: NDArray[np.float64]
    done: bool = True
    missing: float = 0.0


@dataclass(frozen=True, eq=False)
class LowerBound:
    """Nobody can have everyone out before `day`. `by`: counting, classes, contingents or packing. `no`: the proof."""

    day: int
    by: str
    no: Answer | None
    yes: Answer | None


def ask(
    instance: Instance, until: int, *, apart: bool = False, give: Mapping[Rule, Fraction] = NO_GIFTS,
    packings: tuple[Packing, ...] = (), seconds: float = 600,
) -> Answer:  # fmt: skip
    """Whether everyone can be out by the end of a day as far as the programme knows.

    `give`: by how much rules give way, in their units.
    """
    model = Model(instance, until, apart=apart or bool(packings), packings=packings)
    matrix = finished(model.programme, give=give)
    found = solve(matrix, seconds=seconds)
    if found.status == "optimal" and found.value >= model.needed * (1 - NEAR):
        return Answer(until, False, model, matrix, [], found.x)
    if found.status == "unfinished":  # the exact sum over a large programme takes seconds, and would prove nothing
        return Answer(until, False, model, matrix, [], found.x, done=False)
    tops = []
    for duals in (-found.duals, found.duals):
        numbers = multipliers(matrix, duals)
        tops.append((exact_maximum(matrix, numbers), numbers))
        if tops[-1][0] < model.needed:
            break
    top, numbers = min(tops, key=lambda pair: pair[0])
    return Answer(until, top < model.needed, model, matrix, numbers, found.x, missing=float(model.needed - top))


def lower_bound(
    instance: Instance, upper: int, *, apart: bool = False, tell: Tell = unheard, seconds: float = 3600.0
) -> LowerBound:
    """The largest day that is proven, searched between what counting proves and `upper`, a day known to be possible."""
    low, high, end = least_days(instance), upper, perf_counter() + seconds
    by, no, yes = "counting", None, None
    guess = low
    while low < high and perf_counter() < end:
        answer = ask(instance, guess, apart=apart, seconds=max(end - perf_counter(), 0.1))
        if not answer.done:
            break
        if answer.proven:
            low, no, by = guess + 1, answer, "contingents" if apart else "classes"
            guess = min(max(guess + round(answer.missing / _pace(instance, guess)), low), high - 1)
        else:
            high, yes = guess, answer
            guess = max(guess - 1, low)
        tell(low)
    return LowerBound(low, by, no, yes)


def _pace(instance: Instance, day: int) -> float:
    """Persons and loads that may be out a day later: those of the week that an outflow cap leaves, or their mean."""
    caps = [weekly_cap(instance, side) for side in instance.sides]
    everyone = sum(mass_of(item) * item.batches for item in instance.contingents)
    return max(sum(cap or 0 for cap in caps) / WEEK if all(caps) else everyone / max(day, 1), 1.0)


def packed_bound(
    instance: Instance, known: LowerBound, upper: int, *, tell: Tell = unheard, seconds: float = 3600.0
) -> LowerBound:
    """A bound raised further by what whole batches add up to in seven days, every contingent apart.

    Where the programme has everyone out, the weeks that its division of the work cannot pack give new inequalities.
    """
    found, end, cuts = known, perf_counter() + seconds, first_cuts(instance)
    while cuts and found.day < upper and perf_counter() < end:
        answer = packed(instance, found.day, cuts, until=end)
        if not answer.proven:
            break
        found = LowerBound(found.day + 1, "packing", answer, found.yes)
        tell(found.day)
    return found


def packed(
    instance: Instance,
    day: int,
    cuts: dict[Packing, None],
    *,
    until: float = inf,
    give: Mapping[Rule, Fraction] = NO_GIFTS,
) -> Answer:
    """What the programme says of a day with what whole batches add up to, to which it adds until it excludes the day.

    `until` is a time of `perf_counter` after which nothing is asked again.
    """
    while True:
        left = max(until - perf_counter(), 0.1)
        answer = ask(instance, day, apart=True, packings=tuple(cuts), give=give, seconds=min(left, 3600.0))
        more = [] if answer.proven or not answer.done else [
            cut for week in _weeks(answer) for cut in _fresh(instance, cuts, week)
        ]  # fmt: skip
        if not more or left <= 0.1:
            return answer
        cuts |= dict.fromkeys(more)


def first_cuts(instance: Instance) -> dict[Packing, None]:
    """What all the batches of each side together cannot be packed into; empty where they can, or without a cap."""
    everyone = [[float(item.batches) for item in counted(instance, side)] for side in instance.sides]
    return dict.fromkeys(_fresh(instance, {}, everyone))


def _fresh(instance: Instance, known: dict[Packing, None], demands: list[list[float]]) -> list[Packing]:
    """Inequalities for a demand of each side that are not known yet."""
    made = [packing(instance, side, demand) for side, demand in zip(instance.sides, demands, strict=True)]
    return [cut for cut in made if cut is not None and cut not in known]


def _weeks(answer: Answer) -> list[list[list[float]]]:
    """Batches of each counted contingent of each side in the weeks that end with the last day."""
    instance, model = answer.model.instance, answer.model
    out = {group.members[0]: np.zeros(answer.until + 1) for group in model.groups}
    for group, ways in zip(model.groups, model.leave, strict=True):
        for (_, travel), (days, columns) in ways.items():
            np.add.at(out[group.members[0]], days + travel, answer.x[columns] / group.unit)
    number = {item.id: place for place, item in enumerate(instance.contingents)}
    return [
        [[float(out[number[item.id]][max(end + 1 - WEEK, 0) : end + 1].sum()) for item in counted(instance, side)]
         for side in instance.sides]
        for end in range(answer.until, instance.monitored_from, -WEEK)
    ]  # fmt: skip
