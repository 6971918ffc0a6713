"""One stock given all else: exact forward filter and backward draw over its nodes.

Every other stock and all sources are held. A statement about a sum then weighs as one about this stock with the rest
added. A change from one node to the next enters the step between them; a change over several nodes is counted from its
first node, the anchor, which stays in its cell during a pass and is moved by `moves.move_anchors`.
"""

from __future__ import annotations

import math

import numpy as np

from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.tables import (
    ANCHOR_FIRST,
    ANCHOR_LAST,
    ANCHORED,
    CELL,
    CLAIM,
    COPY,
    COPY_DENSITY,
    DETECTION,
    FIRST,
    FORCE,
    GAP,
    JUNK,
    LAST,
    LAW,
    LINK_FIRST,
    LOOSE,
    MEMBER,
    MEMBERS,
    OWN_FIRST,
    OWN_LAST,
    PART,
    RATE,
    SHAPE,
    SHARED,
    SIZE,
    SQUARE,
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
    FIGURE,
    ROSE,
    Rest,
    bell,
    change_chance,
    change_weights,
    falling,
    matched,
    stock_junk,
    stock_said,
)

EMPTY = 1e-8
"""A forward weight below this is passed over; weights of a node sum to one."""
FARTHEST = 4
"""So many cells an anchor is moved at most, but for moves anywhere."""
ONE_ALONE, AT_FIRST = 1, 2
"""What counts, in the last entry of `Room.kept`: else all; what is of one stock; the same without anchors."""


@inner
def link_of(told: Told, state: State, claim: int) -> int:
    """The first link of the day that a statement is taken to speak of."""
    whose = told.whose
    return whose[claim, LINK_FIRST] + state.day[claim] * whose[claim, MEMBERS]


@inner
def others(ground: Ground, told: Told, state: State, claim: int, but: int) -> Rest:
    """Sums over the members of a statement but one (-1: over all): after, before, variance from cells, widest cell."""
    link, counts, links, cells = link_of(told, state, claim), ground.counts, told.link, state.cells
    after = before = changed = widest = 0.0
    for member in range(told.whose[claim, MEMBERS]):
        if member == but:
            continue
        now = counts[cells[links[link + member, 0]]]
        after += now
        start = links[link + member, 1]
        if start >= 0:
            then = counts[cells[start]]
            before += then
            widest = max(widest, then)
            if then != now:
                changed += then * then + now * now
    cell = told.form[CELL]
    return after, before, changed * cell * cell / 12, widest * cell


@inner
def left_out(told: Told, room: Room, claim: int) -> bool:
    """Whether a statement is about a sum while these do not count."""
    return room.kept[-1] >= ONE_ALONE and told.whose[claim, MEMBERS] > 1


@compiled
def weigh_row(line: Floats, counts: Floats, rest: float, shape: int, row: Floats, form: Floats) -> None:
    """Multiply likelihoods by cell by those of a statement about the stock plus a rest."""
    if shape != FIGURE:
        for cell in range(len(line)):
            line[cell] *= stock_said(shape, row, rest + counts[cell], form)
        return
    honest = (1 - row[COPY]) * (1 - row[JUNK])
    nothing = (1 - row[COPY]) * row[JUNK] * stock_junk(shape, form) + row[COPY] * row[COPY_DENSITY]
    figure, square, detection = row[SIZE], row[SQUARE], form[DETECTION]
    # numbers only, so that the processor does many cells at once; nobody (no rest, first cell) comes after
    first = line[0] * stock_said(shape, row, rest, form)
    for cell in range(len(line)):
        count = rest + counts[cell] + 1e-9
        line[cell] *= nothing + honest * (1.0 - falling(count / detection)) * bell(figure / count, square)
    line[0] = first


@inner
def with_own(rest: Rest, begin: float, end: float, cell: float) -> Rest:
    """The sums of `others` with this stock's own counts on both days."""
    changed = rest[2]
    if begin != end:
        changed += (begin * begin + end * end) * cell * cell / 12
    return rest[0] + end, rest[1] + begin, changed, max(rest[3], begin * cell)


@inner
def cell_near(count: float, width: float) -> int:
    """The cell of a count, or the one below it; the first for none and less."""
    return int(math.log(count) / width) + 1 if count >= 1.0 else 0


