"""Plans spoilt by one rule at a time, demands that are just kept, and the twin's word on all of them (C37)."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from slow_twin import Twin
from test_plan_check import margins

from benchmarks.plan.checker import first_plan
from benchmarks.plan.demands import notches, tightened
from benchmarks.plan.mutate import WAYS, mutations, rewritings
from exeunt.model.proposal import Movement, Plan, Rule
from exeunt.plan.check.check import broken, check
from exeunt.plan.check.shift import instance_shifted, plan_shifted

TINY = [(seed, strict) for seed in (1, 3, 8) for strict in (False, True)]


@cache
def tight(seed, strict):
    """A plan with a demand of every rule that it keeps with nothing to spare."""
    instance, plan = first_plan("tiny", seed)
    return tightened(instance, plan, strict=strict), plan


def names(findings):
    return {finding.rule.value for finding in broken(findings)}


def test_there_is_a_way_to_spoil_every_rule():
    assert set(WAYS) == {rule.value for rule in Rule}


@pytest.mark.parametrize(("seed", "strict"), TINY)
def test_a_plan_that_keeps_every_rule_with_nothing_to_spare_is_clean(seed, strict):
    instance, plan = tight(seed, strict)
    found, problems = check(instance, plan)
    assert not problems
    assert {finding.rule for finding in found} == set(Rule)
    assert names(found) == set()
    assert {finding.rule.value for finding in found if finding.margin} <= {"r7"}
    assert margins(found) == Twin(instance, plan).margins()


@pytest.mark.parametrize(("seed", "strict"), TINY)
def test_a_plan_written_otherwise_has_the_same_margins(seed, strict):
    instance, plan = tight(seed, strict)
    for same in rewritings(plan, 20, seed):
        assert margins(check(instance, same)[0]) == margins(check(instance, plan)[0])


@pytest.mark.parametrize(("seed", "strict"), TINY)
def test_every_plan_spoilt_by_one_rule_is_caught_and_judged_as_the_slow_twin_does(seed, strict):
    instance, plan = tight(seed, strict)
    tried = set()
    for rule, spoilt in mutations(instance, plan, 45, seed):
        tried.add(rule)
        found, _ = check(instance, spoilt)
        assert rule in names(found)
        assert margins(found) == Twin(instance, spoilt).margins()
    assert tried == set(WAYS)


@pytest.mark.parametrize(("seed", "strict"), TINY)
def test_a_demand_stricter_by_the_least_is_broken_alone(seed, strict):
    instance, plan = tight(seed, strict)
    for rule, stricter in notches(instance, plan):
        assert names(check(stricter, plan)[0]) == {rule}


def test_days_before_d_day_are_judged_like_any_other():
    instance, plan = tight(3, False)
    for days in (3, 20):
        early, sooner = instance_shifted(instance, -days), plan_shifted(plan, -days)
        assert margins(check(early, sooner)[0]) == margins(check(instance, plan)[0])
        assert [item.day for item in check(early, sooner)[0] if item.rule is Rule.R5] == [
            item.day - days for item in check(instance, plan)[0] if item.rule is Rule.R5
        ]


def test_a_movement_long_before_d_day_is_found_and_never_raises():
    instance, plan = tight(3, False)
    name, exit_ = plan.movements[0].contingent, plan.movements[0].exit
    found, problems = check(instance, Plan((*plan.movements, Movement(-40, name, exit_, 1)), plan.closings))
    assert not problems
    assert {"r1", "r3"} <= names(found)
    far, problems = check(instance, Plan((*plan.movements, Movement(-(10**7), name, exit_, 1)), plan.closings))
    assert [item.code for item in problems] == ["plan.bad_movement"]
    assert names(far) == set()


def test_the_tight_demands_are_not_kept_by_the_plan_of_another_instance():
    instance, plan = tight(3, False)
    loose = replace(instance.rules, share_gap=Fraction(1))
    assert names(check(replace(instance, rules=loose), plan)[0]) == set()
    later = tuple(replace(move, day=move.day + 1) for move in plan.movements)
    assert "r1" in names(check(instance, Plan(later, plan.closings))[0])
