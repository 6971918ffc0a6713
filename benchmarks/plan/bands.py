"""The frontier of duration, share gap and teams of the Libya-like instance: how wide its bands are, and at what cost.

`python -m benchmarks.plan.bands [--seconds S]`: 300 points (15 gaps, 20 numbers of teams), beside the bands that
planning each point by itself leaves on a few of them. Ends with 1 where a band is wider than 2 %.
"""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import process_time

from exeunt.model.proposal import Instance
from exeunt.plan.frontier import NARROW, Frontier, Point, frontier
from exeunt.plan.instance.read import read_instance
from exeunt.plan.make import Effort, make

CASE = Path(__file__).parents[2] / "cases/timetables/libya-like"
GAPS = tuple(Fraction(number, 100) for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25))
TEAMS = tuple(range(6, 26))


def width(point: Point) -> float:
    """How wide a band is, in percent of its bound."""
    return 100.0 * ((point.duration or 10**6) - point.bound) / max(point.bound, 1)


def alone(instance: Instance, effort: Effort, places: list[tuple[int, Fraction]]) -> None:
    """What planning these points by themselves leaves."""
    start, widths = process_time(), []
    for place in places:
        found = make(Frontier(instance, [place[1]], [place[0]], effort).at(place), effort).proposal
        widths.append(100.0 * float(found.gap) if found else 1e6)
    took = (process_time() - start) / len(places)
    print(f"  each by itself ({len(places)} points): median {median(widths):.1f} %, worst {max(widths):.1f} %, "
          f"{took:.1f} s of processor a point", flush=True)  # fmt: skip


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan.bands")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each point on average")
    arguments = parser.parse_args()
    instance, _ = read_instance(CASE)
    if instance is None:
        raise SystemExit(2)
    effort = Effort(seconds=arguments.seconds, rounds=100, exact=0)
    make(instance, Effort(seconds=5, rounds=1, exact=0))  # compiles
    print(
        f"\n{len(GAPS) * len(TEAMS)} points of {instance.id}, {len(GAPS)} share gaps and {len(TEAMS)} numbers of teams"
    )
    alone(instance, effort, [(teams, GAPS[0]) for teams in TEAMS[::5]])
    start = process_time()
    found = frontier(instance, GAPS, TEAMS, effort=effort)
    took = process_time() - start
    widths = [width(point) for point in found]
    narrow = sum(one <= 100 * NARROW for one in widths)
    print(f"  together: median {median(widths):.1f} %, worst {max(widths):.1f} %, {narrow} within 2 %, "
          f"{took:.0f} s of processor in all")  # fmt: skip
    for teams in TEAMS:
        row = [point for point in found if point.teams == teams]
        print(f"    {teams} teams: " + " ".join(f"{point.bound}/{point.duration}" for point in row), flush=True)
    sys.exit(0 if max(widths) <= 100 * NARROW else 1)


if __name__ == "__main__":
    main()