@compiled
def weigh_ends(line: Floats, counts: Floats, begin: int, rest: Rest, shape: int, row: Floats, form: Floats) -> None:
    """Multiply weights by last cell by how probable a statement is about a change that begins in a cell."""
    then, width = counts[begin], form[CELL]
    weights = change_weights(shape, row, form)
    if shape > ROSE:
        for cell in range(len(line)):
            line[cell] *= change_chance(shape, row, weights, with_own(rest, then, counts[cell], width), form)
        return
    held = line[begin] * change_chance(shape, row, weights, with_own(rest, then, then, width), form)
    figure, loose, square, noise = row[SIZE], row[LOOSE], row[SQUARE], width * width / 12
    nothing, main, more = weights[0], weights[1] / weights[0], rest[1] + then - rest[0]
    sign, low, high = 1.0, more - figure * loose, more - figure / loose
    if shape == ROSE:
        sign, low, high = -1.0, more + figure / loose, more + figure * loose
    first, last = cell_near(low, width), min(cell_near(high, width) + 2, len(line))
    for cell in range(len(line)):
        line[cell] *= nothing
    # the few cells that the figure may lead to
    for cell in range(first, last):
        fall = sign * (more - counts[cell])
        changed = rest[2] + (then * then + counts[cell] * counts[cell]) * noise
        line[cell] *= 1.0 + main * matched(figure, loose, fall, square + changed / (fall * fall + 1e-9))
    line[begin] = held


@inner
def weigh_one(ground: Ground, told: Told, state: State, room: Room, own: int, first: int) -> float:
    """Multiply a node's likelihoods by those of one statement; returns the logarithm of what is scaled away."""
    claim, member, part = ground.own[own, CLAIM], ground.own[own, MEMBER], ground.own[own, PART]
    link = link_of(told, state, claim) + member
    line = room.rows[told.link[link, 0] - first]
    if part == ANCHORED:
        rest = others(ground, told, state, claim, member)
        begin = state.cells[told.link[link, 1]]
        weigh_ends(line, ground.counts, begin, rest, told.whose[claim, SHAPE], state.now[claim], told.form)
    else:
        added = others(ground, told, state, claim, member)[0] if part == SHARED else 0.0
        weigh_row(line, ground.counts, added, told.whose[claim, SHAPE], state.now[claim], told.form)
    largest = line.max()
    if largest <= 0.0:
        line[:] = 1.0  # nothing can be so; a heavy price is paid
        return -1e6
    line /= largest
    return math.log(largest)


@inner
def weigh_nodes(ground: Ground, told: Told, state: State, room: Room, stock: int) -> float:
    """Fill `room.rows` for a stock; returns the logarithm of what was scaled away."""
    first, about = ground.stock[stock, FIRST], ground.stock[stock]
    room.rows[: about[LAST] - first] = 1.0
    scale = 0.0
    for own in range(about[OWN_FIRST], about[OWN_LAST]):
        part = ground.own[own, PART]
        free = part == ANCHORED and room.kept[-1] == AT_FIRST
        if part != STEP and not free and not left_out(told, room, ground.own[own, CLAIM]):
            scale += weigh_one(ground, told, state, room, own, first)
    if room.kept[-1] == AT_FIRST:
        return scale
    for index in range(about[ANCHOR_FIRST], about[ANCHOR_LAST]):
        node = ground.anchor[index]
        line, cell = room.rows[node - first], state.cells[node]
        likelihood = line[cell]
        line[:] = 0.0
        line[cell] = likelihood
    return scale


@compiled
def through(moves: Singles, ahead: Singles, out: Singles) -> None:
    """One step: weights `ahead` times the matrix of moves, four rows at a time; nearly empty ones are passed over."""
    out[:] = 0.0
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
def weigh_steps(ground: Ground, told: Told, state: State, room: Room, stock: int) -> None:
    """Fill `room.steps`, one matrix for each step that something is said of: its moves, times how probable that is.

    They depend on other stocks and on sources, not on the path: one filling serves many passes.
    """
    about, filled = ground.stock[stock], 0
    moves = ground.moves[about[LAW], state.habit[about[FORCE], RATE]]
    for node in range(about[FIRST] + 1, about[LAST]):
        if ground.node[node, STEPS] == 0:
            continue
        matrix = room.steps[filled]
        matrix[:] = moves[ground.node[node, GAP]]
        filled += 1
        for own in range(ground.node[node, STEP_FIRST], ground.node[node, STEP_FIRST] + ground.node[node, STEPS]):
            if not left_out(told, room, ground.own[own, CLAIM]):
                weigh_step(ground, told, state, matrix, own)


@inner
def weigh_step(ground: Ground, told: Told, state: State, matrix: Singles, own: int) -> None:
    """Multiply a matrix of moves by how probable one statement about the step is."""
    claim, counts = ground.own[own, CLAIM], ground.counts
    rest = others(ground, told, state, claim, ground.own[own, MEMBER])
    row, shape = state.now[claim], told.whose[claim, SHAPE]
    for begin in range(len(counts)):
        weigh_ends(matrix[begin], counts, begin, rest, shape, row, told.form)


