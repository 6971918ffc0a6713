"""The estimator's goals, beside what is used today: `python -m benchmarks.estimate [--quick]`.

Worlds with a known truth: drawn from the estimator's own model, where intervals must cover what they say; of cohorts
and of stress, written from other assumptions; the Cuban withdrawal from Angola; and real claims, each foreseen by the
others. Peers answer the same questions about the same worlds. The exit code is 1 when a goal fails. `--together`
asks the joint model, `--json FILE` writes the table, `--processes N` and `--scheduler tcp://HOST:PORT` say where worlds
run: the figures are the same.
CPU seconds are those of the process that did the work; wall times are not taken, since machines are shared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.estimate import single
from benchmarks.estimate.fullsize import full_size_goals
from benchmarks.estimate.goals import NOT_MEASURED, Goal, shares, show, within, write
from benchmarks.estimate.judge import OURS, Cuba, CubaUnit, Judged, StressUnit, judge_cuba, judge_stress
from benchmarks.estimate.libya import left_out
from benchmarks.estimate.same import same_under_order_names_and_pledges
from benchmarks.estimate.score import LEVELS, Scored, coverage, mean_crps, mean_place
from benchmarks.estimate.stress import Harder
from exeunt.run.executor import Workers, map_units

BETTER = {"latest claim": 3.0, "weighted mean": 1.7, "GTM": 2.2, "Kalman smoother": 1.6}


def joined(judged: Sequence[Judged], part: str, method: str) -> list[Scored]:
    return [item for world in judged for item in getattr(world, part)[method]]


def stress_goals(count: int, workers: Workers, *, together: bool) -> list[Goal]:
    """Goals 6 to 8 and 10: coverage, the ratio to peers, and what marked copies are worth."""
    judged = list(map_units(judge_stress, [StressUnit(seed, together=together) for seed in range(count)], workers))
    seconds = np.mean([item.seconds for item in judged])
    print(f"stress: {count} worlds of 12 sites, 2 totals, 160 claims; {seconds:.1f} CPU s a world")
    print(f"  {'CRPS on log(1+N)':18}{'sites':>8}{'ratio':>7}{'totals':>8}{'ratio':>7}   sites, totals 50/80/95 %")
    own = {part: mean_crps(joined(judged, part, OURS)) for part in ("sites", "totals")}
    ratios = {}
    for method in judged[0].sites:
        found = {part: joined(judged, part, method) for part in ("sites", "totals")}
        crps = {part: mean_crps(found[part]) for part in found}
        ratios[method] = crps["sites"] / own["sites"]
        print(f"  {method:18}", end="")
        for part in found:
            print(f"{crps[part]:8.3f}{crps[part] / own[part]:7.2f}", end="")
        print("   " + ", ".join(shares(coverage(found[part])) for part in found))
    covers = [coverage(joined(judged, part, OURS)) for part in ("sites", "totals")]
    fair = all(0.77 <= cover[1] <= 0.90 and cover[2] >= 0.93 for cover in covers)
    told = ", ".join(f"{name} {ratios[name]:.2f}" for name in BETTER)
    better = all(ratios[name] >= factor for name, factor in BETTER.items())
    unmarked = list(
        map_units(
            judge_stress,
            [StressUnit(seed, copies_marked=False, peers=False, together=together) for seed in range(count)],
            workers,
        )
    )
    copies = mean_crps(joined(unmarked, "sites", OURS)) / own["sites"]
    return [
        fell_goal([pair for world in judged for pair in world.fell]),
        Goal(7, "stress: coverage of sites, totals", "80 % in 77-90, 95 % >= 93", ", ".join(map(shares, covers)), fair),
        Goal(8, "stress: CRPS of peers over ours, sites", "3.0, 1.7, 2.2, 1.6", told, better),
        Goal(10, "copies unmarked over copies marked, CRPS", ">= 1.10", f"{copies:.2f}", copies >= 1.10),
    ]


def fell_goal(stated: Sequence[tuple[float, bool]]) -> Goal:
    """Goal 6, on stress worlds: the Brier score of P(total fell by a quarter), beside that of the base rate."""
    chance, happened = (np.array(side, dtype=float) for side in zip(*stated, strict=True))
    brier, base = float(((chance - happened) ** 2).mean()), float(happened.mean() * (1 - happened.mean()))
    said = f"Brier {brier:.3f} against {base:.3f} of the base rate, n = {len(chance)}"
    return Goal(6, "P(total fell by a quarter), stress worlds", "Brier <= 0.11 and below the base rate", said,
                brier <= min(0.11, base))  # fmt: skip


def hard_goals(count: int, workers: Workers, *, together: bool) -> list[Goal]:
    """Goals 11 and 12: wrong letters, and a bias that all sources share."""
    wrong, shared = (
        list(
            map_units(
                judge_stress,
                [StressUnit(seed, harder, peers=False, together=together) for seed in range(count)],
                workers,
            )
        )
        for harder in (Harder(wrong_letters=0.5), Harder(shared_bias=0.3))
    )
    letters, common = (coverage(joined(judged, "sites", OURS)) for judged in (wrong, shared))
    return [
        Goal(11, "half the letters wrong: coverage of sites", "80 % >= 76", shares(letters), letters[1] >= 0.76),
        Goal(12, "shared bias of 0.3, as assumed by default", "80 % >= 72, 95 % >= 90", shares(common),
             common[1] >= 0.72 and common[2] >= 0.90),
    ]  # fmt: skip


def cuba_goal(found: Sequence[Cuba]) -> Goal:
    """Goal 22: the Cuban withdrawal, every milestone of which was met."""
    crps = {method: float(np.mean([world.crps[method] for world in found])) for method in found[0].crps}
    ratio = crps["latest claim graded A or B"] / crps[OURS]
    scores = [Scored(0.0, place) for world in found for place in world.places]
    place, met = mean_place(scores), float(np.mean([item for world in found for item in world.met]))
    said = f"{ratio:.1f} times; mean PIT {place:.2f}; P(met) {met:.2f}; covers {shares(coverage(scores))}; men: "
    said += ", ".join(f"{method} {value:.0f}" for method, value in crps.items())
    asks = "Cuba: CRPS of the latest claim graded A or B; mean PIT; P(milestone met)"
    return Goal(22, asks, ">= 4 times; 0.45-0.55; >= 0.85", said, ratio >= 4 and 0.45 <= place <= 0.55 and met >= 0.85)


def own_goals(*, quick: bool, seed: int) -> list[Goal]:
    """Goal 4, and the coverage of cohorts."""
    own, _, other, peers = single.measure(quick=quick, seed=seed)
    assert own.cover is not None
    assert other.cover is not None
    slack = 0.04 if quick else 0.015
    told = ", ".join(f"{name} {peers[name].crps / other.crps:.2f}" for name in BETTER)
    return [
        Goal(4, "own worlds: coverage of counts", f"within {100 * slack:.1f} points of 50/80/95", shares(own.cover),
             within(own.cover, LEVELS, slack)),
        Goal(5, "worlds of cohorts: coverage", "80 % in 77-90, 95 % >= 93", f"{shares(other.cover)}; over ours: {told}",
             0.77 <= other.cover[1] <= 0.90 and other.cover[2] >= 0.93),
    ]  # fmt: skip


def main() -> bool:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate")
    parser.add_argument("--quick", action="store_true", help="fewer worlds")
    parser.add_argument("--together", action="store_true", help="by the joint model")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--scheduler", default="")
    given = parser.parse_args()
    workers = Workers(given.processes, given.scheduler)
    worlds, hard, cuba = (12, 6, 3) if given.quick else (80, 24, 12)
    goals = [Goal(*row, None) for row in NOT_MEASURED]
    goals += own_goals(quick=given.quick, seed=1)
    goals += stress_goals(worlds, workers, together=given.together)
    goals += hard_goals(hard, workers, together=given.together)
    cubas = [CubaUnit(seed, given.together) for seed in range(cuba)]
    goals.append(cuba_goal(list(map_units(judge_cuba, cubas, workers))))
    goals.append(left_out())
    goals += [] if given.quick else full_size_goals()
    goals.append(same_under_order_names_and_pledges())
    show(goals)
    if given.json:
        write(goals, given.json)
    return all(goal.holds is not False for goal in goals)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
