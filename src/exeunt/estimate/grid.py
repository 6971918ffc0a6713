"""The grid of counts on which a stock is estimated: "none", then cells about equally wide in the logarithm.

Figures that were claimed are cells of their own, so that a stated 4,439 is a possible answer; the cells around make
room. Cells are therefore unequal, and every law on them is a mass between a cell's edges, never a density at its count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import SeriesClass


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells by their counts, ascending, the first is 0; `edges[g]` and `edges[g + 1]` bound cell g."""

    counts: Floats
    edges: Floats

    @property
    def size(self) -> int:
        """How many cells."""
        return len(self.counts)

    @property
    def logs(self) -> Floats:
        """Logarithms of the counts of all cells but the first."""
        return np.log(self.counts[1:])

    @property
    def widths(self) -> Floats:
        """Widths of the cells in counts; "none" has no width."""
        widths = np.diff(self.edges)
        widths[0] = 0.0
        return widths

    @property
    def log_widths(self) -> Floats:
        """Widths of the cells but the first, in the logarithm."""
        return np.diff(np.log(self.edges[1:]))

    @property
    def reach(self) -> float:
        """The logarithm of the largest count: the width over which worthless figures are spread."""
        return float(np.log(self.counts[-1]))


def make_grid(figures: Iterable[float], *, spacing: float, top: float) -> Grid:
    """A grid from 0 to `top` (at least) with cells `spacing` apart in the logarithm and a cell for each figure.

    Whole numbers only at the low end, where the spacing is less than one.
    """
    exact = sorted({float(figure) for figure in figures if figure >= 1})
    highest = max([top, *exact])
    steps = math.ceil(math.log(highest) / spacing)
    regular = {float(round(math.exp(step * math.log(highest) / steps))) for step in range(steps + 1)}
    # a regular cell nearer than half a spacing to a figure makes room for it
    kept = [count for count in regular if all(abs(math.log(count / figure)) > spacing / 2 for figure in exact)]
    counts = np.array([0.0, *sorted({*kept, *exact})])
    middles = (counts[1:] + counts[:-1]) / 2
    return Grid(counts, np.concatenate([[0.0], middles, [counts[-1] ** 2 / middles[-1]]]))


def stationary(grid: Grid, law: SeriesClass) -> Floats:
    """The law of the stock on a day with no claim: P(none), and log-normal masses between the edges of the cells."""
    standard = (np.log(grid.edges[1:]) - math.log(law.median)) / law.spread
    masses = np.diff(normal_cdf(standard))
    # far cells keep a trace: a claim of a huge figure is then improbable, not impossible
    masses = np.maximum(masses, 1e-9)
    return np.concatenate([[law.none], (1 - law.none) * masses / masses.sum()])


def normal_cdf(values: Floats) -> Floats:
    """The standard normal distribution function, element by element, to 1e-7."""
    places, heights = _normal_table()
    return np.interp(values, places, heights)


def normal_pdf(values: Floats) -> Floats:
    """The standard normal density, element by element."""
    density: Floats = np.exp(-0.5 * np.asarray(values) ** 2) / math.sqrt(2 * math.pi)
    return density


@cache
def _normal_table() -> tuple[Floats, Floats]:
    """The distribution function at steps of 1/800; numpy has none, and that of the standard library is scalar."""
    places = np.linspace(-8.0, 8.0, 12_801)
    return places, np.array([0.5 * math.erfc(-place / math.sqrt(2)) for place in places])
