"""Every no of the frozen suite with a certificate that the separate verifier accepts; ends with 1 where one has none.

`python -m benchmarks.plan.refusals [--sizes ...] [--seeds N]`: asks each instance for the day before the earliest that
is not excluded (tiny: the day before the proven optimum), beside what the class programme alone would have proven.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from time import process_time

from benchmarks.plan.generate import SUITE, generate
from exeunt.model.proposal import Instance
from exeunt.plan.bounds.bound import ask, lower_bound, packed_bound
from exeunt.plan.bounds.quick import least_days
from exeunt.plan.make import FEW_CONTINGENTS, Effort, make
from exeunt.plan.refusal import MANY, refusal
from exeunt.plan.verify import is_proof


def excluded_until(size: str, instance: Instance) -> int:
    """The last day that is excluded, found without a certificate: by exact search, the programmes or counting."""
    if size == "tiny":
        found = make(instance, Effort(seconds=60)).proposal
        return (found.bound if found else instance.deadline + 1) - 1
    if len(instance.contingents) > MANY:
        return least_days(instance) - 1
    known = lower_bound(instance, instance.deadline + 1)
    if len(instance.contingents) <= FEW_CONTINGENTS:
        known = packed_bound(instance, known, instance.deadline + 1)
    return known.day - 1


def row(size: str, seed: int, count: Counter[str]) -> bool:
    """One instance; False where its no has no certificate or the verifier does not accept it."""
    instance = generate(size, seed)
    wish = excluded_until(size, instance)
    start = process_time()
    no = refusal(instance, wish)
    took = process_time() - start
    if no is None:
        print(f"  {size}-{seed}: day {wish} is excluded, but there is NO CERTIFICATE", flush=True)
        return False
    start = process_time()
    good = is_proof(no.certificate)
    verified = process_time() - start
    alone = len(instance.contingents) <= MANY and ask(instance, wish).proven
    count[no.by] += 1
    count["classes alone"] += alone
    print(f"  {size}-{seed}: day {wish} by {no.by} in {took:.2f} s, {len(no.certificate) // 1000} kB, "
          f"{'verified' if good else 'NOT VERIFIED'} in {verified:.2f} s; the class programme alone: "
          f"{'a proof' if alone else 'none'}", flush=True)  # fmt: skip
    return good


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan.refusals")
    parser.add_argument("--sizes", nargs="*", default=["tiny", "small", "mid", "medium", "large"])
    parser.add_argument("--seeds", type=int, default=60, help="at most so many instances a size")
    arguments = parser.parse_args()
    print("\nThe last excluded day of each instance, its certificate and the verifier (seconds of processor)")
    count: Counter[str] = Counter()
    chosen = [(size, seed) for size, seed in SUITE if size in arguments.sizes and seed < arguments.seeds]
    good = [row(size, seed, count) for size, seed in chosen]
    print(
        f"  {sum(good)} of {len(good)} verified; " + ", ".join(f"{by} {times}" for by, times in sorted(count.items()))
    )
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
