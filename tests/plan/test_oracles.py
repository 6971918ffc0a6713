"""The planner's quantities against brute force, one after the other (C36, C37, C38).

quantity                         oracle                                     where
best gap, one batch at a time    dynamic programming                        test_measures.py
best duration, both may move     every reachable pair of counts             test_make.py
releasing from the side behind   the largest batch's share                  test_measures.py
granularity                      every order of batches                     here
inequalities of B1 to S4         drawn flows                                test_measures.py
transport alone                  largest flow over time, day by day         here
outflow cap of seven days        every number a day, the best kept          here
shortest timetable               every timetable of tiny instances          here
plans a few batches late         every choice of batches; the dual form     test_gates.py, here
gates: L/N, delays, the slower   every choice of tranches, draws            test_gates.py
fewest steps                     a linear programme of the steps            here
rules in conflict                every timetable of tiny instances          test_cores.py
"""

from datetime import date
from fractions import Fraction
from heapq import nlargest
from itertools import permutations
from random import Random

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from micro import contingent, micro, shortest

from exeunt.model.actor import Name
from exeunt.model.proposal import Exit, Instance, Route, Stretch, TeamStep
from exeunt.plan.bounds.bound import lower_bound
from exeunt.plan.check.check import broken
from exeunt.plan.closed_forms import days_under_weekly_cap, fewest_steps, least_gap_of_batches
from exeunt.plan.explain import explain
from exeunt.plan.make import Effort, make

sizes = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@settings(max_examples=30)
@given(sizes, sizes)
def test_no_order_of_batches_keeps_the_gap_below_half_the_largest(sizes_a, sizes_b):
    shares = [Fraction(size, sum(part)) for part in (sizes_a, sizes_b) for size in part]
    signed = shares[: len(sizes_a)] + [-share for share in shares[len(sizes_a) :]]
    best = min(max(abs(sum(order[:k])) for k in range(1, len(order) + 1)) for order in permutations(signed))
    assert best >= least_gap_of_batches(shares)


@given(st.integers(1, 12), st.integers(1, 5))
def test_no_timetable_under_a_weekly_cap_is_shorter_than_its_closed_form(persons, cap):
    # the state is what left on each of the last six days, and in all; the largest total of each is kept
    states, days = {(0,) * 6: 0}, 0
    while max(states.values()) < persons:
        days += 1
        reached = {}
        for last, total in states.items():
            for today in range(cap - sum(last) + 1):
                key = (*last[1:], today)
                reached[key] = max(reached.get(key, 0), total + today)
        states = reached
    assert days == days_under_weekly_cap(persons, cap)


def transport(seed):
    """Single persons at three sites, two or three exits with closures and travel times, nothing else demanded."""
    dice = Random(seed)
    items = [contingent(name, side, dice.randint(1, 5)) for name, side in (("a", "x"), ("b", "y"), ("c", "x"))]
    exits = [
        Exit(id=f"e{n}", name=Name("e", "e"), capacity=dice.randint(1, 2),
             closed=(Stretch(first := dice.randint(0, 4), first + dice.randint(0, 2)),))
        for n in range(dice.randint(2, 3))
    ]  # fmt: skip
    routes = [Route(f"at-{item.id}", exit_.id, dice.randint(0, 4))
              for item in items for exit_ in dice.sample(exits, dice.randint(1, len(exits)))]  # fmt: skip
    return Instance(
        id="t", title=Name("t", "t"), start=date(2021, 1, 1), deadline=40, sides=("x", "y"), contingents=tuple(items),
        exits=tuple(exits), routes=tuple(routes), teams=(TeamStep(0, 100),),
    )  # fmt: skip


