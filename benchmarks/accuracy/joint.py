"""The joint sampler on worlds drawn from its own model: how often its intervals hold the truth.

Three stocks of two forces over 400 days; four sources of grades B to E with drawn bias, spread and junk rate; figures
of one stock, of two and of all three, dated departures, and reports without a day.

Run: `python -m benchmarks.accuracy.joint WORLDS SEED`. Exits 1 where an interval holds the truth less or more often
than it says by more than three points and three standard errors.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from exeunt.estimate.joint.pack import Packed, pack
from exeunt.estimate.joint.problem import Draws, Effort, Floats, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.joint.sampler import sample
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.speak import Voice, say_fall, say_figure
from exeunt.estimate.settings import settings

LEVELS = (0.5, 0.8, 0.95)
EFFORT = Effort(chains=4, burn=200, keep=400)
LAW = Law(0.35, 400.0, 1.9)
STOCKS = (Stock("x", "here", LAW), Stock("x", None, LAW), Stock("y", None, LAW))
BLUR, TOP, LAGS = 0.05, 60_000.0, ((0, 0.5), (7, 0.3), (21, 0.2))


@dataclass(frozen=True)
class World:
    """What is asked, and the truth: cells of the stocks by day, biases of the sources."""

    problem: Problem
    cells: dict[int, tuple[int, ...]]
    bias: Floats


def plain_statements(dice: np.random.Generator) -> list[Statement]:
    """Statements without figures yet."""
    made = []
    for number in range(26):
        members = ((0,), (1,), (2,), (0, 1), (0, 1, 2))[dice.choice(5, p=[0.25, 0.25, 0.25, 0.15, 0.1])]
        day = int(dice.integers(21, 400))
        days = tuple(When(day - lag, weight) for lag, weight in LAGS) if number % 8 == 0 else (When(day),)
        made.append(_statement(number, Shape.FIGURE, members, days, int(dice.integers(4))))
    for number, day in enumerate(sorted(dice.choice(np.arange(30, 390, 10), 4, replace=False).tolist())):
        stock = (int(dice.integers(3)),)
        made.append(_statement(100 + number, Shape.FELL, stock, (When(day + 6),), int(dice.integers(4)), day))
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
        side=0,
        blur=BLUR,
        low=100,
        high=100,
        start=start,
    )


def draw_world(dice: np.random.Generator) -> World:
    """A world in which every statement that was planned could be made."""
    grades = settings().grades
    speakers = tuple(
        Speaker(letter, grades[letter].spread, grades[letter].junk, grades[letter].bias) for letter in "BCDE"
    )
    while True:
        problem = Problem(STOCKS, speakers, ("",), tuple(plain_statements(dice)), TOP)
        world = _told(pack(problem), dice)
        if world:
            return world


def _told(packed: Packed, dice: np.random.Generator) -> World | None:
    learned, problem, joint = packed.learned, packed.problem, joint_settings()
    rates = dice.choice(4, 2, p=settings().rate_weights)
    rotation = dice.choice(joint.rotation_rates, 2, p=joint.rotation_weights)
    known = learned.middle + learned.width * dice.standard_normal(learned.middle.shape)
    known[:, 0] += joint.common * dice.standard_normal()
    days = sorted({day for stock in packed.nodes.days for day in stock})
    cells = dict(
        zip(
            days,
            zip(*(_path(packed, days, rates[0 if stock < 2 else 1], dice) for stock in range(3)), strict=True),
            strict=True,
        )
    )
    counts, form, said = packed.ground.counts, packed.told.form, []
    for index, item in enumerate(problem.statements):
        spread = math.hypot(math.exp(known[item.source, 1]), packed.said[index, 2])
        junk = 1 / (1 + math.exp(-known[item.source, 2]))
        force = 0 if item.members[0] < 2 else 1
        voice = Voice(known[item.source, 0], spread, junk, rotation[force], packed.told.price[index, rates[force]])
        day = item.days[dice.choice(len(item.days), p=[when.weight for when in item.days])].day
        now = sum(counts[cells[day][stock]] for stock in item.members)
        if item.shape is Shape.FIGURE:
            figure: float | None = say_figure(now, voice, form, dice)
        else:
            figure = say_fall(counts[cells[item.start or 0][item.members[0]]], now, voice, form, dice)
        if figure is None:
            return None
        shape = item.shape if figure > 0 else Shape.NONE
        said.append(replace(item, shape=shape, low=figure, high=figure))
    return World(replace(problem, statements=tuple(said)), cells, known[:, 0])


def _path(packed: Packed, days: list[int], rate: int, dice: np.random.Generator) -> list[int]:
    kernel = packed.kernels[0]
    cell = int(dice.choice(len(kernel.pi), p=kernel.pi))
    path = [cell]
    for before, after in pairwise(days):
        row = kernel.matrices(after - before)[rate, cell]
        cell = int(dice.choice(len(row), p=row / row.sum()))
        path.append(cell)
    return path


def places(world: World, draws: Draws, dice: np.random.Generator) -> dict[str, list[float]]:
    """Where each true value lies among its draws, 0 to 1, ties split by chance."""
    found: dict[str, list[float]] = {"stock": [], "sum of two": [], "bias": []}
    columns = [_columns(draws, stock) for stock in range(3)]
    for stock, nodes in enumerate(columns):
        for day in dice.choice(sorted(nodes), 3, replace=False):
            found["stock"].append(
                _place(world.cells[int(day)][stock], draws.cells[:, nodes[int(day)]].astype(float), dice)
            )
    both = sorted(set(columns[0]) & set(columns[1]))
    for day in dice.choice(both, min(3, len(both)), replace=False) if both else ():
        true = sum(draws.counts[world.cells[int(day)][stock]] for stock in (0, 1))
        one, other = (draws.counts[draws.cells[:, columns[stock][int(day)]]] for stock in (0, 1))
        found["sum of two"].append(_place(true, one + other, dice))
    for speaker in range(4):
        found["bias"].append(_place(world.bias[speaker], draws.bias[:, speaker, 0], dice))
    return found


def _columns(draws: Draws, stock: int) -> dict[int, int]:
    return {int(draws.node_day[node]): node for node in range(draws.first[stock], draws.first[stock + 1])}


def _place(true: float, drawn: Floats, dice: np.random.Generator) -> float:
    return float((drawn < true).mean() + dice.random() * (np.isclose(drawn, true)).mean())


def main(worlds: int = 60, seed: int = 1) -> int:
    began, failures = time.process_time(), 0
    found: dict[str, list[float]] = {}
    for number in range(worlds):
        dice = np.random.default_rng(np.random.SeedSequence([seed, number]))
        world = draw_world(dice)
        draws = sample(world.problem, seed=seed, effort=EFFORT)
        for name, values in places(world, draws, dice).items():
            found.setdefault(name, []).extend(values)
    print(f"joint sampler: {worlds} drawn worlds, seed {seed}, {time.process_time() - began:.0f} CPU s")
    for name, values in found.items():
        away = 2 * np.abs(np.array(values) - 0.5)
        held = [float((away <= level).mean()) for level in LEVELS]
        error = [math.sqrt(level * (1 - level) / len(values)) for level in LEVELS]
        shown = ", ".join(
            f"{level:.0%}: {share:.1%} (+- {one:.1%})" for level, share, one in zip(LEVELS, held, error, strict=True)
        )
        bad = any(abs(share - level) > 0.03 + 3 * one for level, share, one in zip(LEVELS, held, error, strict=True))
        failures += bad
        print(f"  {name} ({len(values)}): {shown}{'  FAILS' if bad else ''}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
