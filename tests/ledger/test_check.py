"""Conflicts between claims (C10)."""

from dataclasses import replace
from datetime import date

import pytest

from exeunt.base.dates import one_day
from exeunt.base.messages import LANGUAGES, say
from exeunt.ledger.check import conflicts
from exeunt.ledger.mutation import mutations
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.force import Force

NAME = Name("x", "س")
FORCES = (
    Force("guests", Name("Guests", ""), "foreign force"),
    Force("riders", Name("Riders", ""), "foreign force"),
    Force("all", Name("Everybody", ""), "foreign force", members=("guests", "riders")),
)
CASE = Case("c", NAME, NAME, date(2030, 1, 1), date(2030, 12, 31), Agreement((), (), (), (), (), ()), FORCES, (), ())


def said(who: str, count: float | Count, day: int, *, kind: Kind = Kind.STOCK, force: str = "guests", **more) -> Claim:
    number = count if isinstance(count, Count) else exactly(count)
    ident = f"{who}-{kind}-{force}-{day}-{number.figure}"
    fields = {"id": ident, "origin": ident, **more}
    when = date(2030, 3, day)
    return Claim(kind=kind, force_id=force, count=number, as_of=one_day(when), known_on=when, source_id=who, **fields)


def codes(*claims: Claim) -> list[str]:
    found = conflicts(CASE, claims)
    assert all(say(item.code, item.slots, language) for item in found for language in LANGUAGES)
    return [item.code.removeprefix("alarm.conflict_") for item in found]


def test_none_and_some_on_one_day_contradict_one_another():
    assert codes(said("a", 0, 5), said("b", Count(Bound.AT_LEAST, low=1), 5)) == ["none_and_some"]


def test_some_before_they_left_is_no_contradiction():
    assert codes(said("a", 400, 4), said("b", 0, 5)) == []


def test_two_figures_of_one_week_may_differ_by_rounding_only():
    assert codes(said("a", 2910, 5), said("b", 2000, 6)) == ["apart"]
    assert codes(said("a", 2910, 5), said("b", 3000, 6)) == []


def test_at_least_is_not_passed_by_more():
    assert codes(said("a", Count(Bound.AT_LEAST, low=200), 5), said("b", 900, 6)) == []


def test_parts_of_one_speaker_that_exceed_his_whole():
    whole, parts = said("a", 20000, 5, force="all"), (said("a", 13000, 5), said("a", 11000, 5, force="riders"))
    assert "parts" in codes(whole, *parts)
    assert "parts" not in codes(said("b", 20000, 5, force="all"), *parts)


def test_a_running_total_that_falls():
    total = Kind.CUMULATIVE_DEPARTURES
    assert codes(said("a", 10750, 5, kind=total), said("b", 1226, 25, kind=total)) == ["total_falls"]
    assert codes(said("a", 1226, 5, kind=total), said("b", 10750, 25, kind=total)) == []


def test_a_stock_that_doubles_within_days_without_arrivals():
    before, after = said("a", 1000, 1), said("b", 2500, 12)
    assert codes(before, after) == ["jump"]
    assert codes(before, said("b", 1500, 6, kind=Kind.ARRIVAL), after) == []


def test_digits_that_changed_places():
    assert codes(said("a", 3420, 5), said("b", 3204, 20)) == ["digits"]


def test_an_echo_does_not_conflict_with_what_it_repeats():
    first = said("a", 0, 5)
    assert codes(first, said("b", 40, 5, origin=first.origin)) == []


@pytest.mark.parametrize("claims", [(said("a", 0, 5), said("b", 40, 5), said("c", 90, 6))])
def test_the_order_of_claims_changes_nothing(claims):
    assert conflicts(CASE, claims) == conflicts(CASE, claims[::-1])


def test_a_flow_told_as_a_stock_is_a_mutation():
    flow = said("a", 1800, 5, kind=Kind.ARRIVAL)
    told = said("b", 1800, 9, origin=flow.id)
    assert mutations([flow, told]) == {told.id: flow}


def test_a_repeat_or_another_figure_is_no_mutation():
    flow = said("a", 1800, 5, kind=Kind.ARRIVAL)
    again = replace(flow, id="again")
    balance = said("b", 6750, 9, origin=flow.id)
    assert mutations([flow, again, balance]) == {}
