"""From a first plan to a good one: guided dispatch, then iterated greedy that rebuilds the plan from random days on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

import numpy as np

from exeunt.plan.dispatch.compiled import kernel
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.tables import WEIGHTS, Floats, Ints, Wish, empty_room, empty_state

USUAL = np.array([3.0, 2.0, 0.0, 0.2, 1.0, 1.0, 1.0, 0.0])
"""Weights of the first plan: contact, equipment, guarded, travel, remaining, threat, heads, noise."""
LOOKS = (0.0, 2.0, 5.0, 10.0, 21.0, 45.0)
WARMTH, LATER = 1e-4, 0.02
"""How much more area a step may take, as a share on average, and how often it may end a day later."""
NO_GUIDE = np.zeros((0, 0))
PLAIN = Wish(USUAL, NO_GUIDE, 0.0, 1)
"""The wish of the first plan."""

Accept = Callable[[Ints], bool]


def anything(_: Ints) -> bool:
    """Accepts every plan the dispatcher completes."""
    return True


def unheard(_: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, eq=False)
class Found:
    """A complete set of movements (contingent, way, day) with its last exit day and the area under what is present."""

    moves: Ints
    last: int
    area: int

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better."""
        return self.last, self.area


class Search:
    """Runs the dispatcher on one instance. The same seed and number of rounds give the same plan.

    `accept` sees complete movements that the dispatcher cannot judge alone (R9 floors, R12, R13) and may refuse them.
    """

    def __init__(self, grounded: Grounded, seed: int, accept: Accept = anything) -> None:
        self.ground, self.accept = grounded.ground, accept
        self.kernel = kernel()
        self.state, self.room = empty_state(self.ground), empty_room(self.ground)
        self.dice = np.random.default_rng(seed)
        self.best: Found | None = None
        self.current: Found | None = None
        self.fixed = np.zeros((0, 3), dtype=np.int64)
        self.from_day = 0
        self.guide: Floats = NO_GUIDE

    def freeze(self, moves: Ints, from_day: int) -> None:
        """Movements already under way: they stay, and nothing else leaves before `from_day`."""
        self.fixed, self.from_day = moves, from_day

    def build(self, wish: Wish, keep: Ints, first: int) -> Found | None:
        """Keep the movements before a day and dispatch from it on; None where somebody is left behind."""
        run = self.kernel
        run.reset(self.ground, self.state)
        run.replay(self.ground, self.state, keep, first)
        self.room.order[:] = np.arange(len(self.room.order))
        if run.dispatch(self.ground, self.state, wish, self.room, first):
            return None
        count = int(self.state.scalars[0])
        last, area = run.worth(self.ground, self.state.moves, count)
        return Found(self.state.moves[:count].copy(), int(last), int(area))

    def first(self) -> Found | None:
        """The first plan, in one pass."""
        return self.offer(self.build(PLAIN, self.fixed, self.from_day))

    def guided(self, until: float = inf) -> None:
        """Plans that follow the guide more or less closely, as many as there is time for."""
        for look in LOOKS if len(self.guide) else ():
            for seed in range(3):
                if perf_counter() > until:
                    return
                wish = Wish(_with_noise(USUAL, float(seed)), self.guide, look, seed + 1)
                self.offer(self.build(wish, self.fixed, self.from_day))

    def restart(self) -> None:
        """One plan from scratch with random weights."""
        self.offer(self.build(self.wish(), self.fixed, self.from_day))

    def improve(self) -> bool:
        """Rebuild the current plan from a random day on; returns whether it became the best."""
        base = self.current
        if base is None:
            return False
        earliest = max(self.from_day, int(base.moves[:, 2].min()))
        # late days decide the end, early ones how full the weeks are: draw both
        share = self.dice.beta(1.0, 0.7) if self.dice.random() < 0.7 else self.dice.random()
        first = earliest + int(share * max(base.last - earliest, 1))
        return self.offer(self.build(self.wish(), base.moves, first)) is not None

    def run(self, rounds: int, until: float, goal: int, tell: Callable[[int], None] = unheard) -> None:
        """Improve for a number of rounds, stopping at the clock (a guard) or when the goal is reached."""
        for _ in range(rounds):
            if perf_counter() > until or (self.best is not None and self.best.last <= goal):
                return
            if self.current is None:
                self.restart()
            elif self.improve() and self.best is not None:
                tell(self.best.last)

    def _is_near(self, found: Found) -> bool:
        """Whether it is no worse than the current plan, or ends alike with a little more area, or rarely a day later.

        Such steps lead out of dead ends (simulated annealing at a constant, low temperature).
        """
        current = self.current
        if current is None or found.rank <= current.rank:
            return True
        allowed = current.area * (1 - WARMTH * float(np.log(self.dice.random())))
        later = current.last + int(self.dice.random() < LATER)
        return found.last <= later and found.area <= allowed

    def wish(self) -> Wish:
        """Random weights, half of the time with the guide."""
        weights = USUAL * self.dice.uniform(0, 2, WEIGHTS)
        weights[7] = self.dice.choice((0.2, 1.0, 3.0))
        seed = int(self.dice.integers(1, 2**30))
        if len(self.guide) and self.dice.random() < 0.5:
            weights[7] = self.dice.choice((0.5, 3.0, 10.0))
            return Wish(weights, self.guide, float(self.dice.choice((1.0, 4.0, 10.0, 30.0, 400.0))), seed)
        return Wish(weights, NO_GUIDE, 0.0, seed)

    def offer(self, found: Found | None) -> Found | None:
        """Keep a plan as current when it is no worse, as best when it is better; returns it when it became the best."""
        if found is None or not self._is_near(found):
            return None
        if not self.accept(found.moves):
            return None
        self.current = found
        if self.best is None or found.rank < self.best.rank:
            self.best = found
            return found
        return None


def _with_noise(weights: Floats, noise: float) -> Floats:
    made = weights.copy()
    made[7] = noise
    return made
