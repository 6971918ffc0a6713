"""The kernels once more in NumPy, slowly and in double precision: what the compiled ones are tested against."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from exeunt.estimate.grid import normal_cdf
from exeunt.estimate.joint.problem import Shape
from exeunt.estimate.joint.tables import (
    CELL,
    COPY,
    COPY_DENSITY,
    DETECTION,
    HIGH,
    JUNK,
    JUNK_FIGURE,
    JUNK_NONE,
    KEPT,
    LEAN,
    LOOSE,
    LOW,
    NEAR,
    NEAR_GAP,
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
    spread, some = math.sqrt(row[SQUARE]), np.maximum(counts, 1e-9)
    if shape is Shape.FIGURE:
        return np.where(counts > 0, _bell(row[SIZE] / some, row[SQUARE]), 0)
    if shape is Shape.AT_MOST:
        some = np.where(counts > 0, counts, 1.0)
    middle = np.log(some) + row[LEAN]
    above, under = some > row[SIZE] * row[LOOSE], some < row[SIZE] / row[LOOSE]
    if shape is Shape.AT_MOST:
        return np.where(above, 0, _one_sided(row[HIGH] - middle, spread, form))
    if shape is Shape.AT_LEAST:
        return np.where(under, 0, _one_sided(middle - row[LOW], spread, form))
    inside = normal_cdf((row[HIGH] - middle) / spread) - normal_cdf((row[LOW] - middle) / spread)
    return np.where(above | under, 0, inside / (row[HIGH] - row[LOW]))


def _bell(ratio: Floats, variance: Floats | float) -> Floats:
    square = np.sinh(np.log(ratio)) ** 2 / variance
    density: Floats = np.cosh(np.log(ratio)) * np.maximum(1 - square / 512, 0) ** 256 * TOP / np.sqrt(variance)
    return density


def _one_sided(distance: Floats, spread: float, form: Floats) -> Floats:
    gap = form[NEAR_GAP]
    exponent = np.minimum(-distance / gap + spread**2 / (2 * gap**2), 300)
    near = np.exp(exponent) / gap * normal_cdf(distance / spread - spread / gap)
    return form[NEAR] * near + (1 - form[NEAR]) * normal_cdf(distance / spread) / form[REACH]


def change_chance(shape: Shape, row: Floats, counts: Floats, form: Floats) -> Floats:
    """How probable a statement about a change of one stock is, by the cells (first, last) that it goes between."""
    then, now = counts[:, None], counts[None, :]
    fall = then - now
    if shape is Shape.NOT_FALLEN:
        rise = np.log(np.maximum(now, 0.5) / np.maximum(then, 1e-9))
        kept = np.where(then > 0, normal_cdf((rise + form[KEPT]) / form[SOFT]), 1)
        return row[JUNK] + (1 - row[JUNK]) * kept
    if shape is Shape.COME_SINCE:
        return row[JUNK] + (1 - row[JUNK]) * _no_more(row, -fall)
    moved = -fall if shape is Shape.ROSE else fall
    inside = (moved >= row[SIZE] / row[LOOSE]) & (moved <= row[SIZE] * row[LOOSE])
    some = np.where(inside, moved, row[SIZE])
    variance = row[SQUARE] + (then**2 + now**2) * form[CELL] ** 2 / 12 / (fall**2 + 1e-9)
    matched = np.where(inside, _bell(row[SIZE] / some, variance), 0)
    widest = np.maximum(counts * form[CELL], 1e-9)
    np.fill_diagonal(matched, np.where(widest > row[SIZE], 0.3 * row[PRICE] * row[SIZE] / widest, 0))
    others = 1 / form[REACH] * (_no_more(row, fall) if shape is Shape.GONE_SINCE else 1)
    honest = (1 - row[ROTATION]) * matched + row[ROTATION] * others
    said = (1 - row[JUNK]) * honest + row[JUNK] * form[JUNK_FIGURE] / form[REACH]
    return (1 - row[COPY]) * said + row[COPY] * row[COPY_DENSITY]


def _no_more(row: Floats, fall: Floats) -> Floats:
    away = row[LOW] - row[LEAN] - np.log(np.maximum(fall, 1.0))
    return np.where(fall <= 1, 1, normal_cdf(away / math.sqrt(row[SQUARE])))


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
