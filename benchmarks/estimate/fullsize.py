"""The full-size case: 20 forces at 30 places over 1,500 days, 5,500 claims by 60 sources; seconds, memory, coverage.

`python -m benchmarks.estimate.fullsize 0.05` runs one such case with a twentieth of its claims about totals;
`converged` behind it takes the sweeps after which chains should agree. Also how the cost of a sweep grows with nodes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.estimate.goals import Goal, shares
from benchmarks.estimate.score import coverage, of_draws
from exeunt.estimate.diagnose import split_rhat
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Draws, Effort, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.joint.sampler import Chain, sample
from exeunt.estimate.settings import Grade, settings

FORCES, PLACES, LENGTH, CLAIMS, SOURCES = 20, 30, 1500, 5500, 60
LAW = Law(0.35, 400.0, 1.9)
QUICK = Effort(4, 50, 50)
CONVERGED = Effort(4, 100, 200)
SECONDS = {0.0: 8.0, 0.05: 15.0, 0.2: 30.0}
SIZES = ((4, 900, 0.0), (20, CLAIMS, 0.0), (20, CLAIMS, 0.2))
"""Forces, claims and share of totals of the cases on which the cost of a node is compared: 1,600 to 44,000 nodes."""


def draw_case(
    totals: float, seed: int = 1, *, forces: int = FORCES, claims: int = CLAIMS
) -> tuple[Problem, NDArray[np.float64]]:
    """A problem, with the true stocks (stock, day) that its claims were drawn from."""
    chance = np.random.default_rng(seed)
    stocks = np.array([_path(chance) for _ in range(forces * PLACES)])
    letters = chance.choice(list("ABCDE"), SOURCES)
    grades = [settings().grades[letter] for letter in letters]
    speakers = tuple(
        Speaker(f"source-{index}", grade.spread, grade.junk, grade.bias) for index, grade in enumerate(grades)
    )
    bias = np.array([grade.bias for grade in grades])[:, None] * chance.standard_normal((SOURCES, 2))
    said = []
    for number in range(claims):
        force, source = int(chance.integers(forces)), int(chance.integers(SOURCES))
        whole = chance.random() < totals
        places = range(PLACES) if whole else [int(chance.integers(PLACES))]
        members = tuple(force * PLACES + place for place in places)
        day, side = int(chance.integers(LENGTH)), force % 2
        plain = Statement(
            claim=f"c{number}", shape=Shape.NONE, members=members, days=(When(day),), source=source, side=side
        )
        true = float(stocks[list(members), day].sum())
        said.append(_said(chance, plain, true, grades[source], float(bias[source, side])))
    made = tuple(Stock(f"force-{force}", f"place-{place}", LAW) for force in range(forces) for place in range(PLACES))
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


def run(totals: float, effort: Effort = QUICK) -> dict[str, object]:
    """One case: CPU seconds of the sampler without compiling, peak memory, coverage of stocks, R-hat of biases."""
    problem, stocks = draw_case(totals)
    sample(replace(problem, statements=problem.statements[:50]), seed=1, effort=Effort(1, 1, 1))  # compiles
    began = time.process_time()
    draws = sample(problem, seed=1, effort=effort)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    biases = draws.bias.reshape(len(draws.bias), -1).T
    hats = np.quantile([split_rhat(bias, draws.chain) for bias in biases], [0.5, 0.95])
    return {
        "seconds": seconds,
        "gigabytes": memory,
        "nodes": len(draws.node_day),
        "cover": _cover(draws, stocks),
        "rhat": hats.tolist(),
    }


def microseconds(forces: int, claims: int, totals: float, sweeps: int = 6) -> tuple[int, float]:
    """Nodes of a case, and CPU microseconds a node and sweep, without packing and the first sweeps."""
    packed = pack(draw_case(totals, forces=forces, claims=claims)[0])
    chain = Chain(packed, seed=1, number=0)
    chain.sweep()
    began = time.process_time()
    for _ in range(sweeps):
        chain.sweep()
    nodes = packed.nodes.first[-1]
    return nodes, (time.process_time() - began) / sweeps / nodes * 1e6


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
        found = _apart(totals)
        most = max(most, found["gigabytes"])
        # two cores: CPU seconds are at most twice the wall time
        said = f"{found['seconds']:.0f} CPU s, {found['nodes']} nodes, covers {shares(found['cover'])}"
        asks = f"full size, 4 x (50+50) sweeps, {totals:.0%} totals"
        goals.append(Goal(15, asks, f"<= {2 * limit:.0f} CPU s", said, found["seconds"] <= 2 * limit))
    goals.append(_converged())
    goals.append(Goal(17, "full size: peak memory", "<= 0.6 GB", f"{most:.2f} GB", most <= 0.6))
    return goals


def _apart(totals: float, *more: str) -> dict[str, Any]:
    """One case in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.estimate.fullsize", str(totals), *more]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return found


def _converged() -> Goal:
    """Goal 16: chains agree on the biases of sources, within 30 seconds on two cores."""
    found = _apart(0.0, "converged")
    middle, high = found["rhat"]
    said = f"{found['seconds']:.0f} CPU s; R-hat of biases: median {middle:.3f}, 95 % below {high:.3f}"
    good = middle <= 1.05 and high <= 1.15 and found["seconds"] <= 60
    return Goal(16, "full size, no totals, 4 x (100+200) sweeps", "R-hat <= 1.05 and 1.15; <= 60 CPU s", said, good)


def scaling_goal() -> Goal:
    """Goal 18: a sweep costs as much as there are nodes."""
    found = [microseconds(*size) for size in SIZES]
    costs = [cost for _, cost in found]
    said = ", ".join(f"{cost:.1f} us at {nodes:,} nodes" for nodes, cost in found)
    return Goal(18, "CPU a node and sweep", "grows by at most 30 %", said, max(costs) <= 1.3 * costs[0])


if __name__ == "__main__":
    print(json.dumps(run(float(sys.argv[1]), CONVERGED if "converged" in sys.argv else QUICK)))
