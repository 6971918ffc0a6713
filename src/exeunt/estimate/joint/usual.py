"""How usual an announced change is: its chance before any claim, by the cell that it begins in.

A movement is told of because somebody saw it. A statement about one is divided by this chance, so that it speaks of the
end of its days given their beginning: it is not disbelieved because most days see no movement, and many small
departures are no sign of a small force, though small falls are commoner in small forces.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from exeunt.estimate.joint.compiled import compiled
from exeunt.estimate.joint.problem import Law, Problem, Shape
from exeunt.estimate.joint.sources import reach_of
from exeunt.estimate.joint.tables import BLUR, CELL, LOOSE, SIZE, SQUARE, Floats, Told
from exeunt.estimate.joint.weigh import main_term
from exeunt.estimate.settings import settings
from exeunt.estimate.transition import Kernel

LEAST = 1e-6
_MOVEMENTS = frozenset({Shape.FELL, Shape.ROSE, Shape.GONE_SINCE})


@compiled
def usual_row(shape: int, row: Floats, counts: Floats, moves: Floats, cell: float) -> Floats:
    """The chance of a change as told, by the cell it begins in, under a matrix of moves; `cell` is the width of cells."""
    usual = np.zeros(len(counts))
    for begin in range(len(counts)):
        then = counts[begin]
        for end in range(len(counts)):
            now = counts[end]
            changed = (then * then + now * now) * cell * cell / 12 if begin != end else 0.0
            usual[begin] += moves[begin, end] * main_term(shape, row, then - now, changed, then * cell)
    return usual


def fill_usual(problem: Problem, told: Told, now: Floats, counts: Floats, kernels: Mapping[Law, Kernel]) -> None:
    """Fill `Told.usual` for announced movements: sources as their letters say, rates mixed as before any claim."""
    weights = np.array(settings().rate_weights)
    mixed: dict[tuple[Law, int], Floats] = {}
    for index, item in enumerate(problem.statements):
        if item.start is None or not item.announced or item.shape not in _MOVEMENTS:
            continue
        key = (problem.stocks[item.members[0]].law, item.days[0].day - item.start)
        if key not in mixed:
            mixed[key] = np.tensordot(weights, kernels[key[0]].matrices(key[1]), 1)
        speaker, row = problem.speakers[item.source], now[index].copy()
        row[SQUARE] = (item.widen * speaker.spread) ** 2 + speaker.bias**2 + row[BLUR] ** 2
        row[SIZE], row[LOOSE] = reach_of(row)
        found = usual_row(int(item.shape), row, counts, mixed[key], told.form[CELL])
        told.usual[index] = np.maximum(found, LEAST)
