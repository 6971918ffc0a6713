"""The joint model from claims to posteriors: what holds of any draws, and the one setting that asks for it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from estimate_cases import CASE, D_DAY, claim

from exeunt.estimate.joint import together
from exeunt.estimate.joint.problem import Effort
from exeunt.estimate.joint.settings import joint_settings
from exeunt.model.claim import Kind
from exeunt.run.pipeline import Question, estimated

DAYS = [D_DAY, D_DAY + timedelta(days=30), D_DAY + timedelta(days=60)]
CLAIMS = (
    claim(count=500, id="a", source_id="source-a"),
    claim(count=90, id="b", force_id="doves"),
    claim(count=600, id="c", force_id="all", day=DAYS[1], source_id="source-c"),
    claim(Kind.DEPARTURE, 150, id="d", day=D_DAY + timedelta(days=40)),
)


@pytest.fixture
def brief(monkeypatch):
    shorter = replace(joint_settings(), effort=Effort(chains=2, burn=10, keep=20))
    monkeypatch.setattr(together, "joint_settings", lambda: shorter)


def by_series(posteriors):
    return {(item.force, item.site): item for item in posteriors}


def test_a_total_is_the_sum_of_its_members_in_every_draw(brief):
    found = by_series(together.estimate_together(CASE, CLAIMS, days=DAYS, seed=1))
    members = found["hawks", None].draws + found["doves", None].draws
    np.testing.assert_array_equal(found["all", None].draws, members)


def test_a_site_never_holds_more_than_the_host(brief):
    found = by_series(together.estimate_together(CASE, CLAIMS, days=DAYS, seed=1))
    assert np.all(found["hawks", "base"].draws <= found["hawks", None].draws)


def test_the_same_claims_and_seed_give_the_same_answer_in_any_order(brief):
    one = together.estimate_together(CASE, CLAIMS, days=DAYS, seed=1)
    other = together.estimate_together(CASE, CLAIMS, days=list(reversed(DAYS)), seed=1)
    for left, right in zip(one, other, strict=True):
        np.testing.assert_array_equal(left.draws, right.draws)
        np.testing.assert_allclose(left.marginal.sum(axis=1), 1)


def test_a_pledge_changes_nothing(brief):
    pledge = claim(Kind.PLEDGE_DEPARTURE, 400, id="p", day=DAYS[1])
    one = together.estimate_together(CASE, CLAIMS, days=DAYS, seed=1)
    other = together.estimate_together(CASE, (*CLAIMS, pledge), days=DAYS, seed=1)
    for left, right in zip(one, other, strict=True):
        np.testing.assert_array_equal(left.draws, right.draws)


def test_no_day_is_the_callers_mistake():
    with pytest.raises(ValueError, match="no day"):
        together.estimate_together(CASE, CLAIMS, days=[], seed=1)


def test_one_setting_asks_for_the_joint_model_which_alone_explains_its_numbers(brief):
    question = Question(Path("case"), date(2030, 1, 1))
    single, unexplained = estimated(question, CASE, CLAIMS, DAYS, (DAYS[-1], 1))
    joint, explained = estimated(replace(question, together=True), CASE, CLAIMS, DAYS, (DAYS[-1], 1))
    assert [(item.force, item.site) for item in single] == [(item.force, item.site) for item in joint]
    assert unexplained == ()
    assert [(item.force, item.site) for item in explained] == [(item.force, item.site) for item in joint]
    alone = together.estimate_together(CASE, CLAIMS, days=DAYS, seed=1)
    np.testing.assert_array_equal(joint[0].draws, alone[0].draws)
