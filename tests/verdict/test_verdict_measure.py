"""Probabilities that both sides can do again by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_world import case_of, claim, obligation

from exeunt.verdict import measure
from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.life import term
from exeunt.verdict.standards import standards

CHANCES = st.floats(0.0, 1.0)


def evidence_with(*told: dict[str, object], **fields: object) -> Evidence:
    asked = obligation("start_by", force="guests", start=date(2030, 1, 1), deadline=date(2030, 6, 1), **fields)
    case, claims = case_of([asked]), [claim(one) for one in told]
    day = date(2030, 6, 1)
    docket = Docket(case, tuple(claims))
    return Evidence(
        case=case,
        obligation=asked,
        claims=docket.bearing(asked, day)[0],
        roots=docket.roots,
        series={},
        standards=standards(),
        term=term(case, asked, day),
        as_of=day,
        day=day,
    )


def left(said: str, **more: object) -> dict[str, object]:
    return {"said": said, "kind": "departure", "count": 50, "on": date(2030, 3, 1), **more}


def test_two_witnesses_multiply_the_odds_that_it_is_so() -> None:
    evidence = evidence_with(left("wire"), left("relief"))
    odds = (0.95 / 0.05) ** 2
    assert measure.testimony(evidence, evidence.claims, ()) == pytest.approx(odds / (1 + odds))


def test_a_witness_for_and_one_against_of_the_same_grade_cancel() -> None:
    evidence = evidence_with(left("wire"), left("relief"))
    assert measure.testimony(evidence, evidence.claims[:1], evidence.claims[1:]) == pytest.approx(0.5)


def test_the_bound_and_the_unknown_are_no_witnesses() -> None:
    evidence = evidence_with(left("government"), left("blue-radio"), left("northland"), left("rumour"))
    assert measure.testimony(evidence, evidence.claims, ()) is None


def test_a_side_that_admits_its_own_lateness_is_a_witness() -> None:
    evidence = evidence_with(left("government"))
    assert measure.testimony(evidence, (), evidence.claims) == pytest.approx(0.1)


def test_a_paper_that_prints_what_a_party_said_is_the_word_of_the_party() -> None:
    spoken = left("government", id="G1")
    printed = left("wire", id="W1", origin="G1", force="guests", known=date(2030, 3, 2))
    evidence = evidence_with(spoken, printed)
    assert [one.id for one in evidence.claims] == ["G1"]
    elsewhere = evidence_with({**spoken, "force": "riders"}, {**printed, "count": 90})
    assert [one.id for one in elsewhere.claims] == ["W1"]
    assert elsewhere.interested(elsewhere.claims[0])


def test_a_figure_that_was_said_of_another_force_is_no_witness_of_this_one() -> None:
    spoken = left("wire", id="G1", force="riders")
    assert evidence_with(spoken, left("relief", id="W1", origin="G1", force="guests")).claims == ()


def test_vehicles_and_other_forces_are_not_counted_as_persons_of_this_force() -> None:
    evidence = evidence_with(left("wire"), left("relief", force="riders"), left("panel", unit="vehicles"))
    assert [one.source_id for one in evidence.claims] == ["wire"]


@given(CHANCES, CHANCES, CHANCES)
def test_weighing_never_falls_when_one_of_two_measures_rises(one: float, other: float, third: float) -> None:
    low, high = sorted((other, third))
    assert (measure.weigh(one, low) or 0.0) <= (measure.weigh(one, high) or 0.0) + 1e-12


@given(CHANCES)
def test_a_measure_that_knows_nothing_adds_nothing(chance: float) -> None:
    assert measure.weigh(chance, 0.5) == pytest.approx(min(max(chance, 0.001), 0.999))
    assert measure.weigh(chance, None) == chance


def test_agreement_of_two_measures_is_not_counted_twice() -> None:
    assert measure.weigh(0.9, 0.8) == pytest.approx(0.9)
    assert measure.weigh(0.9, 0.1) == pytest.approx(0.5)
