"""Gradual, balanced and simultaneous on draws of strength: a plan's own numbers where nothing is in doubt (C28)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.case.load import load_case
from exeunt.estimate.posterior import Posterior
from exeunt.plan.measures.estimated import estimated_measures
from exeunt.plan.measures.flow import flow
from exeunt.plan.measures.gradual import effective_phases
from exeunt.plan.measures.table import MONTH, OF_FLOW

CASE, _ = load_case(Path(__file__).parents[2] / "cases" / "example")
SIDES = {"coast-side": "saker-guard", "highland-side": "velmorian-corps"}
START = date(2024, 2, 12)  # of the example's first obligation
GRID = np.array([0.0, 1.0])
ROWS = st.lists(st.integers(0, 9), min_size=1, max_size=70).filter(any)


def drawn(force, stocks, step=1):
    """A posterior with these draws (draws, points), a point each `step` days."""
    stocks = np.atleast_2d(np.array(stocks, dtype=float))
    days = tuple(START + timedelta(days=step * place) for place in range(stocks.shape[1]))
    return Posterior(force, None, days, GRID, np.tile([0.0, 1.0], (len(days), 1)), stocks, np.array([0.5, 0.5]))


def measured(posteriors, case=CASE):
    as_of = max(posterior.days[-1] for posterior in posteriors)
    return {item.code: item.number for item in estimated_measures(case, posteriors, as_of=as_of)}


def two_sides(first, second, step=1):
    return [drawn(force, stocks, step) for force, stocks in zip(SIDES.values(), (first, second), strict=True)]


def wavering(stocks, spread, seed=1):
    """Draws about a path whose level as a whole is in doubt by this share and whose points waver a little."""
    random = np.random.default_rng(seed)
    path = np.array(stocks, dtype=float)
    return np.maximum(path * np.exp(spread * random.standard_normal((300, len(path)))), 0)


@given(ROWS, ROWS)
def test_strengths_known_for_sure_give_the_numbers_of_a_plan(first, second):
    days = max(len(first), len(second)) + 1
    exits = {side: [0, *row, *[0] * (days - 1 - len(row))] for side, row in zip(SIDES, (first, second), strict=True)}
    totals = {side: sum(row) for side, row in exits.items()}
    exact = flow(exits, totals)
    found = measured(two_sides(*(totals[side] - np.cumsum(exits[side]) for side in SIDES)))
    wanted = {code: float(OF_FLOW[code](exact)) for code in found if code in OF_FLOW}
    wanted["effective_phases"] = float(effective_phases(exact, range(MONTH - 1, days, MONTH)))
    assert found == {code: pytest.approx((value,) * 3) for code, value in wanted.items()}


def test_days_between_two_points_are_joined_by_straight_lines():
    found = measured(two_sides([100, 0], [100, 0], step=60))
    assert found["outflow_month"] == pytest.approx((0.5,) * 3)
    assert found["distance_to_ramp"] == pytest.approx((0,) * 3, abs=1e-12)


def test_who_returns_is_not_taken_off():
    found = measured(two_sides([100, 40, 70, 40], [100, 100, 100, 100], step=30))
    assert found["share_gap"] == pytest.approx((0.6,) * 3)


def test_more_doubt_gives_wider_intervals():
    paths = [400, 300, 200, 100, 0], [400, 400, 300, 50, 0]
    little, much = (measured(two_sides(*(wavering(path, spread) for path in paths), step=30)) for spread in (0.02, 0.1))
    for code in ("share_gap", "area_gap", "signed_area", "outflow_month", "overlap_month"):
        assert little[code][2] - little[code][0] < much[code][2] - much[code][0]


def test_an_interval_that_leaves_nearly_everything_open_is_undetermined():
    unknown = np.random.default_rng(3).uniform(0, 1, (300, 1))
    found = measured(two_sides(np.hstack([np.ones((300, 1)), unknown]) * 1000, [1000, 1000] * np.ones((300, 1)), 60))
    assert found["share_gap"] is None


def test_a_finish_gap_is_undetermined_until_every_side_has_finished():
    found = measured(two_sides([100, 60, 0], [100, 80, 50], step=30))
    assert (found["finish_gap"], found["start_gap"]) == (None, (4.0, 4.0, 4.0))


def test_a_withdrawal_that_has_not_ended_has_the_phases_of_those_who_have_left():
    found = measured(two_sides([1000, 900, 800], [1000, 900, 800], step=30))
    assert found["effective_phases"][1] == pytest.approx(2, abs=0.1)


def test_where_nobody_has_left_nothing_is_told_of_pace_or_overlap_but_the_gap_is_none():
    found = measured(two_sides([100, 100], [50, 50], step=60))
    assert {found[code] for code in ("distance_to_ramp", "effective_phases", "longest_pause", "start_gap")} == {None}
    assert found["share_gap"] == (0.0, 0.0, 0.0)


def test_one_side_alone_has_no_measures():
    assert measured(two_sides([100, 0], [100, 0], step=60)[:1]) == {}


def test_a_mean_lead_needs_exactly_two_sides():
    force = next(force for force in CASE.forces if force.id == "heron-company")
    agreement = replace(CASE.agreement, sides=(*CASE.agreement.sides, replace(CASE.agreement.sides[0], id="third")))
    forces = (*(item for item in CASE.forces if item is not force), replace(force, side="third"))
    case = replace(CASE, agreement=agreement, forces=forces)
    found = measured([*two_sides([100, 0], [100, 50], step=60), drawn(force.id, [100, 100], 60)], case)
    assert found["signed_area"] is None
    assert found["share_gap"] == (1.0, 1.0, 1.0)
