"""Measures of a timetable against closed forms, identities and Angola's printed figures (C28, C36)."""

import csv
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil, gcd
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.messages import LANGUAGES, say
from exeunt.plan.closed_forms import best_gap_one_at_a_time
from exeunt.plan.measures import balanced, gradual, simultaneous
from exeunt.plan.measures.flow import Flow, flow
from exeunt.plan.measures.history import daily_exits, interpolated_lag
from exeunt.plan.measures.table import OF_FLOW, definitions, scenarios_needed

HISTORY = Path(__file__).parents[2] / "cases/timetables/angola/history.csv"

rows = st.lists(st.integers(0, 9), min_size=1, max_size=40).filter(any)


@st.composite
def two_sided(draw):
    first, second = draw(rows), draw(rows)
    days = max(len(first), len(second))
    exits = {"a": first + [0] * (days - len(first)), "b": second + [0] * (days - len(second))}
    return flow(exits, {side: sum(row) for side, row in exits.items()})


@given(two_sided())
def test_area_is_at_least_the_signed_area_and_at_most_the_gap_times_the_days(found):
    gap, area, signed = balanced.share_gap(found), balanced.area_gap(found), balanced.signed_area(found)
    assert abs(signed) <= area <= gap * found.days
    assert (gap == 0) == (area == 0)


@given(two_sided())
def test_signed_area_is_the_difference_of_mean_exit_days(found):
    means = [Fraction(int((row * np.arange(found.days)).sum()), int(row.sum())) for row in found.out]
    assert balanced.signed_area(found) == means[1] - means[0]


@given(two_sided())
def test_gap_is_at_most_the_daily_outflow_times_the_lag(found):
    assert balanced.share_gap(found) <= gradual.rolling_outflow(found, 1) * ceil(simultaneous.quantile_lag(found))


@given(two_sided())
def test_lag_agrees_with_a_search_over_every_share(found):
    levels = {Fraction(int(number), found.whole) for number in found.share.ravel() if number > 0}
    lags = [max(days) - min(days) for days in (simultaneous.quantile_days(found, level) for level in levels)]
    assert simultaneous.quantile_lag(found) == max(lags)


@given(rows, st.integers(1, 5), st.integers(1, 5))
def test_equal_shares_shrink_the_absolute_difference_with_what_remains(row, times_a, times_b):
    exits = {"a": [number * times_a for number in row], "b": [number * times_b for number in row]}
    totals = {side: sum(numbers) for side, numbers in exits.items()}
    found = flow(exits, totals)
    assert balanced.share_gap(found) == 0
    left_a, left_b = (
        np.array([totals[side] - sum(exits[side][: day + 1]) for day in range(len(row))]) for side in "ab"
    )
    remaining = [Fraction(sum(row[day + 1 :]), sum(row)) for day in range(len(row))]
    assert list(left_a - left_b) == [(totals["a"] - totals["b"]) * share for share in remaining]
    assert balanced.absolute_excess(found) == 0


@given(two_sided(), st.integers(0, 10))
def test_delayed_exposure_is_bounded_by_the_gap_and_the_outflow(found, delay):
    exposed = simultaneous.worst_exposure(found, delay)
    assert exposed <= balanced.share_gap(found) + gradual.rolling_outflow(found, 1) * delay
    assert simultaneous.worst_exposure(found) == balanced.share_gap(found)


@given(two_sided())
def test_floats_and_exact_numbers_agree(found):
    drawn = Flow(found.groups, found.out.astype(float), found.total.astype(float), found.share / found.whole, 1.0)
    # days of a quantile may tip over at equality in floats; shares and areas may not
    for code in (
        "share_gap",
        "area_gap",
        "signed_area",
        "mean_square_gap",
        "outflow_week",
        "distance_to_ramp",
        "overlap_week",
    ):
        assert float(OF_FLOW[code](found)) == pytest.approx(float(OF_FLOW[code](drawn)), abs=1e-9)


