"""One more claim, and one day more: what an answer costs when nearly everything is known already."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from benchmarks.estimate.fullsize import draw_case
from benchmarks.estimate.goals import Goal
from exeunt.estimate.joint.pack import Packed, pack
from exeunt.estimate.joint.problem import Draws, Effort
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import sample_packed

EFFORT = Effort(chains=4, burn=100, keep=100)


def _small() -> tuple[Packed, Draws]:
    """A case of 140 claims about 30 stocks."""
    packed = pack(draw_case(0.1, forces=1, claims=140)[0])
    return packed, sample_packed(packed, seed=1, effort=EFFORT)


def day_goal() -> Goal:
    """Goal 21: one stock on one day, 400 draws; each time another day and another stock."""
    packed, draws = _small()
    kernels = dict(zip(packed.laws, packed.kernels, strict=True))
    dice, taken = np.random.default_rng(1), []
    for _ in range(60):
        day, stock = int(dice.integers(1500)), int(dice.integers(len(packed.problem.stocks)))
        began = time.process_time()
        Query(draws, kernels, (day,), 1).count_of(stock)
        taken.append(1000 * (time.process_time() - began))
    said = f"median {np.median(taken):.2f} ms, 95 % below {np.quantile(taken, 0.95):.2f} ms"
    return Goal(21, "one stock on one day asked, 400 draws", "<= 1 CPU ms (median)", said, bool(np.median(taken) <= 1))


def refit_goals(*, quick: bool) -> list[Goal]:
    """Goals 19 and 20: one new claim. There is no update of draws: what is measured is drawing everything anew."""
    packed, _ = _small()
    began = time.process_time()
    sample_packed(pack(replace(packed.problem)), seed=2, effort=EFFORT)
    seconds = time.process_time() - began
    said = f"{seconds:.1f} CPU s, by drawing everything anew: draws are not updated"
    goals = [Goal(19, "one new claim, 140 claims", "<= 0.3 s, >= 10 times faster than anew", said, holds=False)]
    if not quick:
        began = time.process_time()
        pack(draw_case(0.0)[0])
        said = f"not measured: draws are not updated; the arrays alone take {time.process_time() - began:.1f} CPU s"
        goals.append(Goal(20, "one new claim, full size", "<= 1 s", said, holds=False))
    return goals
