"""Moves that one stock or one source at a time would make too slowly. Each leaves the posterior as it is."""

from __future__ import annotations

import math

from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.filter import backward, draw_stock, evidence
from exeunt.estimate.joint.pins import ONE_ALONE
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
    MEMBER,
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
    """Draw one stock from what is said of it alone, the other to fit; uniform (3, N) by node.

    With A what is said of the first alone, the proposal p(first) A(first) p(second | first, all) is taken with the
    ratio of the second's marginal likelihoods, times that of the sums that only the first is in.
    """
    first, second = pair
    for node in range(len(state.cells)):
        room.kept[node] = state.cells[node]
    old = evidence(ground, told, state, room, second) + only_of_one(ground, told, state, first, second)
    room.kept[-1] = ONE_ALONE
    draw_stock(ground, told, state, room, first, uniform[0])
    room.kept[-1] = 0
    new = evidence(ground, told, state, room, second) + only_of_one(ground, told, state, first, second)
    if math.log(uniform[2, ground.stock[first, FIRST]]) < new - old:
        backward(ground, told, state, room, second, uniform[1])
        return True
    for node in range(len(state.cells)):
        state.cells[node] = room.kept[node]
    return False


@compiled
def move_pairs(ground: Ground, told: Told, state: State, room: Room, dice: Floats, chance: Floats) -> None:
    """For every other force, move one of its stocks together with another of a sum that it is in; chance (F, 4)."""
    for force in range(len(state.habit)):
        if chance[force, 3] < 0.5:
            continue
        first = stock_of_force(ground, force, chance[force, 0])
        second = partner(ground, told, first, chance[force, 1:])
        if second >= 0:
            move_pair(ground, told, state, room, (first, second), dice)


@inner
def stock_of_force(ground: Ground, force: int, uniform: float) -> int:
    """One of the stocks of a force, by chance."""
    found = 0
    for stock in range(len(ground.stock)):
        found += ground.stock[stock, FORCE] == force
    wanted = int(uniform * found)
    for stock in range(len(ground.stock)):
        if ground.stock[stock, FORCE] == force:
            if wanted == 0:
                return stock
            wanted -= 1
    return -1


@inner
def partner(ground: Ground, told: Told, stock: int, uniform: Floats) -> int:
    """Another stock of a sum that is spoken of and a stock is in, by chance; -1 where it is in none."""
    begin, end, sums = ground.stock[stock, OWN_FIRST], ground.stock[stock, OWN_LAST], 0
    for own in range(begin, end):
        sums += told.whose[ground.own[own, CLAIM], MEMBERS] > 1
    wanted = int(uniform[0] * sums)
    for own in range(begin, end):
        claim = ground.own[own, CLAIM]
        members = told.whose[claim, MEMBERS]
        if members > 1:
            if wanted == 0:
                other = (ground.own[own, MEMBER] + 1 + int(uniform[1] * (members - 1))) % members
                return member_stock(ground, told, claim, other)
            wanted -= 1
    return -1


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
def within(state: State, cells: int, highest: int) -> bool:
    """Whether every stock that is not none stays on the grid when moved by some cells."""
    for node in range(len(state.cells)):
        if state.cells[node] > 0 and not 1 <= state.cells[node] + cells <= highest:
            return False
    return True


@inner
def shift(state: State, cells: int, step: float) -> None:
    """Move every stock that is not none by some cells, every bias the other way."""
    for node in range(len(state.cells)):
        if state.cells[node] > 0:
            state.cells[node] += cells
    for side in range(len(state.common)):
        state.common[side] -= cells * step
        for speaker in range(len(state.known)):
            state.known[speaker, side] -= cells * step


@inner
def whole_chance(ground: Ground, state: State, room: Room, width: float) -> float:
    """Logarithm of how probable paths, statements and the bias that all share are together."""
    total = path_prior(ground, state)
    for claim in range(room.said.shape[1]):
        total += room.said[SAID, claim]
    for side in range(len(state.common)):
        total -= 0.5 * (state.common[side] / width) ** 2
    return total


@compiled
def move_ridge(ground: Ground, told: Told, state: State, room: Room, learned: Learned, dice: Floats) -> bool:
    """Move all stocks up or down a cell and all biases with them: what the figures themselves can hardly tell apart."""
    cells, step = 1 if dice[0] < 0.5 else -1, told.form[CELL]
    if not within(state, cells, len(ground.counts) - 1):
        return False
    old = whole_chance(ground, state, room, learned.common_width)
    shift(state, cells, step)
    look(ground, told, state, room, learned)
    if math.log(dice[1]) < whole_chance(ground, state, room, learned.common_width) - old:
        return True
    shift(state, -cells, step)
    look(ground, told, state, room, learned)
    return False
