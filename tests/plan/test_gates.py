"""Gates, defections and living plans against enumeration and closed forms (C38)."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plan.generate import generate
from exeunt.model.proposal import Stretch
from exeunt.plan.check.check import broken, check
from exeunt.plan.closed_forms import (
    delayed_gate_days,
    fewest_steps,
    gate_days,
    largest_steps,
    mean_of_slower,
)
from exeunt.plan.gates import (
    Gate,
    largest_gap,
    opened,
    robust_gap,
    simulated,
    tranches,
    worst_days,
    worst_defection,
    worst_stop,
)
from exeunt.plan.make import Effort, make
from exeunt.plan.replan import after_breach, after_closure, after_refusal, changes, replan

INSTANCE = generate("tiny", 2)


@pytest.fixture(scope="module")
def made():
    return make(INSTANCE, Effort(seconds=10, rounds=60, exact=0)).proposal


def test_a_gate_with_look_ahead_one_takes_the_slower_side_each_time_and_its_verification():
    days = {"a": [3, 5, 2], "b": [4, 1, 6]}
    found = opened(Gate(3, 1, 2), days)
    assert max(tranche.done for tranche in found) == gate_days(list(days.values()), 2)


@pytest.mark.parametrize("late", [1, 2, 3])
def test_the_worst_delays_of_a_gate_are_those_of_enumeration(late):
    equal = [[4] * 4, [4] * 4]
    worst = 0
    for where in combinations(range(4), late):
        for sides in product((0, 1), repeat=late):
            days = {0: list(equal[0]), 1: list(equal[1])}
            for place, side in zip(where, sides, strict=True):
                days[side][place] += 5
            named = {str(side): row for side, row in days.items()}
            worst = max(worst, *(tranche.done for tranche in opened(Gate(4, 1, 2), named)))
    assert worst == delayed_gate_days(equal, 2, late, 5)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5),
    st.integers(1, 4), st.integers(0, 3), st.integers(0, 3), st.integers(1, 9),
)  # fmt: skip
def test_the_worst_of_a_few_late_tranches_is_that_of_every_choice(pairs, look, verify, late, delay):
    gate = Gate(len(pairs), look, verify)
    every = [(side, number) for side in range(2) for number in range(len(pairs))]
    worst = 0
    for chosen in combinations(every, min(late, len(every))):
        days = {str(s): [pair[s] + delay * ((s, n) in chosen) for n, pair in enumerate(pairs)] for s in range(2)}
        worst = max(worst, *(tranche.done for tranche in opened(gate, days)))
    planned = {str(s): [pair[s] for pair in pairs] for s in range(2)}
    assert worst_days(gate, planned, late, delay) == worst


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), st.integers(1, 4))
def test_no_silent_stop_gains_more_than_the_gate_guarantees(pairs, look):
    gate = Gate(len(pairs), look, 2)
    found = opened(gate, {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]})
    assert worst_stop(gate, found) <= gate.guaranteed_gap


@pytest.mark.parametrize(("count", "look"), [(8, 1), (8, 2), (32, 2)])
def test_no_gate_ever_exceeds_its_guaranteed_gap(count, look):
    gate = Gate(count, look)
    runs = simulated(gate, 180, 0.5, runs=2000, seed=1)
    assert runs[:, 1].max() <= float(gate.guaranteed_gap) + 1e-12


def test_a_side_that_stops_silently_gains_no_more_than_the_gate_guarantees():
    gate = Gate(8, 2, 2)
    found = opened(gate, {"a": [5] * 8, "b": [5] * 8})
    gaps = [largest_gap(gate, found, {"b": reached}) for reached in range(8)]
    assert max(gaps) == gate.guaranteed_gap


def test_the_slower_of_two_exponential_tranches_has_its_closed_mean():
    dice = np.random.default_rng(3)
    slower = np.maximum(dice.exponential(1 / 0.1, 200_000), dice.exponential(1 / 0.07, 200_000))
    assert mean_of_slower(0.1, 0.07) == pytest.approx(slower.mean(), rel=0.01)


def test_the_worst_defection_is_that_of_every_side_stopping_on_every_day(made):
    found = worst_defection(INSTANCE, made.plan, 5)
    by_id, travel = INSTANCE.contingent_by_id, INSTANCE.travel
    days = range(made.duration + 1)

    def share(side, day):
        mine = [m for m in made.plan.movements if by_id[m.contingent].side == side]
        out = sum(by_id[m.contingent].capability * m.batches for m in mine
                  if m.day + travel[by_id[m.contingent].site, m.exit] <= day)  # fmt: skip
        return Fraction(out) / sum(c.capability * c.batches for c in INSTANCE.contingents if c.side == side)

    worst = max(
        share(side, day + 5) - share(other, day) for side, other in (("west", "east"), ("east", "west")) for day in days
    )
    assert found.exposure == worst


@pytest.mark.parametrize("late", [1, 2, 3])
def test_the_robust_gap_is_that_of_every_choice_of_late_batches(made, late):
    by_id, travel, delay = INSTANCE.contingent_by_id, INSTANCE.travel, 3
    batches = [
        (by_id[m.contingent].side, m.day + travel[by_id[m.contingent].site, m.exit], by_id[m.contingent].capability)
        for m in made.plan.movements for _ in range(m.batches)
    ]  # fmt: skip
    total = {
        side: sum(c.capability * c.batches for c in INSTANCE.contingents if c.side == side) for side in INSTANCE.sides
    }
    worst = Fraction(0)
    for day, side in product(range(made.duration + delay + 1), INSTANCE.sides):
        ahead = sum(cap for s, when, cap in batches if s == side and when <= day) / total[side]
        mine = [(when, cap) for s, when, cap in batches if s != side]
        other = total["east" if side == "west" else "west"]
        due = [cap for when, cap in mine if day - delay < when <= day]
        out = sum(cap for when, cap in mine if when <= day)
        least = min((sum(chosen) for k in [min(late, len(due))] for chosen in [()]), default=0)
        most = max((sum(chosen) for chosen in combinations(due, min(late, len(due)))), default=least)
        worst = max(worst, Fraction(ahead) - Fraction(out - most) / other)
    assert robust_gap(INSTANCE, made.plan, late, delay) == worst


@pytest.mark.parametrize(
    ("value", "cost", "patience", "bond"), [(1.5, 1, 0.95, 0.1), (2, 1, 0.9, 0.05), (1.2, 1, 1.0, 0.3)]
)
def test_the_fewest_steps_are_the_first_number_whose_largest_steps_reach_everything(value, cost, patience, bond):
    steps = fewest_steps(value, cost, patience, bond)
    assert sum(largest_steps(value, cost, patience, bond, steps)) >= 1 - 1e-9
    assert steps == 1 or sum(largest_steps(value, cost, patience, bond, steps - 1)) < 1
    # every step is self-enforcing: its cost is at most what the rest is worth, by backward induction
    ahead = bond
    for size in reversed(largest_steps(value, cost, patience, bond, steps)):
        assert cost * size <= patience * ahead * (1 + 1e-9)
        ahead = (value - cost) * size + patience * ahead


def test_the_worked_example_of_steps_and_the_lack_of_a_bond():
    assert fewest_steps(1.5, 1, 0.95, 0.1) == 5
    sizes = [round(size, 3) for size in largest_steps(1.5, 1, 0.95, 0.1, 5)]
    assert sizes == [0.392, 0.275, 0.193, 0.135, 0.095]
    assert fewest_steps(1.5, 1, 0.95, 0) is None
    assert fewest_steps(1, 1, 1, 0.25) == 4
    assert fewest_steps(0.5, 1, 0.9, 0.1) is None


def test_tranches_cover_the_whole_plan(made):
    for days in tranches(INSTANCE, made.plan, 4).values():
        assert len(days) == 4
        assert sum(days) <= made.duration + 1


def test_planning_anew_without_an_event_changes_little_and_keeps_what_has_left(made):
    found = replan(INSTANCE, made.plan, 22)
    before = [move for move in made.plan.movements if move.day < 22]
    assert [move for move in found.plan.movements if move.day < 22] == sorted(before)
    assert not broken(check(INSTANCE, found.plan)[0])
    assert found.changed <= found.future
    assert changes(list(made.plan.movements), list(made.plan.movements)) == 0


@pytest.mark.parametrize("event", [
    lambda i: after_closure(i, "exit-0", Stretch(24, 27)),
    lambda i: after_refusal(i, i.contingents[0].site, Stretch(24, 30)),
    lambda i: after_breach(i, "west", Stretch(24, 28)),
])  # fmt: skip
def test_after_a_closure_a_refusal_or_a_breach_the_new_plan_keeps_the_rules(made, event):
    changed = event(INSTANCE)
    found = replan(changed, made.plan, 23)
    assert found is not None
    late = [item for item in broken(check(changed, found.plan)[0]) if item.rule.value not in ("r2", "r14")]
    assert late == []
