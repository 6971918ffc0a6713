"""Who accepts and who disputes (C26), shares, readings (C3), and what would change a verdict (C24)."""

from dataclasses import replace
from datetime import date

import pytest
from verdict_world import case_of, claim, named, obligation, posterior

from exeunt.model.agreement import Reading
from exeunt.model.verdict import Outcome, Qualifier, Status
from exeunt.verdict.balance import balance
from exeunt.verdict.judge import judge

DUE = date(2030, 6, 30)
ALL_OUT = obligation("remaining_at_most", force="guests", quantity=0, deadline=DUE)


def ruled(*told, asked=ALL_OUT, stocks=()):
    return judge(case_of([asked]), [claim(fields) for fields in told], stocks, as_of=date(2030, 7, 10))[0]


def status(found, who):
    return next(item.status for item in found.standings if item.who == who)


def codes(found):
    return [reason.code for reason in found.reasons]


def test_the_monitor_and_the_bound_party_have_statuses_of_their_own():
    found = ruled(
        {"said": "mission", "kind": "stock", "count": "at least 40", "on": DUE},
        {"said": "government", "kind": "stock", "count": 0, "on": DUE},
    )
    assert (status(found, "monitor"), status(found, "government")) == (Status.DISPUTES, Status.ACCEPTS)


def test_who_does_not_speak_is_silent():
    found = ruled({"said": "mission", "kind": "stock", "count": 0, "on": DUE})
    assert status(found, "government") is Status.SILENT


def test_dissent_from_a_finding_is_printed():
    found = ruled(
        {"said": "mission", "kind": "stock", "count": 0, "on": DUE},
        {"said": "panel", "kind": "stock", "count": 0, "on": date(2030, 6, 28)},
        {"said": "front", "kind": "stock", "count": "at least 20", "on": DUE},
    )
    assert found.outcome is Outcome.MET
    assert "verdict.dissent" in codes(found)


def test_witnesses_who_contradict_one_another_settle_nothing():
    found = ruled(
        {"said": "wire", "kind": "stock", "count": 0, "on": DUE},
        {"said": "relief", "kind": "stock", "count": "at least 40", "on": DUE},
    )
    assert found.outcome is Outcome.UNDETERMINED


def test_the_shares_of_the_witnesses_add_up_to_one_and_the_better_one_carries_more():
    found = ruled(
        {"said": "mission", "kind": "stock", "count": 0, "on": DUE},
        {"said": "wire", "kind": "stock", "count": 0, "on": DUE},
        {"said": "government", "kind": "stock", "count": 0, "on": DUE},
    )
    weights = dict(found.shares)
    assert sum(weights.values()) == pytest.approx(1)
    assert weights[f"mission-stock-{DUE}"] > weights[f"wire-stock-{DUE}"]
    assert f"government-stock-{DUE}" not in weights


def test_an_undetermined_verdict_says_what_would_settle_it():
    found = ruled({"said": "government", "kind": "stock", "count": 0, "on": DUE})
    assert found.outcome is Outcome.UNDETERMINED
    assert any(look.changes > 0 for look in found.looks)


def test_every_rival_reading_has_its_own_outcome():
    later = Reading("three-months", named("three months"), (("deadline", date(2030, 7, 31)),))
    found = ruled(
        {"said": "mission", "kind": "stock", "count": "at least 40", "on": DUE},
        asked=replace(ALL_OUT, readings=(later,)),
    )
    assert found.outcome is Outcome.BREACHED
    assert [(item.reading, item.outcome) for item in found.readings] == [("three-months", Outcome.NOT_DUE)]
    assert Qualifier.SCOPE_DISPUTED in found.qualifiers
    assert "verdict.depends_on_reading" in codes(found)


def test_the_side_that_has_taken_out_more_is_ahead_by_share():
    case = case_of([ALL_OUT])
    stocks = [
        posterior({date(2030, 1, 1): "1000 +- 20", DUE: "300 +- 20"}, "guests", None),
        posterior({date(2030, 1, 1): "5000 +- 50", DUE: "4900 +- 50"}, "riders", None),
    ]
    found = balance(case, stocks, as_of=DUE)
    assert found.ahead == "blue"
    assert found.reasons[0].code == "verdict.balance_ahead"


def test_sides_within_the_tolerance_are_even():
    stocks = [
        posterior({date(2030, 1, 1): "1000 +- 10", DUE: "500 +- 10"}, "guests", None),
        posterior({date(2030, 1, 1): "5000 +- 50", DUE: "2500 +- 50"}, "riders", None),
    ]
    found = balance(case_of([ALL_OUT]), stocks, as_of=DUE)
    assert (found.ahead, found.reasons[0].code) == (None, "verdict.balance_even")
