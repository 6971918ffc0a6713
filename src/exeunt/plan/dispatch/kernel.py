"""The dispatch loop: which batches leave on which day by which way, so that no rule is broken on any day decided.

Compiled where numba is installed (see `compiled.py`); every function also runs as plain Python with the same result.
Rules are kept for all days up to the last arrival already under way; departures are decided in the order of days.
"""

from __future__ import annotations

from exeunt.plan.dispatch.compiled import compiled
from exeunt.plan.dispatch.tables import (
    ABSOLUTE,
    CONTACT,
    DISARM,
    DWELL,
    GUARD_BOTTOM,
    GUARD_TOP,
    PHI_BOTTOM,
    PHI_TOP,
    PROPORTIONAL,
    SLOWEST,
    STRICT,
    Flags,
    Floats,
    Ground,
    Ints,
    Room,
    State,
    Wish,
)

DICE_STEP, DICE_SHIFT, DICE_SIDES = 1103515245, 12345, 2147483648
"""A linear congruential generator whose products stay below 2**62, so both twins throw the same dice."""


@compiled
def place(ground: Ground, state: State, item: int, way: int, day: int) -> None:
    """Let one batch leave."""
    side, arrival = ground.side[item], day + ground.way_days[item, way]
    state.left[item] -= 1
    state.strength_at[side, arrival] += ground.strength[item]
    state.heads_at[side, arrival] += ground.heads[item]
    state.load_at[ground.way_exit[item, way], arrival] += ground.load[item]
    for busy in range(day, arrival + 1):
        state.used[busy] += 1
    if ground.threat[item]:
        state.armed_at[side, day] += 1
    if ground.role[item] == 1:
        state.front[side] += ground.heads[item]
    elif ground.role[item] == 2:
        state.rear[side] += ground.heads[item]
    if ground.owner[item] >= 0:
        state.lots_left[ground.owner[item]] += 1
    state.planned[side] += ground.strength[item]
    number = state.scalars[0]
    state.moves[number, 0], state.moves[number, 1], state.moves[number, 2] = item, way, day
    state.scalars[0] = number + 1


@compiled
def order_allows(ground: Ground, state: State, item: int) -> bool:
    """R7 the line of contact leaves first, R10 equipment is not left without its guard."""
    side, limits = ground.side[item], ground.limits
    if ground.role[item] == 2 and ground.front_total[side] > 0 and limits[CONTACT] > 0:
        front, front_total = state.front[side], ground.front_total[side]
        if limits[CONTACT] == PROPORTIONAL:
            if (state.rear[side] + ground.heads[item]) * front_total > front * ground.rear_total[side]:
                return False
        elif limits[CONTACT] == STRICT and front * limits[PHI_BOTTOM] < limits[PHI_TOP] * front_total:
            return False
    lots, bottom = ground.lots[item], limits[GUARD_BOTTOM]
    if lots > 0 and bottom > 0:
        batches, top = ground.batches[item], limits[GUARD_TOP]
        gone = batches - state.left[item] + 1
        allowed = (bottom - top) * batches * lots + top * state.lots_left[item] * batches
        if bottom * gone * lots > allowed:
            return False
    return True


@compiled
def weeks_room(ground: Ground, state: State, room: Room) -> None:
    """R6: persons that may still arrive on each of the days under way, by the fullest seven days around it."""
    side, day, last = room.task[0], room.task[1], room.task[2]
    week = 0
    for past in range(max(day - 6, 0), day):
        week += state.heads_at[side, past]
    for end in range(day, last + 1):
        week += state.heads_at[side, end]
        if end > day and end >= 7:
            week -= state.heads_at[side, end - 7]
        room.heads[end - day] = ground.outflow[side] - week
    for arrival in range(last - day + 1):  # windows that end up to six days later contain the arrival too
        least = room.heads[arrival]
        for end in range(arrival + 1, min(arrival + 7, last - day + 1)):
            least = min(least, room.heads[end])
        room.heads[arrival] = least


@compiled
def whole_part(number: int, by: int) -> int:
    """number // by for numbers of zero or more: a guess put right, which is faster than dividing whole numbers."""
    guess = int(float(number) / by)
    while guess * by > number:
        guess -= 1
    while (guess + 1) * by <= number:
        guess += 1
    return guess


