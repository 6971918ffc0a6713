"""A plan mended after an event: what is not in the way stays, what is under way stays, every rule is kept (C38)."""

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.plan.checker import first_plan
from benchmarks.plan.living import event
from exeunt.model.proposal import Rule, SecurityWindow, Stretch
from exeunt.plan.check.check import broken, check
from exeunt.plan.make import plan_of
from exeunt.plan.repair import repaired
from exeunt.plan.replan import changes, replan


def batches(movements):
    counted = Counter()
    for move in movements:
        counted[move.contingent] += move.batches
    return counted


def test_without_an_event_nothing_changes():
    instance, plan = first_plan("small", 0)
    assert changes(list(plan.movements), list(repaired(instance, plan, 40))) == 0


@pytest.mark.parametrize("seed", range(4))
def test_after_a_closure_the_mended_plan_is_clean_and_what_has_left_is_as_it_was(seed):
    instance, plan = first_plan("small", seed)
    changed, today = event(instance, plan)
    assert broken(check(changed, plan)[0])
    found = repaired(changed, plan, today)
    past = [move for move in plan.movements if move.day < today]
    assert changes(past, [move for move in found if move.day < today]) == 0
    assert batches(found) == batches(plan.movements)
    wrong = {item.rule for item in broken(check(changed, plan_of(changed, found))[0])}
    assert wrong <= {Rule.R2}
    shut = {(exit_.id, day) for exit_ in changed.exits for s in exit_.closed for day in range(s.first, s.last + 1)}
    travel, by_id = changed.travel, changed.contingent_by_id
    later = [move for move in found if move.day >= today]
    assert not shut & {(m.exit, m.day + travel[by_id[m.contingent].site, m.exit]) for m in later}


def test_mending_changes_fewer_batches_than_planning_without_regard_to_the_old_plan():
    instance, plan = first_plan("medium", 0)
    changed, today = event(instance, plan)
    future = [move for move in plan.movements if move.day >= today]
    found = replan(changed, plan, today, rounds=3)
    assert found.changed <= sum(move.batches for move in future) * 0.05


def test_what_cannot_be_mended_within_the_deadline_is_none_and_nothing_raises():
    instance, plan = first_plan("small", 0)
    shut = replace(instance, windows=(SecurityWindow(Stretch(45, instance.deadline)),))
    assert repaired(shut, plan, 40) is None
    assert replan(shut, plan, 40, rounds=2) is None
