"""The scale on which figures of one family are compared: t = asinh(value / bend).

Far from zero it is a logarithm, so that errors are shares of the figure; near zero it is straight, so that zeros and
negative figures need no case of their own. For counts and prices the bend is the unit in which they are stated; where
negative figures are common (temperatures, balances) it is the size of a middling figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.values import values
from exeunt.estimate.posterior import Floats

NEGATIVE_SHARE = 0.02
MOST_DECIMALS = 6
MOST_ZEROS = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """`bend` is where the scale turns from straight to logarithmic; `unit` the finest step of stated figures.

    `signed`: negative figures are common; otherwise no truth is negative, whatever a vandal wrote.
    """

    bend: float
    unit: float
    signed: bool = False

    def t(self, value: Floats) -> Floats:
        """Values on the scale."""
        placed: Floats = np.arcsinh(value / self.bend)
        return placed

    def value(self, t: Floats) -> Floats:
        """Values from the scale."""
        found: Floats = np.sinh(t) * self.bend
        return found

    def step(self, value: Floats) -> Floats:
        """The distance on the scale to the next figure that would be stated so: coarser for round figures."""
        limits = values()["step"]
        size = np.hypot(value, self.bend)
        zeros = self.unit * 10.0 ** _trailing_zeros(value / self.unit)
        return np.minimum(np.maximum(self.unit / size, np.minimum(zeros / size, limits["round"])), limits["largest"])


def scale_of(points: Sequence[float]) -> Scale:
    """The scale for the figures of a family."""
    figures = np.asarray(points if len(points) else [1.0])
    unit = _unit(figures)
    sizes = np.abs(figures[figures != 0])
    if (figures < 0).mean() > NEGATIVE_SHARE and len(sizes):
        return Scale(max(float(np.median(sizes)), unit), unit, signed=True)
    return Scale(unit, unit)


def _unit(figures: Floats) -> float:
    """One over the smallest power of ten that makes nearly all figures whole."""
    for decimals in range(MOST_DECIMALS):
        scaled = figures * 10.0**decimals
        whole = np.abs(scaled - np.round(scaled)) <= 1e-6 * np.maximum(np.abs(scaled), 1.0)
        if whole.mean() >= 0.98:
            return float(10.0**-decimals)
    return float(10.0**-MOST_DECIMALS)


def _trailing_zeros(whole: Floats) -> Floats:
    rest = np.round(np.abs(whole))
    zeros = np.zeros(len(rest))
    going = rest > 0
    for _ in range(MOST_ZEROS):
        going = going & (rest % 10 == 0)
        rest = np.where(going, rest / 10, rest)
        zeros += going
    return zeros
