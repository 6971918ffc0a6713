"""How probable each statement is, given the stocks it speaks of: the one definition that all kernels share.

With v the logarithm of the figure, mu that of the count plus the source's bias, and s the spread (source and wording),
a statement is honest, worthless, or only a copy:

    (1 - copy) ((1 - junk) f(v | N) + junk * anything) + copy * density of the copy

For a single figure it is the hyperbolic sine of v - mu that is normal: v - mu itself where it is small, and no
logarithm has to be taken. The bell is (1 - d/512)^256, d the square of the deviations: exp(-d/2) to a hundredth within
two of them, and arithmetic alone, which a processor does for many cells at once. Both are densities in their own
right.

`row` is a row of `State.now`, `form` the values that all statements share. `joint/plain.py` says the same in NumPy.
"""

from __future__ import annotations

import math

from exeunt.estimate.joint.compiled import compiled
from exeunt.estimate.joint.tables import (
    AFTER,
    BEFORE,
    CHANGED,
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
    WIDEST,
    Floats,
)

# numba reads these as constants; the names are those of `problem.Shape`
FIGURE, RANGE, AT_LEAST, AT_MOST, NONE, SOME, FELL, ROSE, GONE_SINCE, COME_SINCE, NOT_FALLEN = range(11)
Rest = tuple[float, float, float, float]
Weights = tuple[float, float, float]
BELL_TOP = 0.3995263358
"""One over the integral of (1 - x^2/512)^256; for the normal bell it is 0.3989."""
_ROOT_HALF = math.sqrt(0.5)


@compiled
def below(deviations: float) -> float:
    """The standard normal distribution function."""
    if deviations > 6.0:
        return 1.0
    if deviations < -8.0:
        return 0.0
    return 0.5 * math.erfc(-deviations * _ROOT_HALF)


@compiled
def falling(away: float) -> float:
    """About exp(-away): (1 - away/256)^256."""
    left = 1.0 - away / 256.0
    left = left if left > 0.0 else 0.0
    left *= left
    left *= left
    left *= left
    left *= left
    left *= left
    left *= left
    left *= left
    return left * left


@compiled
def bell(ratio: float, variance: float) -> float:
    """Density of the logarithm of a figure, by its ratio to what it should be: the hyperbolic sine of it is normal."""
    back = 1.0 / ratio
    away = 0.5 * (ratio - back)
    return 0.5 * (ratio + back) * falling(0.5 * away * away / variance) * BELL_TOP / math.sqrt(variance)


@compiled
def one_sided(distance: float, spread: float, form: Floats) -> float:
    """Density of a bound at a distance on its allowed side: somewhat off what is believed, or any bound at all."""
    gap = form[NEAR_GAP]
    far = below(distance / spread) / form[REACH]
    near = 0.0
    exponent = -distance / gap + spread * spread / (2 * gap * gap)
    if exponent < 300.0:  # beyond it the normal factor is nothing
        near = math.exp(exponent) / gap * below(distance / spread - spread / gap)
    return form[NEAR] * near + (1 - form[NEAR]) * far


@compiled
def noticed_at(count: float, form: Floats) -> float:
    """The chance that somebody who looks sees any of so many."""
    return 1.0 - falling(count / form[DETECTION])


@compiled
def figure_density(shape: int, row: Floats, count: float, form: Floats) -> float:
    """Density of an honest figure or bound, per unit of the logarithm."""
    if count <= 0.0:
        if shape != AT_MOST:
            return 0.0
        count = 1.0  # an upper bound is kept by nobody at all as it is by one
    if shape == FIGURE:
        return noticed_at(count, form) * bell(row[SIZE] / count, row[SQUARE])
    # most cells are far from the figure: no logarithm is needed to see that nothing is left of the density
    if (shape != AT_LEAST and count > row[SIZE] * row[LOOSE]) or (shape != AT_MOST and count < row[SIZE] / row[LOOSE]):
        return 0.0
    middle = math.log(count) + row[LEAN]
    spread = math.sqrt(row[SQUARE])
    if shape == AT_MOST:
        return one_sided(row[HIGH] - middle, spread, form)
    if shape == AT_LEAST:
        return noticed_at(count, form) * one_sided(middle - row[LOW], spread, form)
    inside = below((row[HIGH] - middle) / spread) - below((row[LOW] - middle) / spread)
    return noticed_at(count, form) * inside / (row[HIGH] - row[LOW])


