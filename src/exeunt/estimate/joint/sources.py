"""Sources given the stocks: bias by side, spread and junk rate by random steps; lags, rates and rotation exactly.

The paths are held, so a step costs one look at each statement of the source. Steps adapt while a chain burns in.
"""

from __future__ import annotations

import math

import numpy as np

from exeunt.estimate.joint.cells import others
from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.filter import pick_log
from exeunt.estimate.joint.tables import (
    AFTER,
    BEFORE,
    BLUR,
    CHANGED,
    DAY_FIRST,
    DAYS,
    FIRST,
    FORCE,
    GAP,
    HABIT,
    HIGH,
    JUNK,
    JUNK_SHIFT,
    LAST,
    LAW,
    LEAN,
    LEAST_JUNK,
    LOOSE,
    LOW,
    PRICE,
    RATE,
    ROTATES,
    ROTATION,
    ROTATION_SHIFT,
    SAID,
    SHAPE,
    SIDE,
    SIZE,
    SPEAKER,
    SQUARE,
    TRIED,
    WIDEN,
    WIDEST,
    Floats,
    Ground,
    Ints,
    Learned,
    Room,
    State,
    Told,
)
from exeunt.estimate.joint.weigh import FELL, GONE_SINCE, change_said, stock_said


@compiled
def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))


@inner
def lean_by(told: Told, state: State, claim: int) -> None:
    """Write the bias of its source to a statement's row, and the figure without it."""
    row = state.now[claim]
    row[LEAN] = state.known[told.whose[claim, SPEAKER], told.whose[claim, SIDE]]
    row[SIZE] = math.exp(0.5 * (row[LOW] + row[HIGH]) - row[LEAN])


@inner
def spread_by(told: Told, state: State, claim: int) -> None:
    """Write the spread to a statement's row; and of a change, how far off its figure is nothing."""
    row = state.now[claim]
    spread = row[WIDEN] * math.exp(state.known[told.whose[claim, SPEAKER], len(state.common)])
    row[SQUARE] = spread * spread + row[BLUR] * row[BLUR]
    if told.whose[claim, SHAPE] >= FELL:
        # 0.2: the square of the spread that the width of cells adds to a movement of one cell, and some more
        away = 6.0 * math.sqrt(row[SQUARE] + 0.2)
        row[LOOSE] = away + math.sqrt(away * away + 1.0)


@inner
def doubt_by(told: Told, state: State, claim: int) -> None:
    """Write the chance that a statement is worthless to its row."""
    row = state.now[claim]
    odds = state.known[told.whose[claim, SPEAKER], len(state.common) + 1]
    row[JUNK] = max(chance(odds + row[JUNK_SHIFT]), row[LEAST_JUNK])


@inner
def habit_by(told: Told, state: State, learned: Learned, claim: int) -> None:
    """Write to the row of a statement about a change what its force's rates make of it."""
    row, habit = state.now[claim], state.habit[told.whose[claim, HABIT]]
    row[ROTATION] = chance(learned.rotation[0, habit[ROTATES]] + row[ROTATION_SHIFT])
    row[PRICE] = told.price[claim, habit[RATE]]


@inner
def trust_in(told: Told, state: State, claim: int, column: int) -> None:
    """Write to a statement's row what one parameter of its source makes of it."""
    sides = len(state.common)
    if column < sides:
        lean_by(told, state, claim)
    elif column == sides:
        spread_by(told, state, claim)
    else:
        doubt_by(told, state, claim)


@inner
def sum_up(ground: Ground, told: Told, state: State, claim: int) -> None:
    """Write the sums that a statement speaks of to its row."""
    row = state.now[claim]
    row[AFTER], row[BEFORE], row[CHANGED], row[WIDEST] = others(ground, told, state, claim, -1)


@inner
def log_said(told: Told, state: State, claim: int) -> float:
    """Logarithm of how probable a statement is, given its row."""
    shape, row = told.whose[claim, SHAPE], state.now[claim]
    said = change_said(shape, row, told.form) if shape >= FELL else stock_said(shape, row, row[AFTER], told.form)
    return math.log(max(said, 1e-300))