@compiled
def strength_allowed(ground: Ground, side: int, other: int, theirs: int) -> int:
    """The most strength of a side out on a day on which `theirs` of another is: R5, R9 milestones, R11."""
    total, against = ground.total[side], ground.total[other]
    most = int(total)
    if against == 0:
        return most
    if ground.gap[side, other] >= 0:
        most = min(most, whole_part(ground.gap[side, other] + theirs * total, against))
    most = min(most, int(ground.limits[ABSOLUTE] - (against - theirs) + total))
    for row in range(ground.links.shape[0]):
        if ground.links[row, 0] == side and ground.links[row, 2] == other and theirs < ground.links[row, 3]:
            most = min(most, int(ground.links[row, 1]))
    return most


@compiled
def balance_room(ground: Ground, state: State, room: Room) -> None:
    """R5, R9, R11: strength that may still arrive on each day under way and stay out on all later ones."""
    side, day, last = room.task[0], room.task[1], room.task[2]
    mine = state.before[side]
    for when in range(day, last + 1):
        mine += state.strength_at[side, when]
        room.strength[when - day] = ground.ceiling[side, when] - mine
    for other in range(len(ground.total)):
        if other == side:
            continue
        mine, theirs = state.before[side], state.before[other]
        for when in range(day, last + 1):
            mine += state.strength_at[side, when]
            theirs += state.strength_at[other, when]
            left = strength_allowed(ground, side, other, theirs) - mine
            room.strength[when - day] = min(room.strength[when - day], left)
    for when in range(last - day - 1, -1, -1):
        room.strength[when] = min(room.strength[when], room.strength[when + 1])


@compiled
def measure_room(ground: Ground, state: State, room: Room) -> None:
    """What may still arrive on each day that a batch of the side leaving today could reach."""
    side, day = room.task[0], room.task[1]
    room.task[2] = min(day + ground.limits[SLOWEST], ground.capacity.shape[1] - 1)
    for when in range(day, room.task[2] + 1):  # R4: a team is needed on every day of the way
        if state.used[when] >= ground.teams[when]:
            room.task[4] = when - day - 1
            break
        room.task[4] = when - day
    weeks_room(ground, state, room)
    balance_room(ground, state, room)
    armed = 0
    for past in range(max(day - 6, 0), day + 1):
        armed += state.armed_at[side, past]
    room.task[3] = ground.limits[DISARM] - armed if day >= ground.limits[DWELL] else 0


@compiled
def way_for(ground: Ground, state: State, room: Room, item: int) -> int:
    """The first of a contingent's ways by which a batch may leave today; -1 where none is."""
    day = room.task[1]
    for way in range(ground.ways[item]):
        travel = ground.way_days[item, way]
        if travel > room.task[4]:
            return -1  # the ways are in the order of their days
        if ground.heads[item] > room.heads[travel] or ground.strength[item] > room.strength[travel]:
            continue
        exit_, arrival = ground.way_exit[item, way], day + travel
        if state.load_at[exit_, arrival] + ground.load[item] > ground.capacity[exit_, arrival]:
            continue
        if ground.may_leave[item, way, day]:
            return way if order_allows(ground, state, item) else -1
    return -1


@compiled
def rank(ground: Ground, state: State, wish: Wish, day: int, keys: Floats) -> None:
    """A key for each contingent's next batch today: the smallest leaves first."""
    dice = (wish.seed * 7919 + 104729) % DICE_SIDES
    for item in range(len(ground.side)):
        dice = (dice * DICE_STEP + DICE_SHIFT) % DICE_SIDES
        noise = wish.weights[7] * dice / DICE_SIDES
        gone = ground.batches[item] - state.left[item]
        if wish.guide.shape[0] > 0:
            guided = wish.guide[item, min(gone, wish.guide.shape[1] - 1)]
            keys[item] = guided + noise if guided <= day + wish.look else 1e9
            continue
        merit = wish.weights[0] * (ground.role[item] == 1) + wish.weights[1] * (ground.owner[item] >= 0)
        merit += wish.weights[2] * (ground.lots[item] > 0) - wish.weights[3] * ground.way_days[item, 0]
        merit += wish.weights[4] * state.left[item] / ground.batches[item] + wish.weights[5] * ground.threat[item]
        merit += wish.weights[6] * ground.heads[item] / (ground.outflow[ground.side[item]] + 1)
        keys[item] = noise - merit


