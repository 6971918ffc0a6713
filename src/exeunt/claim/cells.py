"""The cells of one row to the values of a claim. What cannot be read is a problem of the row; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz, process

from exeunt.base.dates import UNKNOWN_SPAN, Precision, Span, parse_span
from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.claim.wording import is_hedged, vague_count
from exeunt.model.count import Bound, Count

MAX_SHOWN = 60
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_NUMBERS = ("n_low", "n_best", "n_high")

Word = TypeVar("Word", bound=StrEnum)


class Cells:
    """One row by column, with the problems found in it. An empty or absent cell reads as an empty text."""

    def __init__(self, values: Mapping[str, str], where: Where) -> None:
        self._values = values
        self.where = where
        self.problems: list[Problem] = []

    def text(self, column: str) -> str:
        """The cell without spaces around it."""
        return self._values.get(column, "").strip()

    def report(self, code: str, column: str, **slots: object) -> None:
        """Add a problem of this row about one column, with what was found there."""
        found = shown(self.text(column))
        self.problems.append(problem(code, self.where, column=column, found=found, **slots))

    def word(self, column: str, words: type[Word], default: Word) -> Word:
        """One of a fixed set of words; the default where the cell is empty, or is none of them (a problem)."""
        text = self.text(column).casefold()
        if not text:
            return default
        choices = [word.value for word in words]
        if text in choices:
            return words(text)
        near = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=60)
        self.report("claim.unknown_word", column, choices=", ".join(choices), nearest=near[0] if near else "-")
        return default

    def span(self, column: str) -> Span:
        """The days of a cell such as 2021-10-08, 2021-10 or 2021; unknown where it is empty, or no date (a problem)."""
        text = self.text(column)
        if not text:
            return UNKNOWN_SPAN
        try:
            return parse_span(text)
        except ValueError:
            self.report("claim.bad_date", column)
            return UNKNOWN_SPAN

    def number(self, column: str) -> float | None:
        """A count of zero or more, in digits only; None where the cell is empty, or is something else (a problem)."""
        text = self.text(column)
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return float(text)
        self.report("claim.negative" if _NUMBER.fullmatch(text.removeprefix("-")) else "claim.not_a_number", column)
        return None

    def whole(self, column: str, low: int, high: int) -> int | None:
        """A whole number within limits; None where the cell is empty, or is something else (a problem)."""
        text = self.text(column)
        if not text:
            return None
        if text.isdecimal() and len(text) < 9 and low <= int(text) <= high:
            return int(text)
        self.report("claim.out_of_range", column, low=low, high=high)
        return None

    def count(self, unit: str) -> Count | None:
        """The count of n_low, n_best and n_high, or of the vague words of quantity_text where all three are empty."""
        low, best, high = (self.number(column) for column in _NUMBERS)
        words = self.text("quantity_text")
        given = [number for number in (low, best, high) if number is not None]
        if not given:
            return None if any(self.text(column) for column in _NUMBERS) else vague_count(words, unit)
        if given != sorted(given):
            found = " / ".join(self.text(column) or "-" for column in _NUMBERS)
            self.problems.append(problem("claim.reversed_counts", self.where, found=found))
            return None
        return Count(_bound(low, best, high, words), low, best, high, unit, words)


def day_said(cells: Cells, last_day: date) -> tuple[date | None, Precision, Span]:
    """The day a claim was made, its precision, and the same as days.

    No day where the cell is wrong, or empty although it is not marked as unknown. An unknown day counts as the last day
    of the case: the claim can be used only from a day on which it was surely known.
    """
    span = cells.span("claim_date")
    precision = cells.word("date_precision", Precision, span.precision)
    if span.last is not None:
        return span.last, precision, Span(span.first, span.last, precision)
    if not cells.text("claim_date"):
        if precision is Precision.UNKNOWN and cells.text("date_precision"):
            slots = {"id": cells.text("claim_id"), "day": last_day}
            cells.problems.append(warning("claim.unknown_day", cells.where, **slots))
            return last_day, precision, UNKNOWN_SPAN
        cells.report("claim.missing_date", "claim_date")
    return None, precision, UNKNOWN_SPAN


def days_spoken_of(cells: Cells, said: Span) -> Span:
    """The days from refers_from to refers_to; where both are empty, those on which the claim was made."""
    first, last = cells.span("refers_from"), cells.span("refers_to")
    if not first.is_known and not last.is_known:
        return said
    if first.first and last.last and first.first > last.last:
        found = f"{first.first} > {last.last}"
        cells.problems.append(problem("claim.reversed_dates", cells.where, found=found))
        return UNKNOWN_SPAN
    precision = max(
        (span.precision for span in (first, last) if span.is_known),
        key=list(Precision).index,
        default=Precision.UNKNOWN,
    )
    return Span(first.first, last.last, precision)


def shown(text: str) -> str:
    """A text as it is quoted in a message: short, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_SHOWN else f"{flat[: MAX_SHOWN - 1]}…"


def _bound(low: float | None, best: float | None, high: float | None, words: str) -> Bound:
    if low is not None and high is not None:
        return Bound.RANGE
    if low is not None:
        return Bound.AT_LEAST
    if high is not None:
        return Bound.AT_MOST
    return Bound.ABOUT if best is not None and is_hedged(words, best) else Bound.EXACT
