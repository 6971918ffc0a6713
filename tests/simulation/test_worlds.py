"""Persons are neither made nor lost: what every simulated world keeps, whatever its conduct and its evasions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.simulation.cast import area_of
from exeunt.simulation.draw import Drawn, draw
from exeunt.simulation.roll import Intent, carry_out
from exeunt.simulation.world import Act, Evasion, World, not_set_off

drawn_worlds = st.builds(
    draw, st.integers(0, 50), st.integers(0, 200), st.one_of(st.none(), st.sampled_from(list(Evasion)))
)


@settings(max_examples=40, deadline=None)
@given(drawn_worlds)
def test_opening_and_arrivals_less_departures_is_closing(drawn: Drawn) -> None:
    world = drawn.world
    for plan in drawn.plans:
        stock = world.stock(plan.force)
        renamed = np.zeros(world.length, dtype=np.int64)
        for event in world.events:
            if event.act is Act.RELABEL:
                renamed[event.day] += event.persons * ((event.to == plan.force) - (event.force == plan.force))
        came, out = world.came(plan.force).cumsum(), world.out(plan.force).cumsum()
        # the persons of day 0 are the opening; nobody leaves on it
        assert (stock == stock[0] + came - out + renamed.cumsum()).all()
        assert (stock >= 0).all()


@settings(max_examples=30, deadline=None)
@given(drawn_worlds)
def test_no_place_and_no_cohort_has_fewer_than_nobody_or_more_than_came(drawn: Drawn) -> None:
    world = drawn.world
    posts = {post for event in world.events for move in event.moves for post in (move.origin, move.target) if post}
    for post in posts:
        assert (world.stock(post.force, post.place) >= 0).all()
    sizes: dict[int, int] = {}
    for event in world.events:
        for move in event.moves:
            if move.origin is None and move.cohort not in sizes:
                sizes[move.cohort] = move.persons
    for cohort, present in world.cohorts.items():
        assert present.min() >= 0
        assert present.max() <= sizes[cohort]


@settings(max_examples=20, deadline=None)
@given(drawn_worlds)
def test_the_places_of_a_force_add_up_to_it(drawn: Drawn) -> None:
    world = drawn.world
    places = {
        post.place for event in world.events for move in event.moves for post in (move.origin, move.target) if post
    }
    for plan in drawn.plans:
        parts = sum(world.stock(plan.force, place) for place in places)
        assert (parts == world.stock(plan.force)).all()


def test_a_world_is_the_same_whenever_its_seed_and_number_are() -> None:
    assert draw(4, 9) == draw(4, 9)
    assert draw(4, 9) != draw(4, 10)
    assert draw(4, 9) != draw(5, 9)


def evaded(evasion: Evasion) -> Drawn:
    """The first world in which somebody lets at least fifty go, and evades."""
    for number in range(200):
        drawn = draw(7, number, evasion)
        if drawn.world.evasion is evasion and drawn.plan(drawn.world.evader).goes >= 50:
            return drawn
    raise AssertionError(evasion)


def honest(drawn: Drawn) -> World:
    return draw(drawn.seed, drawn.number, honest=True).world


def test_who_is_hidden_is_still_in_the_host() -> None:
    drawn = evaded(Evasion.HIDING)
    force = drawn.world.evader
    assert drawn.world.stock(force, area_of(drawn.cast.side_of(force)))[-1] > 0
    assert drawn.world.stock(force)[-1] > honest(drawn).stock(force)[-1]
    told = [event for event in drawn.world.of(force, Act.SHIFT) if event.why == "hiding"]
    assert all(event.presented is Act.LEAVE for event in told)


def test_who_is_relabelled_is_in_the_account_of_the_other_force() -> None:
    drawn = evaded(Evasion.RELABELLING)
    force = drawn.world.evader
    brother = drawn.cast.brother_of(force)
    both = [drawn.world.stock(name)[-1] for name in (force, brother)]
    before = [honest(drawn).stock(name)[-1] for name in (force, brother)]
    assert both[0] <= before[0]
    assert sum(both) > sum(before)


@pytest.mark.parametrize("evasion", [Evasion.ROTATION, Evasion.RETURN, Evasion.INFLUX])
def test_who_comes_in_unseen_is_there_and_told_by_nobody_bound(evasion: Evasion) -> None:
    drawn = evaded(evasion)
    came = [event for event in drawn.world.of(drawn.world.evader, Act.ARRIVE) if event.why == evasion.value]
    assert sum(event.persons for event in came) > 0
    assert all(event.hidden for event in came)


def test_padding_tells_of_more_than_leave_and_moves_nobody_else() -> None:
    drawn = evaded(Evasion.PADDING)
    force = drawn.world.evader
    out = [event for event in drawn.world.of(force, Act.LEAVE) if event.why == "withdrawal"]
    assert sum(event.told or 0 for event in out) > sum(event.persons for event in out)
    assert (drawn.world.stock(force) == honest(drawn).stock(force)).all()


def test_nobody_leaves_who_is_not_there() -> None:
    events = carry_out(
        [
            Intent(day=0, act=Act.ARRIVE, force="a", persons=10, place="x"),
            Intent(day=3, act=Act.LEAVE, force="a", persons=25),
            Intent(day=4, act=Act.LEAVE, force="a", persons=5),
        ]
    )
    world = World(events, 6)
    assert world.stock("a").tolist() == [10, 10, 10, 0, 0, 0]
    assert world.out("a").sum() == 10


def test_who_returns_is_the_same_person_as_far_as_there_are_any() -> None:
    world = World(
        carry_out(
            [
                Intent(day=0, act=Act.ARRIVE, force="a", persons=10, place="x"),
                Intent(day=2, act=Act.LEAVE, force="a", persons=6),
                Intent(day=4, act=Act.ARRIVE, force="a", persons=8, place="x", again=True),
            ]
        ),
        6,
    )
    assert world.stock("a")[-1] == 12
    assert {cohort: int(present[-1]) for cohort, present in world.cohorts.items()} == {0: 10, 1: 2}


@pytest.mark.parametrize(
    ("out", "came", "left"),
    [
        ([0, 5, 0, 0], [0, 0, 0, 0], [0, 5, 0, 0]),
        ([0, 5, 0, 0], [0, 0, 3, 0], [0, 2, 0, 0]),
        ([5, 0, 0, 0], [0, 0, 0, 5], [5, 0, 0, 0]),  # too late to be a relief
        ([2, 2, 0, 0], [0, 3, 0, 0], [0, 1, 0, 0]),  # an arrival sets off each person once
    ],
)
def test_a_departure_is_set_off_by_arrivals_near_it(out: list[int], came: list[int], left: list[int]) -> None:
    assert not_set_off(np.array(out), np.array(came), 2).tolist() == left


def test_every_evasion_that_is_possible_can_be_drawn() -> None:
    drawn = {draw(3, number, evasion).world.evasion for number, evasion in product(range(12), Evasion)}
    assert set(Evasion) <= drawn