def largest_flow(instance, until):
    """How many can be out by the end of a day: augmenting paths through sites and the places of each exit and day."""
    places = {
        (exit_.id, day): exit_.capacity
        for exit_ in instance.exits
        for day in range(until + 1)
        if not any(shut.first <= day <= shut.last for shut in exit_.closed)
    }
    reach = {
        item.id: [place for place in places for route in instance.routes
                  if (route.site, route.exit) == (item.site, place[0]) and place[1] >= route.days]
        for item in instance.contingents
    }  # fmt: skip
    taken = {place: [] for place in places}

    def found_place(name, seen):
        for place in reach[name]:
            if place in seen:
                continue
            seen.add(place)
            if len(taken[place]) < places[place]:
                taken[place].append(name)
                return True
            for sitting in list(taken[place]):
                if found_place(sitting, seen):
                    taken[place][taken[place].index(sitting)] = name
                    return True
        return False

    return sum(found_place(item.id, set()) for item in instance.contingents for _ in range(item.batches))


@pytest.mark.parametrize("seed", range(8))
def test_transport_alone_takes_until_the_largest_flow_over_time_has_everyone(seed):
    instance = transport(seed)
    everyone = sum(item.batches for item in instance.contingents)
    best = next(day for day in range(instance.deadline + 1) if largest_flow(instance, day) == everyone)
    made = make(instance, Effort(seconds=20, rounds=30)).proposal
    assert made.duration == best
    assert lower_bound(instance, made.duration, apart=True).day == best
    assert lower_bound(instance, made.duration).day <= best


@pytest.mark.parametrize("seed", [0, 3, 5, 6, 7, 9, 12, 16])
def test_what_is_made_of_a_tiny_instance_is_as_short_as_any_timetable_there_is(seed):
    instance = micro(seed, deadline=6)
    best = shortest(instance)
    made = make(instance, Effort(seconds=20, rounds=50)).proposal
    if best is None:
        assert made is None
    else:
        assert made.duration == best
        assert not broken(made.findings)
        assert made.bound <= best


@pytest.mark.parametrize("seed", [14, 19, 22, 25])
def test_batches_that_must_arrive_together_by_ways_of_different_length_do_so_without_exact_search(seed):
    instance = micro(seed, deadline=6)
    made = make(instance, Effort(seconds=20, rounds=20, exact=0)).proposal
    assert made.duration == shortest(instance)
    assert not broken(made.findings)


@pytest.mark.parametrize("seed", [26, 37, 58])
def test_a_timetable_that_is_there_and_not_found_is_never_called_impossible(seed):
    """A floor asks for batches that the dispatcher keeps back."""
    instance = micro(seed, deadline=6)
    made = make(instance, Effort(seconds=20, rounds=50, exact=0))
    assert shortest(instance) is not None
    assert made.proposal is not None or made.lower is None
    assert explain(instance, instance.deadline) is None


@given(st.lists(st.integers(0, 20), max_size=9), st.integers(0, 3))
def test_the_largest_few_shares_are_the_dual_form_of_a_robust_gap(shares, late):
    """Least of late * theta + sum of pi over theta + pi >= share: a least lies where theta is a share or zero."""
    dual = min(late * theta + sum(max(share - theta, 0) for share in shares) for theta in [0, *shares])
    assert dual == sum(nlargest(late, shares))


def reachable(value, cost, patience, bond, steps):
    """The largest sum of self-enforcing steps, from a linear programme of the worth of what is still to come."""
    solver = highspy.Highs()
    solver.silent()
    size = [solver.addVariable(0, 10) for _ in range(steps)]
    worth = [solver.addVariable(0, 1e6) for _ in range(steps + 1)]
    solver.addConstr(worth[steps] == bond)
    for number in range(steps):
        solver.addConstr(worth[number] == (value - cost) * size[number] + patience * worth[number + 1])
        solver.addConstr(cost * size[number] <= patience * worth[number + 1])
    solver.maximize(sum(size[1:], size[0] * 1.0))
    return solver.getObjectiveValue()


@settings(max_examples=40, deadline=None)
@given(
    st.floats(1.05, 2), st.floats(0.5, 1), st.floats(0.8, 1), st.floats(0.05, 0.6)
)  # fmt: skip
def test_the_fewest_steps_are_the_first_number_for_which_the_programme_reaches_everything(value, cost, patience, bond):
    steps = fewest_steps(value, cost, patience, bond)
    if steps is None or steps > 30:
        return
    assert reachable(value, cost, patience, bond, steps) >= 1 - 1e-6
    assert steps == 1 or reachable(value, cost, patience, bond, steps - 1) <= 1 + 1e-6
