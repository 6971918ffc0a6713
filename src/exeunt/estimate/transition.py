"""How a stock changes when nobody looks: a Markov jump process on the grid, neutral about direction.

The jump kernel is J = (1 - fresh) R + fresh 1 pi'. R proposes a step of the logarithm (a mixture of Laplace laws, as
mass between the edges of each cell) and accepts it by Metropolis and Hastings, so that it is reversible with respect to
the stationary law pi on any grid. The second part starts afresh from pi, and is the only way into and out of "none".
With s = sqrt(pi), diag(s) J diag(1/s) is symmetric: one eigendecomposition serves every rate and every gap,

    K(days) = exp(rate * days * (J - I)) = diag(1/s) V exp(rate * days * (mu - 1)) V' diag(s).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from exeunt.estimate.grid import Grid
from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import Pairs


@dataclass(eq=False)
class Kernel:
    """Transition matrices of one series for each of its rates; tabulated by gap as they are asked for."""

    pi: Floats
    rates: Floats  # jumps a day
    root: Floats
    values: Floats
    vectors: Floats
    _table: dict[int, Floats] = field(default_factory=dict)

    def over(self, days: int) -> Floats:
        """Matrices (rates, cells, cells) of the change over a number of days."""
        if days not in self._table:
            self._table[days] = self.matrices(days)
        return self._table[days]

    def matrices(self, days: int) -> Floats:
        """The same, not kept."""
        decay = np.exp(np.outer(self.rates * days, self.values - 1.0))
        symmetric = (self.vectors * decay[:, None, :]) @ self.vectors.T
        # rounding may leave -1e-17 where no path leads
        return np.maximum(symmetric * (self.root / self.root[:, None]), 0.0)


def make_kernel(grid: Grid, pi: Floats, *, mean_days: tuple[float, ...], fresh: float, sizes: Pairs) -> Kernel:
    """The kernel for a grid and its stationary law, with one rate for each mean number of days between jumps."""
    jump = (1 - fresh) * local_moves(grid, pi, sizes) + fresh * pi
    root = np.sqrt(pi)
    symmetric = jump * (root[:, None] / root)
    values, vectors = np.linalg.eigh((symmetric + symmetric.T) / 2)
    return Kernel(pi, 1.0 / np.array(mean_days), root, np.minimum(values, 1.0), vectors)


def local_moves(grid: Grid, pi: Floats, sizes: Pairs) -> Floats:
    """The matrix R: steps among the cells that are not "none"; refused and outside steps stay where they are."""
    edges = np.log(grid.edges[1:])
    offset = edges[None, :] - grid.logs[:, None]
    proposal = np.diff(sum(weight * _laplace_cdf(offset / scale) for weight, scale in sizes), axis=1)
    flow = pi[1:, None] * proposal
    matrix = np.zeros((grid.size, grid.size))
    matrix[1:, 1:] = np.minimum(flow, flow.T) / pi[1:, None]  # q(i,j) min(1, pi_j q(j,i) / (pi_i q(i,j)))
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(matrix, 1.0 - matrix.sum(axis=1))
    return matrix


def _laplace_cdf(values: Floats) -> Floats:
    tail = 0.5 * np.exp(-np.abs(values))
    return np.where(values < 0, tail, 1.0 - tail)
