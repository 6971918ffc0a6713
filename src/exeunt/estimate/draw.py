"""Whole paths drawn from a smoothed chain, backwards in time and exactly: from the last node to the first.

Draws that share a rate and the neighbouring cells share their law, so a law is worked out once for each such group. In
a step of few days most paths do not jump at all: that is drawn first, and only the others need the law.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.posterior import Floats
from exeunt.estimate.smooth import Segment, Smoothed

Cells = NDArray[np.intp]


def draw_paths(smoothed: Smoothed, count: int, generator: np.random.Generator) -> Cells:
    """Cells (draws, nodes) of `count` independent paths."""
    last = smoothed.forward[-1]
    rate = generator.choice(len(last), size=count, p=smoothed.rate_weights)
    paths = np.zeros((len(smoothed.marginal), count), dtype=np.intp)
    paths[-1] = _pick(rate, lambda group: last[group], generator.random(count))
    for index in range(len(smoothed.segments) - 1, -1, -1):
        segment, ahead, right = smoothed.segments[index], smoothed.forward[index], paths[smoothed.segments[index].last]
        uniform = generator.random(count)
        if segment.hold is None:
            paths[segment.first] = _pick(rate * last.shape[1] + right, _through_window(ahead, segment.inside), uniform)
        else:
            law = _Step(ahead, segment.inside, segment.hold, smoothed.reached[index], smoothed.pi)
            paths[segment.first] = _through_step(law, rate, right, uniform)
        _fill(segment, rate, paths, generator)
    return paths.T


@dataclass(frozen=True, eq=False)
class _Step:
    """Laws of the cell before a step: weights `ahead` of it, the step's matrix, and its sums `reached` by next cell."""

    ahead: Floats
    inside: Floats
    hold: Floats
    reached: Floats
    pi: Floats

    def jumping(self, code: Cells) -> Floats:
        """Rows of weights by code (rate and next cell), without the paths that hold still."""
        rate, right = np.divmod(code, len(self.pi))
        # K is reversible: column `right` is row `right`, reweighed by pi; rows are what memory reads fast
        level = self.ahead / self.pi
        weights: Floats = level[rate] * self.inside[rate, right]
        row = np.arange(len(code))
        # rounding may leave -1e-18 where a jump never comes back to its own cell
        weights[row, right] = np.maximum(weights[row, right] - level[rate, right] * self.hold[rate], 0.0)
        return weights


def _through_step(law: _Step, rate: Cells, right: Cells, uniform: Floats) -> Cells:
    """The cell before a step, given the cell after it; the uniform number decides first whether there was a jump."""
    code = rate * len(law.pi) + right
    stays = (law.ahead * law.hold[:, None] / np.maximum(law.reached, 1e-300)).ravel()[code]
    left = right.copy()
    jumps = np.flatnonzero(uniform >= stays)
    if len(jumps):
        again = (uniform[jumps] - stays[jumps]) / (1 - stays[jumps])
        left[jumps] = _pick(code[jumps], law.jumping, again)
    return left


def _through_window(ahead: Floats, inside: Floats) -> Callable[[Cells], Floats]:
    cells = ahead.shape[1]

    def law(code: Cells) -> Floats:
        rate, right = np.divmod(code, cells)
        weights: Floats = ahead[rate] * inside[rate, :, right]
        return weights

    return law


def _fill(segment: Segment, rate: Cells, paths: Cells, generator: np.random.Generator) -> None:
    """Draw the inner nodes of a window whose two ends are drawn already."""
    for index in range(len(segment.parts) - 1, -1, -1):
        part = segment.parts[index]
        if index > 0:
            cells = part.inside.shape[1]
            code = (rate * cells + paths[segment.first]) * cells + paths[part.last]
            law = _between(segment.prefix[index - 1], part.inside)
            paths[part.first] = _pick(code, law, generator.random(len(rate)))
        _fill(part, rate, paths, generator)


def _between(prefix: Floats, inside: Floats) -> Callable[[Cells], Floats]:
    cells = prefix.shape[1]

    def law(code: Cells) -> Floats:
        rest, right = np.divmod(code, cells)
        rate, left = np.divmod(rest, cells)
        weights: Floats = prefix[rate, left] * inside[rate, :, right]
        return weights

    return law


def _pick(code: Cells, law: Callable[[Cells], Floats], uniform: Floats) -> Cells:
    """One cell for each draw, from the law of its group; `law` gives a row of weights for each distinct code."""
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    groups = ordered[begins]
    member = np.cumsum(begins) - 1
    cumulative = np.cumsum(law(groups), axis=1)
    cumulative /= cumulative[:, -1:]
    cells = cumulative.shape[1]
    # rows are laid end to end, each raised by its number, so that one search serves all draws, in ascending order
    cumulative += np.arange(len(groups))[:, None]
    found = np.searchsorted(cumulative.ravel(), uniform[order] + member, side="right") - member * cells
    drawn = np.empty_like(code)
    drawn[order] = np.minimum(found, cells - 1)
    return drawn
