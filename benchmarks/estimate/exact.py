"""The exact pass over one stock against double precision: its likelihood, and where its draws lie."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from benchmarks.estimate.goals import Goal
from benchmarks.estimate.inside import Pass
from benchmarks.estimate.reference import Floats, Trust, forward, marginals, reference
from benchmarks.estimate.small import LAW, TOP, draw_small, rows_of, steps_of
from exeunt.estimate.joint.problem import Problem
from exeunt.estimate.settings import settings

DRAWS = 40_000


def middle_trust(problem: Problem) -> list[Trust]:
    """Sources as their letters say: no bias, spread and junk rate of the grade."""
    return [Trust(0.0, speaker.spread, speaker.junk) for speaker in problem.speakers]


def exact_goals(*, quick: bool) -> list[Goal]:
    """Goals 1 and 2, on one stock with forty figures, at every rate of change."""
    problem = draw_small(1, stocks=1)
    model, ours = reference(LAW, TOP), Pass(problem)
    rows = rows_of(problem, 0, middle_trust(problem), model)
    worst, apart = 0.0, 0.0
    for place, rate in enumerate(settings().mean_days):
        steps = steps_of(problem, 0, rate, model)
        exact = forward(model.law, steps, rows)
        worst = max(worst, abs(ours.log_likelihood(place) - exact))
        if place in (0, 3) or not quick:
            drawn = ours.draws(place, DRAWS // (4 if quick else 1), seed=1)
            apart = max(apart, _gap(drawn, marginals(model.law, steps, rows)))
    draws = f"{DRAWS // (4 if quick else 1):,} draws"
    slack = 0.02 if quick else 0.01
    return [
        Goal(1, "forward pass against double precision", "<= 1e-4", f"{worst:.1e}", worst <= 1e-4),
        Goal(2, f"{draws} against exact marginals: gap of distribution functions", f"<= {slack}", f"{apart:.4f}",
             apart <= slack),
    ]  # fmt: skip


def _gap(drawn: np.ndarray, exact: Floats) -> float:
    shares = np.array([np.bincount(column, minlength=exact.shape[1]) / len(drawn) for column in drawn.T])
    return float(np.abs(np.cumsum(shares, axis=1) - np.cumsum(exact, axis=1)).max())


def seconds_a_pass(problem: Problem, times: int = 200) -> float:
    """CPU seconds of one exact forward pass over the first stock."""
    ours = Pass(replace(problem))
    ours.log_likelihood(1)
    began = time.process_time()
    for _ in range(times):
        ours.log_likelihood(1)
    return (time.process_time() - began) / times
