"""Which ends of changes over several nodes stay in their cells during a pass; and what counts in it."""

from __future__ import annotations

from exeunt.estimate.joint.cells import fill
from exeunt.estimate.joint.compiled import inner
from exeunt.estimate.joint.tables import (
    ANCHOR_FIRST,
    ANCHOR_LAST,
    FIRST,
    LAST,
    MEMBERS,
    Floats,
    Ground,
    Room,
    Told,
)

FREE, PINNED, OPEN = 0, 1, 2
"""Entries of `Room.pinned`; the last while it is not decided."""
ONE_ALONE, AT_FIRST = 1, 2
"""What counts, in the last entry of `Room.kept`: else all; what is of one stock; all but changes over several nodes."""


@inner
def left_out(told: Told, room: Room, claim: int) -> bool:
    """Whether a statement is about a sum while these do not count."""
    return room.kept[-1] >= ONE_ALONE and told.whose[claim, MEMBERS] > 1


@inner
def set_free(ground: Ground, told: Told, room: Room, stock: int, node: int) -> None:
    """Free a node, and pin the other ends of the changes that it is an end of."""
    room.pinned[node] = FREE
    for index in range(ground.stock[stock, ANCHOR_FIRST], ground.stock[stock, ANCHOR_LAST]):
        ends = told.link[ground.anchor[index]]
        if ends[0] == node:
            room.pinned[ends[1]] = PINNED
        elif ends[1] == node:
            room.pinned[ends[0]] = PINNED


@inner
def choose_pins(ground: Ground, told: Told, room: Room, stock: int, dice: Floats) -> None:
    """Pin one end at least of every change over several nodes; which, chance decides: dice (4, N), rows 1 and 2.

    An end of a change drawn by chance is free, then, in the order of days, each that no free one has pinned.
    """
    about = ground.stock[stock]
    first, last, count = about[FIRST], about[LAST], about[ANCHOR_LAST] - about[ANCHOR_FIRST]
    fill(room.pinned[first:last], FREE)
    if count == 0 or room.kept[-1] == AT_FIRST:
        return
    for index in range(about[ANCHOR_FIRST], about[ANCHOR_LAST]):
        for end in range(2):
            room.pinned[told.link[ground.anchor[index], end]] = OPEN
    chosen = ground.anchor[about[ANCHOR_FIRST] + int(dice[1, first] * count)]
    node = told.link[chosen, int(dice[2, first] * 2)]
    for _ in range(last - first):
        if room.pinned[node] == OPEN:
            set_free(ground, told, room, stock, node)
        node = node + 1 if node + 1 < last else first
