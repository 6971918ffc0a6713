"""Makes a plan end sooner by a day, again and again: who would leave too late waits until exchanges make room."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from exeunt.plan.dispatch.compiled import exchange
from exeunt.plan.dispatch.search import NO_GUIDE, USUAL, Found, Search
from exeunt.plan.dispatch.tables import (
    WAITING,
    Board,
    Cooling,
    Ground,
    Ints,
    Step,
    Wish,
    empty_state,
    empty_step,
    up_to,
)

HOT, COLD = 300.0, 20.0
"""Person-days that a step may cost on average at the beginning and at the end of a try."""
PENALTY = 14
STEPS_A_BATCH = 5_000
TRIES = 50
CLOCKED = 50_000
"""Steps between two looks at the clock, some twentieth of a second."""
REBUILT = 21
"""Days before the end from which the plan is dispatched anew where its late batches cannot simply be taken off."""


class Shorten:
    """One plan being shortened."""

    def __init__(self, search: Search, steps: int | None = None) -> None:
        """`steps` is how many exchanges are proposed in all; None: as many as TRIES tries take."""
        self.search, self.run = search, exchange()
        self.steps = STEPS_A_BATCH * int(search.ground.batches.sum())
        self.left = TRIES * self.steps if steps is None else steps

    def days(self, until: float, goal: int, tell: Callable[[int], None]) -> None:
        """Take days off until the goal or the clock, or until the steps are used up."""
        while self.search.best is not None and self.search.best.last > goal and perf_counter() < until:
            found = self.by_a_day(self.search.best, until)
            if found is None or self.search.offer(found) is None:
                return
            tell(found.last)

    def by_a_day(self, plan: Found, until: float) -> Found | None:
        """A plan that ends at least a day sooner; None where none was found."""
        last = plan.last - 1
        ground = up_to(self.search.ground, last)
        board = self._start(ground, plan, last)
        if board is None:
            return None
        waiting = int((board.day == WAITING).sum())
        first = max(self.search.from_day, int(np.argmax(ground.teams > 0)))
        dice = int(self.search.dice.integers(1, 2**30))
        task = np.array([dice, len(self.search.fixed), first, last, waiting, 0], dtype=np.int64)
        step = empty_step(task)
        while self.left > 0 and perf_counter() < until:
            if self._cool(ground, board, step, until):
                return self._found(board)
        return None

    def _cool(self, ground: Ground, board: Board, step: Step, until: float) -> bool:
        """One try, in parts between which the clock is read; whether nobody waits any more."""
        parts = max(self.steps // CLOCKED, 1)
        heat = HOT * (COLD / HOT) ** (np.arange(parts + 1) / parts)
        for hot, cold in zip(heat.tolist(), heat[1:].tolist(), strict=False):
            self.run.anneal(ground, board, step, Cooling(min(CLOCKED, self.left), hot, cold, PENALTY))
            self.left -= CLOCKED
            if step.task[4] == 0:
                return True
            if self.left <= 0 or perf_counter() > until:
                break
        return False

    def _start(self, ground: Ground, plan: Found, last: int) -> Board | None:
        """The plan without what comes too late, or, where that breaks a rule, dispatched anew near its end."""
        arrival = plan.moves[:, 2] + ground.way_days[plan.moves[:, 0], plan.moves[:, 1]]
        board = self._board(ground, plan.moves[arrival <= last])
        if self.run.holds(ground, board):
            return board
        board = self._board(ground, self._dispatched(ground, plan.moves, max(last - REBUILT, self.search.from_day)))
        return board if self.run.holds(ground, board) else None

    def _dispatched(self, ground: Ground, moves: Ints, first: int) -> Ints:
        kernel, state = self.search.kernel, empty_state(ground)
        kernel.reset(ground, state)
        kernel.replay(ground, state, moves, first)
        kernel.dispatch(ground, state, Wish(USUAL, NO_GUIDE, 0.0, 1), self.search.room, first)
        return state.moves[: int(state.scalars[0])]

    def _board(self, ground: Ground, moves: Ints) -> Board:
        """Movements as a board: those that are fixed first, those that wait last."""
        moves = moves[np.argsort(moves[:, 2], kind="stable")]
        gone = np.bincount(moves[:, 0], minlength=len(ground.side))
        late = np.repeat(np.arange(len(ground.side)), ground.batches - gone)
        item = np.concatenate([moves[:, 0], late])
        way = np.concatenate([moves[:, 1], np.zeros(len(late), dtype=np.int64)])
        day = np.concatenate([moves[:, 2], np.full(len(late), WAITING)])
        days, sides, items = len(ground.teams), len(ground.total), len(ground.side)
        shapes = ((days,), ground.capacity.shape, *([(sides, days)] * 4), (2, sides, days), *([(items, days)] * 2))
        board = Board(item, way, day, *(np.zeros(shape, dtype=np.int64) for shape in shapes))
        self.run.set_up(ground, board)
        return board

    def _found(self, board: Board) -> Found:
        moves = np.stack([board.item, board.way, board.day], axis=1)
        moves = moves[np.argsort(moves[:, 2], kind="stable")]
        last, area = self.search.kernel.worth(self.search.ground, moves, len(moves))
        return Found(moves, int(last), int(area))
