from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.report.scale import DayScale, count_scale


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=9), st.floats(0, 1e5))
def test_zero_is_always_the_bottom_line_and_more_is_never_drawn_lower(values, middle):
    scale = count_scale(values, middle, bottom=300, ceiling=20)
    assert scale.at(0) == 300
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(20 <= place <= 300 for place in places)


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=9), st.floats(0, 1e5))
def test_labels_begin_at_zero_and_rise(values, middle):
    ticks = count_scale(values, middle, bottom=300, ceiling=20).ticks()
    assert ticks[0] == 0
    assert list(ticks) == sorted(set(ticks))
    assert 2 <= len(ticks) <= 12


def test_even_steps_serve_until_they_press_the_series_flat():
    assert count_scale([900], 300, bottom=300, ceiling=20).knee is None
    assert count_scale([17_000], 300, bottom=300, ceiling=20).knee == 10


@pytest.mark.parametrize(
    ("first", "last", "at_most", "ticks"),
    [
        (date(2020, 10, 23), date(2021, 1, 23), 6, ["2020-11-01", "2020-12-01", "2021-01-01"]),
        (date(2016, 1, 1), date(2018, 6, 30), 3, ["2016-01-01", "2017-01-01", "2018-01-01"]),
        (
            date(2016, 1, 1),
            date(2025, 6, 30),
            5,
            [f"{year}-01-01" for year in (2016, 2018, 2020, 2022, 2024)],
        ),
    ],
)
def test_labels_of_days_are_first_days_of_months_at_even_steps(first, last, at_most, ticks):
    assert [str(day) for day in DayScale(first, last, 0, 100).ticks(at_most)] == ticks
