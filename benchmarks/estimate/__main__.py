"""The estimator's goals, beside what is used today: `python -m benchmarks.estimate [--quick] [--only 7,8]`.

Worlds with a known truth: drawn from the joint model, where intervals must cover what they say; of cohorts and of
stress, written from other assumptions; the Cuban withdrawal from Angola; and real claims, each foreseen by the others.
Both estimators and their peers answer the same questions about the same worlds. Double precision, NUTS (NumPyro) and
particle filters (`particles`) say whether the sampler is right, and how fast. The exit code is 1 when a goal fails.

`--quick` takes fewer worlds and leaves out NUTS, PMMH, the full-size case and the first start. `--json FILE` writes the
table; `--processes N` and `--scheduler tcp://HOST:PORT` say where worlds run: the figures are the same. CPU seconds are
those of the process that did the work; wall times are not taken, since machines are shared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.estimate import fullsize, own, single, updates, worlds
from benchmarks.estimate.cold import cold_goal
from benchmarks.estimate.goals import Goal, show, write
from benchmarks.estimate.libya import left_out
from benchmarks.estimate.same import same_goals
from exeunt.estimate.joint.prepare import compile_kernels
from exeunt.run.executor import Workers

Part = tuple[tuple[int, ...], Callable[[], list[Goal]]]
"""Numbers of goals, and what measures them together."""


def parts(workers: Workers, *, quick: bool) -> list[Part]:
    """Everything that can be measured; cheap things first."""
    stress, hard, cuba, drawn, cohorts, first = (8, 4, 3, 16, 6, 100) if quick else (80, 24, 12, 300, 100, 2000)
    long: list[Part] = [
        ((15, 16, 17), fullsize.full_size_goals),
        ((18,), lambda: [fullsize.scaling_goal()]),
        ((3, 13), lambda: _peers("nuts", _nuts_and_pmmh)),
        ((9,), lambda: _peers("textbook", lambda module: module.textbook_goals(8))),
    ]
    return [
        ((1, 2), lambda: _peers("exact", lambda module: module.exact_goals(quick=quick))),
        ((14,), lambda: _peers("filters", lambda module: [module.filter_goal(quick=quick)])),
        ((21,), lambda: [updates.day_goal()]),
        ((19, 20), lambda: updates.refit_goals(quick=quick)),
        ((23,), lambda: [left_out()]),
        ((24,), same_goals),
        ((25,), lambda: [cold_goal(quick=quick)]),
        ((4,), lambda: [single.first_goal(first, seed=1)]),
        ((4, 5, 6), lambda: own.own_goals(drawn, workers)),
        ((5,), lambda: single.cohort_goals(cohorts, seed=1)),
        ((6, 7, 8, 10), lambda: worlds.stress_goals(stress, workers)),
        ((11, 12), lambda: worlds.hard_goals(hard, workers)),
        ((22,), lambda: worlds.cuba_goals(cuba, workers)),
        *([] if quick else long),
    ]


def _peers(name: str, measure: Callable[..., list[Goal]]) -> list[Goal]:
    """What needs packages of the group `bench`; where they are missing, how to add them."""
    try:
        module = import_module(f"benchmarks.estimate.{name}")
    except ImportError as missing:
        said = f"{missing.name} is not installed: uv pip install --group bench adds it"
        return [Goal(0, f"goals of {name}", "-", said, None)]
    return measure(module)


def _nuts_and_pmmh(module: object) -> list[Goal]:
    goals, ours, posterior = module.nuts_goals()  # type: ignore[attr-defined]
    return [*goals, *_peers("filters", lambda filters: [filters.pmmh_goal(ours, posterior)])]


def main() -> bool:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate")
    parser.add_argument("--quick", action="store_true", help="fewer worlds")
    parser.add_argument("--only", default="", help="numbers of goals, with commas between them")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--scheduler", default="")
    given = parser.parse_args()
    only = {int(number) for number in given.only.split(",") if number}
    compile_kernels()  # what is compiled once is not counted
    goals: list[Goal] = []
    for numbers, measure in parts(Workers(given.processes, given.scheduler), quick=given.quick):
        if not only or only & set(numbers):
            goals += measure()
    show(goals)
    if given.json:
        write(goals, given.json)
    return all(goal.holds is not False for goal in goals)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
