"""What was kept is decided from the world by the clause's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exeunt.model.actor import Name
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.simulation.cast import Cast, day_of
from exeunt.simulation.conduct import Conduct, Plan
from exeunt.simulation.draw import Drawn, draw
from exeunt.simulation.procedure import Procedure, Visit
from exeunt.simulation.roll import Intent, carry_out
from exeunt.simulation.truth import Facts, kept
from exeunt.simulation.world import SINGLY, Act, World

CAST: Cast = draw(1, 0).cast
START, DEADLINE, ASKED = 120, 200, 300


def facts(*intents: Intent, procedure: Procedure | None = None) -> Facts:
    there = (
        Intent(day=0, act=Act.ARRIVE, force="brigade", persons=100, place="n-base"),
        Intent(day=0, act=Act.ARRIVE, force="legion", persons=100, place="s-base"),
    )
    world = World(carry_out([*there, *intents]), 400)
    plan = Plan("brigade", 100, 0.5, START, DEADLINE, Conduct.KEEPS, 50, DEADLINE)
    drawn = Drawn(0, 0, CAST, (plan,), world)
    return Facts(drawn, procedure or Procedure(None, None, {"north": None, "south": None}, {}, ()), ASKED)


def obliged(kind: ObligationKind, **fields: object) -> Obligation:
    plain = Obligation(
        id="o", kind=kind, title=Name("o", ""), clause="c", force="brigade", actors=("north-government",),
        start=day_of(START), deadline=day_of(DEADLINE), baseline_day=day_of(START),
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def out(day: int, persons: int, **more: object) -> Intent:
    return replace(Intent(day=day, act=Act.LEAVE, force="brigade", persons=persons), **more)  # type: ignore[arg-type]


def into(day: int, persons: int) -> Intent:
    return Intent(day=day, act=Act.ARRIVE, force="brigade", persons=persons, place="n-base")


@pytest.mark.parametrize(
    ("kind", "fields", "intents", "truth"),
    [
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0}, [out(150, 50)], True),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0}, [out(150, 49)], False),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0, "tolerance": 1.0}, [out(150, 49)], True),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0}, [out(201, 50)], False),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0, "grace_days": 7}, [out(201, 50)], True),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0}, [out(150, 50), into(170, 30)], False),
        (ObligationKind.WITHDRAWN_AT_LEAST, {"quantity": 50.0}, [out(150, 50), into(190, 30)], True),
        (ObligationKind.REDUCE_BY_AT_LEAST, {"share": 0.5}, [out(150, 50), into(190, 30)], False),
        (ObligationKind.REDUCE_BY_AT_LEAST, {"share": 0.5, "baseline": 80.0}, [out(150, 60)], True),
        (ObligationKind.REMAINING_AT_MOST, {"quantity": 50.0}, [out(150, 50)], True),
        (ObligationKind.REMAINING_AT_MOST, {"quantity": 50.0}, [out(150, 50), into(199, 1)], False),
        (ObligationKind.VACATE_SITE, {"sites": ("n-base",)}, [out(150, 100)], True),
        (ObligationKind.VACATE_SITE, {"sites": ("n-base",)}, [out(150, 99)], False),
        (ObligationKind.ASSEMBLE_AT, {"sites": ("n-base",), "quantity": 100.0}, [out(201, 100)], True),
        (ObligationKind.START_BY, {}, [out(150, 1)], True),
        (ObligationKind.START_BY, {}, [out(150, 1, why=SINGLY)], False),
        (ObligationKind.START_BY, {}, [out(150, 5), into(151, 5)], False),
        (ObligationKind.NO_REINFORCEMENT, {}, [into(150, 5)], False),
        (ObligationKind.NO_REINFORCEMENT, {}, [into(150, 5), out(155, 5)], True),
        (ObligationKind.NO_REINFORCEMENT, {"tolerance": 5.0}, [into(150, 5)], True),
        (ObligationKind.FREEZE, {}, [into(201, 5)], True),
        (ObligationKind.NO_RETURN, {"deadline": None}, [into(250, 5), out(255, 5)], False),
        (ObligationKind.GRADUAL_WITHIN, {"quantity": 10.0, "within_days": 7}, [out(150, 6), out(156, 5)], False),
        (ObligationKind.GRADUAL_WITHIN, {"quantity": 10.0, "within_days": 7}, [out(150, 6), out(157, 5)], True),
        (ObligationKind.BALANCED_WITHIN, {"counterpart": "legion", "share": 0.1}, [out(150, 10)], True),
        (ObligationKind.BALANCED_WITHIN, {"counterpart": "legion", "share": 0.1}, [out(150, 11)], False),
        (ObligationKind.SIMULTANEOUS_WITHIN, {"counterpart": "legion", "within_days": 9}, [out(150, 5)], False),
        (
            ObligationKind.SIMULTANEOUS_WITHIN,
            {"counterpart": "legion", "within_days": 9},
            [out(150, 5), Intent(day=159, act=Act.LEAVE, force="legion", persons=5)],
            True,
        ),
    ],
)
def test_the_words_decide(kind: ObligationKind, fields: dict[str, object], intents: list[Intent], truth: bool) -> None:
    assert kept(facts(*intents), obliged(kind, **fields)) is truth


def test_procedures_are_done_by_their_day_or_not() -> None:
    done = Procedure(190, 210, {"north": 150, "south": None}, {}, ())
    world = facts(procedure=done)
    assert kept(world, obliged(ObligationKind.PRECONDITION, needs=("monitoring",)))
    assert not kept(world, obliged(ObligationKind.PRECONDITION, needs=("baseline",)))
    assert kept(world, obliged(ObligationKind.DECLARE))
    assert not kept(world, obliged(ObligationKind.DECLARE, actors=("south-government",)))


@pytest.mark.parametrize(("admitted", "truth"), [(150, True), (157, True), (158, False), (None, False)])
def test_access_is_granted_within_the_days_or_it_is_not(admitted: int | None, truth: bool) -> None:
    visits = (Visit(150, "n-base", "north", admitted),)
    world = facts(procedure=Procedure(None, None, {"north": None, "south": None}, {}, visits))
    assert kept(world, obliged(ObligationKind.GRANT_ACCESS, within_days=7, deadline=None)) is truth


@pytest.mark.parametrize(("notice", "truth"), [(143, True), (144, False), (None, False)])
def test_a_movement_is_announced_early_enough_or_it_is_not(notice: int | None, truth: bool) -> None:
    world = facts(out(150, 20))
    event = next(world.world.of("brigade", Act.LEAVE))
    notices = {event: notice} if notice is not None else {}
    told = replace(world, procedure=replace(world.procedure, notices=notices))
    assert kept(told, obliged(ObligationKind.NOTIFY, within_days=7, deadline=None)) is truth
