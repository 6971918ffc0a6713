"""From claims to posteriors: what must hold whatever the claims are (C9, C14, C19, C21, C30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from estimate_cases import CASE, D_DAY, DAYS, at_least, at_most, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.base.dates import UNKNOWN_SPAN, Span, one_day
from exeunt.estimate.estimate import estimate
from exeunt.estimate.evidence import Evidence, sift
from exeunt.estimate.posterior import Posterior
from exeunt.estimate.series import Series
from exeunt.estimate.settings import settings as values
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count

FEW = (DAYS[0], DAYS[2], DAYS[5], DAYS[-1])


def hawks(*claims: Claim, days: tuple[date, ...] = FEW, site: str | None = None, force: str = "hawks") -> Posterior:
    posteriors = estimate(CASE, claims, days=days, seed=7)
    return next(found for found in posteriors if (found.force, found.site) == (force, site))


def width(posterior: Posterior, day: date) -> float:
    """Width of the 80 % interval in the logarithm."""
    low, high = posterior.quantile(day, 0.1), posterior.quantile(day, 0.9)
    return float(np.log1p(high) - np.log1p(low))


def test_no_claims_give_the_prior_on_every_day() -> None:
    posterior = hawks()
    for row in posterior.marginal:
        np.testing.assert_allclose(row, posterior.prior, atol=1e-9)
    assert (posterior.last_observed, posterior.origins, posterior.uses) == (None, 0, ())


def test_there_is_a_posterior_for_each_force_with_a_claim_or_an_obligation_and_each_site_to_vacate() -> None:
    posteriors = estimate(CASE, [claim(count=10, force_id="doves")], days=FEW, seed=1)
    assert [(item.force, item.site) for item in posteriors] == [("hawks", None), ("doves", None), ("hawks", "base")]


def test_asking_no_day_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="no day"):
        estimate(CASE, [], days=(), seed=1)


def test_an_exact_figure_is_a_cell_and_the_likeliest_one() -> None:
    posterior = hawks(claim(count=4439, source_id="source-a"))
    assert 4439 in posterior.grid
    assert 300 in posterior.grid  # the ceiling of an obligation
    assert posterior.quantile(D_DAY, 0.5) == 4439


def test_marginals_of_the_draws_agree_with_the_exact_marginals() -> None:
    posterior = hawks(
        claim(count=2000),
        claim(Kind.DEPARTURE, 500, DAYS[4]),
        claim(Kind.CUMULATIVE_DEPARTURES, 900, DAYS[6], source_id="un"),
        claim(count=at_least(300), day=DAYS[8]),
        days=DAYS,
    )
    for index, row in enumerate(posterior.marginal):
        drawn = np.searchsorted(np.sort(posterior.draws[:, index]), posterior.grid, side="right") / len(posterior.draws)
        assert np.abs(drawn - np.cumsum(row)).max() < 0.05  # Kolmogorov bound of 2,000 draws at 1e-4


CLAIMS = st.builds(
    claim,
    kind=st.sampled_from([Kind.STOCK, Kind.ARRIVAL, Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES, Kind.NO_CHANGE]),
    count=st.one_of(st.integers(1, 9000), st.integers(1, 9000).map(at_least), st.integers(0, 9000).map(at_most)),
    day=st.integers(0, 200).map(lambda days: D_DAY + timedelta(days=days)),
    source_id=st.sampled_from(["source-a", "source-c", "un", None]),
    origin=st.sampled_from(["", "", "one", "two"]),
)
SOME = st.lists(CLAIMS, min_size=1, max_size=5)
FAST = settings(max_examples=15, deadline=None)


def same(left: Posterior, right: Posterior) -> None:
    np.testing.assert_array_equal(left.grid, right.grid)
    np.testing.assert_allclose(left.marginal, right.marginal, atol=1e-9)
    assert (left.last_observed, left.origins) == (right.last_observed, right.origins)


@FAST
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    same(hawks(*claims), hawks(*shuffled))


@FAST
@given(SOME)
def test_renaming_claims_changes_nothing(claims: list[Claim]) -> None:
    numbered = [replace(item, id=f"c{index}") for index, item in enumerate(claims)]
    renamed = [replace(item, id=f"z{9 - index}") for index, item in enumerate(claims)]
    same(hawks(*numbered), hawks(*renamed))


@FAST
@given(SOME, st.integers(0, 4), st.integers(1, 400))
def test_an_echo_adds_nothing(claims: list[Claim], which: int, later: int) -> None:
    first = replace(claims[which % len(claims)], origin="shared")
    known = first.known_on + timedelta(days=later)
    echo = replace(first, known_on=known, source_id="source-e", id="echo")
    others = [item for item in claims if item is not claims[which % len(claims)]]
    same(hawks(first, *others), hawks(first, *others, echo))


@FAST
@given(SOME, st.sampled_from([Kind.PLEDGE_DEPARTURE, Kind.PLAN_ARRIVAL, Kind.DEMAND, Kind.AGREEMENT, Kind.INDICATOR]))
def test_pledges_plans_demands_and_proxies_change_nothing(claims: list[Claim], kind: Kind) -> None:
    pledge = claim(kind, 77_777, DAYS[3])
    planned = claim(Kind.DEPARTURE, 55_555, DAYS[3], stance=Stance.PLANNED)
    same(hawks(*claims), hawks(*claims, pledge, planned))


@FAST
@given(SOME, st.integers(1, 300))
def test_asking_another_day_does_not_change_the_others(claims: list[Claim], day: int) -> None:
    fewer = hawks(*claims)
    more = hawks(*claims, days=(*FEW[:-1], DAYS[0] + timedelta(days=day), FEW[-1]))
    for asked in FEW:
        left, right = fewer.marginal[fewer.position(asked)], more.marginal[more.position(asked)]
        np.testing.assert_allclose(left, right, atol=1e-9)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    claims = [claim(count=2000)]
    first, again, other = (estimate(CASE, claims, days=FEW, seed=seed)[0].draws for seed in (7, 7, 8))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_less_reliable_source_gives_a_wider_interval() -> None:
    widths = [width(hawks(claim(count=2000, source_id=f"source-{letter}")), D_DAY) for letter in "abcde"]
    assert widths == sorted(widths)
    assert widths[0] < widths[2] < widths[4]


def test_a_hedged_claim_gives_a_wider_interval_and_a_verified_one_a_narrower_one() -> None:
    verified, plain, hedged = (
        width(hawks(claim(count=2000, source_id="source-c", stance=stance)), D_DAY)
        for stance in (Stance.VERIFIED, Stance.ASSERTED, Stance.HEDGED)
    )
    assert verified <= plain < hedged


def test_a_confirmed_item_gives_a_narrower_interval_than_a_doubtful_one() -> None:
    confirmed, doubtful = (width(hawks(claim(count=2000, credibility=digit)), D_DAY) for digit in (1, 5))
    assert confirmed < doubtful


def test_a_month_is_wider_than_a_day_and_no_day_wider_still() -> None:
    month = Span(D_DAY - timedelta(days=15), D_DAY + timedelta(days=15))
    day, span, undated = (
        width(hawks(claim(count=2000, source_id="source-a", as_of=as_of)), D_DAY)
        for as_of in (one_day(D_DAY), month, UNKNOWN_SPAN)
    )
    assert day <= span <= undated
    assert day < undated


def test_at_least_leaves_little_far_below_and_does_not_cap() -> None:
    posterior = hawks(claim(count=at_least(100), source_id="source-a"))
    assert posterior.at_most(D_DAY, 60) < 0.03
    assert 1 - posterior.at_most(D_DAY, 1000) > 0.05


def test_at_most_leaves_little_far_above_and_allows_none() -> None:
    posterior = hawks(claim(count=at_most(100), source_id="source-a"))
    assert 1 - posterior.at_most(D_DAY, 170) < 0.05
    assert posterior.at_most(D_DAY, 0) > 0.05


def test_words_are_wider_than_the_range_of_the_same_numbers() -> None:
    spoken, ranged = (
        width(hawks(claim(count=Count(bound, low=300, high=500), source_id="source-a")), D_DAY)
        for bound in (Bound.WORDS, Bound.RANGE)
    )
    assert ranged < spoken


def test_looking_and_seeing_none_makes_none_likely_but_a_few_remain_possible() -> None:
    posterior = hawks(claim(count=0, source_id="un"))
    assert posterior.at_most(D_DAY, 0) > 0.85
    assert posterior.at_most(D_DAY, 40) - posterior.at_most(D_DAY, 0) > 0.005
    assert 1 - posterior.at_most(D_DAY, 100) < 0.02


def test_old_figures_decay_into_wide_intervals_until_the_prior_is_back() -> None:
    days = tuple(D_DAY + timedelta(days=after) for after in (0, 60, 365, 20_000))
    posterior = hawks(claim(count=2000, source_id="source-a"), days=days)
    widths = [width(posterior, day) for day in days]
    assert widths[0] < widths[1] < widths[2]
    np.testing.assert_allclose(posterior.marginal[-1], posterior.prior, atol=1e-3)


def test_silence_is_not_a_withdrawal() -> None:
    days = (D_DAY, D_DAY + timedelta(days=200))
    posterior = hawks(claim(count=2000, source_id="source-a"), days=days)
    # neutral about direction: over silence the stock is as likely to have risen as the prior has room above
    assert posterior.quantile(days[1], 0.9) > 2000
    assert posterior.at_most(days[1], 0) < posterior.prior[0]


def test_a_departure_makes_a_fall_likelier_and_rotation_keeps_it_from_being_certain() -> None:
    before, after = D_DAY + timedelta(days=20), D_DAY + timedelta(days=60)
    stock = claim(count=2000, source_id="source-a", day=before)
    silent = hawks(stock, days=(before, after)).fell_by(before, after, 400)
    told = hawks(stock, claim(Kind.DEPARTURE, 1000, before + timedelta(days=20)), days=(before, after)).fell_by(
        before, after, 400
    )
    assert silent + 0.2 < told < 0.99


def test_a_departure_that_a_monitor_watched_weighs_more() -> None:
    before, after = D_DAY, D_DAY + timedelta(days=40)
    stock = claim(count=2000, source_id="source-a")
    falls = [
        hawks(
            stock, claim(Kind.DEPARTURE, 1000, D_DAY + timedelta(days=20), source_id=who), days=(before, after)
        ).fell_by(before, after, 400)
        for who in ("source-a", "un")
    ]
    assert falls[0] < falls[1]


def test_a_rotation_pair_of_one_source_is_read_as_its_net() -> None:
    middle, after = D_DAY + timedelta(days=20), D_DAY + timedelta(days=40)
    stock = claim(count=2000, source_id="source-a")
    out, back = claim(Kind.DEPARTURE, 900, middle), claim(Kind.ARRIVAL, 900, middle)
    paired = hawks(stock, out, back, days=(D_DAY, after))
    alone = hawks(stock, out, days=(D_DAY, after))
    assert paired.fell_by(D_DAY, after, 400) < alone.fell_by(D_DAY, after, 400) / 2


def test_watched_departures_empty_a_counted_force_and_do_not_make_it_look_larger() -> None:
    end = D_DAY + timedelta(days=110)
    sizes = {20: 120, 60: 140}
    left = [claim(Kind.DEPARTURE, size, D_DAY + timedelta(days=day), source_id="un") for day, size in sizes.items()]
    posterior = hawks(claim(count=300, source_id="un"), *left, days=(D_DAY, end))
    assert posterior.quantile(end, 0.5) < 150
    assert 1 - posterior.at_most(end, 400) < 0.2


def test_many_small_departures_do_not_make_a_large_force_look_small() -> None:
    days = [D_DAY + timedelta(days=15 * step) for step in range(1, 9)]
    batches = [claim(Kind.DEPARTURE, 100 + step, day, source_id="source-c") for step, day in enumerate(days)]
    posterior = hawks(claim(count=7000, source_id="source-c"), *batches, days=(D_DAY, days[-1]))
    alone = hawks(claim(count=7000, source_id="source-c"), days=(D_DAY, days[-1]))
    assert posterior.quantile(D_DAY, 0.5) > 0.8 * alone.quantile(D_DAY, 0.5)
    assert posterior.quantile(days[-1], 0.5) > 2000


def test_a_running_total_since_the_baseline_lowers_the_stock_by_it() -> None:
    end = D_DAY + timedelta(days=120)
    counted = hawks(
        claim(count=5123, source_id="un"),
        claim(Kind.CUMULATIVE_DEPARTURES, 2560, end, source_id="un"),
        days=(D_DAY, end),
    )
    assert 1900 <= counted.quantile(end, 0.5) <= 3300


def test_a_running_total_of_arrivals_bounds_the_rise() -> None:
    end = D_DAY + timedelta(days=300)
    base = claim(count=500, source_id="un", day=CASE.first_day)
    free = hawks(base, days=(D_DAY, end))
    bounded = hawks(base, claim(Kind.CUMULATIVE_ARRIVALS, 200, end, source_id="un"), days=(D_DAY, end))
    assert bounded.quantile(end, 0.9) < 1000 < free.quantile(end, 0.9)


def test_a_ledger_that_ran_before_the_baseline_counts_by_its_increments() -> None:
    early = claim(Kind.CUMULATIVE_DEPARTURES, 5000, D_DAY - timedelta(days=40), id="early")
    later = claim(Kind.CUMULATIVE_DEPARTURES, 5400, D_DAY + timedelta(days=40), id="later")
    stock = claim(count=3000, source_id="un")
    posterior = hawks(stock, early, later, days=(D_DAY, D_DAY + timedelta(days=41)))
    reasons = {use.claim_id: use.reason for use in posterior.uses}
    assert reasons["early"] == "estimate.no_baseline"
    assert reasons["later"] == "estimate.cumulative_departures"
    assert posterior.quantile(D_DAY + timedelta(days=41), 0.5) > 2000


def test_no_change_makes_a_fall_less_likely_but_not_impossible() -> None:
    end = D_DAY + timedelta(days=200)
    stock = claim(count=2000, source_id="source-a")
    steady = claim(Kind.NO_CHANGE, None, as_of=Span(D_DAY, end), known_on=end)
    silent = hawks(stock, days=(D_DAY, end)).fell_by(D_DAY, end, 600)
    told = hawks(stock, steady, days=(D_DAY, end)).fell_by(D_DAY, end, 600)
    assert 0.02 < told < silent


def test_moving_inside_the_host_changes_nothing_in_the_host() -> None:
    stock = claim(count=2000)
    moved = claim(Kind.RELOCATION, 1500, DAYS[3], site_ids=("base",))
    same(hawks(stock), hawks(stock, moved))


def test_a_count_at_one_site_is_a_lower_bound_for_the_host_and_exact_for_the_site() -> None:
    there = claim(count=800, source_id="source-a", site_ids=("base",))
    assert hawks(there).at_most(D_DAY, 600) < 0.1
    assert 1 - hawks(there).at_most(D_DAY, 2000) > 0.2
    assert hawks(there, site="base").quantile(D_DAY, 0.5) == 800


def test_the_only_region_of_a_side_is_the_whole_for_its_force_and_a_part_for_a_total() -> None:
    east = claim(count=800, source_id="source-a", site_ids=("east",))
    assert 1 - hawks(east).at_most(D_DAY, 2000) < 0.05
    total = hawks(replace(east, force_id="all"), force="all")
    assert 1 - total.at_most(D_DAY, 2000) > 0.2
    assert 1 - hawks(replace(east, site_ids=("coast",))).at_most(D_DAY, 2000) > 0.2


def test_none_in_a_region_within_the_host_is_not_none_in_the_host() -> None:
    nobody = claim(count=0, source_id="un", site_ids=("coast",), id="nobody")
    same(hawks(nobody), hawks())


def test_presence_without_a_number_excludes_none_at_every_place_named() -> None:
    seen = claim(site_ids=("base", "camp"), source_id="source-a")
    assert hawks(seen, site="base").at_most(D_DAY, 0) < 0.05
    assert hawks(seen).at_most(D_DAY, 0) < 0.05
    assert 1 - hawks(seen).at_most(D_DAY, 2000) > 0.15


def test_many_counts_of_parts_do_not_push_the_whole_up_or_cap_it() -> None:
    once = hawks(claim(count=800, site_ids=("base",)))
    often = [claim(count=800 + step, day=D_DAY + timedelta(days=step), site_ids=("base",)) for step in range(20)]
    assert hawks(*often).quantile(D_DAY, 0.5) == pytest.approx(once.quantile(D_DAY, 0.5), rel=0.15)


def test_a_member_bounds_its_total_from_below_and_a_total_its_members_from_above() -> None:
    member, total = claim(count=3000, source_id="source-a"), claim(count=50, source_id="source-a", force_id="all")
    assert hawks(member, replace(total, count=None), force="all").at_most(D_DAY, 2000) < 0.1
    assert 1 - hawks(total).at_most(D_DAY, 200) < 0.1


def test_none_in_the_host_is_none_at_its_site() -> None:
    posterior = hawks(claim(count=0, source_id="un"), site="base")
    assert posterior.at_most(D_DAY, 0) > 0.85


@pytest.mark.parametrize(
    ("item", "role", "reason"),
    [
        (claim(count=10), "evidence", "direct"),
        (claim(count=0), "evidence", "none_seen"),
        (claim(Kind.PLEDGE_DEPARTURE, 10), "pledge", "pledge"),
        (claim(count=10, stance=Stance.CONDITIONAL), "pledge", "pledge"),
        (claim(), "evidence", "presence"),
        (claim(Kind.DEPARTURE), "context", "no_number"),
        (claim(force_id="all"), "context", "no_number"),
        (claim(Kind.DEPARTURE, 10, site_ids=("camp",)), "evidence", "departure"),
        (claim(Kind.DENIAL), "context", "denial"),
        (claim(Kind.DENIAL, 0), "evidence", "none_seen"),
        (claim(count=500, stance=Stance.DENIED), "context", "denial"),
        (claim(Kind.INDICATOR, 12), "context", "indicator"),
        (claim(Kind.RELOCATION, 12), "context", "relocation"),
        (claim(Kind.CANNOT_ESTIMATE), "context", "cannot_estimate"),
        (claim(Kind.MONITORING), "context", "no_stock"),
        (claim(count=0, site_ids=("camp",)), "context", "none_at_part"),
        (claim(Kind.DEPARTURE, 10, force_id="all"), "context", "elsewhere"),
        (claim(count=at_least(10), force_id="all"), "context", "no_upper_bound"),
        (claim(count=at_most(10), site_ids=("camp",)), "context", "no_lower_bound"),
        (claim(count=Count(Bound.EXACT, best=3, unit="vehicles")), "unused", "other_unit"),
        (claim(count=3, day=date(2040, 1, 1)), "unused", "after_last_day"),
    ],
)
def test_every_claim_is_told_what_it_did(item: Claim, role: str, reason: str) -> None:
    (use,) = hawks(replace(item, id="c1")).uses
    assert (use.claim_id, use.role, use.reason) == ("c1", role, f"estimate.{reason}")


def test_a_claim_of_another_force_is_not_listed() -> None:
    assert hawks(claim(count=3, force_id="doves"), claim(count=3, force_id=None)).uses == ()


def test_the_last_observation_is_the_last_day_on_which_evidence_looked() -> None:
    posterior = hawks(
        claim(count=100, day=DAYS[3], origin="a"),
        claim(count=100, day=DAYS[4], origin="a", source_id="source-e"),
        claim(Kind.PLEDGE_DEPARTURE, 100, DAYS[5]),
        claim(count=9000, day=DAYS[6], force_id="all"),
    )
    assert posterior.last_observed == DAYS[3]
    assert posterior.origins == 1


def test_a_figure_a_thousand_times_too_large_does_not_break_the_grid() -> None:
    posterior = hawks(claim(count=2_000_000), claim(count=2000, source_id="source-a"))
    assert 1500 < posterior.quantile(D_DAY, 0.5) < 2500


def weighed(*claims: Claim) -> list[Evidence]:
    return list(sift(CASE, Series("hawks"), claims, DAYS[-1], values()).evidence)


def test_claims_of_one_source_share_its_lean_the_more_the_nearer_in_time() -> None:
    def spread(gap: int) -> float:
        return weighed(claim(count=327), claim(count=340, day=D_DAY + timedelta(days=gap)))[0].trust.spread

    alone = weighed(claim(count=327))[0].trust
    assert alone.spread < spread(200) < spread(30) < spread(1)
    assert spread(1) == pytest.approx(np.hypot(alone.spread, alone.lean), rel=0.01)


def test_the_later_of_two_equal_figures_by_two_sources_may_be_a_copy() -> None:
    first, later = claim(count=327), claim(count=327, day=D_DAY + timedelta(days=5), source_id="source-c")
    assert [item.copied > 0 for item in weighed(later, first)] == [False, True]
    assert not any(item.copied for item in weighed(first, replace(later, source_id="source-b")))
    assert not any(item.copied for item in weighed(first, replace(later, known_on=D_DAY + timedelta(days=60))))
