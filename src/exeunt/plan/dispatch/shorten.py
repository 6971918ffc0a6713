"""Makes a plan end sooner by a day, again and again: who would leave too late waits until exchanges make room."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

import numpy as np

from exeunt.plan.dispatch.compiled import exchange
from exeunt.plan.dispatch.search import PLAIN, Found, Search
from exeunt.plan.dispatch.tables import (
    WAITING,
    WHOLE,
    Board,
    Cooling,
    Ground,
    Ints,
    Step,
    Wish,
    copied,
    empty_state,
    empty_step,
    up_to,
)

HOT, COLD = 600.0, 30.0
"""Person-days that a step may cost on average at the beginning and at the end of a try."""
PENALTY = 14
EASED = (1, 4, 16)
"""What a day of a side of which nobody waits counts, in parts of WHOLE, by turns: it may make room or not."""
WALKERS = 2
"""Boards that are worked on at the same time; the same on every machine, however many cores it has."""
STEPS_A_BATCH = 5_000
TRIES = 50
CLOCKED = 50_000
"""Steps between two looks at the clock, some twentieth of a second."""
REBUILT = 21
"""Days before the end from which the plan is dispatched anew where its late batches cannot simply be taken off."""
AFRESH = 0.5
"""How often a board that did not get there is given up for another start."""

Walker = tuple[Board, Step]


class Shorten:
    """One plan being shortened."""

    def __init__(self, search: Search, steps: int | None = None) -> None:
        """`steps` is how many exchanges are proposed in all on each board; None: as many as TRIES tries take."""
        self.search, self.run = search, exchange()
        self.steps = STEPS_A_BATCH * int(search.ground.batches.sum())
        self.left = TRIES * self.steps if steps is None else steps
        self.turn = 0

    def days(self, until: float, goal: int, tell: Callable[[int], None]) -> None:
        """Take days off until the goal or the clock, or until the steps are used up."""
        while self.search.best is not None and self.search.best.last > goal and perf_counter() < until:
            found = self.by_a_day(self.search.best, until)
            if found is None or self.search.offer(found) is None:
                return
            tell(found.last)

    def out_of_nothing(self, until: float) -> None:
        """A plan where the dispatcher finds none, because batches have to arrive together: everyone waits at first."""
        nobody = Found(self.search.fixed, len(self.search.ground.teams), 0)
        self.search.offer(self.by_a_day(nobody, until))

    def by_a_day(self, plan: Found, until: float) -> Found | None:
        """A plan that ends at least a day sooner; None where none was found."""
        last = plan.last - 1
        ground = up_to(self.search.ground, last)
        board = self._start(ground, plan, last)
        if board is None:
            return None
        walkers = [self._walker(ground, copied(board)) for _ in range(WALKERS)]
        with ThreadPoolExecutor(WALKERS) as pool:
            while self.left > 0 and perf_counter() < until:
                arrived = self._cool(pool, ground, walkers, until)
                if arrived is not None:
                    self.turn += arrived  # what helped once helps again
                    return self._found(walkers[arrived][0])
                self.turn += 1
                walkers = [self._afresh(ground, plan, walker) for walker in walkers]
        return None

    def _walker(self, ground: Ground, board: Board) -> Walker:
        """A board with dice of its own."""
        first, waiting = max(self.search.from_day, int(np.argmax(ground.teams > 0))), int((board.day == WAITING).sum())
        dice, last = int(self.search.dice.integers(1, 2**30)), len(ground.teams) - 1
        return board, empty_step(np.array([dice, len(self.search.fixed), first, last, waiting, 0], dtype=np.int64))

    def _afresh(self, ground: Ground, plan: Found, walker: Walker) -> Walker:
        """Now and then another start: the plan dispatched anew from a random day on; else the board as it is."""
        if self.search.dice.random() > AFRESH:
            return walker
        first = int(self.search.dice.integers(self.search.from_day, len(ground.teams)))
        board = self._board(ground, self._dispatched(ground, plan.moves, first, self.search.wish()))
        return self._walker(ground, board) if self.run.holds(ground, board) else walker

    def _cool(self, pool: ThreadPoolExecutor, ground: Ground, walkers: list[Walker], until: float) -> int | None:
        """One try, in parts between which the clock is read; the first board on which nobody waits any more."""
        parts = max(self.steps // CLOCKED, 1)
        heat = HOT * (COLD / HOT) ** (np.arange(parts + 1) / parts)
        for hot, cold in zip(heat.tolist(), heat[1:].tolist(), strict=False):
            for number, (board, _) in enumerate(walkers):
                self._weigh(ground, board, EASED[(self.turn + number) % len(EASED)])
            cooling = Cooling(min(CLOCKED, self.left), hot, cold, PENALTY)
            list(pool.map(partial(self._anneal, ground, cooling), walkers))
            self.left -= CLOCKED
            arrived = [number for number, (_, step) in enumerate(walkers) if step.task[4] == 0]
            if arrived:
                return arrived[0]
            if self.left <= 0 or perf_counter() > until:
                break
        return None

    def _anneal(self, ground: Ground, cooling: Cooling, walker: Walker) -> None:
        self.run.anneal(ground, *walker, cooling)

    @staticmethod
    def _weigh(ground: Ground, board: Board, eased: int) -> None:
        """Days count whole for a side of which somebody waits, `eased` parts for any other."""
        waits = np.bincount(ground.side[board.item[board.day == WAITING]], minlength=len(ground.total))
        board.weight[:] = np.where(waits > 0, WHOLE, eased)

    def _start(self, ground: Ground, plan: Found, last: int) -> Board | None:
        """The plan without what comes too late, or, where that breaks a rule, dispatched anew near its end."""
        board = self._board(ground, in_time(ground, plan.moves))
        if self.run.holds(ground, board):
            return board
        first = max(last - REBUILT, self.search.from_day)
        board = self._board(ground, self._dispatched(ground, plan.moves, first, PLAIN))
        return board if self.run.holds(ground, board) else None

    def _dispatched(self, ground: Ground, moves: Ints, first: int, wish: Wish) -> Ints:
        kernel, state = self.search.kernel, empty_state(ground)
        self.search.room.order[:] = np.arange(len(self.search.room.order))
        kernel.reset(ground, state)
        kernel.replay(ground, state, in_time(ground, moves), first)
        kernel.dispatch(ground, state, wish, self.search.room, first)
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
        tables = [*(np.zeros(shape, dtype=np.int64) for shape in shapes), np.full(sides, WHOLE, dtype=np.int64)]
        board = Board(item, way, day, *tables)
        self.run.set_up(ground, board)
        return board

    def _found(self, board: Board) -> Found:
        moves = np.stack([board.item, board.way, board.day], axis=1)
        moves = moves[np.argsort(moves[:, 2], kind="stable")]
        last, area = self.search.kernel.worth(self.search.ground, moves, len(moves))
        return Found(moves, int(last), int(area))


def in_time(ground: Ground, moves: Ints) -> Ints:
    """The movements that arrive by the last day of the ground."""
    return moves[moves[:, 2] + ground.way_days[moves[:, 0], moves[:, 1]] < len(ground.teams)]
