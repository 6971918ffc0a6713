"""What joint draws say of any stocks on any days: counts, draw by draw, so that sums and differences stay true.

A stock's days are drawn with a generator counted from the seed and the number of the stock: asking one stock changes
nothing about another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.joint.bridge import between, walk
from exeunt.estimate.joint.problem import Draws, Floats, Law
from exeunt.estimate.transition import Kernel


@dataclass(eq=False)
class Query:
    """Counts of stocks on `days` (ascending), made once a stock."""

    draws: Draws
    kernels: dict[Law, Kernel]
    days: tuple[int, ...]
    seed: int
    _made: dict[int, Floats] = field(default_factory=dict)
    _tables: dict[tuple[Law, int], NDArray[np.float32]] = field(default_factory=dict)

    def sum_of(self, stocks: Sequence[int]) -> Floats:
        """Counts (draws, days) of stocks together."""
        total: Floats = np.sum([self.count_of(stock) for stock in stocks], axis=0)
        return total

    def count_of(self, stock: int) -> Floats:
        """Counts (draws, days) of one stock, whole persons."""
        if stock not in self._made:
            cells = self._cells(stock)
            placed = np.exp(self.draws.offset[:, stock, None] * self.draws.step) * self.draws.counts[cells]
            self._made[stock] = np.where(cells > 0, np.maximum(np.rint(placed), 1.0), 0.0)
        return self._made[stock]

    def prior_of(self, stocks: Sequence[int]) -> Floats:
        """Counts (draws,) of stocks together on a day without any claim at all."""
        total = np.zeros(len(self.draws.chain))
        for stock in stocks:
            dice = np.random.Generator(np.random.Philox(key=[self.seed % 2**63, 2**34 + stock]))
            law = self.kernels[self.draws.problem.stocks[stock].law].pi
            cells = dice.choice(len(law), len(total), p=law)
            placed = self.draws.counts[cells] * np.exp((dice.random(len(total)) - 0.5) * self.draws.step)
            total += np.where(cells > 0, np.maximum(np.rint(placed), 1.0), 0.0)
        return total

    def _cells(self, stock: int) -> NDArray[np.int64]:
        draws, law = self.draws, self.draws.problem.stocks[stock].law
        first, last = draws.first[stock], draws.first[stock + 1]
        nodes = draws.node_day[first:last].tolist()
        known = draws.cells[:, first:last].astype(np.int64)
        rate = draws.rate[:, draws.problem.forces.index(draws.problem.stocks[stock].force)].astype(np.int64)
        dice = np.random.Generator(np.random.Philox(key=[self.seed % 2**63, 2**33 + stock]))
        uniform = dice.random((len(known), len(self.days)))
        out = np.empty((len(known), len(self.days)), np.int64)
        stretches = list(_stretches(nodes, self.days))
        number = {gap: place for place, gap in enumerate(sorted({gap for part in stretches for gap in part.steps}))}
        moves = np.stack([self._moves(law, gap) for gap in number] or [self._moves(law, 1)], axis=1)
        for part in stretches:
            gaps = np.array([number[gap] for gap in part.steps], np.int64)
            found = np.empty((len(known), len(part.columns)), np.int64)
            thrown = np.ascontiguousarray(uniform[:, part.columns])
            if not part.steps:
                found[:, 0] = known[:, part.after]
            elif part.inside:
                ends = np.column_stack([known[:, part.after - 1], known[:, part.after], rate])
                between(ends, moves, self.kernels[law].pi, gaps, thrown, found)
            else:
                begin = known[:, max(part.after - 1, 0)].copy()
                walk(begin, moves, rate, gaps, thrown, found)
            out[:, part.columns] = found
        return out

    def _moves(self, law: Law, gap: int) -> NDArray[np.float32]:
        if (law, gap) not in self._tables:
            self._tables[law, gap] = self.kernels[law].matrices(gap).astype(np.float32)
        return self._tables[law, gap]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days asked between two nodes, or beyond the first or last: their columns in the order of the walk, and its steps.

    `after` is the number of the node behind them; no steps: the day is that node.
    """

    columns: list[int]
    steps: list[int]
    after: int
    inside: bool


def _stretches(nodes: list[int], days: Sequence[int]) -> Iterator[_Stretch]:
    for place, group in groupby(range(len(days)), key=lambda index: bisect_left(nodes, days[index])):
        columns = list(group)
        if place < len(nodes) and nodes[place] == days[columns[-1]]:
            yield _Stretch([columns.pop()], [], place, inside=False)
        if not columns:
            continue
        if place == 0:
            columns = columns[::-1]  # backwards from the first node
        start = nodes[max(place - 1, 0)]
        steps = [abs(after - before) for before, after in pairwise([start, *(days[column] for column in columns)])]
        inside = 0 < place < len(nodes)
        if inside:
            steps.append(nodes[place] - days[columns[-1]])
        yield _Stretch(columns, steps, place, inside)
