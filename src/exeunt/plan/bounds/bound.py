"""The proven lower bound of a timetable's duration, and the programme's own division of the work as a guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from exeunt.model.proposal import Instance, Rule
from exeunt.plan.bounds.certificate import exact_maximum, multipliers
from exeunt.plan.bounds.model import Model
from exeunt.plan.bounds.programme import Matrix, finished
from exeunt.plan.bounds.quick import least_days
from exeunt.plan.solver import solve

Tell = Callable[[int], None]
NEAR = 1e-6
"""What the solver may leave undone of the whole and still be taken to say "feasible": that only ends the search."""


def unheard(_: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one programme says of one day: `proven` that not everyone can be out by then, or a division of the work.

    Neither where it was not `done` in its time.
    """

    until: int
    proven: bool
    model: Model
    matrix: Matrix
    multipliers: list[int]
    x: NDArray[np.float64]
    done: bool = True


@dataclass(frozen=True, eq=False)
class LowerBound:
    """`day`: nobody can have everyone out before it. `by`: counting, classes or contingents. `no` is the proof."""

    day: int
    by: str
    no: Answer | None
    yes: Answer | None


def ask(
    instance: Instance, until: int, *, apart: bool = False, drop: frozenset[Rule] = frozenset(), seconds: float = 600
) -> Answer:
    """Whether everyone can be out by the end of a day as far as the programme knows."""
    model = Model(instance, until, apart=apart, drop=drop)
    matrix = finished(model.programme)
    found = solve(matrix, seconds=seconds)
    if found.status == "optimal" and found.value >= model.needed * (1 - NEAR):
        return Answer(until, False, model, matrix, [], found.x)
    best = multipliers(matrix, -found.duals), multipliers(matrix, found.duals)
    tops = [exact_maximum(matrix, numbers) for numbers in best]
    which = 0 if tops[0] <= tops[1] else 1
    proven = tops[which] < model.needed
    return Answer(until, proven, model, matrix, best[which], found.x, found.status == "optimal" or proven)


def lower_bound(
    instance: Instance, upper: int, *, apart: bool = False, tell: Tell = unheard, seconds: float = 3600.0
) -> LowerBound:
    """The largest day that is proven, searched between what counting proves and `upper`, a day known to be possible."""
    low, high, end = least_days(instance), upper, perf_counter() + seconds
    by, no, yes = "counting", None, None
    while low < high and perf_counter() < end:
        # the bound is usually near what counting says, so the first guesses are low and then spread
        middle = low + max((high - low) // (3 if no is None else 2), 0)
        answer = ask(instance, middle, apart=apart, seconds=max(end - perf_counter(), 0.1))
        if not answer.done:
            break
        if answer.proven:
            low, no, by = middle + 1, answer, "contingents" if apart else "classes"
        else:
            high, yes = middle, answer
        tell(low)
    return LowerBound(low, by, no, yes)
