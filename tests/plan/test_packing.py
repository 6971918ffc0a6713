"""What whole batches add up to: exact, valid for every choice, worked out again by the verifier."""

import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.plan.generate import generate
from exeunt.model.proposal import Milestone, Rules
from exeunt.plan import verify
from exeunt.plan.bounds.bound import ask, lower_bound, packed_bound
from exeunt.plan.bounds.packing import fullest, packing, weeks_needed
from exeunt.plan.make import Effort, make
from exeunt.plan.refusal import proof
from exeunt.plan.verify import Unreadable, is_proof
from tests.plan.little import contingent, little

ITEMS = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4), st.integers(0, 9)), min_size=1, max_size=4)


def choices(cap, items):
    """Every choice of whole batches within the cap."""
    for numbers in product(*(range(batches + 1) for _, batches, *_ in items)):
        if sum(number * item[0] for number, item in zip(numbers, items, strict=True)) <= cap:
            yield numbers


@given(cap=st.integers(0, 40), items=ITEMS)
def test_the_fullest_choice_is_the_best_of_all(cap, items):
    most, choice = fullest(cap, items)
    worths = {
        numbers: sum(number * worth for number, (_, _, worth) in zip(numbers, items, strict=True))
        for numbers in choices(cap, items)
    }
    assert most == max(worths.values()) == worths[tuple(choice)]
    by_person = [[size, batches, worth] for size, batches, worth in items]
    weighed = [(size, batches, size * worth) for size, batches, worth in items]
    assert verify.fullest(cap, by_person) == fullest(cap, weighed)[0]


def fewest_weeks(cap, sizes):
    """The least number of weeks that hold every batch, by trying all ways of putting them."""
    best = len(sizes)
    for places in product(range(len(sizes)), repeat=len(sizes)):
        loads = [sum(size for size, at in zip(sizes, places, strict=True) if at == week) for week in set(places)]
        if max(loads) <= cap:
            best = min(best, len(loads))
    return best


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(3, 12), min_size=1, max_size=5))
def test_weeks_of_mixed_choices_lie_between_the_volume_and_the_best_packing(sizes):
    items = [(size, sizes.count(size)) for size in sorted(set(sizes))]
    weeks, prices = weeks_needed(12, items, [batches for _, batches in items])
    assert sum(sizes) / 12 <= weeks + 1e-3
    assert weeks <= fewest_weeks(12, sizes) + 1e-3
    assert len(prices) == len(items)


def odd(*sizes, batches=4, share=Fraction(3, 10)):
    """One side with batches that do not fill its weeks, the other with one that does."""
    found = [contingent(f"x{size}", "a", batches, heads=size) for size in sizes]
    return little(*found, contingent("y", "b", 8), rules=Rules(outflow_share=share), deadline=90)


@pytest.mark.parametrize("sizes", [(26, 19), (31, 17, 11), (40, 33)])
def test_every_choice_of_batches_keeps_the_inequality_and_the_divided_demand_does_not(sizes):
    instance = odd(*sizes)
    cut = packing(instance, "a", [4.0] * len(sizes))
    reached = [sum(n * size * weight for n, (size, _, weight) in zip(numbers, cut.items, strict=True))
               for numbers in choices(cut.cap, cut.items)]  # fmt: skip
    assert max(reached) == cut.most
    divided = sum(size * batches * weight for size, batches, weight in cut.items)
    assert divided * cut.cap > cut.most * sum(size * batches for size, batches, _ in cut.items)


@pytest.mark.parametrize("sizes", [(26, 19), (31, 17, 11), (40, 33)])
def test_the_packed_bound_is_at_least_the_other_and_no_plan_beats_it(sizes):
    instance = odd(*sizes)
    made = make(instance, Effort(seconds=20, rounds=40)).proposal
    classes = lower_bound(instance, made.duration)
    packed = packed_bound(instance, classes, made.duration)
    assert classes.day <= packed.day <= made.duration == made.bound


def test_whole_batches_raise_the_bound_and_the_verifier_works_it_out_again():
    instance = generate("small", 6)
    classes = lower_bound(instance, instance.deadline)
    packed = packed_bound(instance, classes, instance.deadline)
    assert packed.day > classes.day
    text = proof(packed.no)
    assert is_proof(text)
    data = json.loads(text)
    row = next(found["rows"][0] for found in data["packings"] if found["rows"])
    data["upper"][row] -= 1
    with pytest.raises(Unreadable, match="whole batches"):
        is_proof(json.dumps(data))


@pytest.mark.parametrize("spoil", [
    {"cap": "ten"}, {"items": [[0, 1, 1]]}, {"items": [[1, 2]]}, {"rows": [10**9]}, {"items": [[1, 1, 0.5]]},
])  # fmt: skip
def test_a_spoilt_packing_proves_nothing(spoil):
    instance = odd(26, 19)
    bound = lower_bound(instance, instance.deadline)
    data = json.loads(proof(bound.no or ask(instance, bound.day - 1)))
    data["packings"][0] |= spoil
    with pytest.raises(Unreadable):
        is_proof(json.dumps(data))


def test_a_milestone_binds_the_bound_as_far_as_the_other_side_allows():
    free = little(contingent("x", "a", 4), contingent("y", "b", 20), capacity=40, rules=Rules())
    apart = Milestone("a", Fraction(1, 4), "b", Fraction(1))
    linked = little(contingent("x", "a", 4), contingent("y", "b", 20), capacity=40, rules=Rules(), milestones=(apart,))
    assert not ask(free, 5).proven
    made = make(linked, Effort(seconds=10, rounds=40)).proposal
    assert lower_bound(linked, 60).day <= made.bound <= made.duration


def test_a_strict_contact_line_binds_the_bound():
    rules = Rules(contact_first="strict", contact_share=Fraction(1), outflow_share=Fraction(1, 4))
    instance = little(contingent("x", "a", 6, contact=True), contingent("z", "a", 6), capacity=1000, rules=rules)
    made = make(instance, Effort(seconds=10, rounds=40)).proposal
    assert made.bound == made.duration
