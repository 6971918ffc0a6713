"""What the kernel reads and writes: tables of whole numbers, so that it keeps the rules exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_LIMIT = 2**40
"""Larger than any sum of heads or batches, small enough to be multiplied."""


class Ground(NamedTuple):
    """An instance: by contingent, by its ways, by exit and day, by side. `limits` are the numbers of the rules."""

    side: Ints
    batches: Ints
    heads: Ints
    load: Ints
    strength: Ints
    role: Ints  # 1 on the line of contact, 2 rear, 0 equipment
    threat: Ints
    owner: Ints  # of equipment, else -1
    lots: Ints  # batches of equipment that a contingent guards
    ways: Ints
    way_exit: Ints  # (contingents, ways)
    way_days: Ints
    may_leave: Flags  # (contingents, ways, days)
    capacity: Ints  # (exits, days)
    teams: Ints
    total: Ints  # strength by side
    front_total: Ints  # heads by side
    rear_total: Ints
    outflow: Ints
    floor: Ints  # (sides, days), strength
    ceiling: Ints
    gap: Ints  # (sides, sides): how far one side's strength times the other's total may be ahead; -1: any
    links: Ints  # (links, 4): side, most strength without it, side needed, least strength of it
    limits: Ints


# places in Ground.limits
ABSOLUTE, DISARM, DWELL, GUARD_TOP, GUARD_BOTTOM, CONTACT, PHI_TOP, PHI_BOTTOM, SLOWEST, LAG, PAUSE = range(11)
PROPORTIONAL, STRICT = 1, 2


def up_to(ground: Ground, last: int) -> Ground:
    """The same instance with no days after `last`."""
    cut = {
        name: np.ascontiguousarray(getattr(ground, name)[..., : last + 1])
        for name in ("may_leave", "capacity", "teams", "floor", "ceiling")
    }
    return ground._replace(**cut)


class State(NamedTuple):
    """What has been decided so far. `moves` holds (contingent, way, day) of each batch, `scalars[0]` how many."""

    left: Ints
    strength_at: Ints  # (sides, days) of arrival
    heads_at: Ints
    load_at: Ints  # (exits, days)
    used: Ints  # teams by day
    armed_at: Ints  # (sides, days) of departure
    front: Ints
    rear: Ints
    lots_left: Ints  # equipment batches gone, by owner
    before: Ints  # strength out before the day at hand, by side
    planned: Ints  # strength out or on its way, by side
    moves: Ints
    scalars: Ints


class Wish(NamedTuple):
    """How batches are ranked: weights of their traits, a guiding day for each batch (or none), look-ahead, seed."""

    weights: Floats
    guide: Floats  # (contingents, batches) or (0, 0)
    look: float
    seed: int


class Room(NamedTuple):
    """Where the kernel notes what it finds on a day: ranks of contingents, and what may still arrive by travel time.

    `task` is (side, day, last day under way, armed batches that may leave, longest travel that has teams).
    """

    keys: Floats
    order: Ints
    stuck: Flags
    held: Flags  # sides of which somebody stays for the sake of balance
    heads: Ints
    strength: Ints
    task: Ints


def empty_room(ground: Ground) -> Room:
    """Room for the notes of one run."""
    items, travel = len(ground.side), int(ground.limits[SLOWEST]) + 1
    return Room(
        np.zeros(items), np.arange(items), np.zeros(len(ground.total), dtype=np.bool_),
        np.zeros(len(ground.total), dtype=np.bool_),
        np.zeros(travel, dtype=np.int64), np.zeros(travel, dtype=np.int64), np.zeros(5, dtype=np.int64),
    )  # fmt: skip


WEIGHTS = 8
"""Contact, equipment, guarded persons, travel, remaining share, threat, heads, noise."""


def empty_state(ground: Ground) -> State:
    """Nobody has left."""
    sides, days = len(ground.total), ground.capacity.shape[1]
    zero = np.zeros((sides, days), dtype=np.int64)
    count = int(ground.batches.sum())
    row = np.zeros(sides, dtype=np.int64)
    return State(
        ground.batches.copy(), zero.copy(), zero.copy(), np.zeros_like(ground.capacity), np.zeros(days, dtype=np.int64),
        zero.copy(), row.copy(), row.copy(), np.zeros(len(ground.side), dtype=np.int64), row.copy(), row.copy(),
        np.zeros((count, 3), dtype=np.int64), np.zeros(1, dtype=np.int64),
    )  # fmt: skip


WHOLE = 16
"""Parts of a day in which the days of sides are weighed."""
WAITING = -1
"""The day of a batch that has none."""


class Board(NamedTuple):
    """Batches with their way and day of departure (or WAITING), and what they add up to.

    `used`, `load_at`, `exits_at` are by day; `week` and `armed` of the seven days that end on it; `out`, `gone` (from
    the line of contact, from the rear), `people` and `kit` (by guarded contingent) since the beginning.
    """

    item: Ints
    way: Ints
    day: Ints
    used: Ints
    load_at: Ints  # (exits, days)
    exits_at: Ints  # (sides, days)
    week: Ints
    armed: Ints
    out: Ints  # strength
    gone: Ints  # (2, sides, days), heads
    people: Ints  # (contingents, days), batches
    kit: Ints
    weight: Ints  # by side: what its days count in the cost of a step, WHOLE or less


def copied(board: Board) -> Board:
    """The same board in tables of its own."""
    return Board(*(table.copy() for table in board))


class Step(NamedTuple):
    """A proposed change: up to two batches with their new (and, once done, old) ways and days.

    `task` is (dice, first batch that may move, first day, last day, batches waiting, batches in this step).
    """

    batch: Ints
    way: Ints
    day: Ints
    task: Ints


def empty_step(task: Ints) -> Step:
    """Nothing proposed yet."""
    return Step(np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64), task)


class Cooling(NamedTuple):
    """How long and how warm: steps, and person-days that a step may cost at the beginning and at the end.

    A batch that waits is counted out `penalty` days after the last.
    """

    steps: int
    hot: float
    cold: float
    penalty: int
