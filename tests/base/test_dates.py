from datetime import date

import pytest

from exeunt.base.dates import Precision, Span, one_day, parse_span


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021-10-08", date(2021, 10, 8), date(2021, 10, 8), Precision.DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
        ("2020-06-03~", date(2020, 6, 3), date(2020, 6, 3), Precision.APPROX),
        ("2021-03-01/2021-05-14", date(2021, 3, 1), date(2021, 5, 14), Precision.DAY),
        ("2021/2021-05-14", date(2021, 1, 1), date(2021, 5, 14), Precision.YEAR),
        ("2021-03-01/..", date(2021, 3, 1), None, Precision.DAY),
    ],
)
def test_a_date_keeps_the_precision_it_was_given_with(text, first, last, precision):
    assert parse_span(text) == Span(first, last, precision)


@pytest.mark.parametrize("text", ["", "8 October", "2021-13", "2021-02-30", "21-10-08", "2021-10-8"])
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(ValueError):
        parse_span(text)


def test_a_span_never_ends_before_it_begins():
    with pytest.raises(ValueError, match="ends before it begins"):
        Span(date(2021, 2, 1), date(2021, 1, 1))


def test_the_middle_of_a_span_is_the_day_halfway_or_its_only_end():
    assert Span(date(2021, 1, 1), date(2021, 1, 31)).middle == date(2021, 1, 16)
    assert Span(None, date(2021, 1, 31)).middle == date(2021, 1, 31)
    assert one_day(date(2021, 1, 1)).middle == date(2021, 1, 1)
    assert not parse_span("../..").is_known
