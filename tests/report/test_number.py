"""Numbers are never more exact than the evidence, in either language (C41)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.model.count import Bound, Count
from exeunt.report.number import (
    THIN_SPACE,
    about,
    count_in_words,
    percent,
    percent_at_least,
    rounded,
    step_of,
    thousands,
)


def plain(text):
    return text.replace(THIN_SPACE, " ")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1349.7, 1102.0, 1598.0), "about 1 350 (1 100–1 600)"),
        ((940.2, 160.9, 2050.0), "about 900 (100–2 100)"),
        ((3.0, 0.0, 1000.0), "fewer than 100 (0–1 000)"),
        ((300.0, 23.0, 990.0), "about 300 (20–1 000)"),
        ((12.0, 12.0, 12.0), "12"),
        ((0.0, 0.0, 4.0), "about 0 (0–4)"),
    ],
)
def test_a_median_is_rounded_to_what_its_interval_supports(numbers, words):
    assert plain(about(*numbers, "en")) == words


def test_arabic_says_a_range_in_words_and_with_the_same_digits():
    assert plain(about(1349.7, 1102.0, 1598.0, "ar")) == "نحو 1 350 (من 1 100 إلى 1 600)"


@st.composite
def intervals(draw):
    low, median, high = sorted(draw(st.lists(st.floats(0, 1e6), min_size=3, max_size=3)))
    return median, low, high


@given(intervals())
def test_a_rounded_interval_never_gets_narrower_and_never_pretends_that_none_may_be_left(numbers):
    median, low, high = numbers
    middle, outer_low, outer_high = rounded(median, low, high)
    assert outer_low <= low
    assert outer_high >= high
    assert outer_low > 0 or low < 1
    assert abs(middle - median) <= step_of(low, high) / 2


@given(intervals())
def test_a_median_has_no_more_digits_than_a_tenth_of_its_interval(numbers):
    median, low, high = numbers
    step = step_of(low, high)
    assert step == 1 or step <= (high - low) / 10
    assert rounded(median, low, high)[0] % step == 0


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "> 99 %"),
        (0.995, "> 99 %"),
        (0.9949, "99 %"),
        (0.5, "50 %"),
        (0.005, "1 %"),
        (0.0049, "< 1 %"),
        (0, "< 1 %"),
    ],
)
def test_no_probability_is_said_to_be_certain(probability, words):
    assert percent(probability, "en") == words


@given(st.floats(0, 1))
def test_at_least_is_rounded_down(probability):
    said = int(percent_at_least(probability, "en").split()[0])
    assert said / 100 <= probability + 1e-9


@pytest.mark.parametrize(
    ("count", "en", "ar"),
    [
        (Count(Bound.EXACT, best=3204), "3 204", "3 204"),
        (Count(Bound.ABOUT, best=1500), "about 1 500", "نحو 1 500"),
        (Count(Bound.AT_LEAST, low=300), "at least 300", "300 على الأقل"),
        (Count(Bound.AT_MOST, high=300), "at most 300", "300 على الأكثر"),
        (Count(Bound.RANGE, low=800, high=1200), "800–1 200", "من 800 إلى 1 200"),
        (Count(Bound.WORDS, low=200, high=900, words="hundreds"), "200–900", "من 200 إلى 900"),
        (Count(Bound.EXACT, best=12, unit="aircraft"), "12 aircraft", "12 aircraft"),
    ],
)
def test_a_claims_number_keeps_its_bound_and_every_digit(count, en, ar):
    assert plain(count_in_words(count, "en")) == en
    assert plain(count_in_words(count, "ar")) == ar


def test_thousands_are_parted_by_a_space_that_keeps_a_number_whole_in_arabic():
    assert thousands(1234567) == f"1{THIN_SPACE}234{THIN_SPACE}567"
    assert thousands(0.5) == "0.5"
