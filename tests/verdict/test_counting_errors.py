"""A witness who counts may be wrong by counting: near a limit it says little, far from it what its grade allows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_world import case_of, claim, obligation

from exeunt.model.claim import Kind
from exeunt.verdict import measure
from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.life import term
from exeunt.verdict.standards import standards

DAY = date(2030, 6, 1)


def evidence_with(*told: dict[str, object]) -> Evidence:
    asked = obligation("remaining_at_most", force="guests", quantity=1000, start=date(2030, 1, 1), deadline=DAY)
    case, claims = case_of([asked]), [claim(one) for one in told]
    docket = Docket(case, tuple(claims))
    return Evidence(
        case=case,
        obligation=asked,
        claims=docket.bearing(asked, DAY)[0],
        roots=docket.roots,
        series={},
        standards=standards(),
        term=term(case, asked, DAY),
        as_of=DAY,
        day=DAY,
    )


def counted(who: str, number: int) -> dict[str, object]:
    return {"said": who, "kind": "stock", "count": number, "on": date(2030, 5, 20)}


def against(number: int, who: str = "wire") -> float:
    evidence = evidence_with(counted(who, number))
    return measure.counted_testimony(evidence, (), evidence.claims, 1000.0) or 0.0


def test_a_figure_at_the_limit_says_nothing() -> None:
    assert against(1000) == pytest.approx(0.5)


def test_a_figure_far_beyond_it_says_what_the_grade_allows() -> None:
    evidence = evidence_with(counted("wire", 5000))
    assert against(5000) == pytest.approx(measure.testimony(evidence, (), evidence.claims), abs=1e-3)


@given(st.integers(1000, 4000), st.integers(0, 3000))
def test_the_further_beyond_the_limit_the_surer(number: int, more: int) -> None:
    assert against(number + more) <= against(number) + 1e-12


def test_a_monitor_who_finds_that_a_limit_is_kept_is_believed_as_before() -> None:
    evidence = evidence_with(counted("mission", 1000))
    assert measure.counted_testimony(evidence, evidence.claims, (), 1000.0) == measure.testimony(
        evidence, evidence.claims, ()
    )


@pytest.mark.parametrize(
    ("left", "within", "is_set_off"),
    [
        (300, 0.0, True),
        (270, 0.0, True),
        (120, 0.0, False),
        (120, 250.0, True),
        (None, 299.0, False),
        (None, 300.0, True),
    ],
)
def test_an_arrival_is_set_off_by_as_many_who_leave(left: int | None, within: float, is_set_off: bool) -> None:
    came = {"said": "wire", "kind": "arrival", "count": 300, "on": date(2030, 3, 1)}
    gone = {"said": "mission", "kind": "departure", "count": left, "on": date(2030, 3, 9)}
    evidence = evidence_with(came, *([gone] if left is not None else []))
    arrival = evidence.of_kind(Kind.ARRIVAL)[0]
    assert measure.set_off(evidence, arrival, Kind.DEPARTURE, within=within) is is_set_off


def test_what_the_bound_says_has_left_sets_off_nobody_else_s_arrival() -> None:
    came = {"said": "wire", "kind": "arrival", "count": 300, "on": date(2030, 3, 1)}
    gone = {"said": "government", "kind": "departure", "count": 300, "on": date(2030, 3, 9)}
    evidence = evidence_with(came, gone)
    assert not measure.set_off(evidence, evidence.of_kind(Kind.ARRIVAL)[0], Kind.DEPARTURE, within=0)
