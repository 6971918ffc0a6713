"""The planner against brute force, its twin, its bounds and the checker (C36, C37)."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from benchmarks.plan.generate import generate
from exeunt.model.proposal import Milestone, Phase, Rules, Stretch
from exeunt.plan.bounds.bound import ask, lower_bound
from exeunt.plan.bounds.packing import week_of
from exeunt.plan.bounds.quick import conditions, granularity, least_days, splits_needed
from exeunt.plan.check.check import broken, check
from exeunt.plan.closed_forms import days_both_moving, days_under_weekly_cap
from exeunt.plan.dispatch.compiled import kernel, plain_kernel
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.tables import Wish, empty_room, empty_state
from exeunt.plan.exact import Tail
from exeunt.plan.make import Effort, make, naive, plan_of
from exeunt.plan.measures.flow import duration_of
from tests.plan.little import contingent, little


def best_duration(instance):
    """The least last exit day by enumerating, day by day, every number of batches of two contingents that may leave.

    For equal sides with travel 0; only the states reached on the way are kept.
    """
    first, second = instance.contingents
    states, day = {(0, 0)}, -1
    while (first.batches, second.batches) not in states:
        day += 1
        reached = set()
        for (i, j), di, dj in product(states, range(first.batches + 1), range(second.batches + 1)):
            a, b = i + di, j + dj
            if (
                a > first.batches
                or b > second.batches
                or di * first.load + dj * second.load > instance.exits[0].capacity
            ):
                continue
            if di + dj > instance.teams[0].teams:
                continue
            if abs(Fraction(a, first.batches) - Fraction(b, second.batches)) <= instance.rules.share_gap:
                reached.add((a, b))
        states = reached
        if not states:
            return None
    return day


@pytest.mark.parametrize(("batches_a", "batches_b", "teams", "gap"), [
    (3, 4, 2, Fraction(1, 3)), (5, 2, 3, Fraction(1, 2)), (4, 4, 2, Fraction(1, 4)), (6, 6, 3, Fraction(1, 6)),
    (2, 6, 2, Fraction(2, 5)), (7, 5, 4, Fraction(1, 5)),
])  # fmt: skip
def test_small_timetables_are_as_short_as_enumeration_finds(batches_a, batches_b, teams, gap):
    instance = little(
        contingent("x", "a", batches_a), contingent("y", "b", batches_b), rules=Rules(share_gap=gap), teams=teams
    )
    made = make(instance, Effort(seconds=5, rounds=50)).proposal
    assert made.duration == best_duration(instance)
    assert made.bound == made.duration


def test_equal_batches_on_both_sides_take_the_larger_of_the_two_ceilings():
    for batches_a, batches_b, daily in ((6, 4, 2), (5, 5, 1), (7, 3, 3)):
        gap = (Fraction(1, batches_a) + Fraction(1, batches_b)) / 2
        best = best_duration_with_caps(batches_a, batches_b, daily, gap)
        assert best == days_both_moving((batches_a, batches_b), (daily, daily))


def best_duration_with_caps(batches_a, batches_b, daily, gap):
    states, days = {(0, 0)}, 0
    while (batches_a, batches_b) not in states:
        days += 1
        states = {
            (i + di, j + dj)
            for (i, j), di, dj in product(states, range(daily + 1), range(daily + 1))
            if i + di <= batches_a and j + dj <= batches_b
            and abs(Fraction(i + di, batches_a) - Fraction(j + dj, batches_b)) <= gap
        }  # fmt: skip
    return days


def test_a_weekly_cap_alone_gives_its_closed_form():
    instance = little(contingent("x", "a", 12), rules=Rules(outflow_share=Fraction(1, 4)))
    made = make(instance, Effort(seconds=5, rounds=20)).proposal
    assert made.duration + 1 == days_under_weekly_cap(120, 30)
    assert made.bound == made.duration


def test_transport_alone_is_as_quick_as_the_exit():
    instance = little(contingent("x", "a", 9), contingent("y", "b", 9), capacity=30, travel=2)
    made = make(instance, Effort(seconds=5, rounds=20)).proposal
    assert made.duration == 2 + 180 // 30 - 1  # a quickest flow: travel, then the exit at its capacity
    assert made.bound == made.duration


@pytest.mark.parametrize("seed", range(3))
def test_compiled_kernel_and_its_plain_twin_make_the_same_movements(seed):
    grounded = Grounded(generate("tiny", seed))
    runs = []
    for run in (kernel(), plain_kernel()):
        state, room = empty_state(grounded.ground), empty_room(grounded.ground)
        wish = Wish(np.array([3, 2, 1, 0.2, 1, 1, 1, 0.5]), np.zeros((0, 0)), 0.0, seed + 5)
        left = run.dispatch(grounded.ground, state, wish, room, 0)
        runs.append((left, state.moves.tolist(), run.worth(grounded.ground, state.moves, int(state.scalars[0]))))
    assert runs[0] == runs[1]


def test_a_made_plan_is_clean_bounded_and_the_same_for_the_same_seed():
    instance = generate("small", 3)
    plans = [make(instance, Effort(seconds=600, rounds=40, exact=0, seed=7)).proposal for _ in range(2)]
    assert plans[0].plan == plans[1].plan
    assert not broken(plans[0].findings)
    assert plans[0].bound <= plans[0].duration
    assert plans[0].bound >= least_days(instance)


def test_the_class_bound_never_exceeds_the_full_one_by_contingent():
    instance = generate("tiny", 4)
    upper = make(instance, Effort(seconds=5, rounds=50, exact=0)).proposal.duration
    assert lower_bound(instance, upper).day <= lower_bound(instance, upper, apart=True).day <= upper


def test_a_plan_never_beats_a_bound_on_many_instances():
    for seed in (5, 6):
        made = make(generate("tiny", seed), Effort(seconds=10, rounds=100, exact=2)).proposal
        assert made.bound <= made.duration
        assert not broken(made.findings)


def test_floors_and_milestones_are_kept_by_what_the_planner_makes():
    instance = little(
        contingent("x", "a", 8), contingent("y", "b", 8), capacity=20, deadline=30,
        rules=Rules(share_gap=Fraction(1, 2), closeout_days=3),
        phases=(Phase("half", 5, floor=Fraction(1, 2)), Phase("early", 1, ceiling=Fraction(1, 4))),
        milestones=(Milestone("a", Fraction(1, 4), "b", Fraction(1, 4)),),
    )  # fmt: skip
    made = make(instance, Effort(seconds=5, rounds=100)).proposal
    assert made is not None
    assert not broken(made.findings)


def test_a_pause_that_the_dispatcher_walks_into_is_avoided_by_starting_later():
    instance = little(
        contingent("x", "a", 6), contingent("y", "b", 6), capacity=20, deadline=30, rules=Rules(pause_days=3)
    )
    shut = replace(instance, exits=(replace(instance.exits[0], closed=(Stretch(5, 12),)),))
    made = make(shut, Effort(seconds=30)).proposal
    assert not broken(made.findings)
    assert (made.duration, made.bound, made.bound_by) == (18, 18, "exact search")


@pytest.mark.parametrize("rules", [
    Rules(lag_days=1, share_gap=Fraction(1, 2)), Rules(pause_days=2, outflow_share=Fraction(2, 3)),
    Rules(contact_first="strict", contact_share=Fraction(1, 2), lag_days=4, absolute_gap=Fraction(30)),
])  # fmt: skip
def test_exact_search_keeps_lag_pause_and_floors(rules):
    phases = (Phase("some", 4, floor=Fraction(1, 8)), Phase("half", 9, floor=Fraction(1, 2)))
    instance = little(
        contingent("x", "a", 4, contact=True), contingent("z", "a", 3), contingent("y", "b", 8), capacity=20,
        deadline=20, rules=rules, phases=phases,
    )  # fmt: skip
    grounded = Grounded(instance)
    found = Tail(grounded.ground, np.zeros((0, 3), dtype=np.int64), 0, 14).search(seconds=30, seed=1)
    assert found.status == "found"
    findings, _ = check(instance, plan_of(instance, grounded.movements(found.moves)))
    assert not broken(findings)


def test_a_floor_that_no_exit_allows_is_proven_impossible():
    instance = little(
        contingent("x", "a", 8), contingent("y", "b", 8), capacity=20, phases=(Phase("half", 1, floor=Fraction(1, 2)),)
    )
    assert ask(instance, 40).proven
    assert not ask(replace(instance, phases=()), 40).proven


def test_batches_that_no_exit_or_week_can_take_are_said_before_any_search():
    wide = little(contingent("x", "a", 2, heads=200), capacity=100)
    assert [item.code for item in conditions(wide) if item.day is None] == [
        "plan.batch_exceeds_exits",
        "plan.exits_need",
    ][:1]
    capped = little(contingent("x", "a", 2), rules=Rules(outflow_share=Fraction(1, 4)))
    assert conditions(capped)[0].code == "plan.batch_exceeds_outflow"
    assert make(capped).proposal is None


def test_a_week_holds_no_more_than_whole_batches_add_up_to():
    instance = little(
        contingent("x", "a", 5, heads=7), contingent("z", "a", 3, heads=5), rules=Rules(outflow_share=Fraction(2, 5))
    )
    sums = {7 * i + 5 * j for i in range(6) for j in range(4)}
    assert week_of(instance, "a").most == max(total for total in sums if total <= 20)


def test_granularity_is_half_the_largest_batch_and_says_how_to_split():
    instance = little(contingent("x", "a", 2), contingent("y", "b", 10), rules=Rules(share_gap=Fraction(1, 10)))
    assert granularity(instance) == Fraction(1, 4)
    assert splits_needed(instance) == {"x": 3}


def test_the_naive_plan_breaks_the_balance():
    instance = generate("small", 0)
    findings, problems = check(instance, naive(instance))
    assert not problems
    assert "r5" in {finding.rule.value for finding in broken(findings)}
    assert duration_of(instance, naive(instance)) > 0
