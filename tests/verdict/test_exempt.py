"""Named exceptions (C6): whom they spare, how many, where, and until when."""

from dataclasses import replace
from datetime import date

import pytest
from verdict_world import case_of, claim, exception, obligation, posterior

from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.exempt import ended, excepted, spared
from exeunt.verdict.life import term
from exeunt.verdict.standards import standards

DAY = date(2030, 6, 30)


def evidence(*exceptions, series=(), **fields):
    asked = obligation("remaining_at_most", force="all-foreign", quantity=0, deadline=DAY, **fields)
    asked = replace(asked, exceptions=tuple(exception(item) for item in exceptions))
    case = case_of([asked])
    docket = Docket(case, ())
    return Evidence(
        case=case, obligation=asked, claims=(), roots=docket.roots,
        series={(item.force, item.site): item for item in series},
        standards=standards(), term=term(case, asked, DAY), as_of=DAY, day=DAY,
    )  # fmt: skip


def test_an_exception_spares_until_its_last_day_and_one_without_a_day_for_good():
    given = evidence({"id": "guards", "quantity": 20, "until": date(2030, 8, 1)}, {"id": "cooks", "quantity": 5})
    assert [spared(given.on(day)) for day in (date(2030, 8, 1), date(2030, 8, 2))] == [25, 5]


def test_an_exception_of_another_force_or_another_place_spares_nobody():
    assert spared(evidence({"force": "rifles", "quantity": 20})) == 0
    assert spared(evidence({"sites": ["harbour"], "quantity": 20}, sites=("airfield",))) == 0
    assert spared(evidence({"force": "riders", "sites": ["harbour"], "quantity": 20})) == 20


def test_a_whole_force_that_is_spared_counts_as_many_as_the_estimate_says():
    riders = posterior({date(2030, 1, 1): "300 +- 5"}, "riders")
    assert spared(evidence({"force": "riders"}, series=[riders])) == pytest.approx(300, rel=0.1)
    assert spared(evidence({"force": "riders"})) == 0


@pytest.mark.parametrize(
    ("said", "is_spared"),
    [
        ({"force": "riders", "sites": ["harbour"], "count": 20, "on": DAY}, True),
        ({"force": "riders", "sites": ["harbour"], "count": 21, "on": DAY}, False),
        ({"force": "guests", "sites": ["harbour"], "count": 20, "on": DAY}, False),
        ({"force": "riders", "sites": [], "count": 20, "on": DAY}, False),
        ({"force": "riders", "sites": ["harbour"], "count": 20, "on": date(2030, 8, 2)}, False),
    ],
)
def test_a_claim_is_of_those_spared_only_by_force_place_number_and_day(said, is_spared):
    given = evidence({"force": "riders", "sites": ["harbour"], "quantity": 20, "until": date(2030, 8, 1)})
    assert excepted(given, claim({"said": "wire", "kind": "stock", **said})) is is_spared


def test_only_what_outlives_the_last_day_allowed_ends_after_it():
    asked = replace(
        obligation("remaining_at_most"),
        exceptions=(
            exception({"id": "early", "until": date(2030, 6, 1)}),
            exception({"id": "late", "until": date(2030, 8, 1)}),
        ),
    )
    assert [(day, item.id) for day, item in ended(asked, DAY, date(2031, 1, 1))] == [(date(2030, 8, 2), "late")]
    assert ended(asked, DAY, date(2030, 8, 1)) == ()
    assert ended(asked, None, date(2031, 1, 1)) == ()
