"""The one door to the solvers: HiGHS for linear programmes, fed with arrays."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exeunt.plan.bounds.programme import FREE, Matrix
from exeunt.plan.extras import extra

Floats = NDArray[np.float64]
SMALL_ENTRIES = 60_000
"""Below so many entries the simplex method is used, above it an interior point method without crossover."""

MISSED = 4.0
"""What it costs to miss a sum that is held by one, where everyone out counts one each."""


@dataclass(frozen=True, eq=False)
class Solution:
    """What a programme came to. `duals` are signed so that they certify a maximum from above."""

    status: str  # optimal, infeasible, unfinished
    value: float
    x: Floats
    duals: Floats


def solve(
    matrix: Matrix, *, cost: Floats | None = None, seconds: float = 600.0, interior: bool | None = None
) -> Solution:
    """Maximise `cost` (default: the programme's own) over the programme; row scales are taken off the duals."""
    aim = matrix.cost.astype(float) if cost is None else cost
    count, rows, scale = len(matrix.low), len(matrix.lower), row_scales(matrix)
    model = _loaded(matrix, aim, scale, _options(matrix, seconds, interior))
    model.run()
    found = model.getSolution()
    status = {"kOptimal": "optimal", "kInfeasible": "infeasible", "kUnboundedOrInfeasible": "infeasible"}.get(
        model.getModelStatus().name, "unfinished"
    )
    x, duals = np.array(found.col_value), np.array(found.row_dual)
    if len(x) != count:
        x, duals = np.zeros(count), np.zeros(rows)
    return Solution(status, float(aim @ x), x, duals * scale)


def _loaded(matrix: Matrix, aim: Floats, scale: Floats, options: dict[str, Any]) -> Any:
    """The library's own model of a programme."""
    highspy: Any = extra("highspy")
    with _silence():
        model = highspy.Highs()
    for option, setting in options.items():
        model.setOptionValue(option, setting)
    count = len(matrix.low)
    lower, upper = (_bounds(bound, scale) for bound in (matrix.lower, matrix.upper))
    value = matrix.value * scale[matrix.index]
    model.passModel(
        count, len(matrix.lower), len(value), 1, -1, 0.0, aim, matrix.low.astype(float),
        _bounds(matrix.high, np.ones(count)), lower, upper, matrix.starts[:-1].astype(np.int32),
        matrix.index.astype(np.int32), value.astype(float), np.zeros(count, dtype=np.int32),
    )  # fmt: skip
    return model


class Cases:
    """A programme asked again and again with some sums of columns held down or up; each answer starts from the last.

    A sum may be missed at a high price, so that there is always an answer and its duals prove it.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix, self.scale = matrix, row_scales(matrix)
        options = _options(matrix, 600.0, interior=False) | {"presolve": "off", "solver": "simplex"}
        self.model = _loaded(matrix, matrix.cost.astype(float), self.scale, options)
        self.model.addCol(-MISSED, 0.0, float(FREE), 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self.rows: dict[tuple[tuple[int, ...], bool], int] = {}

    def hold(self, columns: tuple[int, ...], weight: float, number: float | None, *, up: bool) -> int:
        """Demand that `weight` times the sum of the columns is at least (`up`) or at most a number; None: any.

        Returns the number of the row.
        """
        if (columns, up) not in self.rows:
            self.rows[columns, up] = self.model.getNumRow()
            entries = np.append(columns, len(self.matrix.low)).astype(np.int32)
            values = np.append(np.full(len(columns), weight), weight if up else -weight)
            self.model.addRow(-np.inf, np.inf, len(entries), entries, values)
        row = self.rows[columns, up]
        low, high = (number, np.inf) if up else (-np.inf, number)
        bounds = (-np.inf, np.inf) if number is None else (low, high)
        self.model.changeRowBounds(row, *bounds)
        return row

    def answer(self) -> tuple[float, Floats, Floats]:
        """The most that can be out, what leaves by each column, and the multipliers of all rows there are."""
        self.model.run()
        found, known = self.model.getSolution(), len(self.scale)
        duals = np.array(found.row_dual)
        duals[:known] *= self.scale
        value = float(self.model.getInfo().objective_function_value)
        return value, np.array(found.col_value)[: len(self.matrix.low)], duals


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps the library's banner, which no option turns off, out of what a command prints for other programs."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _options(matrix: Matrix, seconds: float, interior: bool | None) -> dict[str, Any]:
    large = len(matrix.value) > SMALL_ENTRIES if interior is None else interior
    options: dict[str, Any] = {"log_to_console": False, "output_flag": False, "threads": 1}
    options |= {"time_limit": seconds, "random_seed": 1}
    return options | ({"solver": "ipm", "run_crossover": "off"} if large else {"solver": "choose"})


def row_scales(matrix: Matrix) -> Floats:
    """A power of two for each row that brings its largest entry near 1: exact to apply and to take off again."""
    largest = np.ones(len(matrix.lower))
    np.maximum.at(largest, matrix.index, np.abs(matrix.value).astype(float))
    return np.asarray(np.exp2(-np.round(np.log2(largest))))


def _bounds(bound: NDArray[np.int64], scale: Floats) -> Floats:
    found = bound.astype(float)
    found[bound >= FREE], found[bound <= -FREE] = np.inf, -np.inf
    return np.asarray(found * scale)
