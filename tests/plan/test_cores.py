"""Every no against every timetable there is: cores, changes and certificates of tiny instances tried whole (C37)."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from micro import Tried, contingent, micro, shortest

from exeunt.model.proposal import Route, Rule, Rules, SecurityWindow, Stretch, TeamStep
from exeunt.plan.bounds.bound import ask
from exeunt.plan.changes import IN_DAYS, demanded, single_change, usual_costs
from exeunt.plan.explain import explain
from exeunt.plan.refusal import excluded, refusal
from exeunt.plan.verify import is_proof

SEEDS = [2, 3, 4, 5, 10, 11, 14, 17, 19, 24, 25, 28, 30, 31, 32, 35, 36, 37, 39]
"""Instances with a no: by shares and weeks alone, and by whole batches alone (2, 24, 31, 32, 39)."""


@cache
def refused(seed):
    """A micro instance, the day before its shortest timetable, and the no to that day."""
    instance = micro(seed)
    best = shortest(instance)
    wish = instance.deadline if best is None else best - 1
    return instance, wish, explain(instance, wish)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_of_a_core_alone_forbid_every_timetable_and_any_one_dropped_allows_one(seed):
    instance, wish, no = refused(seed)
    tried = Tried(instance, wish)
    rest = set(demanded(instance)) - set(no.core)
    assert not tried.possible(rest)
    for rule in no.core:
        assert tried.possible(rest | {rule})


@pytest.mark.parametrize("seed", SEEDS)
def test_every_no_carries_a_certificate_that_the_separate_verifier_accepts(seed):
    _, wish, no = refused(seed)
    assert is_proof(no.certificate)
    assert json.loads(no.certificate)["until_day"] == wish


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_less_than_the_change_told_allows_no_timetable(seed):
    instance, wish, no = refused(seed)
    for item in no.relaxations:
        if item.rule in IN_DAYS and item.change:
            changed = IN_DAYS[item.rule][1](instance, int(item.change) - 1)
            assert not Tried(changed, wish).possible()
            assert not excluded("cases", IN_DAYS[item.rule][1](instance, int(item.change)), wish)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_that_no_change_alone_can_save_is_needed_for_no_timetable(seed):
    instance, wish, no = refused(seed)
    for item in no.relaxations[1:]:
        if item.change is not None and item.rule not in IN_DAYS:
            assert not Tried(instance, wish).possible()
            assert Tried(instance, wish).possible({item.rule})


@pytest.mark.parametrize("seed", [2, 24, 31, 32, 39])
def test_a_no_that_whole_batches_alone_make_says_so_and_the_class_programme_has_none(seed):
    instance, wish, no = refused(seed)
    assert not ask(instance, wish).proven
    assert refusal(instance, wish).by == "cases"
    assert ("plan.whole_batches", ()) in no.reasons


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_every_instance_without_a_timetable_is_refused_and_none_with_one(seed):
    instance = micro(seed)
    best = shortest(instance)
    if best is not None:
        assert refusal(instance, best) is None
    no = refusal(instance, instance.deadline if best is None else best - 1)
    assert no is not None or best == 0
    assert no is None or is_proof(no.certificate)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cheapest_joint_change_costs_no_more_than_any_change_alone(seed):
    _, _, no = refused(seed)
    prices = usual_costs()
    cost = sum(item.change * Fraction(prices[item.rule.value]) for item in no.joint)
    alone = [item.change * Fraction(prices[item.rule.value]) for item in no.relaxations[1:] if item.change]
    assert no.joint or not alone
    assert cost <= min(alone, default=cost)


def bare(**more):
    """One batch a side, monitors from the first day, no demand but those that are given."""
    sides = contingent("a", "west", 1), contingent("b", "east", 1)
    facts = {"rules": Rules(), "phases": (), "windows": (), "contingents": sides, "teams": (TeamStep(0, 2),)}
    return replace(micro(0), **(facts | more))


@pytest.mark.parametrize("days", [1, 2])
def test_a_security_window_must_end_as_many_days_sooner_as_the_wish_is_too_early(days):
    instance = bare(windows=(SecurityWindow(Stretch(0, 4)),), deadline=9)
    assert single_change(instance, shortest(instance) - days, Rule.R14).change == days


def test_sides_whose_exits_are_open_on_different_days_need_a_lag_of_the_days_between():
    exit_ = replace(micro(0).exits[0], capacity=400)
    shut = {"a": (Stretch(1, 9),), "b": (Stretch(0, 1),)}
    instance = bare(
        contingents=(contingent("a", "west", 1, heads=100), contingent("b", "east", 1, heads=100)),
        rules=Rules(lag_days=0), exits=tuple(replace(exit_, id=f"to-{n}", closed=shut[n]) for n in shut),
        routes=tuple(Route(f"at-{name}", f"to-{name}", 0) for name in shut),
    )  # fmt: skip
    assert not Tried(instance, 4).possible()
    assert single_change(instance, 4, Rule.R12).change == 2
    assert shortest(replace(instance, rules=Rules(lag_days=2))) == 2


def test_a_batch_that_nothing_can_take_whole_is_refused_with_its_own_certificate():
    wide = bare(contingents=(contingent("a", "west", 2, heads=9), contingent("b", "east", 1)), deadline=60)
    no = explain(wide, wide.deadline)
    assert no.core == (Rule.R2,)
    assert is_proof(no.certificate)
    assert no.relaxations[0].change == Fraction(9, wide.exits[0].capacity) - 1
    weekly = replace(wide, rules=Rules(outflow_share=Fraction(1, 4)), exits=(replace(wide.exits[0], capacity=90),))
    no = explain(weekly, weekly.deadline)
    assert no.core == (Rule.R6,)
    assert is_proof(no.certificate)
