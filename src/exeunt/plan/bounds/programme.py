"""A linear programme in whole numbers, put together row by row in arrays; each row knows its rule.

`relief` says by how much one unit of a rule's relaxation widens the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exeunt.model.proposal import Rule

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FREE = 2**62
"""A bound that is none."""


@dataclass(eq=False)
class Programme:
    """Maximise cost x subject to lower <= A x <= upper and low <= x <= high."""

    low: list[Ints] = field(default_factory=list)
    high: list[Ints] = field(default_factory=list)
    cost: list[Ints] = field(default_factory=list)
    columns: int = 0
    lower: list[Ints] = field(default_factory=list)
    upper: list[Ints] = field(default_factory=list)
    relief: list[Floats] = field(default_factory=list)
    rules: list[Ints] = field(default_factory=list)
    rows: int = 0
    entries: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)

    def add_columns(self, count: int, high: int, cost: int = 0) -> Ints:
        """Columns from 0 to `high`; returns their numbers."""
        self.low.append(np.zeros(count, dtype=np.int64))
        self.high.append(np.full(count, high, dtype=np.int64))
        self.cost.append(np.full(count, cost, dtype=np.int64))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def add_rows(self, lower: Any, upper: Any, rule: Rule | None = None, relief: Any = 0) -> Ints:
        """Rows of one rule (None: bookkeeping); returns their numbers. Bounds are arrays or one number for one row."""
        upper, lower = np.atleast_1d(np.asarray(upper, np.int64)), np.atleast_1d(np.asarray(lower, np.int64))
        count = max(len(upper), len(lower))
        self.lower.append(np.broadcast_to(lower, count))
        self.upper.append(np.broadcast_to(upper, count))
        self.relief.append(np.broadcast_to(np.asarray(relief, np.float64), count))
        self.rules.append(np.full(count, list(Rule).index(rule) if rule else -1, dtype=np.int64))
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def put(self, rows: Any, columns: Any, values: Any) -> None:
        """Coefficients; rows, columns and values are broadcast together."""
        found = np.broadcast_arrays(*(np.asarray(part, np.int64) for part in (rows, columns, values)))
        rows, columns, values = (part.ravel() for part in found)
        self.entries.append((rows, columns, values))

    def prefix(self, days: int, high: int) -> tuple[Ints, Ints]:
        """Columns of a running total by day and the rows `total(t) - total(t-1) - (what comes) = 0`.

        Sums over weeks and since the beginning then need two entries, not one for every day.
        """
        total = self.add_columns(days, high)
        rows = self.add_rows(np.zeros(days), np.zeros(days))
        self.put(rows, total, 1)
        self.put(rows[1:], total[:-1], -1)
        return total, rows


@dataclass(frozen=True, eq=False)
class Matrix:
    """A finished programme: compressed by column, with one relaxation column for each rule of `relaxed`."""

    low: Ints
    high: Ints
    cost: Ints
    lower: Ints
    upper: Ints
    rules: Ints
    starts: Ints
    index: Ints
    value: Ints | Floats  # whole unless a rule is relaxed
    relaxed: dict[Rule, int]


def finished(
    programme: Programme, relax: tuple[Rule, ...] = (), most: int = 1, give: Mapping[Rule, Fraction] | None = None
) -> Matrix:
    """The programme as arrays, those rules in `relax` widened by a column each, those in `give` by numbers."""
    rules, relief = np.concatenate(programme.rules), np.concatenate(programme.relief)
    lower, upper = np.concatenate(programme.lower).copy(), np.concatenate(programme.upper).copy()
    for rule, amount in (give or {}).items():
        for row in np.flatnonzero((rules == list(Rule).index(rule)) & (relief != 0)).tolist():
            wider = min(int(amount * int(relief[row])), FREE // 2)
            if upper[row] < FREE:
                upper[row] += wider
            else:
                lower[row] -= wider
    relaxed: dict[Rule, int] = {}
    entries: list[tuple[Any, Any, Any]] = list(programme.entries)
    count = programme.columns
    for rule in relax:
        rows = np.flatnonzero((rules == list(Rule).index(rule)) & (relief != 0))
        sign = np.where(upper[rows] < FREE, -1, 1)
        entries.append((rows, np.full(len(rows), count), sign * relief[rows]))
        relaxed[rule], count = count, count + 1
    rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((rows, columns))
    starts = np.searchsorted(columns[order], np.arange(count + 1))
    extra = np.full(len(relax), most, dtype=np.int64)
    none = np.zeros(len(relax), dtype=np.int64)
    return Matrix(
        np.concatenate([*programme.low, none]), np.concatenate([*programme.high, extra]),
        np.concatenate([*programme.cost, none]), lower, upper, rules, starts.astype(np.int64),
        rows[order], values[order], relaxed,
    )  # fmt: skip
