"""Days in words, in English and Arabic. Arabic gives the Levant's month name and the common one, as the UN does."""

from __future__ import annotations

from datetime import date

from exeunt.base.dates import Precision, Span
from exeunt.base.messages import say


def day_in_words(day: date, language: str) -> str:
    """ "23 October 2020", "23 تشرين الأول/أكتوبر 2020"."""
    return f"{day.day} {month_in_words(day, language)}"


def month_in_words(day: date, language: str) -> str:
    """ "October 2020", "تشرين الأول/أكتوبر 2020"."""
    return f"{say(f'report.month_{day.month}', (), language)} {day.year}"


def short_month(day: date, language: str) -> str:
    """ "Oct 2020", "أكتوبر 2020": for axes, where there is no room for two names."""
    return f"{say(f'report.short_month_{day.month}', (), language)} {day.year}"


def span_in_words(span: Span, language: str) -> str:
    """The days something speaks of, as exactly as they were given and no more."""
    if span.first is None and span.last is None:
        return say("report.day_unknown", (), language)
    if span.first is None or span.last is None:
        key = "until" if span.first is None else "since"
        return say(f"report.{key}", {"day": day_in_words(span.first or span.last or date.min, language)}, language)
    return _approximately(span, _both_ends(span.first, span.last, language), language)


def _both_ends(first: date, last: date, language: str) -> str:
    if first == last:
        return day_in_words(first, language)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return month_in_words(first, language)
    return say("report.days", {"first": day_in_words(first, language), "last": day_in_words(last, language)}, language)


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _approximately(span: Span, text: str, language: str) -> str:
    if span.precision is Precision.APPROX:
        return say("report.day_about", {"day": text}, language)
    return text
