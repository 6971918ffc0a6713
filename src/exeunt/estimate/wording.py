"""How a number was worded, and what the wording says of it: one figure, an interval or one end, and how soft."""

from __future__ import annotations

import math
from dataclasses import replace

from exeunt.estimate.settings import Settings, Wording
from exeunt.model.count import Bound, Count


def shape_of(count: Count) -> Bound:
    """The bound by the numbers that are there: words give an interval, one end or one figure."""
    if count.bound is Bound.RANGE or count.bound is Bound.WORDS:
        if count.low is not None and count.high is not None:
            return Bound.RANGE
        if count.best is None:
            return Bound.AT_LEAST if count.low is not None else Bound.AT_MOST
        return Bound.ABOUT
    return count.bound


def wording_of(count: Count, values: Settings, read_as: str | None = None) -> Wording:
    """The spread of a wording and, for one-sided ones, its gap. `read_as` (part, whole) is how it is read elsewhere."""
    shape = shape_of(count)
    wording = values.wordings[read_as or shape.value]
    if count.bound is Bound.WORDS:
        return replace(wording, spread=values.wordings["words"].spread)
    if shape in (Bound.EXACT, Bound.ABOUT) and is_round(count.figure):
        return replace(wording, spread=max(wording.spread, values.wordings["round_figure"].spread))
    return wording


def moved_in_words(count: Count, values: Settings) -> tuple[float, float]:
    """How many moved, and the spread of its logarithm: a bound is a figure with a gap, an interval its middle."""
    wording = values.wordings[count.bound.value].spread
    if count.low is not None and count.high is not None:
        middle = (count.low + count.high) / 2
        return middle, math.hypot(wording, (count.high - count.low) / max(middle, 1.0) / math.sqrt(12))
    gap = values.flow["gap"]
    if count.bound is Bound.AT_LEAST or (count.best is None and count.low is not None):
        return count.figure * (1 + gap), math.hypot(wording, gap)
    if count.bound is Bound.AT_MOST or count.best is None:
        return count.figure / (1 + gap), math.hypot(wording, gap)
    return count.figure, max(wording, values.wordings["round_figure"].spread if is_round(count.figure) else 0.0)


def is_round(figure: float) -> bool:
    """Whether a figure of ten or more has one significant digit."""
    return figure >= 10 and len(f"{figure:.0f}".rstrip("0")) == 1


def density_of_copies(figure: float, values: Settings) -> float:
    """How probable a figure is if it repeats another, per unit of its logarithm: the finer, the more.

    327 twice is hardly chance, 300 is.
    """
    digits = len(f"{figure:.0f}".rstrip("0"))
    step = 10.0 ** (1 - digits) if figure >= 10 else 1.0
    return 1 / max(step, values.copy["step"])
