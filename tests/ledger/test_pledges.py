"""Contradictory pledges within one camp are shown with both claims (C10)."""

from datetime import date, timedelta

import pytest

from exeunt.base.dates import one_day
from exeunt.base.messages import LANGUAGES, say
from exeunt.ledger.check import conflicts
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.force import Force
from exeunt.model.source import Source, SourceClass

NAME = Name("x", "س")
FORCES = (
    Force("guests", NAME, "foreign force", side="blue"),
    Force("riders", NAME, "foreign force", side="red"),
    Force("all", NAME, "foreign force", members=("guests", "riders")),
)
SOURCES = (
    Source("government", NAME, SourceClass.PARTY, "C", "", side="blue"),
    Source("guard", NAME, SourceClass.ARMED_GROUP, "C", "", side="blue"),
    Source("front", NAME, SourceClass.PARTY, "C", "", side="red"),
    Source("wire", NAME, SourceClass.MEDIA, "B", "", side="blue"),
)
CASE = Case(
    "c", NAME, NAME, date(2030, 1, 1), date(2030, 12, 31), Agreement((), (), (), (), (), ()), FORCES, (), SOURCES
)
PROMISED_ON = date(2030, 3, 1)


def said(who: str, kind: Kind, force: str = "guests", *, later: int = 60, stance: Stance = Stance.ASSERTED) -> Claim:
    when = PROMISED_ON + timedelta(days=later)
    ident = f"{who}-{kind}-{later}"
    return Claim(
        id=ident, origin=ident, kind=kind, stance=stance, force_id=force, source_id=who, as_of=one_day(when),
        known_on=when,
    )  # fmt: skip


PROMISE = said("government", Kind.PLEDGE_DEPARTURE, later=0)


def shown(other: Claim) -> list[tuple[str, ...]]:
    found = [item for item in conflicts(CASE, [PROMISE, other]) if item.code == "alarm.conflict_pledges"]
    assert all(say(item.code, item.slots, language) for item in found for language in LANGUAGES)
    return [item.claims for item in found]


@pytest.mark.parametrize(
    "contrary",
    [
        said("guard", Kind.PLAN_ARRIVAL, stance=Stance.PLANNED),
        said("government", Kind.PLEDGE_DEPARTURE, stance=Stance.DENIED),
        said("government", Kind.NO_CHANGE),
        said("government", Kind.PLAN_ARRIVAL, "all"),
    ],
)
def test_a_promise_and_its_contrary_from_one_camp_are_shown(contrary: Claim) -> None:
    assert shown(contrary) == [(PROMISE.id, contrary.id)]


@pytest.mark.parametrize(
    "other",
    [
        said("front", Kind.PLAN_ARRIVAL),  # the other camp
        said("wire", Kind.PLAN_ARRIVAL),  # a paper speaks for no camp
        said("government", Kind.PLAN_ARRIVAL, "riders"),  # another force
        said("government", Kind.DEPARTURE),  # it goes
        said("government", Kind.NO_CHANGE, later=190),  # a policy given up is a change
    ],
)
def test_what_is_no_contrary_of_the_same_camp_is_not_shown(other: Claim) -> None:
    assert shown(other) == []
