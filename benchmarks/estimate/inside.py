"""The one place where these benchmarks reach into the sampler: a pass over one stock with its sources held."""

from __future__ import annotations

import numpy as np

from exeunt.estimate.joint.filter import draw_stocks, evidence
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Problem
from exeunt.estimate.joint.sampler import Chain
from exeunt.estimate.joint.sources import look
from exeunt.estimate.joint.tables import RATE


class Pass:
    """A problem of one stock with each source as its letter says: no bias, the spread and junk rate of the grade."""

    def __init__(self, problem: Problem) -> None:
        """Packs it and compiles nothing yet."""
        self.packed = pack(problem)
        self.chain = Chain(self.packed, seed=1, number=0)
        self.chain.state.known[:] = self.packed.learned.middle
        self._look()

    def _look(self) -> None:
        look(self.packed.ground, self.packed.told, self.chain.state, self.chain.room, self.chain.learned)

    def log_likelihood(self, rate: int) -> float:
        """Logarithm of the marginal likelihood at one of the rates of change, by number."""
        self.chain.state.habit[:, RATE] = rate
        return float(evidence(self.packed.ground, self.packed.told, self.chain.state, self.chain.room, 0))

    def draws(self, rate: int, count: int, seed: int) -> np.ndarray:
        """Cells (count, days of statements) of drawn paths; a long gap has nodes in between, which are left out."""
        told = {item.days[0].day for item in self.packed.problem.statements}
        columns = [at for at, day in enumerate(self.packed.nodes.days[0]) if day in told]
        self.chain.state.habit[:, RATE] = rate
        dice, found = np.random.default_rng(seed), []
        for _ in range(count):
            uniform = dice.random((4, len(self.chain.state.cells)))
            draw_stocks(self.packed.ground, self.packed.told, self.chain.state, self.chain.room, uniform)
            found.append(self.chain.state.cells[columns])
        return np.array(found)
