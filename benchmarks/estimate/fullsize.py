"""The full-size case: 20 forces at 30 places over 1,500 days, 5,500 claims by 60 sources; seconds, memory, coverage.

`python -m benchmarks.estimate.fullsize 0.05` runs one such case with a twentieth of its claims about totals.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.estimate.goals import Goal, shares
from benchmarks.estimate.score import coverage, of_draws
from exeunt.estimate.joint.problem import Draws, Effort, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.joint.sampler import sample
from exeunt.estimate.settings import Grade, settings

FORCES, PLACES, LENGTH, CLAIMS, SOURCES = 20, 30, 1500, 5500, 60
LAW = Law(0.35, 400.0, 1.9)
QUICK = Effort(4, 50, 50)
SECONDS = {0.0: 8.0, 0.05: 15.0, 0.2: 30.0}


def draw_case(totals: float, seed: int = 1) -> tuple[Problem, NDArray[np.float64]]:
    """A problem, with the true stocks (stock, day) that its claims were drawn from."""
    chance = np.random.default_rng(seed)
    stocks = np.array([_path(chance) for _ in range(FORCES * PLACES)])
    letters = chance.choice(list("ABCDE"), SOURCES)
    grades = [settings().grades[letter] for letter in letters]
    speakers = tuple(
        Speaker(f"source-{index}", grade.spread, grade.junk, grade.bias) for index, grade in enumerate(grades)
    )
    bias = np.array([grade.bias for grade in grades])[:, None] * chance.standard_normal((SOURCES, 2))
    said = []
    for number in range(CLAIMS):
        force, source = int(chance.integers(FORCES)), int(chance.integers(SOURCES))
        whole = chance.random() < totals
        places = range(PLACES) if whole else [int(chance.integers(PLACES))]
        members = tuple(force * PLACES + place for place in places)
        day, side = int(chance.integers(LENGTH)), force % 2
        plain = Statement(
            claim=f"c{number}", shape=Shape.NONE, members=members, days=(When(day),), source=source, side=side
        )
        true = float(stocks[list(members), day].sum())
        said.append(_said(chance, plain, true, grades[source], float(bias[source, side])))
    made = tuple(Stock(f"force-{force}", f"place-{place}", LAW) for force in range(FORCES) for place in range(PLACES))
    return Problem(made, speakers, ("a", "b"), tuple(said), 250_000.0), stocks


def _path(chance: np.random.Generator) -> NDArray[np.float64]:
    """One stock by day: a jump process that changes by a Laplace step or starts afresh."""
    path = np.empty(LENGTH)
    now, day = _fresh(chance), 0
    rate = float(chance.choice([600, 150, 45]))
    while day < LENGTH:
        stay = 1 + int(chance.exponential(rate))
        path[day : day + stay] = now
        afresh = now == 0 or chance.random() < 0.25
        now = _fresh(chance) if afresh else max(round(now * float(np.exp(chance.laplace(0, 0.25)))), 1.0)
        day += stay
    return path


def _fresh(chance: np.random.Generator) -> float:
    if chance.random() < LAW.none:
        return 0.0
    return float(max(round(float(np.exp(chance.normal(np.log(LAW.median), LAW.spread)))), 1))


def _said(chance: np.random.Generator, plain: Statement, true: float, grade: Grade, lean: float) -> Statement:
    """What a source of a grade says of the true stock: none, a figure, or something worthless."""
    if chance.random() < grade.junk:
        figure = float(round(float(np.exp(chance.uniform(0, 12)))))
    elif true <= chance.exponential(10):
        return plain
    else:
        figure = float(max(round(true * float(np.exp(lean + np.hypot(grade.spread, 0.05) * chance.normal()))), 1))
    return replace(plain, shape=Shape.FIGURE, low=figure, high=figure, blur=0.05)


def run(totals: float) -> dict[str, object]:
    """One case: CPU seconds of the sampler without compiling, peak memory, coverage of stocks on days with a node."""
    problem, stocks = draw_case(totals)
    sample(replace(problem, statements=problem.statements[:50]), seed=1, effort=Effort(1, 1, 1))  # compiles
    began = time.process_time()
    draws = sample(problem, seed=1, effort=QUICK)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"seconds": seconds, "gigabytes": memory, "nodes": len(draws.node_day), "cover": _cover(draws, stocks)}


def _cover(draws: Draws, stocks: NDArray[np.float64]) -> tuple[float, ...]:
    dice = np.random.default_rng(1)
    scores = []
    for node in dice.choice(len(draws.node_day), size=2000):
        stock = int(np.searchsorted(draws.first, node, side="right")) - 1
        cells = draws.cells[:, node]
        counts = np.where(cells > 0, draws.counts[cells] * np.exp(draws.offset[:, stock] * draws.step), 0.0)
        scores.append(of_draws(np.round(counts).astype(float), float(stocks[stock, draws.node_day[node]]), dice))
    return coverage(scores)


def full_size_goals() -> list[Goal]:
    """Goals 15 and 17. Each case runs in a process of its own, so that its memory is its own."""
    goals, most = [], 0.0
    for totals, limit in SECONDS.items():
        command = [sys.executable, "-m", "benchmarks.estimate.fullsize", str(totals)]
        found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        most = max(most, found["gigabytes"])
        # two cores: CPU seconds are at most twice the wall time
        said = f"{found['seconds']:.0f} CPU s, {found['nodes']} nodes, covers {shares(found['cover'])}"
        asks = f"full size, 4 x (50+50) sweeps, {totals:.0%} totals"
        goals.append(Goal(15, asks, f"<= {2 * limit:.0f} CPU s", said, found["seconds"] <= 2 * limit))
    goals.append(Goal(17, "full size: peak memory", "<= 0.6 GB", f"{most:.2f} GB", most <= 0.6))
    return goals


if __name__ == "__main__":
    print(json.dumps(run(float(sys.argv[1]))))
