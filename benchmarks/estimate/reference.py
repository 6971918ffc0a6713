"""The model of stocks and figures once more, from its definition and not from our code: slowly, in double precision.

docs/background/estimation.md says the model; here it is in NumPy and SciPy, for one source after another and with
matrix exponentials, so that the estimator, NUTS and particle filters can all be held against one thing. Only figures
and "none" of single stocks: what the peers can be told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.stats import laplace, norm

from exeunt.estimate.joint.problem import Law
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.settings import settings

Floats = NDArray[np.float64]
BELL_TOP = 1 / (math.sqrt(512) * math.exp(math.lgamma(0.5) + math.lgamma(257) - math.lgamma(257.5)))
"""The middle of the bell (1 - x^2/512)^256, by which the model says how far a figure is off."""


@dataclass(frozen=True, eq=False)
class Reference:
    """Cells, the law of a stock on a day without claims, and its generator of moves at one jump a day."""

    counts: Floats  # (G,) the first is 0
    law: Floats  # (G,)
    generator: Floats  # (G, G), rows sum to 0
    step: float  # width of a cell in the logarithm

    @property
    def reach(self) -> float:
        """Over so wide a stretch of the logarithm worthless figures are spread."""
        return math.log(self.counts[-1])

    def moves(self, days: float, mean_days: float) -> Floats:
        """Chances (G, G) of moves over so many days, at one jump in `mean_days`."""
        found: Floats = expm(self.generator * days / mean_days)
        return found


def reference(law: Law, top: float, step: float | None = None) -> Reference:
    """The model of one stock, on cells as wide as this release has them, or on others."""
    step = step or joint_settings().spacing
    logs = step * np.arange(math.ceil(math.log(top) / step) + 1)
    edges = np.append(logs, logs[-1] + step) - step / 2
    masses = np.maximum(np.diff(norm.cdf(edges, math.log(law.median), law.spread)), 1e-9)
    some = (1 - law.none) * masses / masses.sum()
    pi = np.append(law.none, some)
    proposed = np.zeros((len(logs), len(logs)))
    for weight, scale in settings().jump_sizes:
        proposed += weight * np.diff(laplace.cdf(edges[None, :], logs[:, None], scale), axis=1)
    accepted = np.minimum(1.0, some[None, :] * proposed.T / (some[:, None] * proposed))
    local = np.zeros((len(pi), len(pi)))
    local[1:, 1:] = proposed * accepted
    np.fill_diagonal(local, 0.0)
    np.fill_diagonal(local, 1.0 - local.sum(axis=1))
    fresh = settings().fresh
    jump = (1 - fresh) * local + fresh * pi[None, :]
    return Reference(np.append(0.0, np.exp(logs)), pi, jump - np.eye(len(pi)), step)


@dataclass(frozen=True, slots=True)
class Trust:
    """What is taken of a source: bias and spread on the log scale, and the chance that a claim of it is worthless."""

    bias: float
    spread: float
    junk: float


def said(figure: float, blur: float, trust: Trust, model: Reference) -> Floats:
    """How probable a figure (0: "none") is, by cell. `blur` is the spread of the wording."""
    counts, detection, shares = model.counts, settings().detection, (settings().junk_figure, settings().junk_none)
    unseen = np.maximum(1 - counts / detection / 256, 0.0) ** 256
    if figure <= 0:
        return (1 - trust.junk) * unseen + trust.junk * shares[1]
    # where in its cell a stock stands is not known: a twelfth of the square of its width
    spread = math.sqrt(trust.spread**2 + blur**2 + model.step**2 / 12)
    away = math.log(figure) - trust.bias - np.log(np.maximum(counts, 1e-9))
    away = np.clip(away, -20, 20)
    bell = BELL_TOP * np.cosh(away) * np.maximum(1 - (np.sinh(away) / spread) ** 2 / 512, 0.0) ** 256 / spread
    honest = np.where(counts > 0, (1 - unseen) * bell, 0.0)
    return (1 - trust.junk) * honest + trust.junk * shares[0] / model.reach


def forward(law: Floats, steps: Sequence[Floats], rows: Floats) -> float:
    """Logarithm of the chance of all that is said of a stock: rows (nodes, G), and the moves between them."""
    total, ahead = 0.0, law
    for node, row in enumerate(rows):
        ahead = (ahead @ steps[node - 1] if node else ahead) * row
        total += math.log(ahead.sum())
        ahead = ahead / ahead.sum()
    return total


def marginals(law: Floats, steps: Sequence[Floats], rows: Floats) -> Floats:
    """The law of each node (nodes, G) given all that is said."""
    ahead = [law * rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        ahead.append((ahead[-1] / ahead[-1].sum()) @ step * row)
    behind = [np.ones(len(law))]
    for step, row in zip(reversed(steps), rows[:0:-1], strict=True):
        after = step @ (row * behind[-1])
        behind.append(after / after.sum())
    found = np.array(ahead) * np.array(behind[::-1])
    normal: Floats = found / found.sum(axis=1, keepdims=True)
    return normal


def drawn_path(law: Floats, steps: Sequence[Floats], rows: Floats, dice: np.random.Generator) -> list[int]:
    """Cells of one path drawn given all that is said."""
    ahead = [law * rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        ahead.append((ahead[-1] / ahead[-1].sum()) @ step * row)
    path = [int(dice.choice(len(law), p=ahead[-1] / ahead[-1].sum()))]
    for weights, step in zip(ahead[-2::-1], reversed(steps), strict=True):
        back = weights * step[:, path[-1]]
        path.append(int(dice.choice(len(law), p=back / back.sum())))
    return path[::-1]
