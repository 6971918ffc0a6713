"""Calibration on drawn worlds (C22), and the arithmetic of the scores."""

from __future__ import annotations

import numpy as np
import pytest

from exeunt.simulation.drawn import draw_worlds
from exeunt.simulation.score import crps_of, score


@pytest.mark.slow
def test_intervals_cover_as_often_as_they_say() -> None:
    found = score(list(draw_worlds(5, 200)), seed=5)
    # 1,200 counts, six to a world: three standard errors are about 0.06
    assert found.fair[0.8] == pytest.approx(0.8, abs=0.05)
    assert found.fair[0.5] == pytest.approx(0.5, abs=0.06)
    assert found.coverage[0.95] >= found.fair[0.95] - 0.02
    assert found.crps < found.naive_crps / 2


def test_a_drawn_world_is_the_same_whenever_its_number_is() -> None:
    assert list(draw_worlds(3, 2))[1] == list(draw_worlds(3, 4))[1]


def test_no_worlds_have_no_score() -> None:
    with pytest.raises(ValueError, match="no worlds"):
        score([], seed=1)


def test_the_score_of_a_certain_answer_is_its_distance() -> None:
    grid = np.array([0.0, 10.0, 100.0])
    assert crps_of(grid, np.array([0.0, 1.0, 0.0]), 10.0) == pytest.approx(0.0)
    assert crps_of(grid, np.array([0.0, 1.0, 0.0]), 100.0) == pytest.approx(np.log1p(100) - np.log1p(10))


def test_the_score_equals_its_definition_by_pairs() -> None:
    """CRPS = E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007, eq. 21)."""
    grid, row = np.array([0.0, 5.0, 50.0, 500.0]), np.array([0.1, 0.4, 0.3, 0.2])
    places = np.log1p(grid)
    for true in (0.0, 20.0, 900.0):
        away = (row * np.abs(places - np.log1p(true))).sum()
        spread = (row[:, None] * row * np.abs(places[:, None] - places)).sum()
        assert crps_of(grid, row, true) == pytest.approx(away - spread / 2)
