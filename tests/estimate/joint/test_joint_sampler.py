"""The sampler's answers against sums over everything that could be, and what must never change them."""

from itertools import product

import numpy as np
import pytest
from joint_problems import FEW, problem, shares, stated, widest_gap

from exeunt.estimate.joint.filter import draw_stocks
from exeunt.estimate.joint.moves import move_pairs
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.plain import change_chance, stock_chance
from exeunt.estimate.joint.problem import Effort, Shape
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import Chain, sample
from exeunt.estimate.joint.sources import draw_days, look, step_sources

COARSE = 0.45


def packed(*statements, **more):
    return pack(problem(*statements, law=FEW, top=30.0, **more), spacing=COARSE)


def paths(made, chain, sweeps, *, pairs=False):
    """Cells drawn by Gibbs sweeps of the stocks alone, sources held."""
    rng, drawn = np.random.default_rng(2), []
    everything = (made.ground, made.told, chain.state, chain.room)
    for _ in range(sweeps):
        draw_stocks(*everything, rng.random((4, len(chain.state.cells))))
        if pairs:
            move_pairs(*everything, rng.random((3, len(chain.state.cells))), rng.random((2, 4)))
        drawn.append(chain.state.cells.copy())
    return np.array(drawn)


def steps(made, chain, stock):
    """The matrices of moves between the nodes of a stock."""
    first, last = made.nodes.first[stock], made.nodes.first[stock + 1]
    rate = chain.state.habit[made.ground.stock[stock, 1], 0]
    return [made.ground.moves[0, rate, made.ground.node[node, 0]].astype(float) for node in range(first + 1, last)]


def marginals(joint):
    """Marginal of every axis of a table of weights."""
    table = joint / joint.sum()
    return np.array(
        [table.sum(axis=tuple(other for other in range(table.ndim) if other != axis)) for axis in range(table.ndim)]
    )


@pytest.mark.parametrize("pairs", [False, True], ids=["one by one", "with pairs"])
def test_stocks_of_one_sum_are_drawn_as_the_sum_over_all_that_could_be(pairs):
    made = packed(
        stated(Shape.FIGURE, 9, 0, of=(0, 1), by=0), stated(Shape.FIGURE, 5, 20, of=(0,)),
        stated(Shape.AT_LEAST, 4, 20, of=(0, 1)), stated(Shape.FIGURE, 2, 0, of=(1,)), stocks=2,
    )  # fmt: skip
    chain = Chain(made, 1, 0)
    counts, form, now, prior = made.grid.counts, made.told.form, chain.state.now, made.ground.prior[0]
    both = counts[:, None] + counts[None, :]
    said = [item.shape for item in made.problem.statements]
    first = stock_chance(said[0], now[0], both, form) * stock_chance(said[3], now[3], counts, form)[None, :]
    last = stock_chance(said[2], now[2], both, form) * stock_chance(said[1], now[1], counts, form)[:, None]
    one, other = steps(made, chain, 0)[0] * prior[:, None], steps(made, chain, 1)[0] * prior[:, None]
    exact = marginals(np.einsum("ac,ab,cd,bd->abcd", first, one, other, last))
    found = shares(paths(made, chain, 20_000, pairs=pairs), len(counts))
    assert widest_gap(found, exact) < 0.03


def test_a_change_over_several_nodes_is_drawn_as_the_sum_over_all_that_could_be():
    made = packed(
        stated(Shape.FIGURE, 9, 0, by=0), stated(Shape.FIGURE, 4, 25), stated(Shape.GONE_SINCE, 5, 40, start=0, by=0)
    )
    chain = Chain(made, 1, 0)
    counts, form, now, prior = made.grid.counts, made.told.form, chain.state.now, made.ground.prior[0]
    assert len(made.ground.anchor) == 1
    one, two = steps(made, chain, 0)
    first = prior * stock_chance(Shape.FIGURE, now[0], counts, form)
    middle = stock_chance(Shape.FIGURE, now[1], counts, form)
    gone = change_chance(Shape.GONE_SINCE, now[2], counts, form)
    exact = marginals(np.einsum("a,ab,b,bc,ac->abc", first, one, middle, two, gone))
    found = shares(paths(made, chain, 20_000), len(counts))
    assert widest_gap(found, exact) < 0.03


def test_a_source_is_learned_as_its_law_says():
    made = packed(*(stated(Shape.FIGURE, figure, 0, by=1) for figure in (12, 14, 13)))
    chain = Chain(made, 1, 0)
    chain.state.cells[:] = 6
    look(made.ground, made.told, chain.state, chain.room, chain.learned)
    rng, drawn = np.random.default_rng(3), []
    for _ in range(12_000):
        size = (1, *chain.state.known.shape)
        step_sources(
            made.told, chain.state, chain.room, chain.learned, rng.standard_normal(size), rng.random(size), 0.0
        )
        drawn.append(chain.state.known[1].copy())
    low, high = (
        chain.learned.middle[1] - 5 * chain.learned.width[1],
        chain.learned.middle[1] + 5 * chain.learned.width[1],
    )
    axes = [np.linspace(low[column], high[column], 41) for column in range(3)]
    weights = np.zeros((41, 41, 41))
    rows = chain.state.now[:3].copy()
    count = made.grid.counts[6]
    for place, values in zip(product(range(41), repeat=3), product(*axes), strict=True):
        total = float(-0.5 * (((np.array(values) - chain.learned.middle[1]) / chain.learned.width[1]) ** 2).sum())
        spread, junk = np.exp(values[1]), 1 / (1 + np.exp(-values[2]))
        for row in rows:
            square = spread**2 + row[2] ** 2
            ratio = np.exp(row[0] - values[0]) / count
            bell = (
                (ratio + 1 / ratio) / 2 * max(1 - ((ratio - 1 / ratio) / 2) ** 2 / square / 512, 0) ** 256 * 0.39952634
            )
            honest = bell / np.sqrt(square) * (1 - (1 - count / made.told.form[3] / 256) ** 256)
            total += np.log((1 - junk) * honest + junk * made.told.form[1] / made.told.form[0])
        weights[place] = np.exp(total)
    weights /= weights.sum()
    means = np.mean(drawn, axis=0)
    for column in range(3):
        law = weights.sum(axis=tuple(other for other in range(3) if other != column))
        middle = float((law * axes[column]).sum())
        width = float(np.sqrt((law * (axes[column] - middle) ** 2).sum()))
        assert means[column] == pytest.approx(middle, abs=0.15 * width)
        assert np.std(drawn, axis=0)[column] == pytest.approx(width, rel=0.15)


