"""A no that rests on whole batches: distinguishing cases until the programme excludes each (branch and bound).

The programme knows every contingent apart and what whole batches add up to in a week. Where its division of the work
splits a batch, two cases are told apart: at most so many batches of the contingent are out by a day, or at least one
more. Every case that is excluded keeps its multipliers, so that `verify.py` can walk the same tree without a solver.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from exeunt.plan.bounds.bound import NEAR, Answer
from exeunt.plan.bounds.certificate import PARTS, certificate
from exeunt.plan.bounds.programme import FREE, Ints
from exeunt.plan.solver import Cases, Floats

WHOLE = 1e-5
"""A number of batches closer than this to a whole one is taken as whole."""
DEEPEST = 300
"""So many cases inside each other; deeper trees could not be written or read."""
Node = dict[str, Any]
Sums = list[tuple[tuple[int, ...], int]]
"""Columns that only hold whole batches, with the persons of one."""


@dataclass(frozen=True)
class Case:
    """One sum held down (or `up`): columns, persons of a batch, number of batches."""

    columns: tuple[int, ...]
    size: int
    most: int
    up: bool


class Tree:
    """The cases of one programme that does not exclude its day by itself."""

    def __init__(self, answer: Answer, limit: int) -> None:
        """`limit`: how many cases are looked at before it gives up."""
        self.answer, self.left = answer, limit
        self.matrix, self.needed = answer.matrix, answer.model.needed
        self.cases = Cases(answer.matrix)
        self.sums, self.ways = _sums(answer)
        by_row = _by_row(answer.matrix.index, answer.matrix.starts, answer.matrix.value, len(answer.matrix.lower))
        self.columns, self.values = by_row

    def grow(self) -> Node | None:
        """The tree, every case of which is excluded; None where one is not or there are too many."""
        return self._node(())

    def _node(self, path: tuple[Case, ...]) -> Node | None:
        self.left -= 1
        value, x, duals = self.cases.answer()
        if value < self.needed * (1 - NEAR):
            return self._leaf(path, duals)
        split = self._split(x)
        if split is None or self.left <= 0 or len(path) > DEEPEST:
            return None
        columns, size, most = split
        found: Node = {"columns": list(columns), "most": most}
        for name, up in (("below", False), ("above", True)):
            case = Case(columns, size, most, up)
            before = [one for one in path if one.columns == columns and one.up == up]
            self._hold(case)
            node = self._node((*path, case))
            self._hold(before[-1] if before else case, free=not before)
            if node is None:
                return None
            found[name] = node
        return found

    def _hold(self, case: Case, *, free: bool = False) -> None:
        number = None if free else float(case.most + case.up)
        self.cases.hold(case.columns, 1 / case.size, number, up=case.up)

    def _split(self, x: Floats) -> tuple[tuple[int, ...], int, int] | None:
        """The sum whose batch is split worst, in persons; totals since the beginning first, then single columns."""
        for sums in (self.sums, self.ways):
            worst, found = WHOLE, None
            for columns, size in sums:
                batches = float(x[list(columns)].sum()) / size
                apart = min(batches - floor(batches), floor(batches) + 1 - batches)
                if apart > WHOLE and apart * size > worst:
                    worst, found = apart * size, (columns, size, floor(batches))
            if found is not None:
                return found
        return None

    def _leaf(self, path: tuple[Case, ...], duals: Floats) -> Node | None:
        """The multipliers of an excluded case, if they prove it in whole numbers; those of its branches come last."""
        rows = len(self.matrix.lower)
        for sign in (-1, 1):
            numbers = [round(sign * float(dual) * PARTS) for dual in duals[:rows]]
            held = [0] * len(path)
            for place, case in enumerate(path):
                if case is _tightest(path, case):  # an earlier case on the same sum is looser, and has no multiplier
                    row = self.cases.rows[case.columns, case.up]
                    held[place] = round(sign * float(duals[row]) / case.size * PARTS)
            usable = self._usable(numbers), [n if (n < 0) == case.up else 0 for n, case in zip(held, path, strict=True)]
            if self._most(*usable, path) < self.needed * PARTS:
                used = [[row, number] for row, number in enumerate((*usable[0], *usable[1])) if number]
                return {"multipliers": used}
        return None

    def _usable(self, numbers: Sequence[int]) -> list[int]:
        up, down = (self.matrix.upper < FREE).tolist(), (self.matrix.lower > -FREE).tolist()
        return [n if n == 0 or (u if n > 0 else d) else 0 for n, u, d in zip(numbers, up, down, strict=True)]

    def _most(self, numbers: Sequence[int], held: Sequence[int], path: Sequence[Case]) -> int:
        """What the multipliers allow to be out, in whole numbers of 1/PARTS."""
        matrix = self.matrix
        rest: list[int] = [int(cost) * PARTS for cost in matrix.cost.tolist()]
        total: int = 0
        for row in [row for row, number in enumerate(numbers) if number]:
            number = numbers[row]
            total += number * int(matrix.upper[row] if number > 0 else matrix.lower[row])
            for column, value in zip(self.columns[row], self.values[row], strict=True):
                rest[column] -= number * value
        for number, case in zip(held, path, strict=True):
            # the verifier's row of a branch counts batches: one column of whole batches has the coefficient 1
            total += number * case.size * (case.most + case.up)
            for column in case.columns:
                rest[column] -= number
        low, high = matrix.low.tolist(), matrix.high.tolist()
        best: int = sum(r * (above if r > 0 else below) for r, below, above in zip(rest, low, high, strict=True))
        return total + best


def _tightest(path: Sequence[Case], case: Case) -> Case:
    """The last case of a path on the same sum in the same direction, which holds beside the earlier ones."""
    return [one for one in path if one.columns == case.columns and one.up == case.up][-1]


def _by_row(index: Ints, starts: Ints, value: Any, rows: int) -> tuple[list[list[int]], list[list[int]]]:
    columns: list[list[int]] = [[] for _ in range(rows)]
    values: list[list[int]] = [[] for _ in range(rows)]
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    for row, column, number in zip(index.tolist(), owner.tolist(), value.tolist(), strict=True):
        columns[row].append(column)
        values[row].append(number)
    return columns, values


def _sums(answer: Answer) -> tuple[Sums, Sums]:
    """The columns by which each contingent is out by each day, and each column by itself."""
    totals: Sums = []
    single: Sums = []
    for group, ways in zip(answer.model.groups, answer.model.leave, strict=True):
        out: list[list[int]] = [[] for _ in range(answer.until + 1)]
        for (_, travel), (days, columns) in ways.items():
            for day, column in zip((days + travel).tolist(), columns.tolist(), strict=True):
                out[day].append(column)
                single.append(((column,), group.unit))
        known: tuple[int, ...] = ()
        for columns_of_day in out:
            known += tuple(columns_of_day)
            if columns_of_day:
                totals.append((known, group.unit))
    return totals, single


def proof_by_cases(answer: Answer, limit: int) -> str | None:
    """The certificate of a no by distinguishing cases; None where none was found within `limit` cases.

    `answer` is that of the programme with every contingent apart, which does not exclude the day by itself.
    """
    tree = Tree(answer, limit)
    found = tree.grow()
    if found is None:
        return None
    rows = len(answer.matrix.lower)
    data = json.loads(
        certificate(answer.matrix, [1] * rows, answer.model.packed, needed=answer.model.needed, until=answer.until,
                    instance=answer.model.instance.id)
    )  # fmt: skip
    del data["multipliers"]
    steps = {str(column): size for (column,), size in tree.ways}
    return json.dumps(data | {"steps": steps, "tree": found}, separators=(",", ":"))