@inner
def forward(ground: Ground, state: State, room: Room, stock: int) -> float:
    """Fill `room.ahead` from `room.rows`; returns the logarithm of the stock's marginal likelihood, as scaled."""
    first, last, law = ground.stock[stock, FIRST], ground.stock[stock, LAST], ground.stock[stock, LAW]
    moves = ground.moves[law, state.habit[ground.stock[stock, FORCE], RATE]]
    line, scale, said = room.line, 0.0, 0
    for cell in range(len(line)):
        line[cell] = ground.prior[law, cell]
    for node in range(first, last):
        if node > first:
            before = room.ahead[node - first - 1]
            if ground.node[node, STEPS] > 0:
                through(room.steps[said], before, line)
                said += 1
            else:
                through(moves[ground.node[node, GAP]], before, line)
        total = 0.0
        rows, ahead = room.rows[node - first], room.ahead[node - first]
        for cell in range(len(line)):
            line[cell] *= rows[cell]
            total += line[cell]
        if total <= 0.0:
            return -np.inf
        scale += math.log(total)
        for cell in range(len(line)):
            ahead[cell] = line[cell] / total
    return scale


@compiled
def pick(weights: Floats, uniform: float) -> int:
    """A cell with a chance proportional to its weight."""
    left = uniform * weights.sum()
    last = 0
    for cell in range(len(weights)):
        if weights[cell] > 0.0:
            last = cell
            left -= weights[cell]
            if left < 0.0:
                return cell
    return last  # rounding


@inner
def backward(ground: Ground, state: State, room: Room, stock: int, uniform: Floats) -> None:
    """Draw the stock's path from `room.ahead`, last node first, into `state.cells`; one uniform number a node."""
    first, last, law = ground.stock[stock, FIRST], ground.stock[stock, LAST], ground.stock[stock, LAW]
    moves = ground.moves[law, state.habit[ground.stock[stock, FORCE], RATE]]
    prior, weights = ground.prior[law], room.weight
    weights[:] = room.ahead[last - 1 - first]
    state.cells[last - 1] = pick(weights, uniform[last - 1])
    said = 0
    for node in range(first, last):
        said += ground.node[node, STEPS] > 0
    for node in range(last - 1, first, -1):
        end, ahead = state.cells[node], room.ahead[node - 1 - first]
        if ground.node[node, STEPS] > 0:
            said -= 1
            for cell in range(len(weights)):
                weights[cell] = ahead[cell] * room.steps[said, cell, end]
        else:
            # moves are reversible: column `end` is row `end`, reweighed; rows are what memory reads fast
            back = moves[ground.node[node, GAP], end]
            for cell in range(len(weights)):
                weights[cell] = ahead[cell] * back[cell] / prior[cell]
        state.cells[node - 1] = pick(weights, uniform[node - 1])


@compiled
def evidence(ground: Ground, told: Told, state: State, room: Room, stock: int) -> float:
    """Logarithm of the marginal likelihood of a stock given all else (its anchors stay); leaves the forward weights."""
    weigh_steps(ground, told, state, room, stock)
    return evidence_again(ground, told, state, room, stock)


@inner
def evidence_again(ground: Ground, told: Told, state: State, room: Room, stock: int) -> float:
    """The same after only anchors of this stock have moved."""
    scale = weigh_nodes(ground, told, state, room, stock)
    return scale + forward(ground, state, room, stock)


@inner
def move_anchors(ground: Ground, told: Told, state: State, room: Room, stock: int, dice: Floats) -> None:
    """Move the cells of a stock's anchors, its path between them summed out; dice (3, N) by node."""
    old = evidence(ground, told, state, room, stock)
    prior = ground.prior[ground.stock[stock, LAW]]
    for index in range(ground.stock[stock, ANCHOR_FIRST], ground.stock[stock, ANCHOR_LAST]):
        node = ground.anchor[index]
        before, ratio = state.cells[node], 0.0
        if dice[0, node] < 0.6:
            steps = 1 + int(dice[1, node] * 2 * FARTHEST)
            cell = before + (steps if steps <= FARTHEST else FARTHEST - steps)
        else:
            cell = pick(prior, dice[1, node])
            ratio = math.log(prior[before] / prior[cell])
        if cell < 0 or cell >= len(prior):
            continue
        state.cells[node] = cell
        new = evidence_again(ground, told, state, room, stock)
        if math.log(dice[2, node]) < new - old + ratio:
            old = new
        else:
            state.cells[node] = before
    evidence_again(ground, told, state, room, stock)


@compiled
def draw_stock(ground: Ground, told: Told, state: State, room: Room, stock: int, uniform: Floats) -> None:
    """Draw one stock given all else, its anchors where they are."""
    evidence(ground, told, state, room, stock)
    backward(ground, state, room, stock, uniform)


@compiled
def draw_stocks(ground: Ground, told: Told, state: State, room: Room, dice: Floats) -> None:
    """Draw every stock in turn, each given all the others, its anchors first; dice (4, N)."""
    for stock in range(len(ground.stock)):
        if ground.stock[stock, ANCHOR_FIRST] < ground.stock[stock, ANCHOR_LAST] and room.kept[-1] != AT_FIRST:
            move_anchors(ground, told, state, room, stock, dice[1:])
            backward(ground, state, room, stock, dice[0])
        else:
            draw_stock(ground, told, state, room, stock, dice[0])
