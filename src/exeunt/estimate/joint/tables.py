"""The problem as arrays, as the kernels read it: what is fixed (`Ground`, `Told`), what moves (`State`), room to work.

Few arrays with named columns: each array that a kernel is given costs it time to compile.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

# columns of `Ground.stock`: nodes FIRST .. LAST - 1; rows of `own` and of `anchor` likewise
LAW, FORCE, FIRST, LAST, OWN_FIRST, OWN_LAST, ANCHOR_FIRST, ANCHOR_LAST = range(8)
# columns of `Ground.node`: the gap before it (-1: none), and the rows of `own` about the step into it
GAP, STEP_FIRST, STEPS = range(3)
# columns of `Ground.own`: a statement about a stock, the stock's place among its members, how it takes part
CLAIM, MEMBER, PART = range(3)
ALONE, SHARED, STEP, ANCHORED = range(4)

# columns of `Told.whose`
SHAPE, SPEAKER, SIDE, HABIT, DAY_FIRST, DAYS, MEMBERS, LINK_FIRST = range(8)
# columns of `State.now`: what was said, ...
LOW, HIGH, BLUR, WIDEN, JUNK_SHIFT, LEAST_JUNK, COPY, COPY_DENSITY, ROTATION_SHIFT, PRICE = range(10)
# ... what the source's parameters make of it, and the sums it speaks of: after, before, how coarsely they are known
LEAN, SQUARE, JUNK, ROTATION, SIZE, LOOSE, AFTER, BEFORE, CHANGED, WIDEST = range(10, 20)
COLUMNS = 20
# entries of `Told.form`
REACH, JUNK_FIGURE, JUNK_NONE, DETECTION, NEAR, KEPT, SOFT, CELL = range(8)
# columns of `State.habit`
RATE, ROTATES = range(2)
# rows of `Room.said`
SAID, TRIED = range(2)


class Ground(NamedTuple):
    """Series, nodes and laws. R stocks, N nodes (stock after stock, days ascending), L laws, G cells, D gaps."""

    counts: Floats  # (G,)
    prior: Floats  # (L, G)
    moves: Singles  # (L, rates, D, G, G)
    stock: Ints  # (R, 8)
    node: Ints  # (N, 3)
    own: Ints  # (K, 3)
    anchor: Ints  # (A,) rows of `Told.link` of changes over several nodes


class Told(NamedTuple):
    """Statements: C of them, O days they may speak of, and a link for each day and member."""

    whose: Ints  # (C, 8)
    link: Ints  # (., 2) node of the day (or last day), node of the first day (-1); day after day, member after member
    day_weight: Floats  # (O,) logarithm of the prior weight
    price: Floats  # (C, rates) of a movement that cells hide, per unit of the logarithm of its figure
    form: Floats  # (8,) judgement values shared by all statements
    by_first: Ints  # (S + 1,) statements of a speaker: by[by_first[s]] .. by[by_first[s + 1] - 1]
    by: Ints  # (C,)


class State(NamedTuple):
    """What a chain changes. S speakers, K sides, F forces. `known` holds bias by side, log spread, log-odds of junk."""

    cells: Ints  # (N,)
    day: Ints  # (C,) which of its days each statement is taken to speak of
    now: Floats  # (C, 20)
    known: Floats  # (S, K + 2)
    common: Floats  # (K,) the bias that all sources share
    habit: Ints  # (F, 2) which rate of change, which rate of rotation


class Learned(NamedTuple):
    """What is assumed of sources and forces, and how far a chain steps."""

    middle: Floats  # (S, K + 2) means of the priors of `State.known`; the common bias is added to those of biases
    width: Floats  # (S, K + 2) their spreads
    step: Floats  # (S, K + 2) sizes of the steps
    common_width: float  # spread of the common bias (tau0)
    rate_weight: Floats  # (rates,) logarithm of the prior
    rotation: Floats  # (2, rotations) log-odds, and logarithm of the prior


class Room(NamedTuple):
    """What a chain works on and forgets. M is the most nodes of a stock."""

    rows: Floats  # (M, G) likelihoods of the nodes
    ahead: Singles  # (M, G) forward weights
    line: Singles  # (G,)
    weight: Floats  # (G,)
    extra: Floats  # (G,)
    said: Floats  # (2, C) logarithm of how probable each statement is, and the same while a step is tried
    pinned: Ints  # (N,) which nodes stay in their cells, being ends of changes over several nodes
    kept: Ints  # (N + 1,) cells to go back to; the last entry says what counts
