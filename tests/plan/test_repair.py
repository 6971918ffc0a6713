"""A plan mended after an event: what is not in the way stays, what is under way stays, every rule is kept (C38)."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.plan.checker import first_plan
from benchmarks.plan.living import event
from exeunt.model.proposal import Rule, SecurityWindow, Stretch
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.compiled import plain_insertion
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.insert import put_back
from exeunt.plan.make import plan_of
from exeunt.plan.measures.flow import duration_of
from exeunt.plan.repair import Repair, repaired
from exeunt.plan.replan import changes, replan


def batches(movements):
    counted = Counter()
    for move in movements:
        counted[move.contingent] += move.batches
    return counted


def test_without_an_event_nothing_changes():
    instance, plan = first_plan("small", 0)
    for found in repaired(instance, plan, 40):
        assert changes(list(plan.movements), list(found)) == 0


@pytest.mark.parametrize("seed", range(4))
def test_after_a_closure_the_mended_plan_is_clean_and_what_has_left_is_as_it_was(seed):
    instance, plan = first_plan("small", seed)
    changed, today = event(instance, plan)
    assert broken(check(changed, plan)[0])
    for found in repaired(changed, plan, today):
        holds(changed, plan, today, found)


def holds(changed, plan, today, found):
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
    assert list(repaired(shut, plan, 40)) == []
    assert replan(shut, plan, 40, rounds=2) is None


@pytest.mark.parametrize("seed", range(4))
def test_what_an_event_does_not_bar_changes_little_and_each_that_it_bars_once(seed):
    instance, plan = first_plan("medium", seed)
    changed, today = event(instance, plan)
    barred = sum(1 for move in Repair(changed, plan, today, 0).batches if barred_by(changed, move))
    found = replan(changed, plan, today, rounds=0)
    assert barred <= found.changed <= barred + 1
    assert found.last <= duration_of(instance, plan) + 7


def barred_by(instance, move):
    out = move.day + instance.travel[instance.contingent_by_id[move.contingent].site, move.exit]
    closed = next(exit_.closed for exit_ in instance.exits if exit_.id == move.exit)
    return any(shut.first <= out <= shut.last for shut in closed)


def test_the_compiled_insertion_and_its_plain_twin_agree():
    instance, plan = first_plan("small", 1)
    changed, today = event(instance, plan)
    grounded = Grounded(changed)
    moves = grounded.moves(plan.movements)
    frozen = int((moves[:, 2] < today).sum())
    closed = np.array([barred_by(changed, move) for move in Repair(changed, plan, today, 0).batches])
    kept = np.concatenate([moves[:frozen], moves[frozen:][~closed]])
    fast = put_back(grounded.ground, kept, moves[frozen:][closed], frozen)
    slow = plain_insertion().put_back(grounded.ground, kept, moves[frozen:][closed], frozen)
    assert fast is None if slow is None else (fast == slow).all()
