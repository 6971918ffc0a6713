"""The kernels once more in NumPy, slowly and in double precision: what the compiled ones are tested against."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from exeunt.estimate.joint.problem import Shape
from exeunt.estimate.joint.tables import (
    CELL,
    COPY,
    COPY_DENSITY,
    DETECTION,
    JUNK,
    JUNK_FIGURE,
    JUNK_NONE,
    KEPT,
    LOOSE,
    NEAR,
    PRICE,
    REACH,
    ROTATION,
    SIZE,
    SOFT,
    SQUARE,
    Floats,
)

TOP = 1 / (math.sqrt(512) * math.exp(math.lgamma(0.5) + math.lgamma(257) - math.lgamma(257.5)))
"""The density of the bell (1 - x^2/512)^256 at its middle."""


def stock_chance(shape: Shape, row: Floats, counts: Floats, form: Floats) -> Floats:
    """How probable a statement about a stock is, by count."""
    unseen = np.maximum(1 - counts / form[DETECTION] / 256, 0) ** 256
    if shape is Shape.NONE:
        honest, anything = unseen, form[JUNK_NONE]
    elif shape is Shape.SOME:
        honest, anything = 1 - unseen, form[JUNK_FIGURE]
    else:
        honest, anything = _figure(shape, row, counts, form), form[JUNK_FIGURE] / form[REACH]
        honest = honest * (1 if shape is Shape.AT_MOST else 1 - unseen)
    said = (1 - row[JUNK]) * honest + row[JUNK] * anything
    return (1 - row[COPY]) * said + row[COPY] * row[COPY_DENSITY]


def _figure(shape: Shape, row: Floats, counts: Floats, form: Floats) -> Floats:
    size, square, some = row[SIZE], row[SQUARE], np.maximum(counts, 1e-9)
    if shape is Shape.FIGURE:
        return np.where(counts > 0, _bell(size / some, square), 0)
    if shape is Shape.AT_MOST:
        return _one_sided(size / np.maximum(counts, 1.0), square, form)
    if shape is Shape.AT_LEAST:
        return _one_sided(some / size, square, form)
    inside = _below(size / some * row[LOOSE], square) - _below(size / some / row[LOOSE], square)
    return inside / (2 * math.log(row[LOOSE]))


def _bell(ratio: Floats, variance: Floats | float) -> Floats:
    square = np.sinh(np.log(ratio)) ** 2 / variance
    density: Floats = np.cosh(np.log(ratio)) * np.maximum(1 - square / 512, 0) ** 256 * TOP / np.sqrt(variance)
    return density


def _one_sided(ratio: Floats, square: float, form: Floats) -> Floats:
    spread = math.sqrt(square)
    deviations = np.sinh(np.log(ratio)) / spread
    near = 3 * math.exp(4.5 * square) * _chance_below(deviations - 3 * spread) / ratio**3
    return form[NEAR] * near + (1 - form[NEAR]) * _chance_below(deviations) / form[REACH]


def _below(ratio: Floats, square: float) -> Floats:
    return _chance_below(np.sinh(np.log(ratio)) / math.sqrt(square))


def _chance_below(deviations: Floats) -> Floats:
    away = np.minimum(np.abs(deviations), 12)
    odds = np.maximum(1 - (1.5976 * away + 0.070566 * away**3) / 256, 0) ** 256
    return np.where(deviations > 0, 1, odds) / (1 + odds)


def change_chance(shape: Shape, row: Floats, counts: Floats, form: Floats) -> Floats:
    """How probable a statement about a change of one stock is, by the cells (first, last) that it goes between."""
    then, now = counts[:, None], counts[None, :]
    fall = then - now
    if shape is Shape.NOT_FALLEN:
        kept = _below(np.maximum(now, 0.5) * form[KEPT] / np.maximum(then, 1e-9), form[SOFT] ** 2)
        return row[JUNK] + (1 - row[JUNK]) * kept
    if shape is Shape.COME_SINCE:
        return row[JUNK] + (1 - row[JUNK]) * _no_more(row, -fall)
    moved = -fall if shape is Shape.ROSE else fall
    inside = (moved >= row[SIZE] / row[LOOSE]) & (moved <= row[SIZE] * row[LOOSE])
    some = np.where(inside, moved, row[SIZE])
    variance = row[SQUARE] + (then**2 + now**2) * form[CELL] ** 2 / 12 / (fall**2 + 1e-9)
    matched = np.where(inside, _bell(row[SIZE] / some, variance), 0)
    widest = np.maximum(counts * form[CELL], 1e-9)
    np.fill_diagonal(matched, np.where(widest > row[SIZE], row[PRICE], 0))
    others = 1 / form[REACH] * (_no_more(row, fall) if shape is Shape.GONE_SINCE else 1)
    honest = (1 - row[ROTATION]) * matched + row[ROTATION] * others
    said = (1 - row[JUNK]) * honest + row[JUNK] * form[JUNK_FIGURE] / form[REACH]
    return (1 - row[COPY]) * said + row[COPY] * row[COPY_DENSITY]


def _no_more(row: Floats, fall: Floats) -> Floats:
    return np.where(fall <= 1, 1, _below(row[SIZE] / np.maximum(fall, 1.0), row[SQUARE]))


def smooth(prior: Floats, steps: Sequence[Floats], rows: Floats) -> tuple[float, Floats]:
    """Logarithm of the marginal likelihood of a chain, and the marginals (nodes, cells), in double precision."""
    ahead = [prior * rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        ahead.append((ahead[-1] / ahead[-1].sum()) @ step * row)
    behind = [np.ones(len(prior))]
    for step, row in zip(reversed(steps), rows[:0:-1], strict=True):
        after = step @ (row * behind[-1])
        behind.append(after / after.sum())
    marginals = np.array(ahead) * np.array(behind[::-1])
    total = float(sum(math.log(weights.sum()) for weights in ahead))
    return total, marginals / marginals.sum(axis=1, keepdims=True)
