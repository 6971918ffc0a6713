"""Particle filters by `particles`: the bootstrap filter beside the exact pass, and PMMH beside our sampler.

Goals 13 and 14. The filter moves each particle by the same matrices and weighs it by the same rows as the exact pass,
so that both estimate the same number.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import particles

from benchmarks.estimate.exact import middle_trust, seconds_a_pass
from benchmarks.estimate.goals import Goal
from benchmarks.estimate.nuts import effective
from benchmarks.estimate.reference import Floats, Reference, Trust, forward, reference
from benchmarks.estimate.small import COARSE, LAW, TOP, draw_small, rows_of, steps_of
from exeunt.estimate.joint.problem import Problem
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.settings import settings

PARTICLES = 1000


@dataclass(frozen=True, eq=False)
class Chain:
    """One stock for a filter: cumulative law and moves, and the logarithm of how probable what is said is by cell."""

    law: Floats
    steps: list[Floats]
    said: Floats


def cumulative(problem: Problem, stock: int, rate: float, model: Reference) -> list[Floats]:
    """The moves between the days of a stock, summed up over cells to draw by."""
    return [np.cumsum(move, axis=1) for move in steps_of(problem, stock, rate, model)]


def _bootstrap(chain: Chain) -> Any:
    """The Feynman-Kac model of the bootstrap filter, vectorised over particles."""

    class Filter(particles.FeynmanKac):  # type: ignore[misc]
        def M0(self, N: int) -> np.ndarray:  # noqa: N802, N803
            found: np.ndarray = np.searchsorted(chain.law, np.random.random(N) * chain.law[-1])
            return found

        def M(self, t: int, xp: np.ndarray) -> np.ndarray:  # noqa: N802
            rows = chain.steps[t - 1][xp]
            thrown = np.random.random(len(xp)) * rows[:, -1]
            found: np.ndarray = np.minimum((rows < thrown[:, None]).sum(axis=1), rows.shape[1] - 1)
            return found

        def logG(self, t: int, xp: np.ndarray, x: np.ndarray) -> np.ndarray:  # noqa: ARG002, N802
            found: np.ndarray = chain.said[t][x]
            return found

    return Filter(T=len(chain.said))


def log_likelihood(chain: Chain, count: int = PARTICLES) -> float:
    """What a bootstrap filter makes of the logarithm of the chance of all that is said."""
    run = particles.SMC(fk=_bootstrap(chain), N=count, collect="off")
    run.run()
    return float(run.logLt)


def filter_goal(*, quick: bool) -> Goal:
    """Goal 14: CPU seconds of one likelihood of one stock."""
    problem, model = draw_small(1, stocks=1), reference(LAW, TOP)
    trust, rate = middle_trust(problem), settings().mean_days[1]
    chain = Chain(np.cumsum(model.law), cumulative(problem, 0, rate, model), np.log(rows_of(problem, 0, trust, model)))
    np.random.seed(1)  # `particles` draws from the global generator
    times = 10 if quick else 60
    log_likelihood(chain)
    began = time.process_time()
    found = [log_likelihood(chain) for _ in range(times)]
    theirs = (time.process_time() - began) / times
    ours = seconds_a_pass(problem)
    exact = forward(model.law, steps_of(problem, 0, rate, model), rows_of(problem, 0, trust, model))
    said = f"{theirs / ours:.0f} times ({1000 * theirs:.1f} against {1000 * ours:.2f} ms); "
    said += f"the filter is off by {np.mean(found) - exact:+.2f}, sd {np.std(found):.2f}"
    return Goal(14, "exact pass over a bootstrap filter of 1,000", ">= 50", said, theirs / ours >= 50)


def pmmh_goal(ours: float, posterior: Floats, seed: int = 1, *, steps: int = 800) -> Goal:
    """Goal 13: effective draws of biases a CPU second, of PMMH that starts and steps as our posterior would have it.

    `ours` is that of our sampler in the same run, `posterior` (draws, sources, 3) its biases, logarithms of spreads and
    log-odds of junk. The rate of change is held, which makes it easier for PMMH.
    """
    walk = _Walk(draw_small(seed), reference(LAW, TOP, COARSE), posterior.reshape(len(posterior), -1))
    np.random.seed(seed)  # `particles` draws from the global generator
    began = time.process_time()
    values = walk.run(steps, np.random.default_rng(seed))
    seconds = time.process_time() - began
    theirs = float(np.median(effective(values, np.zeros(len(values), np.int16)))) / seconds
    said = (
        f"{ours / theirs:.0f} times PMMH ({ours:.1f} against {theirs:.3f}); {walk.accepted:.0%} of {steps} steps taken"
    )
    asks = "effective draws a CPU second over PMMH of 1,000 particles a stock"
    return Goal(13, asks, ">= 300", said, ours / theirs >= 300)


class _Walk:
    """PMMH: a random walk of the sources' parameters, weighed by a bootstrap filter of `particles` for each stock."""

    def __init__(self, problem: Problem, model: Reference, posterior: Floats) -> None:
        """Nothing is run yet."""
        self.problem, self.model = problem, model
        speakers = problem.speakers
        self.middle = np.array([[0.0, np.log(one.spread), np.log(one.junk / (1 - one.junk))] for one in speakers])
        self.width = np.array([[one.bias, joint_settings().spread, joint_settings().junk] for one in speakers])
        self.start, self.covariance = posterior.mean(axis=0), np.cov(posterior.T)
        self.steps = [
            cumulative(problem, stock, settings().mean_days[1], model) for stock in range(len(problem.stocks))
        ]
        self.accepted = 0.0

    def log_posterior(self, values: Floats) -> float:
        """As the filters estimate it; minus infinity where they find nothing possible."""
        given = values.reshape(self.middle.shape)
        trust = [Trust(float(a), float(np.exp(b)), float(1 / (1 + np.exp(-c)))) for a, b, c in given]
        found = -0.5 * float((((given - self.middle) / self.width) ** 2).sum())
        for stock, steps in enumerate(self.steps):
            rows = rows_of(self.problem, stock, trust, self.model)
            found += log_likelihood(Chain(np.cumsum(self.model.law), steps, np.log(rows)))
        return found

    def run(self, steps: int, dice: np.random.Generator) -> Floats:
        """Biases (steps, sources). The walk is ours: that of `particles` 0.3 does not run with numpy from 1.24 on."""
        root = np.linalg.cholesky(self.covariance * 2.38**2 / self.middle.size)
        here, height, taken, found = self.start, self.log_posterior(self.start), 0, []
        for _ in range(steps):
            there = here + root @ dice.standard_normal(len(here))
            reached = self.log_posterior(there)
            if np.log(dice.random()) < reached - height:
                here, height, taken = there, reached, taken + 1
            found.append(here)
        self.accepted = taken / steps
        return np.array(found).reshape(steps, *self.middle.shape)[:, :, 0]
