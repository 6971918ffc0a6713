"""Small problems for tests of the joint sampler."""

import numpy as np

from exeunt.estimate.joint.problem import Law, Problem, Shape, Speaker, Statement, Stock, When

FORCE = Law(0.35, 400.0, 1.9)
FEW = Law(0.3, 4.0, 0.8)
SPEAKERS = (Speaker("good", 0.08, 0.02, 0.06), Speaker("fair", 0.25, 0.1, 0.22))


def stated(shape: Shape, low: float, *days: int, of=(0,), by: int = 1, **more) -> Statement:
    """A statement about stocks; several days are a lag of unknown length."""
    when = tuple(When(day, 1 / len(days)) for day in days)
    high = more.pop("high", low)
    return Statement(
        claim=f"{shape.name}{low}{days}{of}", shape=shape, members=of, days=when, source=by, side=0,
        low=low, high=high, blur=more.pop("blur", 0.12), **more,
    )  # fmt: skip


def problem(*statements: Statement, stocks: int = 1, law: Law = FORCE, top: float = 20_000.0) -> Problem:
    """Stocks of one law, each of a force of its own, with one side."""
    return Problem(tuple(Stock(f"f{number}", None, law) for number in range(stocks)), SPEAKERS, ("",), statements, top)


EVERY_KIND = problem(
    stated(Shape.FIGURE, 2000, 0),
    stated(Shape.RANGE, 1500, 30, high=2500),
    stated(Shape.FELL, 300, 60, start=53),
    stated(Shape.AT_LEAST, 1200, 100),
    stated(Shape.ROSE, 500, 130, start=124, by=0),
    stated(Shape.AT_MOST, 4000, 170),
    stated(Shape.NOT_FALLEN, 0, 200, start=190, least_junk=0.3),
    stated(Shape.SOME, 0, 250),
    stated(Shape.FIGURE, 1700, 290, copy=0.35, copy_density=1.0),
    stated(Shape.GONE_SINCE, 900, 320, start=290),
    stated(Shape.COME_SINCE, 200, 400, start=320),
    stated(Shape.NONE, 0, 700),
)


def shares(cells, size: int):
    """How often each cell was drawn, by node: (nodes, cells)."""
    drawn = np.asarray(cells)
    return np.array([np.bincount(column, minlength=size) / len(drawn) for column in drawn.T])


def widest_gap(one, other) -> float:
    """The largest difference of two distribution functions, over all nodes."""
    return float(np.abs(np.cumsum(one, axis=1) - np.cumsum(other, axis=1)).max())
