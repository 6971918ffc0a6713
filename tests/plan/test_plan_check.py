"""The checker against an independent slow twin, and against plans spoilt by one rule at a time (C37)."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_twin import Twin

from benchmarks.plan.generate import generate
from exeunt.model.proposal import (
    Closing,
    Milestone,
    Movement,
    Phase,
    Plan,
    Rule,
    SecurityWindow,
    Stretch,
)
from exeunt.plan.check.check import check

UNITS = {"plan.unit_per_week": "r8_per_week"}


def every_rule(instance, dice):
    """The instance with a demand of every rule, drawn at random."""
    rules = replace(
        instance.rules,
        contact_first=dice.choice(["proportional", "strict"]),
        contact_share=Fraction(dice.randint(0, 4), 5),
        disarm_dwell=dice.randint(0, 5),
        absolute_gap=Fraction(dice.randint(0, 3000)),
        lag_days=dice.randint(0, 20),
        pause_days=dice.randint(1, 20),
        closeout_days=dice.randint(0, 9),
    )
    exit_ = replace(instance.exits[0], closed=(Stretch(20, 20 + dice.randint(0, 9)),), post_teams=dice.randint(0, 1))
    days = Stretch(dice.randint(0, 60), dice.randint(60, 70))
    return replace(
        instance,
        rules=rules,
        exits=(exit_, *instance.exits[1:]),
        phases=(Phase("one", dice.randint(0, 60), Fraction(1, 5), Fraction(4, 5)), Phase("two", 50, side="east")),
        milestones=(Milestone("west", Fraction(1, 3), "east", Fraction(1, 4)),),
        windows=(SecurityWindow(days), SecurityWindow(days, ("site-001",), ("exit-1",))),
    )


def scattered(instance, dice):
    """Movements on random days, complete or not."""
    moves = []
    for item in instance.contingents:
        ways = [route.exit for route in instance.routes if route.site == item.site]
        for _ in range(dice.randint(0, item.batches)):
            moves.append(
                Movement(dice.randint(-6, instance.deadline + 2), item.id, dice.choice(ways), dice.randint(1, 2))
            )
    closings = {move.contingent: move.day for move in moves}
    sites = {instance.contingent_by_id[name].site: day + dice.randint(-1, 9) for name, day in closings.items()}
    return Plan(tuple(moves), tuple(Closing(site, day) for site, day in sites.items() if dice.random() < 0.9))


def margins(findings):
    found = {}
    for finding in findings:
        name = "r9_links" if ">" in finding.subject else finding.rule.value
        if finding.rule is Rule.R8:
            name = "r8_per_week" if finding.unit == "plan.unit_per_week" else "r8_dwell"
        found[name] = min(finding.margin, found.get(name, finding.margin))
    return found


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_checker_and_slow_twin_give_the_same_margins(seed):
    dice = Random(seed)
    instance = every_rule(generate("tiny", seed % 7), dice)
    plan = scattered(instance, dice)
    found, problems = check(instance, plan)
    assert not problems
    assert margins(found) == Twin(instance, plan).margins()


def test_what_the_instance_does_not_have_is_a_problem_and_the_rest_is_judged():
    instance = generate("tiny", 0)
    name = instance.contingents[0].id
    wrong = (Movement(20, "nobody", "exit-0", 1), Movement(20, name, "nowhere", 1), Movement(20, name, "exit-0", 0))
    found, problems = check(instance, Plan((*wrong, Movement(20, name, "exit-0", 1))), "plan.csv")
    assert [item.code for item in problems] == ["plan.unknown_contingent", "plan.no_way", "plan.bad_movement"]
    assert [item.where.line for item in problems] == [1, 2, 3]
    assert found[0].rule is Rule.R1
    assert found[0].margin < 0


def test_an_empty_plan_leaves_everyone_behind():
    instance = generate("tiny", 0)
    found, _ = check(instance, Plan(()))
    assert found[0].margin == -max(item.batches for item in instance.contingents)


def test_weights_too_fine_to_be_added_exactly_are_refused():
    instance = generate("tiny", 0)
    fine = replace(instance.contingents[0], capability=Fraction(1, 2**53 + 1))
    with pytest.raises(OverflowError):
        check(replace(instance, contingents=(fine, *instance.contingents[1:])), Plan(()))


def test_more_batches_than_can_be_added_exactly_are_a_problem_and_never_a_wrong_sum():
    instance = generate("tiny", 0)
    item = instance.contingents[0]
    exit_ = next(route.exit for route in instance.routes if route.site == item.site)
    many = Movement(20, item.id, exit_, 2**60 // item.heads)
    found, problems = check(instance, Plan((many, Movement(20, item.id, exit_, 1), many)))
    assert [problem.code for problem in problems] == ["plan.bad_movement"] * 2
    assert margins(found) == Twin(instance, Plan((Movement(20, item.id, exit_, 1),))).margins()