def best_sequential_gap(batches_a, batches_b):
    """The least possible largest gap when equal batches leave one at a time, by dynamic programming."""
    best = {(0, 0): Fraction(0)}
    for i in range(batches_a + 1):
        for j in range(batches_b + 1):
            if (i, j) != (0, 0):
                before = [best[step] for step in ((i - 1, j), (i, j - 1)) if step in best]
                best[i, j] = max(min(before), abs(Fraction(i, batches_a) - Fraction(j, batches_b)))
    return best[batches_a, batches_b]


def test_best_sequential_gap_of_equal_batches_has_its_closed_form():
    for batches_a in range(1, 16):
        for batches_b in range(1, 16):
            assert best_gap_one_at_a_time(batches_a, batches_b) == best_sequential_gap(batches_a, batches_b)
    assert gcd(4, 6) == 2  # the form divides by it


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_releasing_from_the_side_behind_keeps_the_gap_within_the_largest_batch(sizes_a, sizes_b):
    left = {"a": list(sizes_a), "b": list(sizes_b)}
    total = {"a": sum(sizes_a), "b": sum(sizes_b)}
    out, exits = {"a": Fraction(0), "b": Fraction(0)}, {"a": [], "b": []}
    while any(left.values()):
        side = min((name for name in left if left[name]), key=lambda name: out[name])
        size = left[side].pop()
        out[side] += Fraction(size, total[side])
        for name, row in exits.items():
            row.append(size if name == side else 0)
    largest = max(Fraction(max(sizes_a), total["a"]), Fraction(max(sizes_b), total["b"]))
    assert balanced.share_gap(flow(exits, total)) <= largest


def angola(series):
    """The dated cumulative figures of a series."""
    rows = csv.DictReader(HISTORY.read_text(encoding="utf-8").splitlines())
    return [(date.fromisoformat(row["day"]), int(row["cumulative"])) for row in rows if row["series"] == series]


@pytest.mark.parametrize(("series", "month", "peak", "ramp", "pause"), [
    ("timetable", 0.062, 1.85, 0.174, 1), ("reported", 0.080, 2.30, 0.181, 32),
])  # fmt: skip
def test_angolas_timetable_and_its_execution_give_their_printed_measures(series, month, peak, ramp, pause):
    found = flow({"cuba": daily_exits(angola(series))}, {"cuba": 50000})
    assert round(float(gradual.rolling_outflow(found, 30)), 3) == month
    assert round(float(gradual.peak_over_mean(found, 30)), 2) == peak
    assert round(float(gradual.distance_to_ramp(found)), 3) == ramp
    assert gradual.longest_pause(found) == pause


def test_angolas_five_phases_count_as_three_and_a_half():
    points = angola("timetable")
    found = flow({"cuba": daily_exits(points)}, {"cuba": 50000})
    ends = [(day - points[0][0]).days for day, _ in points[1:]]
    assert round(float(gradual.effective_phases(found, ends)), 2) == 3.44


def test_angolas_execution_is_as_far_from_its_timetable_as_printed():
    last = angola("timetable")[-1][0]
    both = {series: daily_exits(angola(series), until=last) for series in ("timetable", "reported")}
    found = flow(both, {"timetable": 50000, "reported": 50000})
    assert round(float(balanced.share_gap(found)), 3) == 0.033
    assert round(interpolated_lag(*both.values()), 1) == 35.9


def test_every_measure_has_a_name_and_a_meaning_in_both_languages():
    for definition in definitions().values():
        for language in LANGUAGES:
            assert definition.name(language)
            assert definition.meaning(language).endswith(".")
            assert say(definition.unit, language=language)


def test_scenarios_needed_grow_with_freedoms_and_certainty():
    counts = [scenarios_needed(0.05, doubt, freedoms) for doubt, freedoms in ((0.1, 1), (0.01, 1), (0.01, 10))]
    assert counts[0] == 133
    assert all(fewer < more for fewer, more in pairwise(counts))
