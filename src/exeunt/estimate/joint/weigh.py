"""How probable each statement is, given the stocks it speaks of: the one definition that all kernels share.

With v the logarithm of the figure, mu that of the count plus the source's bias, and s the spread (source and wording),
a statement is honest, worthless, or only a copy:

    (1 - copy) ((1 - junk) f(v | N) + junk * anything) + copy * density of the copy

For a single figure it is the hyperbolic sine of v - mu that is normal: v - mu itself where it is small, and no
logarithm has to be taken. The bell is (1 - d/512)^256, d the square of the deviations: exp(-d/2) to a hundredth within
two of them. Ranges and bounds go by the same sine and a distribution function of arithmetic alone, which a processor
works out for many cells at once.

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
    WIDEST,
    Floats,
)

# numba reads these as constants; the names are those of `problem.Shape`
FIGURE, RANGE, AT_LEAST, AT_MOST, NONE, SOME, FELL, ROSE, GONE_SINCE, COME_SINCE, NOT_FALLEN = range(11)
Rest = tuple[float, float, float, float]
Weights = tuple[float, float, float]
BELL_TOP = 0.3995263358
"""One over the integral of (1 - x^2/512)^256; for the normal bell it is 0.3989."""


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
def chance_below(deviations: float) -> float:
    """About the standard normal distribution function: a logistic one of a cubic, off by less than 0.0002."""
    away = min(abs(deviations), 12.0)
    odds = falling(away * (1.5976 + 0.070566 * away * away))
    tail = odds / (1.0 + odds)
    return 1.0 - tail if deviations > 0.0 else tail


@compiled
def below(ratio: float, spread: float) -> float:
    """The chance that an error stays below a ratio: its hyperbolic sine is normal."""
    return chance_below(0.5 * (ratio - 1.0 / ratio) / spread)


@compiled
def one_sided(ratio: float, square: float, form: Floats) -> float:
    """Density of a bound that is kept with a ratio to spare: somewhat off what is believed, or any bound at all.

    Near is an exponential law of the logarithm, a third on average, blurred by a normal one: hence the cube.
    """
    spread = math.sqrt(square)
    deviations = 0.5 * (ratio - 1.0 / ratio) / spread
    far = chance_below(deviations) / form[REACH]
    near = 3.0 * math.exp(4.5 * square) * chance_below(deviations - 3.0 * spread) / (ratio * ratio * ratio)
    return form[NEAR] * near + (1.0 - form[NEAR]) * far


@compiled
def noticed_at(count: float, form: Floats) -> float:
    """The chance that somebody who looks sees any of so many."""
    return 1.0 - falling(count / form[DETECTION])


@compiled
def figure_density(shape: int, row: Floats, count: float, form: Floats) -> float:
    """Density of an honest figure or bound, per unit of the logarithm."""
    if shape == AT_MOST:  # kept by nobody at all as it is by one
        return one_sided(row[SIZE] / max(count, 1.0), row[SQUARE], form)
    some = count + 1e-9
    if shape == FIGURE:
        return noticed_at(count, form) * bell(row[SIZE] / some, row[SQUARE])
    if shape == AT_LEAST:
        return noticed_at(count, form) * one_sided(some / row[SIZE], row[SQUARE], form)
    spread, middle, half = math.sqrt(row[SQUARE]), row[SIZE] / some, row[LOOSE]
    inside = below(middle * half, spread) - below(middle / half, spread)
    return noticed_at(count, form) * inside / (2.0 * math.log(half))


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
def matched(figure: float, loose: float, fall: float, square: float, changed: float) -> float:
    """Density of an honest figure of a movement, per unit of its logarithm, given the movement on the grid.

    `square` is the variance of source and wording; `changed`, over the square of the movement, that of where in their
    cells its ends are. Nothing is left where movement and figure differ by more than the factor `loose`. As `bell`,
    with as few divisions as will do: this is worked out for pairs of cells.
    """
    inside = fall * loose >= figure and fall <= figure * loose
    some = fall if inside else figure
    ratio, back = figure / some, some * (1.0 / figure)
    precise = some * some / (square * some * some + changed)
    away = 0.5 * (ratio - back)
    density = 0.5 * (ratio + back) * falling(0.5 * away * away * precise) * BELL_TOP * math.sqrt(precise)
    return density if inside else 0.0


@compiled
def stayed(row: Floats, widest: float) -> float:
    """The same where all stay in their cells: a movement that the widest of them may hide is as likely as any other."""
    return row[PRICE] if widest > row[SIZE] else 0.0


@compiled
def no_more(row: Floats, fall: float) -> float:
    """The chance that a movement on the grid is no larger than what is stated."""
    chance = below(row[SIZE] / max(fall, 1.0), math.sqrt(row[SQUARE]))
    return chance if fall > 1.0 else 1.0


@compiled
def kept(before: float, after: float, form: Floats) -> float:
    """The chance of "no large withdrawal", given the change."""
    return below(max(after, 0.5) * form[KEPT] / (before + 1e-9), form[SOFT])


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
    return matched(row[SIZE], row[LOOSE], -fall if shape == ROSE else fall, row[SQUARE], changed)


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