@compiled
def look(ground: Ground, told: Told, state: State, room: Room, learned: Learned) -> None:
    """Work out the sums every statement speaks of, what is thought of its source, and how probable it is."""
    for claim in range(len(told.whose)):
        sum_up(ground, told, state, claim)
        lean_by(told, state, claim)
        spread_by(told, state, claim)
        doubt_by(told, state, claim)
        if told.whose[claim, SHAPE] >= FELL:
            habit_by(told, state, learned, claim)
        room.said[SAID, claim] = log_said(told, state, claim)


@inner
def concerns(told: Told, claim: int, column: int, sides: int) -> bool:
    """Whether a parameter of its source bears on a statement: a bias only on those about its side."""
    return column >= sides or told.whose[claim, SIDE] == column


@inner
def try_source(told: Told, state: State, room: Room, speaker: int, column: int) -> float:
    """How much more probable a source's statements are with its parameters as they are now, and how many they are.

    Their new logarithms are put in `room.tried`. Returns not-a-number where none of its statements is concerned.
    """
    more, found, sides = 0.0, False, len(state.common)
    for index in range(told.by_first[speaker], told.by_first[speaker + 1]):
        claim = told.by[index]
        if concerns(told, claim, column, sides):
            trust_in(told, state, claim, column)
            room.said[TRIED, claim] = log_said(told, state, claim)
            more += room.said[TRIED, claim] - room.said[SAID, claim]
            found = True
    return more if found else np.nan


@inner
def settle(told: Told, state: State, room: Room, at: Ints) -> None:
    """After a step of parameter at[1] of source at[0]: keep the new logarithms (at[2] = 1), or put the trust back."""
    for index in range(told.by_first[at[0]], told.by_first[at[0] + 1]):
        claim = told.by[index]
        if concerns(told, claim, at[1], len(state.common)):
            if at[2] == 1:
                room.said[SAID, claim] = room.said[TRIED, claim]
            else:
                trust_in(told, state, claim, at[1])


@inner
def step_source(told: Told, state: State, room: Room, learned: Learned, at: Ints, dice: Floats) -> float:
    """A step of parameter at[1] of source at[0]; dice hold a normal and a uniform number. Returns the chance it had.

    Where no statement is concerned, the parameter is drawn from its prior.
    """
    speaker, column = at[0], at[1]
    middle, width = learned.middle[speaker, column], learned.width[speaker, column]
    if column < len(state.common):
        middle += state.common[column]
    old = state.known[speaker, column]
    new = old + learned.step[speaker, column] * dice[0]
    state.known[speaker, column] = new
    more = try_source(told, state, room, speaker, column)
    if math.isnan(more):
        state.known[speaker, column] = middle + width * dice[0]
        return 0.44
    more += 0.5 * (((old - middle) / width) ** 2 - ((new - middle) / width) ** 2)
    at[2] = 1 if math.log(dice[1]) < more else 0
    if at[2] == 0:
        state.known[speaker, column] = old
    settle(told, state, room, at)
    return math.exp(min(more, 0.0))


@compiled
def step_sources(
    told: Told, state: State, room: Room, learned: Learned, normal: Floats, uniform: Floats, adapt: float
) -> None:
    """Steps of every parameter of every source; dice (repeats, S, K + 2). `adapt` > 0 while the chain burns in."""
    at, dice = np.zeros(3, np.int64), np.zeros(2)
    repeats, speakers, columns = normal.shape
    for repeat in range(repeats):
        for speaker in range(speakers):
            for column in range(columns):
                at[0], at[1] = speaker, column
                dice[0], dice[1] = normal[repeat, speaker, column], uniform[repeat, speaker, column]
                accepted = step_source(told, state, room, learned, at, dice)
                learned.step[speaker, column] *= math.exp(adapt * (accepted - 0.44))


