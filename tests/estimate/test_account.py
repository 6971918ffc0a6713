"""The account of persons: one book from many accounts, what is unaccounted for with its width, and Page's test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from estimate_cases import CASE, D_DAY, claim

from exeunt.base.dates import Span
from exeunt.estimate.account import accounts, page, period_days
from exeunt.estimate.book import ARRIVALS, DEPARTURES, draw_book, make_book
from exeunt.estimate.posterior import Posterior
from exeunt.estimate.settings import settings
from exeunt.model.account import BaselineState, Leaning
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.estimate import ClaimUse

DRAWS = 4000
DAYS = tuple(D_DAY + timedelta(days=30 * step) for step in range(7))
OUT, RUNNING = Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES


def day(offset: int) -> date:
    return D_DAY + timedelta(days=offset)


def numbered(claims: tuple[Claim, ...]) -> list[Claim]:
    return [replace(item, id=f"c{index}") for index, item in enumerate(claims)]


def book(*claims: Claim, start: date = D_DAY, end: date = DAYS[-1], kinds: frozenset[Kind] = DEPARTURES) -> np.ndarray:
    lines = make_book(CASE, numbered(claims), kinds, D_DAY, settings())
    drawn = draw_book(lines, DRAWS, np.random.default_rng(1))
    return np.sum([line.between(start, end) for line in drawn], axis=0)


def median(draws: np.ndarray) -> float:
    return float(np.median(draws))


def test_batches_on_different_days_add_up() -> None:
    assert median(book(claim(OUT, 100, day(20)), claim(OUT, 50, day(60)))) == pytest.approx(150, rel=0.03)


def test_a_batch_told_by_two_sources_is_one_batch_and_the_better_graded_says_how_many() -> None:
    said = (claim(OUT, 100, day(20), source_id="un"), claim(OUT, 140, day(21), source_id="source-d"))
    assert median(book(*said)) == pytest.approx(100, rel=0.03)


def test_what_a_source_says_of_a_longer_stretch_holds_what_it_says_of_the_days_within() -> None:
    whole = claim(OUT, 370, as_of=Span(day(10), day(50)))
    said = (claim(OUT, 150, day(20)), claim(OUT, 120, day(40)), whole)
    assert median(book(*said)) == pytest.approx(370, rel=0.03)


def test_a_running_total_holds_the_batches_up_to_its_last_entry_and_later_ones_go_on_top() -> None:
    said = (
        claim(OUT, 150, day(20)),
        claim(RUNNING, 400, day(60), source_id="un"),
        claim(OUT, 30, day(100), source_id="un"),
    )
    assert median(book(*said)) == pytest.approx(430, rel=0.03)
    assert median(book(*said, start=day(60))) == pytest.approx(30, rel=0.05)


def test_two_running_totals_of_one_force_are_never_added() -> None:
    said = (claim(RUNNING, 400, day(60), source_id="un"), claim(RUNNING, 700, day(50), source_id="source-e"))
    assert median(book(*said)) == pytest.approx(400, rel=0.03)


def test_the_growth_that_another_total_shows_later_goes_on_top() -> None:
    said = (
        claim(RUNNING, 400, day(60), source_id="un"),
        claim(RUNNING, 700, day(50), source_id="source-b"),
        claim(RUNNING, 780, day(120), source_id="source-b"),
    )
    assert median(book(*said)) == pytest.approx(480, rel=0.05)


def test_a_running_total_that_began_before_the_account_counts_by_its_growth() -> None:
    said = (claim(RUNNING, 400, day(-10)), claim(RUNNING, 460, day(60)))
    assert median(book(*said)) == pytest.approx(60, rel=0.05)


def test_a_stretch_told_as_a_whole_is_spread_over_its_days_and_adds_up_to_itself() -> None:
    said = claim(RUNNING, 400, day(100), source_id="un")
    first, second = book(said, end=day(50)), book(said, start=day(50))
    np.testing.assert_allclose(first + second, book(said))
    assert 120 < median(first) < 280


def test_a_source_that_invents_widens_the_book() -> None:
    good, bad = (book(claim(OUT, 100, day(20), source_id=name)) for name in ("un", "source-e"))
    assert (good == 0).mean() < 0.05 < (bad == 0).mean()
    assert np.quantile(bad, 0.95) - np.quantile(bad, 0.05) > np.quantile(good, 0.95) - np.quantile(good, 0.05)


def test_arrivals_and_departures_are_booked_apart() -> None:
    said = (claim(OUT, 100, day(20)), claim(Kind.ARRIVAL, 40, day(50)))
    assert median(book(*said, kinds=ARRIVALS)) == pytest.approx(40, rel=0.03)


def posterior(stocks: list[float], claims: list[Claim], spread: float = 0.02, site: str | None = None) -> Posterior:
    """A posterior that knows the stock of each day up to a lean that all days share."""
    lean = np.exp(spread * np.random.default_rng(3).standard_normal(DRAWS))
    grid = np.array([0.0, 1.0, 10_000.0])
    marginal = np.full((len(stocks), 3), 1 / 3)
    uses = tuple(ClaimUse(item.id, "evidence", "estimate.direct") for item in claims)
    return Posterior("hawks", site, DAYS[: len(stocks)], grid, marginal, lean[:, None] * stocks, marginal[0], uses)


def account(stocks: list[float], *claims: Claim):
    given = numbered(claims)
    return accounts(CASE, given, [posterior(stocks, given)], as_of=DAYS[-1], seed=1)[0]


def test_a_book_that_balances_leaves_nothing_unaccounted_for() -> None:
    found = account([500, 500, 400, 400, 400, 400, 400], claim(OUT, 100, DAYS[2], source_id="un"))
    low, middle, high = found.whole.unaccounted
    assert low < 0 < high
    assert abs(middle) < 10
    assert found.leaning is None
    assert [period.last for period in found.periods] == list(DAYS[1:])
    assert found.whole.claims == ("c0",)


def test_those_who_came_untold_are_a_surplus_that_rings_soon() -> None:
    stocks = [500, 400, 400, 650, 650, 650, 650]
    found = account(stocks, claim(OUT, 100, DAYS[1], source_id="un"))
    assert found.whole.unaccounted[2] < -150
    assert (found.leaning, found.since) == (Leaning.SURPLUS, DAYS[3])


def test_those_who_left_untold_are_missing() -> None:
    found = account([500, 400, 400, 120, 120, 120, 120], claim(OUT, 100, DAYS[1], source_id="un"))
    assert found.leaning is Leaning.MISSING


def test_a_shared_lean_cancels_in_what_is_unaccounted_for() -> None:
    """A source that sees everything a fifth too large leaves the stocks wide and their difference narrow."""
    given = numbered((claim(OUT, 10, DAYS[1], source_id="un"),))
    wide = posterior([500.0] * 7, given, spread=0.2)
    found = accounts(CASE, given, [wide], as_of=DAYS[-1], seed=1)[0]
    assert found.whole.opening[2] - found.whole.opening[0] > 200
    assert found.whole.unaccounted[2] - found.whole.unaccounted[0] < 20


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), BaselineState.INDEPENDENT),
        ((claim(Kind.BASELINE, 500, source_id="source-b"),), BaselineState.DECLARED),
        ((claim(Kind.BASELINE, 500, source_id="un"),), BaselineState.CHECKED),
        ((claim(Kind.BASELINE, 500, stance=Stance.VERIFIED),), BaselineState.CHECKED),
    ],
)
def test_a_baseline_says_how_it_is_known(said: tuple[Claim, ...], state: BaselineState) -> None:
    assert account([500.0] * 7, claim(OUT, 10, DAYS[1]), *said).baseline is state


def test_a_series_that_no_movement_is_told_of_has_no_account() -> None:
    given = numbered((claim(count=500),))
    assert accounts(CASE, given, [posterior([500.0] * 7, given)], as_of=DAYS[-1], seed=1) == ()


def test_periods_are_about_a_month_and_the_last_one_is_never_a_stump() -> None:
    days = [day(offset) for offset in (0, 3, 10, 31, 40, 64, 70)]
    assert period_days(days, D_DAY, day(80)) == [day(0), day(31), day(70)]
    assert period_days(days, day(90), day(99)) == []
    many = [day(offset) for offset in range(0, 3000, 7)]
    assert len(period_days(many, D_DAY, many[-1])) <= 40


def test_page_rings_for_small_shortfalls_that_add_up_and_not_for_a_single_one() -> None:
    chance = np.random.default_rng(1)
    small = [20 + 20 * chance.standard_normal(DRAWS) for _ in range(12)]
    assert page(small, [day(30 * step) for step in range(12)])[1] is Leaning.MISSING
    still = [20 * chance.standard_normal(DRAWS) for _ in range(5)]
    assert page([small[0], *still], DAYS[1:]) == (None, None)
