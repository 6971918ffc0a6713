"""Whole paths drawn from a smoothed chain, backwards in time and exactly: from the last node to the first.

Draws that share a rate and the neighbouring cells share their law, so a law is worked out once for each such group. In
a step of few days most paths do not jump at all: that is drawn first, and only the others need the law.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.posterior import Floats
from exeunt.estimate.smooth import Segment, Smoothed

Cells = NDArray[np.intp]


def draw_paths(smoothed: Smoothed, count: int, generator: np.random.Generator) -> Cells:
    """Cells (draws, nodes) of `count` independent paths."""
    last = smoothed.forward[-1]
    rates = len(last)
    rate = generator.choice(rates, size=count, p=smoothed.rate_weights)
    paths = np.zeros((count, len(smoothed.marginal)), dtype=np.intp)
    paths[:, -1] = _pick(rate, lambda group: last[group], generator.random(count))
    for index in range(len(smoothed.segments) - 1, -1, -1):
        segment, ahead = smoothed.segments[index], smoothed.forward[index]
        paths[:, segment.first] = _before(segment, ahead, rate, paths[:, segment.last], generator.random(count))
        _fill(segment, rate, paths, generator)
    return paths


def _before(segment: Segment, ahead: Floats, rate: Cells, right: Cells, uniform: Floats) -> Cells:
    """The cell at the first node of an outermost segment, given the cell at its last node."""
    cells = ahead.shape[1]
    code = rate * cells + right
    if segment.hold is None:
        return _pick(code, _to_the_left(ahead, segment.inside, np.zeros(len(ahead))), uniform)
    reached = (ahead[:, None, :] @ segment.inside)[:, 0, :]
    stays = (ahead * segment.hold[:, None] / np.maximum(reached, 1e-300)).ravel()[code]
    left = right.copy()
    jumps = np.flatnonzero(uniform >= stays)
    if len(jumps):
        again = (uniform[jumps] - stays[jumps]) / (1 - stays[jumps])
        left[jumps] = _pick(code[jumps], _to_the_left(ahead, segment.inside, segment.hold), again)
    return left


def _fill(segment: Segment, rate: Cells, paths: Cells, generator: np.random.Generator) -> None:
    """Draw the inner nodes of a window whose two ends are drawn already."""
    for index in range(len(segment.parts) - 1, -1, -1):
        part = segment.parts[index]
        if index > 0:
            cells = part.inside.shape[1]
            code = (rate * cells + paths[:, segment.first]) * cells + paths[:, part.last]
            law = _between(segment.prefix[index - 1], part.inside)
            paths[:, part.first] = _pick(code, law, generator.random(len(rate)))
        _fill(part, rate, paths, generator)


def _to_the_left(ahead: Floats, inside: Floats, hold: Floats) -> Callable[[Cells], Floats]:
    """Laws of the cell on the left by code, without the paths that hold still."""
    cells = ahead.shape[1]

    def law(code: Cells) -> Floats:
        rate, right = np.divmod(code, cells)
        weights: Floats = ahead[rate] * inside[rate, :, right]
        row = np.arange(len(code))
        # rounding may leave -1e-18 where a jump never comes back to its own cell
        weights[row, right] = np.maximum(weights[row, right] - ahead[rate, right] * hold[rate], 0.0)
        return weights

    return law


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
    groups, member = np.unique(code, return_inverse=True)
    cumulative = np.cumsum(law(groups), axis=1)
    cumulative /= cumulative[:, -1:]
    cells = cumulative.shape[1]
    # rows are laid end to end, each raised by its number, so that one search serves all draws
    ladder = (cumulative + np.arange(len(groups))[:, None]).ravel()
    found = np.searchsorted(ladder, uniform + member, side="right") - member * cells
    drawn: Cells = np.clip(found, 0, cells - 1)
    return drawn
