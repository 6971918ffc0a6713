from datetime import date

import pytest

from exeunt.base.dates import parse_span
from exeunt.report.days import day_in_words, short_month, span_in_words


def test_arabic_days_name_the_month_in_both_ways():
    assert day_in_words(date(2020, 10, 23), "ar") == "23 تشرين الأول/أكتوبر 2020"
    assert day_in_words(date(2020, 10, 23), "en") == "23 October 2020"
    assert short_month(date(2020, 10, 23), "ar") == "أكتوبر 2020"


@pytest.mark.parametrize(
    ("span", "en", "ar"),
    [
        ("2021-10-08", "8 October 2021", "8 تشرين الأول/أكتوبر 2021"),
        ("2021-06", "June 2021", "حزيران/يونيو 2021"),
        ("2021-12", "December 2021", "كانون الأول/ديسمبر 2021"),
        ("2020", "2020", "2020"),
        ("2020-06-03~", "about 3 June 2020", "3 حزيران/يونيو 2020 تقريباً"),
        ("2021-03-01/2021-05-14", "1 March 2021 to 14 May 2021", "من 1 آذار/مارس 2021 إلى 14 أيار/مايو 2021"),
        ("2021-03-01/..", "since 1 March 2021", "منذ 1 آذار/مارس 2021"),
        ("../2021-03-01", "until 1 March 2021", "حتى 1 آذار/مارس 2021"),
        ("../..", "day not given", "اليوم غير مذكور"),
    ],
)
def test_a_span_is_said_as_exactly_as_it_was_given(span, en, ar):
    assert span_in_words(parse_span(span), "en") == en
    assert span_in_words(parse_span(span), "ar") == ar
