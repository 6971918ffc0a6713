"""Figures drawn as the likelihoods of `weigh.py` say that sources state them: what a world with a known truth is told.

A source that looks and sees nobody says "none"; one that knows nothing says anything, evenly over the orders of
magnitude, or "none". A change that has no figure (nobody left, and the source is neither wrong about it nor took a
rotation for it) is not told of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.joint.tables import CELL, DETECTION, JUNK_FIGURE, REACH, Floats


@dataclass(frozen=True, slots=True)
class Voice:
    """How one statement is made: the source's bias and spread (wording included), its chances of junk and of rotation.

    `price` is that of a movement which cells hide, see `pack`.
    """

    bias: float
    spread: float
    junk: float
    rotation: float = 0.0
    price: float = 0.0


def say_figure(count: float, voice: Voice, form: Floats, dice: np.random.Generator) -> float:
    """The figure stated of a stock; 0 for "none". `form` is `Told.form`."""
    if dice.random() < voice.junk:
        return _anything(form, dice) if dice.random() < form[JUNK_FIGURE] else 0.0
    unseen = max(1 - count / form[DETECTION] / 256, 0.0) ** 256
    if count <= 0 or dice.random() < unseen:
        return 0.0
    return count * math.exp(voice.bias + math.asinh(voice.spread * _bell(dice)))


def say_fall(before: float, after: float, voice: Voice, form: Floats, dice: np.random.Generator) -> float | None:
    """The figure stated of a fall of one stock from count to count, both of them cells; None where nothing is told."""
    if dice.random() < voice.junk:
        return _anything(form, dice) if dice.random() < form[JUNK_FIGURE] else None
    if dice.random() < voice.rotation:
        return _anything(form, dice)
    fall = before - after
    hidden = math.log(max(before * form[CELL], 1e-9)) + voice.bias
    if fall == 0 and dice.random() < voice.price * hidden:
        return math.exp(dice.random() * hidden)
    if fall <= 0:
        return None
    in_cells = (before**2 + after**2) * form[CELL] ** 2 / 12 / fall**2
    return fall * math.exp(voice.bias + math.asinh(math.sqrt(voice.spread**2 + in_cells) * _bell(dice)))


def _anything(form: Floats, dice: np.random.Generator) -> float:
    return math.exp(dice.random() * form[REACH])


def _bell(dice: np.random.Generator) -> float:
    """A draw of the density proportional to (1 - x^2/512)^256."""
    return math.sqrt(512) * (2 * float(dice.beta(257, 257)) - 1)
