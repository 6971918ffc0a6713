"""Exchange search: batches change places with one another or move to another day, so that whole weeks fill up.

A board holds every batch by a day, or waiting where it has none. Each step proposes to exchange two batches or to move
one; the change in persons times exit days decides whether it is wanted (simulated annealing), and only then are the
rules checked. No rule is broken at any time: those who wait simply are not out. Compiled where numba is installed (see
`compiled.py`); every function also runs as plain Python with the same result.
"""

from __future__ import annotations

from math import log

from exeunt.plan.dispatch.compiled import compiled
from exeunt.plan.dispatch.kernel import DICE_SHIFT, DICE_SIDES, DICE_STEP
from exeunt.plan.dispatch.tables import (
    ABSOLUTE,
    CONTACT,
    DISARM,
    DWELL,
    GUARD_BOTTOM,
    GUARD_TOP,
    LAG,
    NO_LIMIT,
    PAUSE,
    PHI_BOTTOM,
    PHI_TOP,
    PROPORTIONAL,
    WAITING,
    WHOLE,
    Board,
    Cooling,
    Ground,
    Step,
)

WEEK = 7


@compiled
def roll(step: Step, sides: int) -> int:
    """A number from 0 to `sides` - 1."""
    step.task[0] = (step.task[0] * DICE_STEP + DICE_SHIFT) % DICE_SIDES
    return int(step.task[0] * sides // DICE_SIDES)


@compiled
def put(ground: Ground, board: Board, batch: int, sign: int, until: int) -> None:
    """Add a batch to the tables (sign 1) or take it off (-1); running totals are kept up to day `until`."""
    item, way, day = board.item[batch], board.way[batch], board.day[batch]
    if day == WAITING:
        return
    side, arrival, days = ground.side[item], day + ground.way_days[item, way], len(board.used)
    heads, strength = sign * ground.heads[item], sign * ground.strength[item]
    board.load_at[ground.way_exit[item, way], arrival] += sign * ground.load[item]
    board.exits_at[side, arrival] += sign
    for when in range(day, arrival + 1):
        board.used[when] += sign
    for when in range(arrival, min(arrival + WEEK, days)):
        board.week[side, when] += heads
    for when in range(arrival, until + 1):
        board.out[side, when] += strength
    if ground.threat[item]:
        for when in range(day, min(day + WEEK, days)):
            board.armed[side, when] += sign
    put_in_order(ground, board, batch, sign, until)


@compiled
def put_in_order(ground: Ground, board: Board, batch: int, sign: int, until: int) -> None:
    """The same for the running totals of departures."""
    item, day = board.item[batch], board.day[batch]
    if ground.role[item] > 0:
        for when in range(day, until + 1):
            board.gone[ground.role[item] - 1, ground.side[item], when] += sign * ground.heads[item]
    if ground.lots[item] > 0:
        for when in range(day, until + 1):
            board.people[item, when] += sign
    if ground.owner[item] >= 0:
        for when in range(day, until + 1):
            board.kit[ground.owner[item], when] += sign


@compiled
def set_up(ground: Ground, board: Board) -> None:
    """Fill the tables of a board with what its batches add up to."""
    for batch in range(len(board.item)):
        put(ground, board, batch, 1, len(board.used) - 1)


@compiled
def may_stand(ground: Ground, board: Board, batch: int) -> bool:
    """R2, R4, R6, R8: what concerns only the days around this batch's way."""
    item, way, day = board.item[batch], board.way[batch], board.day[batch]
    if day == WAITING:
        return True
    side, arrival, exit_ = ground.side[item], day + ground.way_days[item, way], ground.way_exit[item, way]
    if board.load_at[exit_, arrival] > ground.capacity[exit_, arrival]:
        return False
    for when in range(arrival, min(arrival + WEEK, len(board.used)) if ground.heads[item] > 0 else arrival):
        if board.week[side, when] > ground.outflow[side]:
            return False
    for when in range(day, arrival + 1):
        if board.used[when] > ground.teams[when]:
            return False
    for when in range(day, min(day + WEEK, len(board.used)) if ground.threat[item] > 0 else day):
        if board.armed[side, when] > ground.limits[DISARM]:
            return False
    return True


@compiled
def is_ahead(ground: Ground, sides: tuple[int, int], mine: int, theirs: int) -> bool:
    """R5, R9 milestones, R11: whether a side has more out than the other allows (see `strength_allowed`)."""
    side, other = sides
    total, against = ground.total[side], ground.total[other]
    if against == 0:
        return False
    if ground.gap[side, other] >= 0 and mine * against > ground.gap[side, other] + theirs * total:
        return True
    if mine > ground.limits[ABSOLUTE] - (against - theirs) + total:
        return True
    for row in range(ground.links.shape[0]):
        linked = ground.links[row, 0] == side and ground.links[row, 2] == other
        if linked and theirs < ground.links[row, 3] and mine > ground.links[row, 1]:
            return True
    return False


@compiled
def is_balanced(ground: Ground, board: Board, first: int, last: int) -> bool:
    """R5, R9, R11, R12 on the days from `first` to `last`."""
    lag = ground.limits[LAG]
    for side in range(len(ground.total)):
        for when in range(first, last + 1):
            if board.out[side, when] > ground.ceiling[side, when] or board.out[side, when] < ground.floor[side, when]:
                return False
        for other in range(len(ground.total)):
            if other == side:
                continue
            for when in range(first, last + 1):
                if is_ahead(ground, (side, other), board.out[side, when], board.out[other, when]):
                    return False
            for when in range(max(first - lag, 0), min(last + 1, len(board.used) - lag)):
                if board.out[side, when] * ground.total[other] > board.out[other, when + lag] * ground.total[side]:
                    return False
    return True


@compiled
def is_in_order(ground: Ground, board: Board, side: int, first: int, last: int) -> bool:
    """R7 on the days from `first` to `last`."""
    limits, all_front = ground.limits, ground.front_total[side]
    if limits[CONTACT] == 0 or all_front == 0:
        return True
    for when in range(first, last + 1):
        front, rear = board.gone[0, side, when], board.gone[1, side, when]
        if limits[CONTACT] == PROPORTIONAL:
            if rear * all_front > front * ground.rear_total[side]:
                return False
        elif rear > (board.gone[1, side, when - 1] if when > 0 else 0) and (
            front * limits[PHI_BOTTOM] < limits[PHI_TOP] * all_front
        ):
            return False
    return True


@compiled
def is_guarded(ground: Ground, board: Board, item: int, first: int, last: int) -> bool:
    """R10 for one contingent, where it guards equipment."""
    top, bottom = ground.limits[GUARD_TOP], ground.limits[GUARD_BOTTOM]
    batches, lots = ground.batches[item], ground.lots[item]
    if lots == 0 or bottom == 0:
        return True
    for when in range(first, last + 1):
        people, kit = board.people[item, when], board.kit[item, when]
        if people > 0 and bottom * lots * people > (bottom - top) * batches * lots + top * batches * kit:
            return False
    return True


@compiled
def is_steady(ground: Ground, board: Board) -> bool:
    """R13: from the first exit of anyone to a side's last so far, it never pauses longer than allowed."""
    if ground.limits[PAUSE] >= NO_LIMIT:
        return True
    days, begin = len(board.used), 0
    while begin < days and board.exits_at[:, begin].sum() == 0:
        begin += 1
    for side in range(len(ground.total)):
        before = begin
        for when in range(begin, days):
            if board.exits_at[side, when] > 0:
                if when - before > ground.limits[PAUSE]:
                    return False
                before = when
    return True


@compiled
def is_clean(ground: Ground, board: Board, step: Step, first: int, last: int) -> bool:
    """Whether the rules still hold after a step that changed the days from `first` to `last`."""
    for number in range(step.task[5]):
        if not may_stand(ground, board, step.batch[number]):
            return False
    if not is_balanced(ground, board, first, last):
        return False
    for number in range(step.task[5]):
        item = board.item[step.batch[number]]
        if ground.role[item] > 0 and not is_in_order(ground, board, ground.side[item], first, last):
            return False
        guard = item if ground.owner[item] < 0 else ground.owner[item]
        if not is_guarded(ground, board, guard, first, last):
            return False
    return is_steady(ground, board)


@compiled
def holds(ground: Ground, board: Board) -> bool:
    """Whether every rule but R1 holds on the whole board."""
    last = len(board.used) - 1
    for batch in range(len(board.item)):
        if not may_stand(ground, board, batch):
            return False
    for side in range(len(ground.total)):
        if not is_in_order(ground, board, side, 0, last):
            return False
    for item in range(len(ground.side)):
        if not is_guarded(ground, board, item, 0, last):
            return False
    return is_balanced(ground, board, 0, last) and is_steady(ground, board)


@compiled
def stands_free(ground: Ground, item: int, way: int, day: int, first: int) -> bool:
    """R3, R8, R14: whether a batch may leave on a day at all, whatever the others do."""
    if day < first or day + ground.way_days[item, way] >= len(ground.teams) or not ground.may_leave[item, way, day]:
        return False
    return not (ground.threat[item] and day < ground.limits[DWELL])


@compiled
def aim(ground: Ground, board: Board, step: Step, number: int, arrival: int) -> bool:
    """Let a batch of the step arrive on a day (or wait) by a random way; False where it may not."""
    item = board.item[step.batch[number]]
    if arrival == WAITING:
        step.day[number] = WAITING
        return True
    way = roll(step, ground.ways[item])
    step.way[number], step.day[number] = way, arrival - ground.way_days[item, way]
    return stands_free(ground, item, way, step.day[number], step.task[2])


@compiled
def arrival_of(ground: Ground, board: Board, batch: int) -> int:
    """The exit day of a batch, or WAITING."""
    if board.day[batch] == WAITING:
        return WAITING
    return int(board.day[batch] + ground.way_days[board.item[batch], board.way[batch]])


@compiled
def arrive_together(ground: Ground, board: Board, step: Step) -> bool:
    """Let two batches that wait arrive on one day: where sides must keep pace, neither may do so alone."""
    day = step.task[2] + roll(step, step.task[3] + 1 - step.task[2])
    return aim(ground, board, step, 0, day) and aim(ground, board, step, 1, day)


@compiled
def propose(ground: Ground, board: Board, step: Step) -> bool:
    """Draw a step: an exchange of two batches, or one batch to another day; False where it comes to nothing."""
    free, fixed = len(board.item) - step.task[1], step.task[1]
    step.batch[0] = fixed + roll(step, free)
    here = arrival_of(ground, board, step.batch[0])
    if roll(step, 4) > 0:
        step.batch[1], step.task[5] = fixed + roll(step, free), 2
        there = arrival_of(ground, board, step.batch[1])
        if here == WAITING and there == WAITING:
            return step.batch[0] != step.batch[1] and arrive_together(ground, board, step)
        one, other = board.item[step.batch[0]], board.item[step.batch[1]]
        if here == there or one == other or (ground.side[one] != ground.side[other] and roll(step, 8) > 0):
            return False  # exchanges across sides are rarely of use
        return aim(ground, board, step, 0, there) and aim(ground, board, step, 1, here)
    step.task[5] = 1
    if here == WAITING or roll(step, 2) == 0:
        return aim(ground, board, step, 0, step.task[2] + roll(step, step.task[3] + 1 - step.task[2]))
    there = here + roll(step, 2 * WEEK + 1) - WEEK
    return step.task[2] <= there <= step.task[3] and aim(ground, board, step, 0, there)


@compiled
def cost(ground: Ground, board: Board, step: Step, penalty: int) -> int:
    """By how much the step delays persons (and loads), in person-days; days weigh by side."""
    total, late = 0, step.task[3] + penalty
    for number in range(step.task[5]):
        item, old = board.item[step.batch[number]], arrival_of(ground, board, step.batch[number])
        new = late if step.day[number] == WAITING else step.day[number] + ground.way_days[item, step.way[number]]
        delay = new - (late if old == WAITING else old)
        total += board.weight[ground.side[item]] * (ground.heads[item] + ground.load[item]) * delay
    return total // WHOLE


@compiled
def overfills_exit(ground: Ground, board: Board, step: Step, number: int) -> bool:
    """Whether one batch of a step surely breaks R2 on its new exit day; much cheaper than trying."""
    batch, way = step.batch[number], step.way[number]
    item = board.item[batch]
    there, exit_, load = step.day[number] + ground.way_days[item, way], ground.way_exit[item, way], ground.load[item]
    if step.task[5] == 2:
        partner = step.batch[1 - number]
        if ground.way_exit[board.item[partner], board.way[partner]] == exit_:
            load -= ground.load[board.item[partner]]
    if arrival_of(ground, board, batch) == there and ground.way_exit[item, board.way[batch]] == exit_:
        load = 0
    return bool(board.load_at[exit_, there] + load > ground.capacity[exit_, there])


@compiled
def overfills_week(ground: Ground, board: Board, step: Step, number: int) -> bool:
    """Whether one batch of a step surely breaks R6 around its new exit day; weeks with its old one do not change."""
    item, here = board.item[step.batch[number]], arrival_of(ground, board, step.batch[number])
    side, heads = ground.side[item], ground.heads[item]
    if step.task[5] == 2 and ground.side[board.item[step.batch[1 - number]]] == side:
        heads -= ground.heads[board.item[step.batch[1 - number]]]
    if heads <= 0:
        return False
    first = step.day[number] + ground.way_days[item, step.way[number]]
    last = min(first + WEEK, len(board.used))
    if here != WAITING and here <= first:
        first = max(first, here + WEEK)
    elif here != WAITING:
        last = min(last, here)
    fullest = 0
    for when in range(first, last):
        fullest = max(fullest, board.week[side, when])
    return bool(fullest + heads > ground.outflow[side])


@compiled
def overfills(ground: Ground, board: Board, step: Step) -> bool:
    """Whether a step surely breaks R2 or R6."""
    for number in range(step.task[5]):
        if step.day[number] != WAITING and (
            overfills_exit(ground, board, step, number) or overfills_week(ground, board, step, number)
        ):
            return True
    return False


@compiled
def carry_out(ground: Ground, board: Board, step: Step, until: int) -> None:
    """Do the step; what was there before is kept in it, so that doing it again undoes it."""
    for number in range(step.task[5]):
        batch = step.batch[number]
        put(ground, board, batch, -1, until)
        step.task[4] += int(step.day[number] == WAITING) - int(board.day[batch] == WAITING)
        board.way[batch], step.way[number] = step.way[number], board.way[batch]
        board.day[batch], step.day[number] = step.day[number], board.day[batch]
        put(ground, board, batch, 1, until)


@compiled
def reach(ground: Ground, board: Board, step: Step) -> tuple[int, int]:
    """The first and last day on which a running total changes."""
    first, last = step.task[3], 0
    for number in range(step.task[5]):
        batch = step.batch[number]
        item = board.item[batch]
        if step.day[number] == WAITING or board.day[batch] == WAITING:
            last = step.task[3]
        if step.day[number] != WAITING:
            first = min(first, step.day[number])
            last = max(last, step.day[number] + ground.way_days[item, step.way[number]])
        if board.day[batch] != WAITING:
            first, last = min(first, board.day[batch]), max(last, arrival_of(ground, board, batch))
    return int(first), int(last)


@compiled
def anneal(ground: Ground, board: Board, step: Step, cooling: Cooling) -> int:
    """Carry out steps that are wanted and break no rule until nobody waits; returns how many were carried out."""
    done, heat = 0, cooling.hot
    factor = (cooling.cold / cooling.hot) ** (1.0 / max(cooling.steps, 1))
    for _ in range(cooling.steps):
        heat *= factor
        if step.task[4] == 0:
            break
        if not propose(ground, board, step):
            continue
        worse = cost(ground, board, step, cooling.penalty)
        if worse > 0 and worse > -heat * log((roll(step, 1_000_000) + 1) / 1_000_001):
            continue
        if overfills(ground, board, step):
            continue
        first, last = reach(ground, board, step)
        carry_out(ground, board, step, last)
        if is_clean(ground, board, step, first, last):
            done += 1
        else:
            carry_out(ground, board, step, last)
    return done
