"""`python -m benchmarks.plan [--quick]`: the planner beside general solvers and the plan that nobody plans.

The exit code is 1 when a goal that was measured is not reached.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from statistics import median
from time import perf_counter, process_time, thread_time

from benchmarks.plan import peers
from benchmarks.plan.checker import run as checker_run
from benchmarks.plan.generate import SUITE, generate
from exeunt.model.proposal import Instance
from exeunt.plan.bounds.bound import ask
from exeunt.plan.check.check import broken, check
from exeunt.plan.counted import counted_proof
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.search import Search
from exeunt.plan.make import Effort, Made, make, naive
from exeunt.plan.measures.flow import duration_of
from exeunt.plan.refusal import proof
from exeunt.plan.verify import is_proof

SIZES = ("tiny", "small", "mid", "medium", "large")
FIRST_MS = {"tiny": 1.0, "small": 1.0, "mid": 5.0, "medium": 5.0, "large": 100.0}
"""Milliseconds that the first plan may take."""
SOONER, LONG = 10_000, 600.0
"""So many times sooner than any peer, or a peer found none in so many seconds."""
MIDDLE, WORST, LARGE_WORST = 1.5, 3.0, 2.5
"""Percent of proven gap: of small to medium instances at the median and at worst, of large ones at worst."""
TINY_SECONDS, TINY_TIMES = 1.0, 5.0

Goals = list[tuple[str, bool]]
"""What is asked, and whether it was reached."""


def first_plan(instance: Instance) -> float:
    """Milliseconds of processor to the first plan, the best of five, with the kernel compiled."""
    grounded = Grounded(instance)
    Search(grounded, 0).first()
    times = []
    for _ in range(5):
        search = Search(grounded, 0)
        start = thread_time()
        search.first()
        times.append(thread_time() - start)
    return 1000 * min(times)


def first_plans(arguments: argparse.Namespace) -> Goals:
    goals: Goals = []
    print(
        "\nFirst plan against peers (a day by which our plan is done, 15 % loosened), peers stop at",
        arguments.limit,
        "s",
    )
    for size in arguments.sizes:
        instance = generate(size, 0)
        ours = first_plan(instance)
        search = Search(Grounded(instance), 0)
        search.first()
        last = min(round((search.best.last if search.best else instance.deadline) * 1.15), instance.deadline)
        row = [f"ours {ours:.2f} ms"]
        goals.append((f"first plan, {size}: at most {FIRST_MS[size]:g} ms", ours <= FIRST_MS[size]))
        if size in arguments.peer_sizes:
            for name, peer in (
                ("HiGHS", peers.highs),
                ("SCIP", peers.scip),
                ("CP-SAT 1 worker", partial(peers.cp_sat, workers=1)),
                ("CP-SAT 8 workers", partial(peers.cp_sat, workers=8)),
            ):
                cpu = process_time()
                answer = peer(instance, last, arguments.limit)
                worked = process_time() - cpu
                ratio = f" = {answer[1] * 1000 / ours:,.0f} times ours" if answer[0] == "found" else ""
                row.append(f"{name}: {answer[0]} after {answer[1]:.1f} s ({worked:.1f} s of processor){ratio}")
                enough = answer[1] * 1000 >= SOONER * ours or (answer[0] != "found" and answer[1] >= LONG)
                goals += [(f"{size}: {SOONER:,} times sooner than {name}", enough)] if size != "tiny" else []
        print(f"  {size}-0: " + "; ".join(row), flush=True)
    return goals


def gaps(arguments: argparse.Namespace) -> Goals:
    print("\nProven gap (duration/bound), the naive plan, and whether the certificate of bound - 1 is verified")
    make(generate("tiny", 0), Effort(seconds=600, rounds=1))  # compiles
    by_size: dict[str, list[float]] = {}
    for size, seed in SUITE:
        if size not in arguments.sizes or seed >= arguments.seeds:
            continue
        instance = generate(size, seed)
        start, cpu = perf_counter(), process_time()
        made = make(instance, Effort(seconds=arguments.seconds if size != "large" else 10 * arguments.seconds))
        took, worked = perf_counter() - start, process_time() - cpu
        found = made.proposal
        if found is None:
            print(f"  {size}-{seed}: no plan found in {took:.1f} s")
            continue
        gap = 100 * float(found.gap)
        by_size.setdefault(size, []).append(gap)
        if size in ("small", "mid", "medium"):
            by_size.setdefault("small to medium", []).append(gap)
        print(f"  {size}-{seed}: {found.duration}/{found.bound} ({gap:.2f} %, {found.bound_by}) in {took:.1f} s, "
              f"{worked:.1f} s of processor; {_naive(instance)}; certificate ", end="", flush=True)  # fmt: skip
        print(_certificate(instance, made), flush=True)
    for size, found_gaps in by_size.items():
        optimal = sum(gap == 0 for gap in found_gaps)
        print(f"  {size}: median {median(found_gaps):.2f} %, worst {max(found_gaps):.2f} %, "
              f"optimal {optimal}/{len(found_gaps)}")  # fmt: skip
    together, large = by_size.get("small to medium", []), by_size.get("large", [])
    goals = [(f"large: gap at worst {LARGE_WORST} %", max(large) <= LARGE_WORST)] if large else []
    if together:
        goals.append((f"small to medium: median gap at most {MIDDLE} %", median(together) <= MIDDLE))
        goals.append((f"small to medium: gap at worst {WORST} %", max(together) <= WORST))
    return goals


def _naive(instance: Instance) -> str:
    plan = naive(instance)
    wrong = ", ".join(item.rule.value for item in broken(check(instance, plan)[0]))
    return f"naive {duration_of(instance, plan)} breaks {wrong or 'nothing'}"


def _certificate(instance: Instance, made: Made) -> str:
    found, lower = made.proposal, made.lower
    if found is None or lower is None or found.bound_by == "exact search":
        return "none (the bound is from exact search)"
    counted = counted_proof(instance, found.bound - 1)
    if counted:
        return "verified" if is_proof(counted) else "NOT VERIFIED"
    answer = lower.no or ask(instance, found.bound - 1)
    if not answer.proven or answer.until != found.bound - 1:
        return "none"
    return "verified" if is_proof(proof(answer)) else "NOT VERIFIED"


def tiny(arguments: argparse.Namespace) -> Goals:
    print("\nTiny to proven optimum: ours, and CP-SAT (1 worker) asked for day after day, in seconds of processor")
    make(generate("tiny", 0), Effort(seconds=600, rounds=1))  # compiles
    ours, theirs, open_ = [], [], 0
    for seed in range(arguments.seeds):
        instance = generate("tiny", seed)
        start = process_time()
        found = make(instance, Effort(seconds=60)).proposal
        ours.append(process_time() - start)
        if found is None:
            continue
        start, best = process_time(), found.duration
        for last in range(instance.monitored_from, best + 1):
            if peers.cp_sat(instance, last, arguments.limit, 1)[0] == "found":
                break
        theirs.append(process_time() - start)
        proven, open_ = ("proven", open_) if found.gap == 0 else ("not proven", open_ + 1)
        print(f"  tiny-{seed}: {best} days, {proven}, ours {ours[-1]:.2f} s, CP-SAT {theirs[-1]:.2f} s", flush=True)
    print(
        f"  median ours {median(ours):.2f} s, CP-SAT {median(theirs):.2f} s: {median(theirs) / median(ours):.1f} times"
    )
    return [
        ("tiny: all proven optimal", not open_ and len(theirs) == len(ours)),
        (f"tiny: median at most {TINY_SECONDS:g} s", median(ours) <= TINY_SECONDS),
        (f"tiny: {TINY_TIMES:g} times faster than CP-SAT", median(theirs) >= TINY_TIMES * median(ours)),
    ]


def checker(arguments: argparse.Namespace) -> Goals:
    reached = checker_run(tuple(arguments.sizes), arguments.mutations)
    return [("checker: fast enough, and every spoilt plan caught", reached)]


def main() -> int:
    """0 where every goal that was measured is reached, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan")
    parser.add_argument("--quick", action="store_true", help="a few instances, short limits: about three minutes")
    parser.add_argument("--sizes", nargs="*", default=list(SIZES), choices=SIZES)
    parser.add_argument("--peer-sizes", nargs="*", default=list(SIZES[:-1]), choices=SIZES)
    parser.add_argument("--seeds", type=int, default=60, help="at most so many instances a size")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each timetable; large gets ten times as long")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds for each peer")
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--parts", nargs="*", default=["checker", "first", "gaps", "tiny"])
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.seeds, arguments.seconds, arguments.limit, arguments.mutations = 2, 10.0, 20.0, 2_000
        arguments.sizes = [size for size in arguments.sizes if size != "large"]
        arguments.peer_sizes = ["tiny", "small"]
    goals: Goals = []
    for name, part in (("checker", checker), ("first", first_plans), ("gaps", gaps), ("tiny", tiny)):
        if name in arguments.parts:
            goals += part(arguments)
    print("\nGoals")
    for asked, reached in goals:
        print(f"  {'met   ' if reached else 'FAILED'} {asked}")
    return 0 if all(reached for _, reached in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