@compiled
def draw_common(state: State, learned: Learned, normal: Floats) -> None:
    """Draw the bias that all sources share, by side, given theirs: exact, since both laws are normal."""
    for side in range(len(state.common)):
        if learned.common_width <= 0.0:
            continue
        weight = 1.0 / learned.common_width**2
        total = 0.0
        for speaker in range(len(state.known)):
            precision = 1.0 / learned.width[speaker, side] ** 2
            weight += precision
            total += precision * (state.known[speaker, side] - learned.middle[speaker, side])
        state.common[side] = total / weight + normal[side] / math.sqrt(weight)


@compiled
def draw_days(ground: Ground, told: Told, state: State, room: Room, uniform: Floats) -> None:
    """Draw of which day each statement with several speaks, given the stocks."""
    for claim in range(len(told.whose)):
        first, days = told.whose[claim, DAY_FIRST], told.whose[claim, DAYS]
        if days < 2:
            continue
        weights = np.empty(days)
        for option in range(days):
            state.day[claim] = option
            sum_up(ground, told, state, claim)
            weights[option] = log_said(told, state, claim) + told.day_weight[first + option]
        state.day[claim] = pick_log(weights, uniform[claim])
        sum_up(ground, told, state, claim)
        room.said[SAID, claim] = log_said(told, state, claim)


@compiled
def draw_rates(ground: Ground, told: Told, state: State, room: Room, learned: Learned, uniform: Floats) -> None:
    """Draw how often each force's stocks change, given their paths and the movements that cells hide."""
    rates = len(learned.rate_weight)
    weights = np.empty((len(state.habit), rates))
    for force in range(len(weights)):
        for rate in range(rates):
            weights[force, rate] = learned.rate_weight[rate]
    for stock in range(len(ground.stock)):
        force, law = ground.stock[stock, FORCE], ground.stock[stock, LAW]
        for node in range(ground.stock[stock, FIRST] + 1, ground.stock[stock, LAST]):
            gap, begin, end = ground.node[node, GAP], state.cells[node - 1], state.cells[node]
            for rate in range(rates):
                weights[force, rate] += math.log(max(ground.moves[law, rate, gap, begin, end], 1e-30))
    weigh_hidden(told, state, learned, weights)
    for force in range(len(state.habit)):
        state.habit[force, RATE] = pick_log(weights[force], uniform[force])
    for claim in range(len(told.whose)):
        if told.whose[claim, SHAPE] >= FELL:
            habit_by(told, state, learned, claim)
            room.said[SAID, claim] = log_said(told, state, claim)


@inner
def weigh_hidden(told: Told, state: State, learned: Learned, weights: Floats) -> None:
    """Add to weights (forces, rates) what statements say whose movements the cells do not show."""
    for rate in range(weights.shape[1]):
        for claim in range(len(told.whose)):
            if hides(told, state, claim):
                force = told.whose[claim, HABIT]
                state.habit[force, RATE] = rate
                habit_by(told, state, learned, claim)
                weights[force, rate] += log_said(told, state, claim)


@inner
def hides(told: Told, state: State, claim: int) -> bool:
    """Whether a movement is spoken of that the cells do not show."""
    return FELL <= told.whose[claim, SHAPE] <= GONE_SINCE and state.now[claim, CHANGED] == 0.0


@compiled
def draw_rotation(told: Told, state: State, room: Room, learned: Learned, uniform: Floats) -> None:
    """Draw how often a force's departures are matched by arrivals, given all else."""
    options = learned.rotation.shape[1]
    weights = np.empty((len(state.habit), options))
    for force in range(len(weights)):
        for option in range(options):
            weights[force, option] = learned.rotation[1, option]
    for option in range(options):
        for claim in range(len(told.whose)):
            if told.whose[claim, SHAPE] >= FELL:
                state.habit[told.whose[claim, HABIT], ROTATES] = option
                habit_by(told, state, learned, claim)
                weights[told.whose[claim, HABIT], option] += log_said(told, state, claim)
    for force in range(len(state.habit)):
        state.habit[force, ROTATES] = pick_log(weights[force], uniform[force])
    for claim in range(len(told.whose)):
        if told.whose[claim, SHAPE] >= FELL:
            habit_by(told, state, learned, claim)
            room.said[SAID, claim] = log_said(told, state, claim)