@compiled
def sort(order: Ints, keys: Floats) -> None:
    """Insertion sort: yesterday's order is nearly today's."""
    for end in range(1, len(order)):
        item, key, hole = order[end], keys[order[end]], end
        while hole > 0 and keys[order[hole - 1]] > key:
            order[hole] = order[hole - 1]
            hole -= 1
        order[hole] = item


@compiled
def release_one(ground: Ground, state: State, room: Room) -> bool:
    """Let the first batch leave that may."""
    side, day = room.task[0], room.task[1]
    if state.used[day] >= ground.teams[day]:
        return False
    measure_room(ground, state, room)
    most_heads, most_strength = room.heads[: room.task[4] + 1].max(), room.strength[room.task[4]]
    room.held[side] = False
    for item in room.order:
        if ground.side[item] != side or state.left[item] == 0:
            continue
        if ground.strength[item] > room.strength[0]:
            room.held[side] = True
        if (
            ground.heads[item] > most_heads
            or ground.strength[item] > most_strength
            or ground.threat[item] > room.task[3]
            or room.keys[item] >= 1e9
        ):
            continue
        way = way_for(ground, state, room, item)
        if way >= 0:
            place(ground, state, item, way, day)
            return True
    return False


@compiled
def behind(ground: Ground, state: State, stuck: Flags) -> int:
    """The side with the least share out or under way among those that are not stuck; -1 when all are."""
    best, least = -1, 2.0
    for side in range(len(ground.total)):
        share = state.planned[side] / max(ground.total[side], 1)
        if not stuck[side] and share < least:
            best, least = side, share
    return best


@compiled
def run_day(ground: Ground, state: State, room: Room) -> None:
    """Let batches leave today until nothing more may."""
    room.stuck[:] = False
    side = behind(ground, state, room.stuck)
    while side >= 0:
        room.task[0] = side
        if release_one(ground, state, room):
            for other in range(len(room.stuck)):  # what left may let others out whom the balance held
                room.stuck[other] = room.stuck[other] and not room.held[other]
        else:
            room.stuck[side] = True
        side = behind(ground, state, room.stuck)


@compiled
def dispatch(ground: Ground, state: State, wish: Wish, room: Room, first: int) -> int:
    """Fill the state from day `first` on; returns how many batches are left behind."""
    days = ground.capacity.shape[1]
    waiting = state.left.sum()
    for side in range(len(ground.total)):
        state.before[side] = state.strength_at[side, :first].sum()
    for day in range(first, days):
        if waiting == 0:
            break
        if ground.teams[day] > 0:
            rank(ground, state, wish, day, room.keys)
            sort(room.order, room.keys)
            room.task[1] = day
            run_day(ground, state, room)
            waiting = state.left.sum()
        for side in range(len(ground.total)):
            state.before[side] += state.strength_at[side, day]
    return int(waiting)


@compiled
def replay(ground: Ground, state: State, moves: Ints, until: int) -> None:
    """Repeat the movements that leave before a day."""
    for number in range(moves.shape[0]):
        if moves[number, 2] < until:
            place(ground, state, moves[number, 0], moves[number, 1], moves[number, 2])


@compiled
def reset(ground: Ground, state: State) -> None:
    """Back to day 0 without new tables."""
    state.left[:] = ground.batches
    state.strength_at[:] = 0
    state.heads_at[:] = 0
    state.load_at[:] = 0
    state.used[:] = 0
    state.armed_at[:] = 0
    state.front[:] = 0
    state.rear[:] = 0
    state.lots_left[:] = 0
    state.before[:] = 0
    state.planned[:] = 0
    state.scalars[:] = 0


@compiled
def worth(ground: Ground, moves: Ints, count: int) -> tuple[int, int]:
    """(day of the last exit, persons times their exit days): the second rewards full days early on."""
    last, area = 0, 0
    for number in range(count):
        arrival = moves[number, 2] + ground.way_days[moves[number, 0], moves[number, 1]]
        last = max(last, arrival)
        area += arrival * (ground.heads[moves[number, 0]] + ground.load[moves[number, 0]])
    return last, area
