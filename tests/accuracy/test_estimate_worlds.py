"""The worlds that the estimators are scored on, and the scores themselves."""

from datetime import date

import numpy as np
import pytest

from benchmarks.estimate.cuba import ALLOWED, draw_withdrawal
from benchmarks.estimate.judge import assuming, ignoring_copies
from benchmarks.estimate.own import ks_chance, stated_goal
from benchmarks.estimate.own_worlds import ASKED, draw_own
from benchmarks.estimate.stress import Harder, draw_stress
from exeunt.estimate import estimate
from exeunt.estimate.joint import pack
from exeunt.estimate.joint.problem import Shape
from exeunt.estimate.joint.settings import joint_settings
from exeunt.model.claim import Kind


def test_an_even_law_is_believed_and_a_lopsided_one_is_not():
    even = (np.arange(200) + 0.5) / 200
    assert ks_chance(even) > 0.99
    assert ks_chance(even**2) < 0.001


@pytest.mark.parametrize(("stated", "holds"), [((0.1, 0.9), True), ((0.01, 0.99), False)])
def test_stated_chances_hold_only_where_they_come_true_as_often_as_they_say(stated, holds):
    low, high = stated
    pairs = [(low, number % 5 == 0 if not holds else number % 10 == 0) for number in range(200)]
    pairs += [(high, number % 5 != 0 if not holds else number % 10 != 0) for number in range(200)]
    assert stated_goal("P(influx)", pairs).holds is holds


def test_hardships_of_stress_worlds_leave_their_history_alone():
    plain, hard = (
        draw_stress(3),
        draw_stress(3, Harder(wrong_letters=0.5, shared_bias=0.3, copies=0.4, junk_anywhere=True)),
    )
    first = plain.case.first_day
    assert hard.case.first_day == first
    np.testing.assert_array_equal(plain.truth[:, :, 0] > 0, hard.truth[:, :, 0] > 0)
    assert [claim.count for claim in plain.claims] != [claim.count for claim in hard.claims]


def test_every_milestone_of_the_cuban_withdrawal_is_met_and_somebody_says_that_all_have_left():
    world = draw_withdrawal(2)
    truth = dict(zip(world.days, world.truth, strict=True))
    for day, allowed in ALLOWED[1:]:
        after = [strength for asked, strength in truth.items() if asked >= day]
        assert all(strength <= allowed for strength in after)
    gone = [claim for claim in world.claims if claim.known_on > date(1991, 7, 1) and claim.kind is Kind.STOCK]
    assert any(claim.count and claim.count.figure == 0 for claim in gone)
    late = [claim for claim in world.claims if claim.site_ids == ("south",) and claim.known_on > date(1990, 1, 1)]
    assert all(claim.count and claim.count.figure == 0 for claim in late)


def test_a_world_of_the_joint_model_is_the_same_for_the_same_seed_and_all_of_it_could_be_said():
    one, other = draw_own(1, 0, 0.15), draw_own(1, 0, 0.15)
    np.testing.assert_array_equal(one.counts, other.counts)
    assert one.problem == other.problem
    assert one.counts.shape == (6, len(ASKED))
    falls = [item for item in one.problem.statements if item.start is not None]
    assert falls
    assert all(item.low >= 0 and item.shape in (Shape.FELL, Shape.NONE) for item in falls)
    assert not np.any(one.worthless & one.rotated)


def test_what_is_assumed_for_a_while_is_put_back():
    usual = joint_settings().common
    with assuming(0.3), ignoring_copies():
        assert pack.joint_settings().common == 0.3
        assert estimate.settings().copy["chance"] == 0
    assert pack.joint_settings().common == usual
    assert estimate.settings().copy["chance"] > 0
