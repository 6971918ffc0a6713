"""Reciprocity (C1, C28): what a side may suspend, and whether its own suspension is covered."""

from datetime import date

import pytest
from verdict_world import case_of, claim, event, obligation, posterior

from exeunt.base.messages import LANGUAGES, say
from exeunt.verdict.balance import balance
from exeunt.verdict.judge import judge

DUE, DAY = date(2030, 6, 30), date(2030, 7, 20)
STOCKS = [
    posterior({date(2030, 1, 1): "800 +- 20", DUE: "790 +- 20", DAY: "790 +- 20"}),
    posterior({date(2030, 1, 1): "500 +- 20", DUE: "490 +- 20", DAY: "490 +- 20"}, "riders"),
]
BY_THE_OTHER = {
    "breached": {"said": "mission", "kind": "stock", "count": 490, "force": "riders", "on": DUE},
    "met": {"said": "mission", "kind": "cumulative_departures", "count": 400, "force": "riders", "on": DUE},
    "undetermined": {"said": "rumour", "kind": "stock", "count": 490, "force": "riders", "on": DUE},
}


def judged(partner, *, suspended=False, agreed=False, stocks=STOCKS):
    ours = obligation("withdrawn_at_least", force="guests", quantity=400, baseline=800, deadline=date(2030, 12, 31),
                      reciprocal=["theirs"])  # fmt: skip
    theirs = obligation("withdrawn_at_least", id="theirs", actors=["front"], force="riders", quantity=400, baseline=500,
                        deadline=DUE)  # fmt: skip
    events = [event({"kind": "suspension", "day": date(2030, 7, 1), "obligations": ["promise"], "agreed": agreed})]
    case = case_of([ours, theirs], events if suspended else [])
    verdicts = judge(case, [claim(BY_THE_OTHER[partner])], list(stocks), as_of=DAY)
    assert verdicts[1].outcome == partner
    return case, verdicts


def codes(verdict):
    assert all(say(item.code, item.slots, language) for item in verdict.reasons for language in LANGUAGES)
    return {item.code.removeprefix("verdict.") for item in verdict.reasons}


@pytest.mark.parametrize(
    ("partner", "code"),
    [
        ("breached", "suspension_covered"),
        ("met", "suspension_not_covered"),
        ("undetermined", "suspension_doubtful"),
    ],
)
def test_a_sides_own_suspension_is_covered_only_by_a_breach_of_what_it_was_promised(partner, code):
    stocks = STOCKS if partner == "breached" else []
    assert code in codes(judged(partner, suspended=True, stocks=stocks)[1][0])


def test_a_suspension_that_both_agreed_to_needs_no_cover():
    assert not {code for code in codes(judged("breached", suspended=True, agreed=True)[1][0]) if "covered" in code}


def test_what_was_promised_for_a_breached_step_may_be_held_back_and_the_ledger_says_so():
    case, verdicts = judged("breached")
    assert "may_be_suspended" in codes(verdicts[0])
    ledger = balance(case, STOCKS, as_of=DAY, verdicts=verdicts)
    assert [item.code for item in ledger.reasons][1:] == ["verdict.owed"]
    assert dict(ledger.reasons[1].slots) == {"step": "theirs", "other": "promise"}


def test_nothing_is_owed_where_the_other_side_kept_its_word():
    case, verdicts = judged("met", stocks=[])
    assert "may_be_suspended" not in codes(verdicts[0])
    assert [
        item.code for item in balance(case, STOCKS, as_of=DAY, verdicts=verdicts).reasons if "owed" in item.code
    ] == []
