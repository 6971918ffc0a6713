"""Plans made anew after an exit closes: time, changes and days lost, beside planning without regard to the old plan.

`python -m benchmarks.plan.living [--sizes ...]`
"""

from __future__ import annotations

import argparse
import sys
from time import process_time

from benchmarks.plan.checker import first_plan
from benchmarks.plan.demands import Days
from exeunt.model.proposal import Instance, Movement, Plan, Rule, Stretch
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.search import Search
from exeunt.plan.measures.flow import duration_of
from exeunt.plan.replan import after_closure, changes, replan

CLOSED_DAYS = 5
GOAL_CHANGED = 0.05
EXCUSED = {Rule.R2, Rule.R3, Rule.R14}


def event(instance: Instance, plan: Plan) -> tuple[Instance, int]:
    """The busiest exit of the days to come closes for five days from tomorrow, at two fifths of the time."""
    today = duration_of(instance, plan) * 2 // 5
    days = Days(instance, plan)
    stretch = Stretch(today + 1, today + CLOSED_DAYS)

    def load(exit_: str) -> int:
        return sum(days.load(exit_)[stretch.first : stretch.last + 1])

    busiest = max((exit_.id for exit_ in instance.exits), key=load)
    return after_closure(instance, busiest, stretch), today


def afresh(instance: Instance, plan: Plan, today: int) -> tuple[Movement, ...] | None:
    """What the dispatcher makes of the days to come when it does not look at the old plan."""
    grounded = Grounded(instance)
    search = Search(grounded, 0)
    search.freeze(grounded.moves(tuple(move for move in plan.movements if move.day < today)), today)
    search.first()
    return grounded.movements(search.best.moves) if search.best else None


def row(size: str, seed: int) -> bool:
    """One instance; False where no clean plan was found or more than a twentieth changed."""
    instance, plan = first_plan(size, seed)
    changed, today = event(instance, plan)
    future = [move for move in plan.movements if move.day >= today]
    start = process_time()
    found = replan(changed, plan, today, rounds=20)
    took = 1000 * (process_time() - start)
    if found is None:
        print(f"  {size}-{seed}: no clean plan found in {took:.0f} ms", flush=True)
        return False
    clean = not {item.rule for item in broken(check(changed, found.plan)[0])} - EXCUSED
    other = afresh(changed, plan, today)
    naive = changes(future, [move for move in other if move.day >= today]) if other else found.future
    share = found.changed / found.future
    print(f"  {size}-{seed}: {'clean' if clean else 'NOT CLEAN'} in {took:.0f} ms, day {found.last} (was "
          f"{duration_of(instance, plan)}), {found.changed} of {found.future} batches changed ({share:.1%}); "
          f"without regard to the old plan {naive} ({naive / found.future:.0%})", flush=True)  # fmt: skip
    return clean and share <= GOAL_CHANGED


def main() -> None:
    """The command; ends with 1 where a goal fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan.living")
    parser.add_argument("--sizes", nargs="*", default=["small", "medium"])
    parser.add_argument("--seeds", type=int, default=4)
    arguments = parser.parse_args()
    print(f"\nMade anew after the busiest exit closes for {CLOSED_DAYS} days (processor time, 20 tries; goal: at most "
          f"{GOAL_CHANGED:.0%} of what is still to come changes)")  # fmt: skip
    good = [row(size, seed) for size in arguments.sizes for seed in range(arguments.seeds)]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
