"""Puts single batches that wait back into a timetable where every rule allows it; nothing else moves."""

from __future__ import annotations

import numpy as np

from exeunt.plan.dispatch.compiled import compiled, exchange
from exeunt.plan.dispatch.exchange import is_clean, overfills_exit, overfills_week, put, stands_free
from exeunt.plan.dispatch.tables import WAITING, WHOLE, Board, Ground, Ints, Step, empty_step


@compiled
def insert(ground: Ground, board: Board, step: Step, batch: int, earliest: int) -> bool:
    """Give a batch that waits the first day from `earliest` on, and the fastest way, that keep every rule."""
    item, last = board.item[batch], len(board.used) - 1
    step.batch[0], step.task[5] = batch, 1
    for day in range(earliest, last + 1):
        for way in range(ground.ways[item]):
            if not stands_free(ground, item, way, day, step.task[2]):
                continue
            step.way[0], step.day[0] = way, day
            if overfills_exit(ground, board, step, 0) or overfills_week(ground, board, step, 0):
                continue
            board.way[batch], board.day[batch] = way, day
            put(ground, board, batch, 1, last)
            if is_clean(ground, board, step, day, last):
                return True
            put(ground, board, batch, -1, last)
            board.day[batch] = WAITING
    return False


def put_back(ground: Ground, kept: Ints, waiting: Ints, frozen: int) -> Ints | None:
    """Movements with those that wait put back, each from its old day on, in their order; None where some find no place.

    The first `frozen` of those that are kept have left; nothing else leaves before the first day of the rest.
    """
    moves, days = np.concatenate([kept, waiting]), len(ground.teams)
    today = int(moves[frozen:, 2].min(initial=days))
    sides, items = len(ground.total), len(ground.side)
    shapes = ((days,), ground.capacity.shape, *([(sides, days)] * 4), (2, sides, days), *([(items, days)] * 2))
    day = np.concatenate([kept[:, 2], np.full(len(waiting), WAITING)])
    tables = [*(np.zeros(shape, dtype=np.int64) for shape in shapes), np.full(sides, WHOLE, dtype=np.int64)]
    board = Board(moves[:, 0].copy(), moves[:, 1].copy(), day, *tables)
    exchange().set_up(ground, board)
    step = empty_step(np.array([1, frozen, today, days - 1, len(waiting), 0], dtype=np.int64))
    left, before = list(range(len(kept), len(moves))), -1
    while left and len(left) != before:  # one that is back may make room for another
        before = len(left)
        left = [batch for batch in left if not insert(ground, board, step, batch, int(moves[batch, 2]))]
    for batch in range(len(kept), len(moves)) if not left else ():  # those that are back may let it come sooner
        put(ground, board, batch, -1, days - 1)
        board.day[batch] = WAITING
        insert(ground, board, step, batch, int(moves[batch, 2]))
    return None if left else np.stack([board.item, board.way, board.day], axis=1)
