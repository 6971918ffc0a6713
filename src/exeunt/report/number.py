"""Numbers as honest words: never more digits than the interval supports, never 0 % or 100 %.

Arabic uses the same western digits as English, so that both sides read the same figure, and words instead of signs
("من ... إلى" for a range), because a dash or a percent sign between digits changes places in right-to-left text.
"""

from __future__ import annotations

import math

from exeunt.base.messages import say
from exeunt.model.count import PERSONS, Bound, Count
from exeunt.model.estimate import EstimatePoint, Interval

# U+202F is, to the bidirectional algorithm, a separator inside one number; a plain space would split it in two.
THIN_SPACE = "\u202f"
SURELY = 0.995
HARDLY = 0.005


def thousands(value: float) -> str:
    """A number with thin spaces between thousands; a whole number has no decimals."""
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return whole.replace(",", THIN_SPACE)


def step_of(low: float, high: float) -> int:
    """The coarsest of 1, 5, 10, 50, 100 ... that is at most a tenth of the interval's width."""
    width = high - low
    step, factor = 1, 5
    while step * factor <= width / 10:
        step, factor = step * factor, 7 - factor
    return step


def rounded(median: float, low: float, high: float) -> tuple[int, int, int]:
    """Median, low and high at the step the interval supports; the ends go outward, so no width is lost.

    A low end below the step keeps one significant digit: rounded to 0 it would say that there may be none.
    """
    step = step_of(low, high)
    outer_low = _one_digit_down(low) if low < step else math.floor(low / step) * step
    outer_high = math.ceil(high / step) * step
    return math.floor(median / step + 0.5) * step, outer_low, outer_high


def between(low: float, high: float, language: str) -> str:
    """A range: "1 100–1 600", "من 1 100 إلى 1 600"; one number where both ends are the same."""
    if low == high:
        return thousands(low)
    return say("report.range", {"low": thousands(low), "high": thousands(high)}, language)


def about(median: float, low: float, high: float, language: str) -> str:
    """ "about 1 350 (1 100–1 600)"; a median that would round to none is said to be fewer than the step."""
    middle, outer_low, outer_high = rounded(median, low, high)
    if outer_low == outer_high:
        return thousands(outer_low)
    span = between(outer_low, outer_high, language)
    if middle == 0 and median > 0:
        return say("report.fewer", {"step": thousands(step_of(low, high)), "range": span}, language)
    return say("report.about", {"median": thousands(middle), "range": span}, language)


def about_signed(numbers: tuple[float, float, float], unit: str, language: str) -> str:
    """A difference (low, median, high) that may be below none, rounded to what its interval supports."""
    low, middle, high = numbers
    step = step_of(low, high)
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    shown = [_signed(number, unit) for number in (round(middle / step) * step, *ends)]
    span = say("report.range_signed", {"low": shown[1], "high": shown[2]}, language)
    return say("report.about", {"median": shown[0], "range": span}, language)


def _signed(number: float, unit: str) -> str:
    # isolated left to right: in Arabic a minus sign or a percent sign would change places with its number
    sign = "\u2212" if number < 0 else ""
    return f"\u2066{sign}{thousands(abs(number))}{unit}\u2069"


def interval_of(point: EstimatePoint, level: float) -> Interval:
    """The point's interval at a level. Raises KeyError for a level it does not have."""
    for interval in point.intervals:
        if math.isclose(interval.level, level):
            return interval
    raise KeyError(level)


def about_point(point: EstimatePoint, language: str) -> str:
    """The median with its 90 % interval."""
    interval = interval_of(point, 0.9)
    return about(point.median, interval.low, interval.high, language)


def median_alone(point: EstimatePoint, language: str) -> str:
    """The median for a cell beside its interval, rounded to what the 90 % interval supports."""
    interval = interval_of(point, 0.9)
    middle = rounded(point.median, interval.low, interval.high)[0]
    if middle == 0 and point.median > 0:
        return say("report.fewer_than", {"step": thousands(step_of(interval.low, interval.high))}, language)
    return thousands(middle)


def percent(probability: float, language: str) -> str:
    """A probability in whole percent; the ends are "> 99 %" and "< 1 %", as no estimate is certain."""
    if probability >= SURELY:
        return say("report.percent_over", {"number": "99"}, language)
    if probability < HARDLY:
        return say("report.percent_under", {"number": "1"}, language)
    return say("report.percent", {"number": str(max(1, min(99, math.floor(probability * 100 + 0.5))))}, language)


def percent_at_least(probability: float, language: str) -> str:
    """A probability rounded down, for "at least"."""
    number = max(0, min(99, math.floor(probability * 100 + 1e-9)))
    return say("report.percent", {"number": str(number)}, language)


def count_in_words(count: Count, language: str) -> str:
    """A claim's number with the bound it was given with, exactly as given: nothing is rounded."""
    if count.low is not None and count.high is not None and count.bound in (Bound.RANGE, Bound.WORDS):
        text = between(count.low, count.high, language)
    elif count.bound is Bound.AT_LEAST or (count.best is None and count.high is None):
        text = say("report.at_least", {"number": thousands(count.figure)}, language)
    elif count.bound is Bound.AT_MOST or (count.best is None and count.low is None):
        text = say("report.at_most", {"number": thousands(count.figure)}, language)
    elif count.bound is Bound.ABOUT:
        text = say("report.some", {"number": thousands(count.figure)}, language)
    else:
        text = thousands(count.figure)
    return text if count.unit == PERSONS else f"{text} {count.unit}"


def _one_digit_down(value: float) -> int:
    whole = math.floor(value)
    if whole < 10:
        return whole
    unit = 10 ** (len(str(whole)) - 1)
    return int(whole // unit * unit)
