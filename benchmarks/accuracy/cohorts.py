"""A second world, written from other assumptions than the estimator's: whole persons in cohorts, who leave one by one.

Persons come in cohorts, each with its own length of stay; some cohorts are flown out together, some are relieved by as
many others the same week. Reports are late by days, are rounded, lean by source, have Student errors, copy each other,
and are now and then of another size altogether. The estimator's own worlds have none of this.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from exeunt.base.dates import one_day
from exeunt.estimate.calibrate import FIRST_DAY, FORCE, World
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly

LENGTH = 500
SPREAD = dict(zip("ABCDE", (0.06, 0.12, 0.2, 0.3, 0.45), strict=True))
JUNK = dict(zip("ABCDE", (0.02, 0.05, 0.1, 0.2, 0.35), strict=True))

Chance = np.random.Generator
Stock = NDArray[np.float64]


def draw_cohorts(chance: Chance, *, claims: int = 14, asked: int = 6) -> World:
    """A world: a history in whole persons, claims about it, and the truth on the asked days."""
    stock = _history(chance)
    lean = {letter: chance.normal(0, SPREAD[letter]) for letter in "ABCDE"}
    days = np.sort(chance.choice(np.arange(30, LENGTH), size=claims, replace=False))
    made: list[Claim] = []
    for day in days:
        made.append(_report(chance, stock, int(day), lean, made))
    order = np.sort(chance.choice(LENGTH, size=asked, replace=False))
    return World(tuple(made), tuple(_day(int(at)) for at in order), tuple(float(stock[at]) for at in order))


def _history(chance: Chance) -> Stock:
    """Persons on each day."""
    stock = np.zeros(LENGTH)
    for _ in range(1 + int(chance.poisson(4))):
        size = int(np.exp(chance.normal(5.5, 1.2))) + 1
        came = int(chance.integers(-200, LENGTH))
        stay = int(chance.exponential(250)) + 20
        # half of the cohorts leave together, the others one by one around their term
        leaves = np.full(size, came + stay) if chance.random() < 0.5 else came + chance.poisson(stay, size)
        if chance.random() < 0.25:
            leaves = leaves + int(chance.exponential(250)) + 20  # relieved by as many others
        gone = np.searchsorted(np.sort(leaves), np.arange(LENGTH), side="right")
        stock += np.where(np.arange(LENGTH) >= came, size - gone, 0)
    return stock


def _report(chance: Chance, stock: Stock, day: int, lean: dict[str, float], before: list[Claim]) -> Claim:
    letter = str(chance.choice(list("ABCDE")))
    known = _day(day)
    recent = [claim for claim in before if (known - claim.known_on).days < 30]
    if recent and chance.random() < 0.15:
        count = recent[-1].count
    else:
        count = _count(chance, stock[max(day - int(chance.exponential(8)), 0)], letter, lean[letter])
    return Claim(kind=Kind.STOCK, force_id=FORCE, source_id=letter, as_of=one_day(known), known_on=known, count=count)


def _count(chance: Chance, true: float, letter: str, lean: float) -> Count:
    if chance.random() < JUNK[letter]:
        return exactly(_rounded(chance, float(np.exp(chance.normal(5.5, 2)))))
    if true <= chance.poisson(2):
        return exactly(0)
    said = true * math.exp(lean + SPREAD[letter] * chance.standard_t(4))
    bound = Bound(str(chance.choice(["exact", "about", "at_least"], p=[0.4, 0.4, 0.2])))
    if bound is Bound.AT_LEAST:
        return Count(bound, low=_rounded(chance, said * chance.uniform(0.5, 1)))
    return Count(bound, best=_rounded(chance, said))


def _rounded(chance: Chance, value: float) -> float:
    digits = int(chance.choice([1, 2, 4], p=[0.3, 0.4, 0.3]))
    return float(max(round(float(f"{value:.{digits - 1}e}")), 1))


def _day(offset: int) -> date:
    return FIRST_DAY + timedelta(days=offset)