@compiled
def stock_honest(shape: int, row: Floats, count: float, form: Floats) -> float:
    """How probable an honest statement about a stock is."""
    if shape == NONE:
        return falling(count / form[DETECTION])
    if shape == SOME:
        return noticed_at(count, form)
    return figure_density(shape, row, count, form)


@compiled
def stock_junk(shape: int, form: Floats) -> float:
    """How probable a worthless statement about a stock is."""
    if shape == NONE:
        return form[JUNK_NONE]
    if shape == SOME:
        return form[JUNK_FIGURE]
    return form[JUNK_FIGURE] / form[REACH]


@compiled
def stock_said(shape: int, row: Floats, count: float, form: Floats) -> float:
    """How probable a statement about a stock is, given the count."""
    honest = stock_honest(shape, row, count, form)
    said = (1 - row[JUNK]) * honest + row[JUNK] * stock_junk(shape, form)
    return (1 - row[COPY]) * said + row[COPY] * row[COPY_DENSITY]


@compiled
def matched(figure: float, loose: float, fall: float, variance: float) -> float:
    """Density of an honest figure of a movement, per unit of its logarithm, given the movement on the grid.

    `variance` is that of the source and the wording, and of where in their cells the ends of the movement are. Nothing
    is left where movement and figure differ by more than the factor `loose`.
    """
    inside = fall * loose >= figure and fall <= figure * loose
    density = bell(figure / (fall if inside else figure), variance)
    return density if inside else 0.0


@compiled
def stayed(row: Floats, widest: float) -> float:
    """The same where all stay in their cells: one may have moved within its cell, at the price of having moved."""
    return 0.3 * row[PRICE] * row[SIZE] / widest if widest > row[SIZE] else 0.0


@compiled
def no_more(row: Floats, fall: float) -> float:
    """The chance that a movement on the grid is no larger than what is stated."""
    if fall <= 1.0:
        return 1.0
    return below((row[LOW] - row[LEAN] - math.log(fall)) / math.sqrt(row[SQUARE]))


@compiled
def kept(before: float, after: float, form: Floats) -> float:
    """The chance of "no large withdrawal", given the change."""
    if before <= 0.0:
        return 1.0
    return below((math.log(max(after, 0.5) / before) + form[KEPT]) / form[SOFT])


@compiled
def change_weights(shape: int, row: Floats, form: Floats) -> Weights:
    """What a statement about a change comes to, as three weights.

    Its chance is the first, plus the second for each unit of `main_term`, plus the third for each of `no_more`.
    """
    junk = row[JUNK]
    if shape in (NOT_FALLEN, COME_SINCE):
        return junk, 1 - junk, 0.0
    plain = 1 - row[COPY]
    honest, rotation, anything = plain * (1 - junk), row[ROTATION], 1 / form[REACH]
    nothing = plain * junk * form[JUNK_FIGURE] * anything + row[COPY] * row[COPY_DENSITY]
    matched_by_others = honest * rotation * anything
    if shape == GONE_SINCE:
        return nothing, honest * (1 - rotation), matched_by_others
    return nothing + matched_by_others, honest * (1 - rotation), 0.0


@compiled
def main_term(shape: int, row: Floats, fall: float, changed: float, widest: float) -> float:
    """How probable a statement about a fall or rise is, where it is honest and tells of the whole change."""
    if shape == COME_SINCE:
        return no_more(row, -fall)
    if changed == 0.0:
        return stayed(row, widest)
    variance = row[SQUARE] + changed / (fall * fall + 1e-9)
    return matched(row[SIZE], row[LOOSE], -fall if shape == ROSE else fall, variance)


@compiled
def change_chance(shape: int, row: Floats, weights: Weights, seen: Rest, form: Floats) -> float:
    """How probable a statement about a change is, by its weights and the sums it speaks of."""
    after, before, changed, widest = seen
    if shape == NOT_FALLEN:
        return weights[0] + weights[1] * kept(before, after, form)
    chance = weights[0] + weights[1] * main_term(shape, row, before - after, changed, widest)
    if weights[2] > 0.0:
        chance += weights[2] * no_more(row, before - after)
    return chance


@compiled
def change_said(shape: int, row: Floats, form: Floats) -> float:
    """How probable a statement about a change is, given the sums in its row."""
    weights = change_weights(shape, row, form)
    return change_chance(shape, row, weights, (row[AFTER], row[BEFORE], row[CHANGED], row[WIDEST]), form)
