"""General solvers on the same question: a whole-batch timetable by a given day. Each returns (found, seconds).

HiGHS and SCIP get the integer programme with prefix totals (whole batches, no big numbers, every contingent apart);
CP-SAT gets the same in whole numbers (`plan/exact.py` from day 0), with and without all its workers.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from exeunt.model.proposal import Instance
from exeunt.plan.bounds.model import Model
from exeunt.plan.bounds.programme import FREE, Matrix, finished
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.exact import Tail
from exeunt.plan.solver import row_scales

Answer = tuple[str, float]


def cp_sat(instance: Instance, last: int, seconds: float, workers: int) -> Answer:
    """CP-SAT, from building the model to its answer."""
    start = perf_counter()
    tail = Tail(Grounded(instance).ground, np.zeros((0, 3), dtype=np.int64), 0, last)
    room = max(seconds - (perf_counter() - start), 1.0)
    found = tail.search(seconds=room, seed=1, workers=workers)
    return found.status, perf_counter() - start


def whole_batches(instance: Instance, last: int) -> tuple[Matrix, np.ndarray[Any, Any]]:
    """The programme with columns counted in batches, and which of them are whole."""
    model = Model(instance, last, apart=True)
    model.demand_all()
    matrix = finished(model.programme)
    whole = np.zeros(len(matrix.low), dtype=np.int32)
    unit = np.ones(len(matrix.low))
    for group, ways in zip(model.groups, model.leave, strict=True):
        for _, columns in ways.values():
            whole[columns], unit[columns] = 1, group.unit
    columns = np.repeat(np.arange(len(matrix.low)), np.diff(matrix.starts))
    value = matrix.value * unit[columns]
    high = (matrix.high / unit).round().astype(np.int64)
    made = Matrix(matrix.low, high, matrix.cost * 0, matrix.lower, matrix.upper, matrix.rules, matrix.starts,
                  matrix.index, value, {})  # fmt: skip
    return made, whole


def _highs(instance: Instance, last: int) -> Any:
    matrix, whole = whole_batches(instance, last)
    scale = row_scales(matrix)
    lower, upper = matrix.lower * scale, matrix.upper * scale
    lower[matrix.lower <= -FREE], upper[matrix.upper >= FREE] = -np.inf, np.inf
    library: Any = highspy
    model = library.Highs()
    model.setOptionValue("output_flag", False)
    model.passModel(
        len(matrix.low), len(matrix.lower), len(matrix.value), 1, 1, 0.0, np.zeros(len(matrix.low)),
        matrix.low.astype(float), matrix.high.astype(float), lower, upper, matrix.starts[:-1].astype(np.int32),
        matrix.index.astype(np.int32), matrix.value * scale[matrix.index], whole,
    )  # fmt: skip
    return model


def highs(instance: Instance, last: int, seconds: float) -> Answer:
    """HiGHS branch and bound."""
    start = perf_counter()
    model = _highs(instance, last)
    model.setOptionValue("time_limit", max(seconds - (perf_counter() - start), 1.0))
    model.setOptionValue("mip_max_improving_sols", 1)
    model.run()
    status = model.getModelStatus().name
    found = {"kOptimal": "found", "kSolutionLimit": "found", "kInfeasible": "none"}.get(status, "unfinished")
    return found, perf_counter() - start


def scip(instance: Instance, last: int, seconds: float) -> Answer:
    """SCIP on the same programme, if it is installed."""
    try:
        from pyscipopt import Model as Scip  # noqa: PLC0415
    except ModuleNotFoundError:
        return "not installed", 0.0
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.mps"
        _highs(instance, last).writeModel(str(path))
        model = Scip()
        model.hideOutput()
        model.readProblem(str(path))
    model.setParam("limits/time", max(seconds - (perf_counter() - start), 1.0))
    model.setParam("limits/solutions", 1)
    model.optimize()
    status = "found" if model.getNSols() else "none" if model.getStatus() == "infeasible" else "unfinished"
    return status, perf_counter() - start
