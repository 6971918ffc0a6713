"""The grid holds what was claimed; the jump process is a proper, reversible law on any grid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from exeunt.estimate.grid import Grid, make_grid, normal_cdf, stationary
from exeunt.estimate.settings import SeriesClass, settings
from exeunt.estimate.transition import Kernel, local_moves, make_kernel

LAW = SeriesClass(none=0.35, median=400, spread=1.9)
FIGURES = st.lists(st.one_of(st.integers(1, 200_000), st.floats(1, 9e4)), max_size=12)


def kernel_of(grid: Grid) -> Kernel:
    values = settings()
    pi = stationary(grid, LAW)
    return make_kernel(grid, pi, mean_days=values.mean_days, fresh=values.fresh, sizes=values.jump_sizes)


@limits(deadline=None)
@given(FIGURES)
def test_every_figure_is_a_cell_and_cells_ascend_from_none(figures: list[float]) -> None:
    grid = make_grid(figures, spacing=0.1, top=50_000)
    assert set(map(float, figures)) <= set(grid.counts)
    assert grid.counts[0] == 0
    assert np.all(np.diff(grid.counts) > 0)
    assert np.all(np.diff(grid.edges) > 0)
    assert np.all((grid.edges[:-1] <= grid.counts) & (grid.counts <= grid.edges[1:]))


def test_a_grid_without_figures_has_about_a_hundred_cells_at_most_a_tenth_apart() -> None:
    grid = make_grid((), spacing=0.1, top=56_000)
    assert 80 <= grid.size <= 105
    assert np.diff(grid.logs)[grid.counts[1:-1] > 20].max() < 0.15


def test_figures_below_one_person_are_not_cells() -> None:
    assert 0.4 not in make_grid([0, 0.4], spacing=0.1, top=100).counts


def test_a_finer_grid_gives_a_count_the_same_prior_probability() -> None:
    coarse, fine = (make_grid(figures, spacing=0.1, top=56_000) for figures in ((), (300, 310, 317, 4439)))
    for limit in (100, 300, 5000):
        masses = [stationary(grid, LAW)[grid.counts <= limit].sum() for grid in (coarse, fine)]
        assert masses[0] == pytest.approx(masses[1], abs=0.02)


@pytest.mark.parametrize("place", [-9.0, -2.5, -0.3, 0.0, 1.7, 9.0])
def test_the_normal_distribution_is_that_of_the_standard_library(place: float) -> None:
    assert normal_cdf(np.array(place)) == pytest.approx(0.5 * math.erfc(-place / math.sqrt(2)), abs=2e-7)


@limits(max_examples=20, deadline=None)
@given(FIGURES, st.integers(1, 2000))
def test_transitions_are_probabilities_and_reversible_on_any_grid(figures: list[float], days: int) -> None:
    kernel = kernel_of(make_grid(figures, spacing=0.1, top=20_000))
    matrix = kernel.over(days)
    np.testing.assert_allclose(matrix.sum(axis=2), 1.0, atol=1e-8)
    flow = kernel.pi[:, None] * matrix
    np.testing.assert_allclose(flow, flow.transpose(0, 2, 1), atol=1e-9)  # neutral about direction
    np.testing.assert_allclose(kernel.pi @ matrix, np.tile(kernel.pi, (len(matrix), 1)), atol=1e-9)


def test_transitions_equal_the_series_of_jumps() -> None:
    """The plain twin: K = sum over n of Poisson(n; rate days) J^n."""
    grid = make_grid([300], spacing=0.5, top=20_000)
    kernel, values = kernel_of(grid), settings()
    jump = (1 - values.fresh) * local_moves(grid, kernel.pi, values.jump_sizes) + values.fresh * kernel.pi
    for index, rate in enumerate(kernel.rates):
        mean = rate * 45
        power, total = np.eye(grid.size), np.zeros((grid.size, grid.size))
        for jumps in range(60):
            total += math.exp(-mean) * mean**jumps / math.factorial(jumps) * power
            power = power @ jump
        np.testing.assert_allclose(kernel.over(45)[index], total, atol=1e-9)


def test_two_gaps_after_one_another_are_one_long_gap() -> None:
    kernel = kernel_of(make_grid([300], spacing=0.2, top=20_000))
    np.testing.assert_allclose(kernel.over(10) @ kernel.over(25), kernel.over(35), atol=1e-9)


def test_local_moves_never_reach_none() -> None:
    grid = make_grid([300], spacing=0.2, top=20_000)
    moves = local_moves(grid, stationary(grid, LAW), settings().jump_sizes)
    assert np.all(moves[1:, 0] == 0)
    assert moves[0, 0] == 1
