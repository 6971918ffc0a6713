"""The value of evidence (C24): what could still change a verdict, with which probability, cheapest first."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verdict_world import case_of, claim, obligation, posterior

from exeunt.model.agreement import ObligationKind
from exeunt.model.verdict import Outcome
from exeunt.verdict.judge import judge
from exeunt.verdict.standards import standards

DUE = date(2030, 6, 30)
B = standards().wrong["B"]


def ruled(kind, *told, stocks=(), as_of=date(2030, 7, 2), **fields):
    asked = obligation(kind, **{"force": "guests", "deadline": DUE, **fields})
    return judge(case_of([asked]), [claim(one) for one in told], list(stocks), as_of=as_of)[0]


def look(found, kind, sites=None):
    return next(item for item in found.looks if item.kind == kind and (sites is None or item.sites == sites))


def test_one_inspection_settles_a_camp_of_which_only_the_owner_speaks():
    found = ruled(
        "vacate_site", {"said": "government", "kind": "stock", "count": 0, "sites": ["airfield"], "on": DUE},
        sites=["airfield"],
        stocks=[posterior({date(2030, 1, 1): "800 +- 50", DUE: "none (70%) or 300 +- 50"}, site="airfield")],
    )  # fmt: skip
    visit = look(found, "inspection")
    assert found.outcome is Outcome.UNDETERMINED
    assert [(item.kept, item.outcome) for item in visit.results] == [(True, Outcome.MET), (False, Outcome.BREACHED)]
    assert visit.results[0].probability == pytest.approx(0.7 * (1 - B) + 0.3 * B, abs=0.02)
    assert visit.changes == pytest.approx(1.0)


def test_what_is_long_past_is_asked_of_records_and_not_of_a_visit():
    found = ruled("vacate_site", sites=["airfield"], as_of=date(2031, 6, 30))
    kinds = {item.kind for item in found.looks}
    assert "records" in kinds
    assert "inspection" not in kinds


def test_of_two_sites_only_a_look_at_both_makes_a_met():
    found = ruled("vacate_site", sites=["airfield", "harbour"])
    both = look(found, "inspection", ("airfield", "harbour"))
    assert both.results[0].outcome is Outcome.MET
    assert both.cost == 2 * 4
    for single in (item for item in found.looks if len(item.sites) == 1):
        assert all(result.outcome is not Outcome.MET for result in single.results)


def test_the_word_of_the_bound_can_only_admit():
    found = ruled("remaining_at_most", {"said": "government", "kind": "stock", "count": 0, "on": DUE}, quantity=0)
    letters = [item for item in found.looks if item.kind == "declaration"]
    assert all(result.outcome is found.outcome for item in letters for result in item.results if result.kept)


def test_the_cheapest_comes_first():
    found = ruled("remaining_at_most", quantity=0)
    assert [item.cost for item in found.looks] == sorted(item.cost for item in found.looks)
    assert found.looks[0].kind == "declaration"


def test_a_finding_that_is_sure_and_undisputed_is_not_asked_about():
    told = [
        {"said": said, "kind": "stock", "count": 0, "stance": "verified", "on": DUE} for said in ("mission", "panel")
    ]
    gone = posterior({date(2030, 1, 1): "800 +- 50", DUE: "none"})
    found = ruled("remaining_at_most", *told, quantity=0, stocks=[gone])
    assert (found.outcome, found.looks) == (Outcome.MET, ())


@pytest.mark.parametrize("kind", [
    "withdrawn_at_least", "reduce_by_at_least", "hand_over", "remaining_at_most", "vacate_site", "start_by",
])  # fmt: skip
def test_where_nobody_spoke_every_kind_with_a_count_has_a_look_that_makes_it_met_and_one_that_breaches(kind):
    force = "rifles" if kind == "hand_over" else "guests"
    fields = {"vacate_site": {"sites": ["airfield"]}, "start_by": {}}.get(kind, {"quantity": 200, "baseline": 800})
    found = ruled(kind, force=force, **fields)
    reached = {result.outcome for item in found.looks for result in item.results}
    assert {Outcome.MET, Outcome.BREACHED} <= reached, found.looks


def test_each_claim_says_what_it_does_and_what_would_be_found_without_it():
    found = ruled(
        "withdrawn_at_least",
        {"said": "mission", "kind": "cumulative_departures", "count": 500, "on": DUE},
        quantity=500, baseline=800,
    )  # fmt: skip
    effect = found.effects[0]
    assert found.outcome is Outcome.MET
    assert effect.without is Outcome.UNDETERMINED


def test_what_was_seen_and_what_was_there_are_told_apart():
    found = ruled(
        "vacate_site", {"said": "mission", "kind": "stock", "count": 0, "sites": ["airfield"], "on": DUE},
        sites=["airfield"],
        stocks=[posterior({date(2030, 1, 1): "800 +- 50", DUE: "none (92%) or 10"}, site="airfield")],
    )  # fmt: skip
    assert found.seen.correct == pytest.approx(0.98)
    assert found.seen.complete == pytest.approx(0.92, abs=0.01)


KINDS = [kind.value for kind in ObligationKind]


@settings(max_examples=80)
@given(
    st.sampled_from(KINDS),
    st.lists(
        st.tuples(
            st.sampled_from(["mission", "wire", "government", "front", "rumour"]),
            st.sampled_from(["stock", "departure", "arrival", "cumulative_departures", "no_change"]),
            st.sampled_from([None, 0, 40, 400]),
            st.integers(1, 180),
        ),
        max_size=5,
    ),
)
def test_chances_add_up_and_only_results_that_change_the_outcome_count(kind, told):
    claims = [
        {"said": said, "kind": what, "count": count, "on": date.fromordinal(date(2030, 1, 1).toordinal() + day),
         "id": f"C{place}", "sites": ["airfield"]}
        for place, (said, what, count, day) in enumerate(told)
    ]  # fmt: skip
    fields = {"quantity": 300, "baseline": 800, "sites": ["airfield"], "counterpart": "riders", "within_days": 30,
              "needs": ["monitoring"] if kind == "precondition" else []}  # fmt: skip
    stock = {date(2030, 1, 1): "800 +- 50", DUE: "400 +- 200"}
    found = ruled(kind, *claims, stocks=[posterior(stock), posterior(stock, site="airfield")], **fields)
    for item in found.looks:
        changing = sum(result.probability for result in item.results if result.outcome is not found.outcome)
        assert item.changes == pytest.approx(changing)
        assert 0 < item.changes <= 1 + 1e-9
        agreed = sum(result.probability for result in item.results)
        assert agreed == pytest.approx(1.0) if item.times == 1 else agreed < 1.0
