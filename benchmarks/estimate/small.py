"""A small problem that NUTS and particle filters can be asked too: figures about single stocks by four sources."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.estimate.reference import Floats, Reference, Trust, reference, said
from exeunt.estimate.joint.problem import Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.settings import settings

LAW = Law(0.35, 400.0, 1.9)
TOP, BLUR, LETTERS = 10_000.0, 0.05, "BCDE"
COARSE = 0.2
"""Width of cells where NUTS answers too: at twice the usual width it needs a quarter of the time, and so do we."""


def draw_small(seed: int, *, stocks: int = 2, claims: int = 40, length: int = 400) -> Problem:
    """Stocks of one force, and what sources of grades B to E say of them."""
    chance = np.random.default_rng(np.random.SeedSequence([seed, 404]))
    model = reference(LAW, TOP)
    rate = float(chance.choice(settings().mean_days, p=settings().rate_weights))
    days = np.sort(chance.choice(length, claims, replace=False))
    cells = np.array([_path(model, days, rate, chance) for _ in range(stocks)])
    grades = [settings().grades[letter] for letter in LETTERS]
    biases = [grade.bias * float(chance.standard_normal()) for grade in grades]
    statements = []
    for number, day in enumerate(days):
        stock, source = int(chance.integers(stocks)), int(chance.integers(len(LETTERS)))
        trust = Trust(biases[source], grades[source].spread, grades[source].junk)
        figure = _figure(model, float(model.counts[cells[stock, number]]), trust, chance)
        statements.append(_statement(number, stock, int(day), source, figure))
    speakers = tuple(
        Speaker(letter, grade.spread, grade.junk, grade.bias) for letter, grade in zip(LETTERS, grades, strict=True)
    )
    made = tuple(Stock("force", f"place-{number}", LAW) for number in range(stocks))
    return Problem(made, speakers, ("",), tuple(statements), TOP)


def _path(model: Reference, days: NDArray[np.int64], rate: float, chance: np.random.Generator) -> list[int]:
    cells = [int(chance.choice(len(model.law), p=model.law))]
    for before, after in pairwise(days):
        row = model.moves(float(after - before), rate)[cells[-1]]
        cells.append(int(chance.choice(len(row), p=np.maximum(row, 0) / np.maximum(row, 0).sum())))
    return cells


def _figure(model: Reference, count: float, trust: Trust, chance: np.random.Generator) -> float:
    if chance.random() < trust.junk:
        return float(np.exp(chance.random() * model.reach)) if chance.random() < settings().junk_figure else 0.0
    if chance.random() < np.exp(-count / settings().detection):
        return 0.0
    return count * float(np.exp(trust.bias + np.arcsinh(np.hypot(trust.spread, BLUR) * chance.standard_normal())))


def _statement(number: int, stock: int, day: int, source: int, figure: float) -> Statement:
    return Statement(
        claim=str(number),
        shape=Shape.FIGURE if figure >= 1 else Shape.NONE,
        members=(stock,),
        days=(When(day),),
        source=source,
        side=0,
        blur=BLUR,
        low=figure,
        high=figure,
    )


def days_and_statements(problem: Problem, stock: int) -> list[tuple[int, Statement]]:
    """What is said of a stock, in the order of days."""
    about = [(item.days[0].day, item) for item in problem.statements if item.members == (stock,)]
    return sorted(about, key=lambda pair: pair[0])


def rows_of(problem: Problem, stock: int, trust: list[Trust], model: Reference) -> Floats:
    """How probable each statement about a stock is by cell, (nodes, G), in the order of days."""
    return np.array(
        [
            said(item.low if item.shape is Shape.FIGURE else 0.0, item.blur, trust[item.source], model)
            for _, item in days_and_statements(problem, stock)
        ]
    )


def steps_of(problem: Problem, stock: int, rate: float, model: Reference) -> list[Floats]:
    """The moves between the days on which something is said of a stock."""
    days = [day for day, _ in days_and_statements(problem, stock)]
    return [model.moves(after - before, rate) for before, after in pairwise(days)]
