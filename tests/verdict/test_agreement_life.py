"""Which deadline holds on a day, and what an event changes (C4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from verdict_world import SIGNED, case_of, claim, event, obligation, posterior

from exeunt.model.agreement import EvidenceStandard, amended
from exeunt.model.timing import Timing
from exeunt.model.verdict import Outcome
from exeunt.verdict.judge import judge
from exeunt.verdict.life import start_day, term
from exeunt.verdict.standards import asked_of

DEADLINE, LATER = date(2030, 3, 1), date(2030, 4, 1)
PROMISE = obligation("start_by", force="guests", deadline=DEADLINE, grace_days=3)


def extension(**fields: Any) -> dict[str, Any]:
    return {"kind": "extension", "day": date(2030, 2, 1), "new_deadline": LATER, "agreed": True, **fields}


@pytest.mark.parametrize(
    ("fields", "deadline"),
    [
        ({}, LATER),
        ({"agreed": False}, DEADLINE),
        ({"known_on": date(2030, 2, 20)}, DEADLINE),
        ({"obligations": ["promise"]}, LATER),
        ({"obligations": ["another"]}, DEADLINE),
        ({"kind": "amendment"}, LATER),
    ],
)
def test_a_later_deadline_holds_when_it_is_agreed_known_and_about_this_obligation(
    fields: dict[str, Any], deadline: date
) -> None:
    held = term(case_of([PROMISE], [event(extension(**fields))]), PROMISE, date(2030, 2, 10))
    assert held.deadline == deadline


def test_the_last_agreed_extension_holds() -> None:
    again = extension(id="again", day=date(2030, 3, 20), new_deadline=date(2030, 5, 1))
    case = case_of([PROMISE], [event(again), event(extension())])
    assert term(case, PROMISE, date(2030, 3, 25)).deadline == date(2030, 5, 1)
    assert term(case, PROMISE, date(2030, 3, 10)).deadline == LATER


def test_grace_comes_after_the_deadline_and_the_last_day_is_due_at_its_end() -> None:
    held = term(case_of([PROMISE]), PROMISE, DEADLINE)
    assert held.due == date(2030, 3, 4)
    assert not held.is_due(date(2030, 3, 3))
    assert held.is_due(date(2030, 3, 4))


def test_a_suspension_lasts_until_the_resumption() -> None:
    events = [
        event({"kind": "suspension", "day": date(2030, 1, 10)}),
        event({"kind": "resumption", "day": date(2030, 2, 1)}),
    ]
    case = case_of([PROMISE], events)
    assert term(case, PROMISE, date(2030, 1, 9)).suspension is None
    assert term(case, PROMISE, date(2030, 1, 20)).suspension == events[0]
    assert term(case, PROMISE, date(2030, 2, 1)).suspension is None


def test_only_what_both_sides_agreed_before_it_fell_due_frees() -> None:
    for day, agreed, freed in ((1, True, True), (1, False, False), (20, True, False)):
        pause = event({"kind": "suspension", "day": date(2030, 3, day), "agreed": agreed})
        held = term(case_of([PROMISE], [pause]), PROMISE, date(2030, 3, 25))
        assert held.frees(held.suspension) is freed


def test_without_a_day_it_falls_due_when_a_waiting_step_or_the_whole_period_has_passed() -> None:
    gate = obligation("precondition", id="gate", needs=["baseline"], before=["promise"])
    case = case_of([gate, PROMISE])
    assert term(case, gate, date(2030, 2, 1)).basis == "open"
    assert (term(case, gate, DEADLINE).basis, term(case, gate, DEADLINE).due) == ("stage", DEADLINE)
    alone = case_of([gate])
    assert term(alone, gate, date(2033, 12, 30)).due is None
    assert term(alone, gate, date(2033, 12, 31)).basis == "period"


def test_it_binds_from_its_start_its_baseline_or_the_signature() -> None:
    assert start_day(case_of([PROMISE]), PROMISE) == SIGNED
    dated = obligation("start_by", baseline_day=date(2030, 1, 5))
    assert start_day(case_of([dated]), dated) == date(2030, 1, 5)


def test_a_deadline_counted_from_an_event_holds_once_the_event_is_known() -> None:
    deployed = event({"kind": "resumption", "day": date(2030, 2, 1), "known_on": date(2030, 2, 5), "id": "deployed"})
    asked = obligation("start_by", force="guests", deadline_rule=Timing(of="deployed", count=30))
    case = case_of([asked], [deployed])
    assert term(case, asked, date(2030, 2, 4)).deadline is None
    held = term(case, asked, date(2030, 2, 5))
    assert held.deadline == date(2030, 3, 3)
    assert [step.code for step in held.told] == ["timing.event", "timing.days_after"]


def test_the_proof_that_an_agreement_asks_for_goes_before_the_published_one() -> None:
    published = asked_of(PROMISE).proof(PROMISE.kind)
    stricter = obligation("start_by", force="guests", evidence=EvidenceStandard(0.99, 3))
    asked = asked_of(stricter).proof(stricter.kind)
    assert (asked.met, asked.breached, asked.sources_met) == (0.99, 0.99, 3)
    assert (
        asked_of(obligation("start_by", evidence=EvidenceStandard(sources=2))).proof(PROMISE.kind).met == published.met
    )


def test_an_agreed_amendment_changes_the_text_from_its_day_on() -> None:
    fewer = event({"kind": "amendment", "day": date(2030, 2, 1), "known_on": date(2030, 2, 3), "agreed": True})
    fewer = replace(fewer, changes=(("quantity", 50.0),))
    asked = obligation("remaining_at_most", force="guests", quantity=0.0, deadline=DEADLINE)
    assert amended(asked, [fewer], date(2030, 2, 2)).quantity == 0.0  # in force on the 1st, known on the 3rd
    assert amended(asked, [fewer], date(2030, 2, 3)).quantity == 50.0
    assert amended(asked, [replace(fewer, agreed=False)], date(2030, 2, 3)) == asked
    assert amended(asked, [replace(fewer, obligations=("another",))], date(2030, 2, 3)) == asked


def test_a_verdict_is_given_on_the_text_that_applied_on_the_day() -> None:
    more_stay = event({"kind": "amendment", "day": date(2030, 2, 1), "agreed": True})
    more_stay = replace(more_stay, changes=(("quantity", 60.0),))
    asked = obligation("remaining_at_most", force="guests", quantity=0.0, deadline=DEADLINE)
    seen = claim({"said": "mission", "kind": "stock", "count": 50, "on": date(2030, 2, 28)})
    stock = posterior({SIGNED: "900 +- 20", date(2030, 2, 28): "50 +- 2", DEADLINE: "50 +- 2"})
    as_written, as_amended = (
        judge(case_of([asked], events), [seen], [stock], as_of=DEADLINE)[0].outcome for events in ([], [more_stay])
    )
    assert (as_written, as_amended) == (Outcome.BREACHED, Outcome.MET)
