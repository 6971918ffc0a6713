"""The account of persons (capabilities C15): what is said to have come and gone, against what is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exeunt.model.balance import Range


class BaselineState(StrEnum):
    """How the number that reductions are measured from is known (C20)."""

    CHECKED = "checked"  # a monitor counted it, or the speaker says that it was verified
    DECLARED = "declared"  # a party gives it
    INDEPENDENT = "independent"  # nobody gave one: it is estimated from reports


class Leaning(StrEnum):
    """Which way unaccounted numbers add up."""

    MISSING = "missing"  # more are gone than the record says: left or moved unseen, died
    SURPLUS = "surplus"  # more are there than the record says: came unseen, or never left


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch: opening + came - went is the book stock; less the closing stock it is what is unaccounted for.

    Stocks are those at the end of `first` and of `last`. Ranges are the ends of 90 % intervals with the median between.
    `claims` are those about movements that were booked.
    """

    first: date
    last: date
    opening: Range
    came: Range
    went: Range
    closing: Range
    unaccounted: Range
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one force (at one site, where `site` is given) since its baseline day.

    `whole` is the account of all periods together. `since` is the last day of the period in which the unaccounted
    numbers, added up, first went beyond what chance explains, and `leaning` their direction; None where they never did.
    """

    force: str
    site: str | None
    whole: Period
    periods: tuple[Period, ...]
    baseline: BaselineState
    baseline_claims: tuple[str, ...]
    since: date | None = None
    leaning: Leaning | None = None
