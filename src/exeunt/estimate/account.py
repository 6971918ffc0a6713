"""The account of persons by force and site (C15): opening + came - went = book stock; less closing = unaccounted.

Opening and closing are joint draws of the same worlds, so that a bias that both share cancels. What came and went is
what the record says (`book.py`), drawn with its own uncertainty. The estimate has read the same claims: their errors
are counted twice, so that the interval of what is unaccounted is rather too wide than too narrow. Moves between sites
and deaths have no claims with a direction or a number of their own: they are part of the unaccounted.

What is unaccounted for over any stretch of periods is tested as soon as the stretch ends, as in Page's test (Page 1954,
Biometrika 41; nuclear accountancy uses it for the "material unaccounted for"): small shortfalls add up, whenever they
began. Errors of neighbouring periods cancel, since one closing is the next opening; so a stretch is scored by the mean
over the standard deviation of its own joint draws, not by a sum of scores. The test rings above a limit that was found
by simulation (`account.toml`).
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from exeunt.estimate.book import ARRIVALS, DEPARTURES, Drawn, draw_book, make_book
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.estimate.series import Series, baseline_day
from exeunt.estimate.settings import settings
from exeunt.model.account import Account, BaselineState, Leaning, Period
from exeunt.model.balance import Range
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.source import SourceClass

_ENDS = (0.05, 0.5, 0.95)


def accounts(
    case: Case, claims: Sequence[Claim], posteriors: Sequence[Posterior], *, as_of: date, seed: int
) -> tuple[Account, ...]:
    """The account of every series that some movement is told of, from its baseline day to `as_of`."""
    by_id = {claim.id: claim for claim in claims}
    found = (_account(case, posterior, by_id, as_of, seed) for posterior in posteriors)
    return tuple(account for account in found if account)


def _account(case: Case, posterior: Posterior, by_id: Mapping[str, Claim], as_of: date, seed: int) -> Account | None:
    values = settings()
    used = [by_id[use.claim_id] for use in posterior.uses if use.role == "evidence" and use.claim_id in by_id]
    days = period_days(posterior.days, baseline_day(case, posterior.force), as_of)
    if len(days) < 2 or not any(claim.kind in ARRIVALS | DEPARTURES for claim in used):
        return None
    series = Series(posterior.force, posterior.site)
    generator = np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(f"account {series.id}".encode())]))
    books = [
        draw_book(make_book(case, used, kinds, days[0], values), len(posterior.draws), generator)
        for kinds in (ARRIVALS, DEPARTURES)
    ]
    stretches = [_stretch(posterior, books, first, last) for first, last in pairwise(days)]
    since, leaning = page([item.gap for item in stretches], [item.last for item in stretches])
    state, stated = _baseline(case, posterior.force, used)
    whole = _stretch(posterior, books, days[0], days[-1]).period()
    periods = tuple(item.period() for item in stretches)
    return Account(posterior.force, posterior.site, whole, periods, state, stated, since, leaning)


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Draws of the account of one stretch, and the claims that were booked in it."""

    first: date
    last: date
    opening: Floats
    came: Floats
    went: Floats
    closing: Floats
    claims: tuple[str, ...]

    @property
    def gap(self) -> Floats:
        """What is unaccounted for."""
        return self.opening + self.came - self.went - self.closing

    def period(self) -> Period:
        """The account as it is published."""
        numbers = (self.opening, self.came, self.went, self.closing, self.gap)
        opening, came, went, closing, gap = (_range(item) for item in numbers)
        return Period(self.first, self.last, opening, came, went, closing, gap, self.claims)


def _stretch(posterior: Posterior, books: Sequence[Sequence[Drawn]], first: date, last: date) -> _Stretch:
    opening, closing = (posterior.draws[:, posterior.position(day)] for day in (first, last))
    booked = [[(item, item.between(first, last)) for item in book] for book in books]
    came, went = (np.sum([number for _, number in side], axis=0) if side else 0 * opening for side in booked)
    moved = [claim for side in booked for item, number in side if number.any() for claim in item.line.claims]
    return _Stretch(first, last, opening, came, went, closing, tuple(dict.fromkeys(moved)))


def period_days(days: Sequence[date], start: date, end: date) -> list[date]:
    """The ends of the periods: days that were asked, about a month apart, no more than so many."""
    within = [day for day in days if start <= day <= end]
    if not within:
        return []
    limits = _limits()
    step = max(limits["period_days"], (within[-1] - within[0]).days / limits["periods"])
    chosen = within[:1]
    for day in within[1:]:
        if (day - chosen[-1]).days >= step:
            chosen.append(day)
    # a last stretch too short to be a period of its own is joined to the one before
    return chosen if len(chosen) == 1 else [*chosen[:-1], within[-1]]


def page(gaps: Sequence[Floats], days: Sequence[date]) -> tuple[date | None, Leaning | None]:
    """The day on which the test first rings, and the direction; (None, None) where it does not."""
    for end, day in enumerate(days):
        score = max(stretch_scores(gaps[: end + 1]), key=abs)
        if abs(score) > _limits()["rings_above"]:
            return day, Leaning.MISSING if score > 0 else Leaning.SURPLUS
    return None, None


def stretch_scores(gaps: Sequence[Floats]) -> list[float]:
    """The score of every stretch that ends with the last of some periods: mean over standard deviation."""
    total, scores = np.zeros(len(gaps[-1])), []
    for gap in reversed(gaps):
        total = total + gap
        scores.append(float(total.mean() / max(total.std(), 1.0)))
    return scores


def _baseline(case: Case, force: str, used: Sequence[Claim]) -> tuple[BaselineState, tuple[str, ...]]:
    given = [claim for claim in used if claim.kind is Kind.BASELINE and claim.force_id == force]
    checked = [claim for claim in given if claim.stance is Stance.VERIFIED or _is_monitor(case, claim)]
    if checked:
        return BaselineState.CHECKED, tuple(claim.id for claim in checked)
    state = BaselineState.DECLARED if given else BaselineState.INDEPENDENT
    return state, tuple(claim.id for claim in given)


def _is_monitor(case: Case, claim: Claim) -> bool:
    source = case.source_by_id.get(claim.source_id or "")
    return source is not None and source.source_class is SourceClass.MONITOR


def _range(draws: Floats) -> Range:
    low, middle, high = np.quantile(draws, _ENDS)
    return float(low), float(middle), float(high)


@cache
def _limits() -> Mapping[str, float]:
    text = (files("exeunt.estimate") / "account.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["page"]
    return {name: float(value) for name, value in found.items() if name != "reason"}
