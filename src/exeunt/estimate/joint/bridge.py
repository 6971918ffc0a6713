"""A stock on any day, draw by draw: bridged exactly between the nodes on both sides, without end before and after them.

Moves are reversible, so the weights of a day seen from the node after it are found by going from that node through the
same steps; and what lies before the first node is drawn as what lies after the last.
"""

from __future__ import annotations

import numpy as np

from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.filter import through
from exeunt.estimate.joint.tables import Floats, Ints, Singles


@inner
def step_from(cell: int, moves: Singles, weights: Singles, before: Singles, prior: Floats, uniform: float) -> int:
    """The cell after a step, given weights (times the prior) of the cells after it, and of those before it."""
    row = moves[cell]
    left = uniform * before[cell] / prior[cell] - row[cell] * weights[cell] / prior[cell]
    if left < 0.0:
        return cell
    for end in range(len(row)):
        if end != cell:
            left -= row[end] * weights[end] / prior[end]
            if left < 0.0:
                return end
    return cell


@compiled
def walk(cells: Ints, moves: Singles, rate: Ints, gaps: Ints, uniform: Floats, out: Ints) -> None:
    """Days beyond the last node (or before the first), step after step: out (draws, days), gaps (days,) by number."""
    for draw in range(len(cells)):
        cell = cells[draw]
        for day in range(len(gaps)):
            row = moves[rate[draw], gaps[day], cell]
            if uniform[draw, day] >= row[cell]:
                cell = pick_but(row, cell, uniform[draw, day] - row[cell])
            out[draw, day] = cell


@inner
def pick_but(row: Singles, but: int, left: float) -> int:
    """A cell other than one, by what is left of a uniform number."""
    for cell in range(len(row)):
        if cell != but:
            left -= row[cell]
            if left < 0.0:
                return cell
    return but


@compiled
def between(ends: Ints, moves: Singles, prior: Floats, gaps: Ints, uniform: Floats, out: Ints) -> None:
    """Days between two nodes: ends (draws, 3) are first cell, last cell and rate; gaps (days + 1,) by number.

    Draws with the same rate and last cell share the weights of the days before it.
    """
    days, cells = len(gaps) - 1, len(prior)
    weights = np.zeros((days + 1, cells), np.float32)
    order = np.argsort(ends[:, 2] * cells + ends[:, 1])
    known = -1
    for draw in order:
        cell, last, rate = ends[draw, 0], ends[draw, 1], ends[draw, 2]
        if rate * cells + last != known:
            known = rate * cells + last
            weights[days] = moves[rate, gaps[days], last]
            for day in range(days - 1, -1, -1):
                through(moves[rate, gaps[day]], weights[day + 1], weights[day])
        for day in range(days):
            step = moves[rate, gaps[day]]
            cell = step_from(cell, step, weights[day + 1], weights[day], prior, uniform[draw, day])
            out[draw, day] = cell