def test_an_undated_report_is_put_on_the_day_it_fits():
    made = packed(
        stated(Shape.FIGURE, 20, 0, by=0), stated(Shape.FIGURE, 20, 60, by=0), stated(Shape.NONE, 0, 90, by=0),
        stated(Shape.FIGURE, 20, 90, 60, by=0),
    )  # fmt: skip
    chain, rng, chosen = Chain(made, 1, 0), np.random.default_rng(4), []
    for _ in range(20_000):
        draw_stocks(made.ground, made.told, chain.state, chain.room, rng.random((4, len(chain.state.cells))))
        look(made.ground, made.told, chain.state, chain.room, chain.learned)
        draw_days(made.ground, made.told, chain.state, chain.room, rng.random(4))
        chosen.append(chain.state.day[3])
    counts, form, now, prior = made.grid.counts, made.told.form, chain.state.now, made.ground.prior[0]
    said = [stock_chance(item.shape, now[index], counts, form) for index, item in enumerate(made.problem.statements)]
    *first_steps, one, two = [np.eye(len(counts)), *steps(made, chain, 0)]
    assert len(first_steps) == 1 or made.nodes.days[0] == (0, 32, 60, 90)
    begin = prior * said[0]
    for step in first_steps[1:]:
        begin = begin @ step
    late = (begin @ one * said[1]) @ two * said[2] @ said[3]
    early = (begin @ one * said[1] * said[3]) @ two @ said[2]
    assert np.mean(chosen) == pytest.approx(early / (early + late), abs=0.02)


SMALL = problem(
    stated(Shape.FIGURE, 2000, 0, of=(0,)), stated(Shape.FIGURE, 1500, 100, of=(0,), by=0),
    stated(Shape.FIGURE, 5000, 50, of=(0, 1)), stated(Shape.FELL, 400, 60, of=(0,), start=53), stocks=2,
)  # fmt: skip
BRIEF = Effort(chains=3, burn=10, keep=20)


@pytest.fixture(scope="module")
def drawn():
    return sample(SMALL, seed=5, effort=BRIEF)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(drawn, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    again, other = sample(SMALL, seed=5, effort=BRIEF), sample(SMALL, seed=6, effort=BRIEF)
    for part in ("cells", "offset", "bias", "spread", "junk", "rate", "rotation", "worthless"):
        np.testing.assert_array_equal(getattr(drawn, part), getattr(again, part))
    assert not np.array_equal(drawn.cells, other.cells)


def test_what_is_drawn_has_the_shape_that_is_promised(drawn):
    draws, statements = 60, len(SMALL.statements)
    assert drawn.cells.shape == (draws, drawn.first[-1])
    assert drawn.bias.shape == (draws, 2, 1)
    assert drawn.log_likelihood.shape == (draws, statements)
    assert np.all(np.isfinite(drawn.log_likelihood))
    assert np.bincount(drawn.chain).tolist() == [20, 20, 20]
    chances = np.stack([drawn.worthless, drawn.copied, drawn.rotated])
    assert np.all((chances >= 0) & (chances <= 1))


def test_days_between_nodes_are_bridged_by_the_law_of_moves():
    made = packed(stated(Shape.FIGURE, 9, 0, by=0), stated(Shape.FIGURE, 4, 30, by=0))
    draws = sample(made.problem, seed=1, effort=Effort(1, 0, 1))
    many = 20_000
    first, last = 22, 16
    held = type(draws)(**{
        **vars(draws), "cells": np.tile(np.array([[first, last]], np.int16), (many, 1)),
        "rate": np.ones((many, 1), np.int8), "offset": np.zeros((many, 1)), "chain": np.zeros(many, np.int16),
    })  # fmt: skip
    kernel = pack(made.problem).kernels[0]
    query = Query(held, {FEW: kernel}, (-20, 0, 10, 30, 45), 1)
    counts = query.sum_of([0])
    assert np.all(counts[:, 1] == np.rint(draws.counts[first]))
    assert np.all(counts[:, 3] == np.rint(draws.counts[last]))
    one, two, after = (kernel.matrices(gap)[1] for gap in (10, 20, 15))
    between = one[first] * two[:, last] / (one[first] * two[:, last]).sum()
    whole = np.maximum(np.rint(draws.counts), 1.0) * (draws.counts > 0)
    for column, law in ((2, between), (4, after[last])):
        values = np.unique(whole)
        expected = np.array([law[whole <= value].sum() for value in values])
        found = np.array([(counts[:, column] <= value).mean() for value in values])
        assert np.abs(found - expected).max() < 0.015
