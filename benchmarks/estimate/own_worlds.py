"""Worlds drawn from the joint model itself, with all that is asked about: two forces, each at two places and elsewhere.

Five sources of grades A to E with drawn biases, spreads and junk rates; figures of one stock and of whole forces, dated
departures, and reports without a day. Figures are made by the package's own `speak.py`. What is planned to be said is
fixed first; a world in which some departure would not be told of is drawn again, which is what conditioning on what was
said means.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.joint.pack import Packed, pack
from exeunt.estimate.joint.problem import Floats, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.speak import Voice, say_fall, say_figure
from exeunt.estimate.settings import settings

FORCES = ("x", "y")
PLACES = ("here", "there", None)
LAW = Law(0.35, 400.0, 1.9)
LENGTH, FIGURES, FALLS, BLUR, TOP = 400, 60, 4, 0.05, 20_000.0
ASKED = (60, 120, 180, 240, 300, 360)
LAGS = ((0, 0.5), (7, 0.3), (21, 0.2))


@dataclass(frozen=True, eq=False)
class Own:
    """What is asked, and the truth.

    `counts` (stocks, asked days); `known` (sources, sides + 2): biases by side, logarithm of the spread, log-odds of
    junk; `worthless` and `rotated` by statement.
    """

    problem: Problem
    counts: Floats
    known: Floats
    worthless: NDArray[np.bool_]
    rotated: NDArray[np.bool_]


def draw_own(seed: int, number: int, common: float) -> Own:
    """World number so-and-so; `common` is the spread of the bias that all sources share."""
    dice = np.random.default_rng(np.random.SeedSequence([seed, number, 55]))
    grades = settings().grades
    speakers = tuple(Speaker(name, grades[name].spread, grades[name].junk, grades[name].bias) for name in "ABCDE")
    stocks = tuple(Stock(force, place, LAW) for force in FORCES for place in PLACES)
    packed = pack(Problem(stocks, speakers, FORCES, tuple(_plan(dice)), TOP), common=common)
    while True:
        found = _told(packed, common, dice)
        if found:
            return found


def _plan(dice: np.random.Generator) -> list[Statement]:
    made = []
    for number in range(FIGURES):
        force, day = int(dice.integers(2)), int(dice.integers(21, LENGTH))
        first = force * len(PLACES)
        whole = dice.random() < 0.2
        members = tuple(range(first, first + len(PLACES))) if whole else (first + int(dice.integers(len(PLACES))),)
        days = tuple(When(day - lag, weight) for lag, weight in LAGS) if number % 8 == 0 else (When(day),)
        made.append(_statement(number, Shape.FIGURE, members, days, int(dice.integers(5))))
    begin = np.sort(dice.choice(np.arange(30, LENGTH - 10, 10), FALLS, replace=False))
    for number, day in enumerate(begin.tolist()):
        stock = (int(dice.integers(2 * len(PLACES))),)
        made.append(_statement(100 + number, Shape.FELL, stock, (When(day + 6),), int(dice.integers(5)), day))
    return made


def _statement(
    number: int, shape: Shape, of: tuple[int, ...], days: tuple[When, ...], by: int, start: int | None = None
) -> Statement:
    return Statement(
        claim=str(number),
        shape=shape,
        members=of,
        days=days,
        source=by,
        side=of[0] // len(PLACES),
        blur=BLUR,
        low=100,
        high=100,
        start=start,
    )


def _told(packed: Packed, common: float, dice: np.random.Generator) -> Own | None:
    learned, problem, joint = packed.learned, packed.problem, joint_settings()
    rates = dice.choice(len(settings().rate_weights), 2, p=settings().rate_weights)
    rotation = dice.choice(joint.rotation_rates, 2, p=joint.rotation_weights)
    known = learned.middle + learned.width * dice.standard_normal(learned.middle.shape)
    known[:, :2] += common * dice.standard_normal(2)
    days = sorted({*ASKED, *(day for stock in packed.nodes.days for day in stock)})
    column = {day: place for place, day in enumerate(days)}
    paths = np.array([_path(packed, days, int(rates[stock // 3]), dice) for stock in range(len(problem.stocks))])
    held = packed.ground.counts[paths]
    said, worthless, rotated = [], [], []
    for index, item in enumerate(problem.statements):
        day = item.days[dice.choice(len(item.days), p=[when.weight for when in item.days])].day
        now = float(held[list(item.members), column[day]].sum())
        junk = dice.random() < 1 / (1 + math.exp(-known[item.source, 3]))
        matched = bool(item.shape is Shape.FELL and not junk and dice.random() < rotation[item.side])
        spread = math.hypot(math.exp(known[item.source, 2]), packed.said[index, 2])
        # what was drawn of junk and rotation is certain to the voice
        price = float(packed.told.price[index, rates[item.side]])
        voice = Voice(known[item.source, item.side], spread, float(junk), float(matched), price)
        if item.shape is Shape.FIGURE:
            figure: float | None = say_figure(now, voice, packed.told.form, dice)
        else:
            then = float(held[item.members[0], column[item.start or 0]])
            figure = say_fall(then, now, voice, packed.told.form, dice)
        if figure is None:
            return None
        said.append(replace(item, shape=item.shape if figure > 0 else Shape.NONE, low=figure, high=figure))
        worthless.append(junk)
        rotated.append(matched)
    asked = held[:, [column[day] for day in ASKED]]
    placed = np.exp((dice.random(len(asked)) - 0.5) * packed.told.form[-1])[:, None] * asked
    counts = np.where(asked > 0, np.maximum(np.rint(placed), 1.0), 0.0)
    told = replace(problem, statements=tuple(said))
    return Own(told, counts, known, np.array(worthless), np.array(rotated))


def _path(packed: Packed, days: list[int], rate: int, dice: np.random.Generator) -> list[int]:
    kernel = packed.kernels[0]
    cell = int(dice.choice(len(kernel.pi), p=kernel.pi))
    path = [cell]
    for before, after in pairwise(days):
        row = kernel.over(after - before)[rate, cell]
        cell = int(dice.choice(len(row), p=row / row.sum()))
        path.append(cell)
    return path
