"""One stock given all else: exact forward filter and backward draw over its nodes.

Every other stock and all sources are held. A statement about a sum then weighs as one about this stock with the rest
added. A change from one node to the next enters the step between them. Of a change over several nodes one end, or both,
is pinned: it stays in its cell during a pass. Chance decides before each pass which, whatever the state; and now and
then a pinned end is moved, the path between summed out.
"""

from __future__ import annotations

import math

import numpy as np

from exeunt.estimate.joint.cells import fill, held, link_of, moved, others, weigh_begins, weigh_ends, weigh_row
from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.pins import AT_FIRST, PINNED, choose_pins, left_out
from exeunt.estimate.joint.tables import (
    ANCHOR_FIRST,
    ANCHOR_LAST,
    ANCHORED,
    CELL,
    CLAIM,
    FIRST,
    FORCE,
    GAP,
    LAST,
    LAW,
    MEMBER,
    OWN_FIRST,
    OWN_LAST,
    PART,
    RATE,
    SHAPE,
    SHARED,
    STEP,
    STEP_FIRST,
    STEPS,
    Floats,
    Ground,
    Room,
    Singles,
    State,
    Told,
)
from exeunt.estimate.joint.weigh import (
    ROSE,
    Rest,
    change_weights,
)

EMPTY = 1e-8
"""A forward weight below this is passed over; weights of a node sum to one."""
FARTHEST = 4
"""So many cells a pinned node is moved at most, but for moves anywhere."""
SELDOM = 0.2
"""How often one of the pinned nodes of a stock is moved."""


@inner
def weigh_one(ground: Ground, told: Told, state: State, room: Room, own: int, first: int) -> None:
    """Multiply a node's likelihoods by those of one statement."""
    claim, member = ground.own[own, CLAIM], ground.own[own, MEMBER]
    link = link_of(told, state, claim) + member
    end, begin = told.link[link, 0], told.link[link, 1]
    row, shape, counts, form = state.now[claim], told.whose[claim, SHAPE], ground.counts, told.form
    if ground.own[own, PART] != ANCHORED:
        added = others(ground, told, state, claim, member)[0] if ground.own[own, PART] == SHARED else 0.0
        weigh_row(room.rows[end - first], counts, added, shape, row, form)
    elif room.pinned[begin] == PINNED:
        rest = others(ground, told, state, claim, member)
        weigh_ends(room.rows[end - first], room.extra, state.cells[begin], rest, shape, row, (counts, form))
    else:
        rest = others(ground, told, state, claim, member)
        weigh_begins(room.rows[begin - first], counts, state.cells[end], rest, shape, row, form)


@inner
def weigh_nodes(ground: Ground, told: Told, state: State, room: Room, stock: int) -> None:
    """Fill `room.rows` for a stock."""
    first, about = ground.stock[stock, FIRST], ground.stock[stock]
    for node in range(about[LAST] - first):
        fill(room.rows[node], 1.0)
    for own in range(about[OWN_FIRST], about[OWN_LAST]):
        part = ground.own[own, PART]
        unheard = part == ANCHORED and room.kept[-1] == AT_FIRST
        if part != STEP and not unheard and not left_out(told, room, ground.own[own, CLAIM]):
            weigh_one(ground, told, state, room, own, first)
    for node in range(first, about[LAST]):
        if room.pinned[node] == PINNED:
            line, cell = room.rows[node - first], state.cells[node]
            likelihood = line[cell]
            fill(line, 0.0)
            line[cell] = likelihood


@compiled
def through(moves: Singles, ahead: Singles, out: Singles) -> None:
    """One step: weights `ahead` times the matrix of moves, four rows at a time; nearly empty ones are passed over."""
    fill(out, 0.0)
    whole = len(ahead) // 4 * 4
    for begin in range(0, whole, 4):
        one, two, three, four = ahead[begin], ahead[begin + 1], ahead[begin + 2], ahead[begin + 3]
        if one + two + three + four > EMPTY:
            for cell in range(len(out)):
                out[cell] += (one * moves[begin, cell] + two * moves[begin + 1, cell]) + (
                    three * moves[begin + 2, cell] + four * moves[begin + 3, cell]
                )
    for begin in range(whole, len(ahead)):
        weight = ahead[begin]
        for cell in range(len(out)):
            out[cell] += weight * moves[begin, cell]


