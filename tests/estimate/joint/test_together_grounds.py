"""Grounds of numbers that the joint model itself drew: who moved them, and what a shared bias would change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from estimate_cases import CASE, D_DAY, claim

from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.together import Together, draw_together
from exeunt.model.grounds import Grounds

SAID = (
    claim(count=500, source_id="source-a", id="a"),
    claim(count=520, source_id="source-c", day=D_DAY + timedelta(days=4), id="c"),
    claim(count=90, force_id="doves", source_id="source-b", id="d"),
)
LATER = D_DAY + timedelta(days=10)


@pytest.fixture(scope="module")
def together() -> Together:
    return draw_together(CASE, SAID, days=[D_DAY, LATER], seed=3)


@pytest.fixture(scope="module")
def hawks(together: Together) -> Grounds:
    return next(item for item in together.grounds(LATER) if (item.force, item.site) == ("hawks", None))


def test_the_better_source_moves_the_number_more(hawks: Grounds) -> None:
    assert [item.claim_id for item in hawks.weights] == ["a", "c"]
    assert hawks.weights[0].share > hawks.weights[1].share
    assert 1 < hawks.sources <= 2


def test_the_number_without_a_claim_is_about_what_never_hearing_it_gives(hawks: Grounds) -> None:
    alone = draw_together(CASE, SAID[:1], days=[D_DAY, LATER], seed=3)
    exact = next(item for item in alone.grounds(LATER) if (item.force, item.site) == ("hawks", None)).now
    without = next(item for item in hawks.weights if item.claim_id == "c").without
    assert without[1] == pytest.approx(exact[1], rel=0.1)


def test_the_more_the_sources_may_be_off_together_the_wider_the_number(hawks: Grounds) -> None:
    (none, narrow), (twice, wide) = hawks.sensitivity
    assert (none, twice) == (0.0, 2 * joint_settings().common)
    assert narrow[2] / narrow[0] < hawks.now[2] / hawks.now[0] < wide[2] / wide[0]


def test_there_are_no_grounds_before_the_first_day_asked(together: Together) -> None:
    assert together.grounds(D_DAY - timedelta(days=1)) == ()


def test_a_claim_of_another_force_moves_nothing_of_this_one(hawks: Grounds) -> None:
    assert "d" not in {item.claim_id for item in hawks.weights}
