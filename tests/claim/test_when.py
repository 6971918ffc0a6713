"""Time expressions against the day of a document (Friday 8 October 2021), with their role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_case import FRIDAY

from exeunt.claim.pack import load_pack
from exeunt.claim.token import tokenise
from exeunt.claim.when import Role, When, times

PACK = load_pack("en")


def read(text: str, day: date = FRIDAY) -> list[When]:
    return times(tokenise(text, 0, PACK.abbreviations), PACK, day)


@pytest.mark.parametrize(
    ("text", "role", "first", "last"),
    [
        ("they left on Sunday", "event", "2021-10-03", "2021-10-03"),
        ("they left on Friday", "event", "2021-10-08", "2021-10-08"),
        ("they left last Friday", "event", "2021-10-01", "2021-10-01"),
        ("they left yesterday", "event", "2021-10-07", "2021-10-07"),
        ("they left in June", "event", "2021-06-01", "2021-06-30"),
        ("they left in December", "event", "2020-12-01", "2020-12-31"),
        ("they left in June 2019", "event", "2019-06-01", "2019-06-30"),
        ("they left on 23 October 2020", "event", "2020-10-23", "2020-10-23"),
        ("they left on October 23, 2020", "event", "2020-10-23", "2020-10-23"),
        ("they left on Oct. 23", "event", "2020-10-23", "2020-10-23"),
        ("they left on Sept. 20 and 24", "event", "2021-09-20", "2021-09-24"),
        ("they left on Saturday, January 23", "event", "2021-01-23", "2021-01-23"),
        ("they left on 2021-02-03", "event", "2021-02-03", "2021-02-03"),
        ("they left this week", "event", "2021-10-04", "2021-10-08"),
        ("they left last week", "event", "2021-09-27", "2021-10-03"),
        ("they left last month", "event", "2021-09-01", "2021-09-30"),
        ("they left last year", "event", "2020-01-01", "2020-12-31"),
        ("they left in recent weeks", "event", "2021-09-10", "2021-10-08"),
        ("they left over the past three days", "event", "2021-10-05", "2021-10-08"),
        ("they came 29 years ago", "event", "1992-01-01", "1992-12-31"),
        ("they came in 1975", "event", "1975-01-01", "1975-12-31"),
        ("they came in early 2020", "event", "2020-01-01", "2020-05-01"),
        ("they leave by 1 July 2022", "deadline", "2022-07-01", "2022-07-01"),
        ("they leave by the end of 2022", "deadline", "2022-10-01", "2022-12-31"),
        ("they are here since March", "start", "2021-03-01", "2021-03-31"),
        ("there are currently many", "now", "2021-10-08", "2021-10-08"),
    ],
)
def test_a_time_is_resolved_with_its_role(text: str, role: str, first: str, last: str) -> None:
    (when,) = read(text)
    assert when.days is not None
    assert (when.role, str(when.days.first), str(when.days.last)) == (role, first, last)


def test_a_duration_is_no_day_by_itself() -> None:
    (when,) = read("they must be gone within 90 days")
    assert (when.role, when.days) == (Role.DURATION, None)


def test_a_day_without_its_year_has_a_reading_for_the_future() -> None:
    (when,) = read("they will leave on 5 November")
    assert when.future is not None
    assert when.future.first == date(2021, 11, 5)


@pytest.mark.parametrize(
    "text", ["they may stay", "they march on", "February 30", "2021-02-30", "sun and rain", "31 apples"]
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert [when for when in read(text) if when.days and when.days.first == when.days.last] == []


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["Monday", "Wednesday", "Sunday"]))
def test_a_past_weekday_is_the_latest_one_not_after_the_document(day: date, name: str) -> None:
    (when,) = read(f"they left on {name}", day)
    assert when.days is not None
    assert when.days.first is not None
    assert timedelta(0) <= day - when.days.first < timedelta(7)
    assert f"{when.days.first:%A}" == name


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_day_of_a_document_can_date_any_expression(day: date) -> None:
    text = "Feb 29, last month, next year, 300 years ago, in 12 months ago, early last week, by December, 9999 days ago"
    for when in read(text, day):
        assert when.first < when.last