@inner
def through_said(ground: Ground, told: Told, state: State, room: Room, stock: int, node: int) -> None:
    """One step of which something is said, into a node: from `room.ahead` to `room.line`."""
    about, begin = ground.stock[stock], ground.node[node, STEP_FIRST]
    before, out = room.ahead[node - about[FIRST] - 1], room.line
    moves = ground.moves[about[LAW], state.habit[about[FORCE], RATE], ground.node[node, GAP]]
    claim = ground.own[begin, CLAIM]
    if ground.node[node, STEPS] == 1 and told.whose[claim, SHAPE] <= ROSE:
        if left_out(told, room, claim):
            through(moves, before, out)
        else:
            rest = others(ground, told, state, claim, ground.own[begin, MEMBER])
            through_moved(ground, told, state, room, (moves, before), claim, rest)
        return
    fill(out, 0.0)
    for cell in range(len(before)):
        if before[cell] > EMPTY:
            fill(room.weight, before[cell])
            for own in range(begin, begin + ground.node[node, STEPS]):
                claim = ground.own[own, CLAIM]
                if not left_out(told, room, claim):
                    rest, row = others(ground, told, state, claim, ground.own[own, MEMBER]), state.now[claim]
                    shape = told.whose[claim, SHAPE]
                    about_all = (ground.counts, told.form)
                    weigh_ends(room.weight, room.extra, cell, rest, shape, row, about_all)
            for end in range(len(out)):
                out[end] += room.weight[end] * moves[cell, end]


@inner
def through_moved(
    ground: Ground, told: Told, state: State, room: Room, step: tuple[Singles, Singles], claim: int, rest: Rest
) -> None:
    """The same where one fall or rise is all that is said: what it is worth anyway, and more where it leads."""
    moves, before = step
    out, extra, row = room.line, room.extra, state.now[claim]
    shape, counts, width = told.whose[claim, SHAPE], ground.counts, told.form[CELL]
    weights = change_weights(shape, row, told.form)
    through(moves, before, out)
    share = weights[1] / weights[0]
    for begin in range(len(before)):
        if before[begin] > EMPTY:
            first, last = moved(extra, counts, begin, rest, shape, row)
            weight = share * before[begin]
            for end in range(first, last):
                out[end] += weight * extra[end] * moves[begin, end]
            out[begin] += weight * moves[begin, begin] * held(shape, row, counts[begin], rest, width)
    for end in range(len(out)):
        out[end] *= weights[0]


@inner
def forward(ground: Ground, told: Told, state: State, room: Room, stock: int) -> float:
    """Fill `room.ahead` from `room.rows`; returns the logarithm of the stock's marginal likelihood."""
    first, last, law = ground.stock[stock, FIRST], ground.stock[stock, LAST], ground.stock[stock, LAW]
    moves = ground.moves[law, state.habit[ground.stock[stock, FORCE], RATE]]
    line, weights, scale = room.line, room.weight, 0.0
    for cell in range(len(line)):
        line[cell] = ground.prior[law, cell]
    for node in range(first, last):
        if node > first:
            if ground.node[node, STEPS] > 0:
                through_said(ground, told, state, room, stock, node)
            else:
                through(moves[ground.node[node, GAP]], room.ahead[node - first - 1], line)
        total = 0.0
        rows, ahead = room.rows[node - first], room.ahead[node - first]
        for cell in range(len(line)):
            weights[cell] = line[cell] * rows[cell]
            total += weights[cell]
        if total <= 0.0:  # nothing can be so; a heavy price is paid
            scale -= 1e6
            for cell in range(len(line)):
                ahead[cell] = line[cell]
            continue
        scale += math.log(total)
        share = 1.0 / total
        for cell in range(len(line)):
            ahead[cell] = weights[cell] * share
    return scale


@compiled
def pick(weights: Floats, uniform: float) -> int:
    """A cell with a chance proportional to its weight."""
    left, last = 0.0, 0
    for cell in range(len(weights)):
        left += weights[cell]
    left *= uniform
    for cell in range(len(weights)):
        if weights[cell] > 0.0:
            last = cell
            left -= weights[cell]
            if left < 0.0:
                return cell
    return last  # rounding


@compiled
def pick_log(weights: Floats, uniform: float) -> int:
    """The same by the logarithms of the weights, which are lost."""
    most = -np.inf
    for index in range(len(weights)):
        most = max(most, weights[index])
    for index in range(len(weights)):
        weights[index] = math.exp(weights[index] - most)
    return pick(weights, uniform)


