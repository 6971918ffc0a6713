"""Plans spoilt in one way each, so that one named rule must be found broken."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from exeunt.model.proposal import Instance, Movement, Plan

Mutation = tuple[str, Plan]


def mutations(instance: Instance, plan: Plan, count: int, seed: int) -> Iterator[Mutation]:
    """So many spoilt plans with the rule that each breaks by its making."""
    dice, moves = Random(seed), list(plan.movements)
    kinds = (_forgotten, _twice, _too_early, _too_late, _crowded, _rushed)
    for _ in range(count):
        rule, spoilt = dice.choice(kinds)(instance, moves, dice)
        yield rule, Plan(tuple(spoilt), plan.closings)


def _with(moves: list[Movement], place: int, *new: Movement) -> list[Movement]:
    return [*moves[:place], *new, *moves[place + 1 :]]


def _forgotten(_: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    place = dice.randrange(len(moves))
    move = moves[place]
    left = [Movement(move.day, move.contingent, move.exit, move.batches - 1)] if move.batches > 1 else []
    return "r1", _with(moves, place, *left)


def _twice(_: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    place = dice.randrange(len(moves))
    move = moves[place]
    return "r1", _with(moves, place, Movement(move.day, move.contingent, move.exit, move.batches + 1))


def _too_early(instance: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    place = dice.randrange(len(moves))
    move, day = moves[place], dice.randrange(instance.monitored_from)
    return "r3", _with(moves, place, Movement(day, move.contingent, move.exit, move.batches))


def _too_late(instance: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    place = dice.randrange(len(moves))
    move, day = moves[place], instance.deadline + dice.randint(0, 5)
    return "r1", _with(moves, place, Movement(day, move.contingent, move.exit, move.batches))


def _crowded(instance: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    """More batches at once than there are teams."""
    place = dice.randrange(len(moves))
    move = moves[place]
    most = max(step.teams for step in instance.teams) + 1
    return "r4", _with(moves, place, Movement(move.day, move.contingent, move.exit, most + move.batches))


def _rushed(instance: Instance, moves: list[Movement], dice: Random) -> tuple[str, list[Movement]]:
    """A week's outflow and one batch more on one day."""
    people = [place for place, move in enumerate(moves) if instance.contingent_by_id[move.contingent].heads]
    place = dice.choice(people)
    move = moves[place]
    item = instance.contingent_by_id[move.contingent]
    persons = sum(other.heads * other.batches for other in instance.contingents if other.side == item.side)
    most = int((instance.rules.outflow_share or 1) * persons) // item.heads + 1
    return "r6", _with(moves, place, Movement(move.day, move.contingent, move.exit, most))
