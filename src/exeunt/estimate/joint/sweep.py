"""One sweep of a chain: everything is drawn once, each part given all the others."""

from __future__ import annotations

from typing import NamedTuple

from exeunt.estimate.joint.compiled import compiled
from exeunt.estimate.joint.filter import draw_stocks
from exeunt.estimate.joint.moves import move_pairs, move_ridge
from exeunt.estimate.joint.sources import (
    draw_common,
    draw_days,
    draw_rates,
    draw_rotation,
    look,
    step_sources,
)
from exeunt.estimate.joint.tables import Floats, Ground, Learned, Room, State, Told


class Dice(NamedTuple):
    """The random numbers of a sweep, drawn before it: a sweep is a function of its inputs."""

    path: Floats  # (7, N) uniform: paths, pinned nodes (3), pairs (3)
    other: Floats  # (C + 2F,) uniform: days, rates, rotation
    step: Floats  # (repeats, S, K + 2) uniform
    normal: Floats  # (repeats, S, K + 2)
    common: Floats  # (K,) normal
    pair: Floats  # (F, 4) uniform
    ridge: Floats  # (2,) uniform


@compiled
def sweep(ground: Ground, told: Told, state: State, room: Room, learned: Learned, dice: Dice, adapt: float) -> None:
    """Draw stocks, days, sources, rates. `adapt` > 0 while the chain burns in: how much the sources' steps adapt."""
    claims, forces = len(told.whose), len(state.habit)
    draw_stocks(ground, told, state, room, dice.path[:4])
    move_pairs(ground, told, state, room, dice.path[4:], dice.pair)
    look(ground, told, state, room, learned)
    draw_days(ground, told, state, room, dice.other[:claims])
    step_sources(told, state, room, learned, dice.normal, dice.step, adapt)
    draw_common(state, learned, dice.common)
    draw_rates(ground, told, state, room, learned, dice.other[claims : claims + forces])
    draw_rotation(told, state, room, learned, dice.other[claims + forces :])
    if learned.common_width > 0.0:
        move_ridge(ground, told, state, room, learned, dice.ridge)
