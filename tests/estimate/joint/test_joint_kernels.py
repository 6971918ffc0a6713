from itertools import pairwise

import numpy as np
import pytest
from joint_problems import EVERY_KIND, FORCE, shares, widest_gap

from exeunt.estimate.grid import stationary
from exeunt.estimate.joint.cells import weigh_ends, weigh_row
from exeunt.estimate.joint.filter import draw_stocks, evidence, through
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.plain import change_chance, smooth, stock_chance
from exeunt.estimate.joint.problem import CHANGES
from exeunt.estimate.joint.sampler import Chain
from exeunt.estimate.joint.tables import CELL
from exeunt.estimate.joint.weigh import change_said, stock_said
from exeunt.estimate.settings import SeriesClass, settings
from exeunt.estimate.transition import local_moves

PACKED = pack(EVERY_KIND)
COUNTS, FORM = PACKED.grid.counts, PACKED.told.form
STOCK_KINDS = [index for index, item in enumerate(EVERY_KIND.statements) if item.shape not in CHANGES]
CHANGE_KINDS = [index for index, item in enumerate(EVERY_KIND.statements) if item.shape in CHANGES]


@pytest.fixture(scope="module")
def chain():
    return Chain(PACKED, seed=3, number=0)


def name(index):
    return EVERY_KIND.statements[index].shape.name


@pytest.mark.parametrize("index", STOCK_KINDS, ids=name)
def test_a_statement_about_a_stock_weighs_as_its_plain_twin_says(chain, index):
    shape, row = EVERY_KIND.statements[index].shape, chain.state.now[index]
    counts = np.concatenate([COUNTS, [0.5, 3.0, 777.0, 19_999.0]])
    plain = stock_chance(shape, row, counts, FORM)
    one_by_one = [stock_said(int(shape), row, count, FORM) for count in counts]
    np.testing.assert_allclose(one_by_one, plain, rtol=1e-6, atol=2e-7)
    at_once = np.ones(len(COUNTS))
    weigh_row(at_once, COUNTS, 0.0, int(shape), row, FORM)
    np.testing.assert_allclose(at_once, plain[: len(COUNTS)], rtol=1e-6, atol=2e-7)


@pytest.mark.parametrize("index", CHANGE_KINDS, ids=name)
def test_a_statement_about_a_change_weighs_as_its_plain_twin_says(chain, index):
    shape, row = EVERY_KIND.statements[index].shape, chain.state.now[index]
    plain = change_chance(shape, row, COUNTS, FORM)
    for begin in range(0, len(COUNTS), 7):
        line = np.ones(len(COUNTS))
        weigh_ends(line, np.zeros(len(COUNTS)), begin, (0.0, 0.0, 0.0, 0.0), int(shape), row, (COUNTS, FORM))
        np.testing.assert_allclose(line, plain[begin], rtol=1e-3, atol=3e-7)


@pytest.mark.parametrize("index", CHANGE_KINDS, ids=name)
def test_one_change_weighs_the_same_alone_as_in_a_step(chain, index):
    shape, row = int(EVERY_KIND.statements[index].shape), chain.state.now[index].copy()
    cell = FORM[CELL]
    for begin, end in ((60, 60), (60, 55), (60, 66), (0, 50), (50, 0)):
        then, now = COUNTS[begin], COUNTS[end]
        row[-4:] = now, then, (then**2 + now**2) * cell**2 / 12 * (begin != end), then * cell
        line = np.ones(len(COUNTS))
        weigh_ends(line, np.zeros(len(COUNTS)), begin, (0.0, 0.0, 0.0, 0.0), shape, row, (COUNTS, FORM))
        assert change_said(shape, row, FORM) == pytest.approx(line[end], rel=1e-9)


def test_a_change_of_a_sum_far_beyond_the_grid_touches_no_other_memory(chain):
    beyond = 50 * COUNTS[-1]
    for index in CHANGE_KINDS:
        shape, row = int(EVERY_KIND.statements[index].shape), chain.state.now[index]
        room = np.ones(3 * len(COUNTS))
        line = room[len(COUNTS) : -len(COUNTS)]
        for rest in ((0.0, beyond, 1.0, 1.0), (beyond, 0.0, 1.0, 1.0)):
            weigh_ends(line, np.zeros(len(COUNTS)), 9, rest, shape, row, (COUNTS, FORM))
        assert np.all(room[: len(COUNTS)] == 1)
        assert np.all(room[-len(COUNTS) :] == 1)


def test_a_figure_weighs_as_a_density_of_the_figure_that_might_have_been_said(chain):
    row = chain.state.now[0].copy()
    logs = np.linspace(0.0, np.log(COUNTS[-1]), 4001)
    said = []
    for log in logs:
        row[0], row[14] = log, np.exp(log - row[10])
        said.append(stock_said(0, row, 400.0, FORM))
    total = np.trapezoid(said, logs)
    assert total == pytest.approx(1 - row[12] * 0.2, abs=0.005)  # the rest of what is worthless says "none"


def test_a_step_is_a_product_with_the_matrix_of_moves():
    rng = np.random.default_rng(1)
    ahead = rng.dirichlet(np.ones(len(COUNTS))).astype(np.float32)
    ahead[10:40] = 0
    moves = PACKED.ground.moves[0, 1, 2]
    out = np.empty_like(ahead)
    through(moves, ahead, out)
    np.testing.assert_allclose(out, ahead @ moves, rtol=1e-5)


def exponential(matrix):
    """exp(matrix) by scaling and squaring a Taylor series, apart from any eigenvalues."""
    small, term = matrix / 2**12, np.eye(len(matrix))
    total = term.copy()
    for power in range(1, 12):
        term = term @ small / power
        total += term
    for _ in range(12):
        total = total @ total
    return total


def plain_chain(state):
    """Prior, steps and rows of the problem of every kind in double precision; moves as matrix exponentials."""
    values = settings()
    prior = stationary(PACKED.grid, SeriesClass(FORCE.none, FORCE.median, FORCE.spread))
    jump = (1 - values.fresh) * local_moves(PACKED.grid, prior, values.jump_sizes) + values.fresh * prior
    rate = 1 / values.mean_days[state.habit[0, 0]]
    days = PACKED.nodes.days[0]
    rows = np.ones((len(days), len(COUNTS)))
    steps = [exponential(rate * (after - before) * (jump - np.eye(len(jump)))) for before, after in pairwise(days)]
    for index, item in enumerate(EVERY_KIND.statements):
        place = days.index(item.days[0].day)
        if item.start is None:
            rows[place] *= stock_chance(item.shape, state.now[index], COUNTS, FORM)
        else:
            assert days[place - 1] == item.start
            steps[place - 1] = steps[place - 1] * change_chance(item.shape, state.now[index], COUNTS, FORM)
    return prior, steps, rows


def test_the_forward_filter_agrees_with_double_precision_and_matrix_exponentials(chain):
    found = evidence(PACKED.ground, PACKED.told, chain.state, chain.room, 0)
    expected, _ = smooth(*plain_chain(chain.state))
    assert found == pytest.approx(expected, abs=1e-4)


def test_drawn_paths_have_the_exact_marginals(chain):
    _, marginals = smooth(*plain_chain(chain.state))
    rng, drawn = np.random.default_rng(5), []
    for _ in range(20_000):
        draw_stocks(PACKED.ground, PACKED.told, chain.state, chain.room, rng.random((4, len(chain.state.cells))))
        drawn.append(chain.state.cells.copy())
    assert widest_gap(shares(drawn, len(COUNTS)), marginals) < 0.015