@inner
def backward(ground: Ground, told: Told, state: State, room: Room, stock: int, uniform: Floats) -> None:
    """Draw the stock's path from `room.ahead`, last node first, into `state.cells`; one uniform number a node."""
    first, last, law = ground.stock[stock, FIRST], ground.stock[stock, LAST], ground.stock[stock, LAW]
    moves = ground.moves[law, state.habit[ground.stock[stock, FORCE], RATE]]
    prior, weights = ground.prior[law], room.weight
    for cell in range(len(weights)):
        weights[cell] = room.ahead[last - 1 - first, cell]
    state.cells[last - 1] = pick(weights, uniform[last - 1])
    for node in range(last - 1, first, -1):
        end, ahead = state.cells[node], room.ahead[node - 1 - first]
        # moves are reversible: column `end` is row `end`, reweighed; rows are what memory reads fast
        back = moves[ground.node[node, GAP], end]
        for cell in range(len(weights)):
            weights[cell] = ahead[cell] * back[cell] / prior[cell]
        for own in range(ground.node[node, STEP_FIRST], ground.node[node, STEP_FIRST] + ground.node[node, STEPS]):
            claim = ground.own[own, CLAIM]
            if not left_out(told, room, claim):
                rest = others(ground, told, state, claim, ground.own[own, MEMBER])
                weigh_begins(weights, ground.counts, end, rest, told.whose[claim, SHAPE], state.now[claim], told.form)
        state.cells[node - 1] = pick(weights, uniform[node - 1])


@compiled
def evidence(ground: Ground, told: Told, state: State, room: Room, stock: int) -> float:
    """Logarithm of the marginal likelihood of a stock given all else and its pinned nodes; leaves `room.ahead`."""
    weigh_nodes(ground, told, state, room, stock)
    return forward(ground, told, state, room, stock)


@inner
def one_pinned(ground: Ground, room: Room, stock: int, uniform: float) -> int:
    """One of the pinned nodes of a stock, by chance; -1 where none is."""
    first, last, found = ground.stock[stock, FIRST], ground.stock[stock, LAST], 0
    for node in range(first, last):
        found += room.pinned[node] == PINNED
    wanted = int(uniform * found)
    for node in range(first, last):
        if room.pinned[node] == PINNED:
            if wanted == 0:
                return node
            wanted -= 1
    return -1


@inner
def move_pinned(ground: Ground, told: Told, state: State, room: Room, stock: int, dice: Floats) -> None:
    """Move the cell of a pinned node, the path summed out; dice (4, N), rows 1 to 3 of the stock's second node."""
    column = ground.stock[stock, FIRST] + 1
    node = one_pinned(ground, room, stock, dice[1, column] / SELDOM)
    prior, before, ratio, chance = ground.prior[ground.stock[stock, LAW]], state.cells[node], 0.0, dice[2, column]
    if chance < 0.6:
        steps = 1 + int(chance / 0.6 * 2 * FARTHEST)
        cell = before + (steps if steps <= FARTHEST else FARTHEST - steps)
    else:
        cell = pick(prior, (chance - 0.6) / 0.4)
        ratio = math.log(prior[before] / prior[cell])
    if cell < 0 or cell >= len(prior):
        return
    old = evidence(ground, told, state, room, stock)
    state.cells[node] = cell
    if math.log(dice[3, column]) >= evidence(ground, told, state, room, stock) - old + ratio:
        state.cells[node] = before


@compiled
def draw_stock(ground: Ground, told: Told, state: State, room: Room, stock: int, uniform: Floats) -> None:
    """Draw one stock given all else, its pinned nodes where they are."""
    evidence(ground, told, state, room, stock)
    backward(ground, told, state, room, stock, uniform)


@compiled
def draw_stocks(ground: Ground, told: Told, state: State, room: Room, dice: Floats) -> None:
    """Draw every stock in turn, each given all the others; dice (4, N)."""
    for stock in range(len(ground.stock)):
        choose_pins(ground, told, room, stock, dice)
        first, count = ground.stock[stock, FIRST], ground.stock[stock, ANCHOR_LAST] - ground.stock[stock, ANCHOR_FIRST]
        if count > 0 and dice[1, first + 1] < SELDOM and room.kept[-1] != AT_FIRST:
            move_pinned(ground, told, state, room, stock, dice)
        draw_stock(ground, told, state, room, stock, dice[0])
