"""From a case and its claims to the sampler's problem: what each claim is a statement of, and what is left out."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from estimate_cases import CASE, D_DAY, at_least, at_most, claim
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import UNKNOWN_SPAN, Span
from exeunt.estimate.joint.compose import Asked, Composed, compose
from exeunt.estimate.joint.problem import Shape, Statement
from exeunt.estimate.settings import settings
from exeunt.model.actor import Name
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.place import Site, SiteKind

LAST = date(2031, 12, 31)
GATE = Site("gate", Name("Gate", ""), SiteKind.CROSSING, 1.0, 1.0, "invented", side="north", region="east")


def composed(*claims: Claim) -> Composed:
    numbered = [replace(item, id=item.id or f"c{index}") for index, item in enumerate(claims)]
    return compose(replace(CASE, sites=(*CASE.sites, GATE)), numbered, LAST, settings())


def places(found: Composed, statement: Statement) -> set[tuple[str, str | None]]:
    stocks = [found.problem.stocks[index] for index in statement.members]
    return {(stock.force, stock.place) for stock in stocks}


def asked(found: Composed, ident: str) -> Asked:
    return next(item for item in found.asked if item.series.id == ident)


def only(found: Composed) -> Statement:
    assert len(found.problem.statements) == 1
    return found.problem.statements[0]


def test_a_count_of_the_host_is_the_sum_of_the_located_and_the_not_located() -> None:
    found = composed(claim(count=500))
    assert places(found, only(found)) == {("hawks", None), ("hawks", "base")}
    assert (only(found).shape, only(found).low, only(found).high) == (Shape.FIGURE, 500, 500)


def test_a_count_at_a_place_is_of_the_stock_there_alone() -> None:
    found = composed(claim(count=200, site_ids=("base",)))
    assert places(found, only(found)) == {("hawks", "base")}


def test_that_all_of_a_force_are_gone_is_as_likely_into_however_many_pieces_it_is_cut() -> None:
    cut = composed(claim(count=200, site_ids=("base",)), claim(count=50, site_ids=("camp",)))
    pieces = [stock.law.none for stock in cut.problem.stocks if stock.force == "hawks"]
    assert len(pieces) == 3
    assert math.prod(pieces) == pytest.approx(settings().classes["force"].none)


def test_a_count_at_several_places_is_of_all_of_them_together() -> None:
    found = composed(claim(count=200, site_ids=("base", "camp")), claim(count=50, site_ids=("camp",)))
    together, alone = sorted(found.problem.statements, key=lambda item: -item.low)
    assert places(found, together) == {("hawks", "base"), ("hawks", "camp")}
    assert places(found, alone) == {("hawks", "camp")}


def test_a_region_holds_its_sites_and_what_is_in_it_at_none_of_them() -> None:
    doves = {"force_id": "doves", "count": 90}
    found = composed(claim(**doves, site_ids=("east",)), claim(**doves, site_ids=("base",)))
    region = max(found.problem.statements, key=lambda item: len(item.members))
    assert {place for _, place in places(found, region)} == {"base", "camp+coast+east+gate"}


def test_the_only_region_of_its_own_side_is_a_forces_whole_host() -> None:
    found = composed(claim(count=500, site_ids=("east",)))
    assert places(found, only(found)) == {("hawks", None), ("hawks", "base")}


def test_a_total_is_the_sum_of_its_members() -> None:
    found = composed(claim(count=900, force_id="all"))
    assert {force for force, _ in places(found, only(found))} == {"hawks", "doves"}


def test_members_that_nobody_tells_apart_are_one_stock() -> None:
    more = (*CASE.forces[:2], *(replace(CASE.forces[1], id=ident) for ident in ("wrens", "rooks")))
    total = replace(CASE.forces[2], members=("hawks", "doves", "wrens", "rooks"))
    case = replace(CASE, forces=(*more, total))
    found = compose(case, [claim(count=9, force_id="all", id="a")], LAST, settings())
    assert {stock.force for stock in found.problem.stocks} == {"hawks", "doves+rooks+wrens"}


def test_a_total_counted_where_its_members_are_not_known_apart_is_a_lower_bound_of_the_whole() -> None:
    found = composed(
        claim(count=300, force_id="all", site_ids=("camp",)), claim(count=0, force_id="all", site_ids=("camp",))
    )
    assert only(found).shape is Shape.AT_LEAST
    assert {force for force, _ in places(found, only(found))} == {"hawks", "doves"}
    assert {use.reason for use in asked(found, "all").uses} == {"estimate.part", "estimate.none_at_part"}


def test_a_total_asked_about_at_a_site_stands_beside_the_sums_over_the_host() -> None:
    duty = replace(CASE.agreement.obligations[1], id="all-leave", force="all")
    agreement = replace(CASE.agreement, obligations=(*CASE.agreement.obligations, duty))
    told = [claim(count=300, force_id="all", site_ids=("base",), id="a")]
    found = compose(replace(CASE, agreement=agreement), told, LAST, settings())
    at_site, at_least_in_host = sorted(found.problem.statements, key=lambda item: item.shape)
    aside = next(index for index, stock in enumerate(found.problem.stocks) if stock.force == "doves" and stock.place)
    assert places(found, at_site) == {("hawks", "base"), ("doves", "base")}
    assert at_least_in_host.shape is Shape.AT_LEAST
    assert aside in asked(found, "all@base").members
    assert aside not in asked(found, "all").members


def test_a_departure_through_a_crossing_is_one_from_the_host() -> None:
    through = composed(claim(Kind.DEPARTURE, 60, site_ids=("gate",)))
    assert places(through, only(through)) == {("hawks", None), ("hawks", "base")}
    base = composed(claim(Kind.DEPARTURE, 60, site_ids=("base",)))
    assert places(base, only(base)) == {("hawks", "base")}


def test_a_dated_departure_is_looked_for_some_days_around_but_never_beyond_a_counted_day() -> None:
    wide = only(composed(claim(Kind.DEPARTURE, 60)))
    assert (wide.start, wide.days[0].day) == (D_DAY.toordinal() - 4, D_DAY.toordinal() + 3)
    counted = composed(claim(Kind.DEPARTURE, 60), claim(count=100, day=D_DAY + timedelta(days=1)))
    narrow = next(item for item in counted.problem.statements if item.shape is Shape.FELL)
    assert narrow.days[0].day == D_DAY.toordinal() + 1


def test_departures_and_arrivals_of_one_account_are_one_net_change() -> None:
    found = only(composed(claim(Kind.DEPARTURE, 95), claim(Kind.ARRIVAL, 200)))
    assert (found.shape, found.low) == (Shape.ROSE, 105)


def test_a_running_total_counts_from_the_baseline_day() -> None:
    late = D_DAY + timedelta(days=60)
    found = only(composed(claim(Kind.CUMULATIVE_DEPARTURES, 400, late)))
    assert (found.shape, found.start, found.days[0].day) == (Shape.GONE_SINCE, D_DAY.toordinal(), late.toordinal())


def test_of_a_ledger_that_ran_before_the_baseline_only_the_increments_weigh() -> None:
    days = [D_DAY - timedelta(days=30), D_DAY + timedelta(days=30), D_DAY + timedelta(days=60)]
    ledger = [claim(Kind.CUMULATIVE_DEPARTURES, count, day) for count, day in zip((400, 500, 500), days, strict=True)]
    found = composed(*ledger)
    assert (only(found).low, only(found).start) == (100, days[0].toordinal())
    reasons = {use.reason for use in asked(found, "hawks").uses if use.role == "context"}
    assert reasons == {"estimate.no_baseline", "estimate.no_increment"}


def test_a_report_without_a_day_has_a_lag_in_place_of_a_blur() -> None:
    found = only(composed(claim(count=500, as_of=UNKNOWN_SPAN)))
    assert [D_DAY.toordinal() - when.day for when in found.days] == [0, 7, 21]
    assert sum(when.weight for when in found.days) == pytest.approx(1)
    year = only(composed(claim(count=500, as_of=Span(date(2030, 1, 1), date(2030, 12, 31)))))
    assert len(year.days) == 1
    assert year.blur > found.blur


@pytest.mark.parametrize(
    "said",
    [
        claim(Kind.PLEDGE_DEPARTURE, 500),
        claim(Kind.PLAN_ARRIVAL, 500),
        claim(count=500, stance=Stance.PLANNED),
        claim(Kind.DEPARTURE, 500, stance=Stance.CONDITIONAL),
        claim(Kind.DEMAND, 0),
        claim(count=Count(Bound.EXACT, best=12, unit="vehicles")),
        claim(Kind.RELOCATION, 500),
        claim(Kind.DENIAL),
        claim(Kind.DEPARTURE),
    ],
)
def test_what_says_nothing_of_what_is_gets_no_statement(said: Claim) -> None:
    found = composed(claim(count=400), said)
    assert [item.low for item in found.problem.statements] == [400]
    assert {use.role for use in asked(found, "hawks").uses if use.claim_id == "c1"} <= {"pledge", "context", "unused"}


def test_claims_of_one_origin_count_once_and_the_others_are_echoes() -> None:
    found = composed(claim(count=500, origin="one", source_id="source-e"), claim(count=480, origin="one"))
    assert only(found).low == 480
    assert [use.claim_id for use in asked(found, "hawks").uses if use.role == "echo"] == ["c0"]


def test_the_same_figure_from_another_source_soon_after_may_be_a_copy() -> None:
    found = composed(claim(count=327), claim(count=327, day=D_DAY + timedelta(days=9), source_id="source-c"))
    assert sorted(item.copy for item in found.problem.statements) == [0, settings().copy["chance"]]
    later = composed(claim(count=327), claim(count=327, day=D_DAY + timedelta(days=90), source_id="source-c"))
    assert {item.copy for item in later.problem.statements} == {0}


def test_rotation_is_less_likely_where_a_monitor_watched_and_more_likely_in_a_running_total() -> None:
    shifts = [
        only(composed(claim(kind, 100, D_DAY + timedelta(days=9), source_id=speaker))).rotation_shift
        for kind, speaker in (
            (Kind.DEPARTURE, "un"),
            (Kind.DEPARTURE, "source-b"),
            (Kind.CUMULATIVE_DEPARTURES, "source-b"),
        )
    ]
    assert shifts[0] < shifts[1] == 0 < shifts[2]


def test_presence_at_two_places_is_said_of_each() -> None:
    found = composed(claim(site_ids=("base", "camp")), claim(count=5, site_ids=("camp",)))
    seen = [item for item in found.problem.statements if item.shape is Shape.SOME]
    assert [places(found, item) for item in seen] == [{("hawks", "base")}, {("hawks", "camp")}]


def test_what_a_claim_is_to_a_series_is_said_from_where_the_series_stands() -> None:
    found = composed(claim(count=100, site_ids=("base",)), claim(count=500), claim(count=0, day=LAST))
    uses = {item.series.id: {use.claim_id: use.reason for use in item.uses} for item in found.asked}
    assert uses["hawks@base"] == {"c0": "estimate.direct", "c1": "estimate.whole", "c2": "estimate.whole"}
    assert uses["hawks"] == {"c0": "estimate.part", "c1": "estimate.direct", "c2": "estimate.none_seen"}
    assert asked(found, "hawks@base").last_observed == D_DAY
    assert asked(found, "hawks").last_observed == LAST


CLAIMS = st.builds(
    claim,
    kind=st.sampled_from([*Kind]),
    count=st.one_of(
        st.none(), st.integers(0, 9000), st.integers(1, 9000).map(at_least), st.integers(0, 900).map(at_most)
    ),
    day=st.integers(0, 200).map(lambda days: D_DAY + timedelta(days=days)),
    source_id=st.sampled_from(["source-a", "source-c", "un", None]),
    force_id=st.sampled_from(["hawks", "doves", "all", "tanks", "nobody", None]),
    site_ids=st.sampled_from([(), ("base",), ("camp", "coast"), ("east",), ("host",), ("gate",), ("nowhere",)]),
    stance=st.sampled_from([*Stance]),
    origin=st.sampled_from(["", "", "one", "two"]),
)


@given(st.lists(CLAIMS, max_size=12), st.randoms())
def test_any_claims_make_a_sound_problem_that_does_not_depend_on_their_order(claims, random) -> None:
    numbered = [replace(item, id=f"c{index}") for index, item in enumerate(claims)]
    mixed = list(numbered)
    random.shuffle(mixed)
    found, again = composed(*numbered), composed(*mixed)
    assert set(found.problem.statements) == set(again.problem.statements)
    assert found.problem.stocks == again.problem.stocks
    assert [item.uses for item in found.asked] == [item.uses for item in again.asked]
    for item in found.problem.statements:
        assert item.members
        assert len(set(item.members)) == len(item.members)
        assert 0 <= item.source < len(found.problem.speakers)
        assert 0 <= item.low <= item.high <= found.problem.top
        assert item.blur >= 0
        assert item.start is None or (len(item.days) == 1 and item.start < item.days[0].day)
