"""Moves that one stock or one source at a time would make too slowly. Each leaves the posterior as it is."""

from __future__ import annotations

import math

from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.filter import ONE_ALONE, backward, draw_stock, evidence
from exeunt.estimate.joint.sources import log_said, look, sum_up
from exeunt.estimate.joint.tables import (
    CELL,
    CLAIM,
    FIRST,
    FORCE,
    GAP,
    LAST,
    LAW,
    LINK_FIRST,
    MEMBERS,
    OWN_FIRST,
    OWN_LAST,
    RATE,
    SAID,
    Floats,
    Ground,
    Learned,
    Room,
    State,
    Told,
)


@inner
def has_part(ground: Ground, stock: int, claim: int) -> bool:
    """Whether a statement speaks of a stock, alone or in a sum."""
    for own in range(ground.stock[stock, OWN_FIRST], ground.stock[stock, OWN_LAST]):
        if ground.own[own, CLAIM] == claim:
            return True
    return False


@inner
def only_of_one(ground: Ground, told: Told, state: State, stock: int, other: int) -> float:
    """Logarithm of what is said of sums that a stock is in and another is not."""
    total = 0.0
    for own in range(ground.stock[stock, OWN_FIRST], ground.stock[stock, OWN_LAST]):
        claim = ground.own[own, CLAIM]
        if told.whose[claim, MEMBERS] > 1 and not has_part(ground, other, claim):
            sum_up(ground, told, state, claim)
            total += log_said(told, state, claim)
    return total


@inner
def move_pair(ground: Ground, told: Told, state: State, room: Room, pair: tuple[int, int], uniform: Floats) -> bool:
    """Draw one stock from what is said of it alone, the other to fit; uniform (3, N), of which [2, 0] decides.

    With A what is said of the first alone, the proposal p(first) A(first) p(second | first, all) is taken with the
    ratio of the second's marginal likelihoods, times that of the sums that only the first is in.
    """
    first, second = pair
    room.kept[:-1] = state.cells
    old = evidence(ground, told, state, room, second) + only_of_one(ground, told, state, first, second)
    room.kept[-1] = ONE_ALONE
    draw_stock(ground, told, state, room, first, uniform[0])
    room.kept[-1] = 0
    new = evidence(ground, told, state, room, second) + only_of_one(ground, told, state, first, second)
    if math.log(uniform[2, 0]) < new - old:
        backward(ground, state, room, second, uniform[1])
        return True
    state.cells[:] = room.kept[:-1]
    return False


@compiled
def move_a_pair(ground: Ground, told: Told, state: State, room: Room, dice: Floats, chance: Floats) -> bool:
    """Move two stocks of one sum, all drawn by chance; False where there is no sum or the move is refused."""
    sums = 0
    for claim in range(len(told.whose)):
        sums += told.whose[claim, MEMBERS] > 1
    wanted = int(chance[0] * sums)
    for claim in range(len(told.whose)):
        members = told.whose[claim, MEMBERS]
        if members > 1:
            if wanted == 0:
                first = int(chance[1] * members)
                second = (first + 1 + int(chance[2] * (members - 1))) % members
                pair = (member_stock(ground, told, claim, first), member_stock(ground, told, claim, second))
                return move_pair(ground, told, state, room, pair, dice)
            wanted -= 1
    return False


@inner
def member_stock(ground: Ground, told: Told, claim: int, member: int) -> int:
    """The stock that is a member of a statement."""
    node = told.link[told.whose[claim, LINK_FIRST] + member, 0]
    for stock in range(len(ground.stock)):
        if ground.stock[stock, FIRST] <= node < ground.stock[stock, LAST]:
            return stock
    return -1


@inner
def path_prior(ground: Ground, state: State) -> float:
    """Logarithm of the law of all paths before any statement."""
    total = 0.0
    for stock in range(len(ground.stock)):
        law, rate = ground.stock[stock, LAW], state.habit[ground.stock[stock, FORCE], RATE]
        first = ground.stock[stock, FIRST]
        total += math.log(ground.prior[law, state.cells[first]])
        for node in range(first + 1, ground.stock[stock, LAST]):
            step = ground.moves[law, rate, ground.node[node, GAP], state.cells[node - 1], state.cells[node]]
            total += math.log(max(step, 1e-30))
    return total


@inner
def shift(state: State, cells: int, highest: int, step: float) -> bool:
    """Move every stock that is not none by some cells, every bias the other way. False: one would leave the grid."""
    for node in range(len(state.cells)):
        if state.cells[node] > 0:
            state.cells[node] += cells
            if state.cells[node] < 1 or state.cells[node] > highest:
                return False
    state.common[:] -= cells * step
    state.known[:, : len(state.common)] -= cells * step
    return True


@compiled
def move_ridge(ground: Ground, told: Told, state: State, room: Room, learned: Learned, dice: Floats) -> bool:
    """Move all stocks up or down a cell and all biases with them: what the figures themselves can hardly tell apart."""
    room.kept[:-1] = state.cells
    old = path_prior(ground, state) + room.said[SAID].sum()
    common, known = state.common.copy(), state.known.copy()
    if shift(state, 1 if dice[0] < 0.5 else -1, len(ground.counts) - 1, told.form[CELL]):
        look(ground, told, state, room, learned)
        new = path_prior(ground, state) + room.said[SAID].sum()
        new -= 0.5 * ((state.common**2).sum() - (common**2).sum()) / learned.common_width**2
        if math.log(dice[1]) < new - old:
            return True
    state.cells[:] = room.kept[:-1]
    state.common[:] = common
    state.known[:] = known
    look(ground, told, state, room, learned)
    return False
