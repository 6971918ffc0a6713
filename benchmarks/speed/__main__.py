"""Wall time, CPU time and peak memory of commands as a user runs them: `python -m benchmarks.speed [--runs N]`.

Each command runs once to warm up, then N times; the median is printed beside the goal. The baseline is the least that
any command of this interpreter costs: starting Python and importing nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

EXEUNT = Path(sys.executable).with_name("exeunt")
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds of wall and CPU time, megabytes at the peak."""

    wall: float
    cpu: float
    megabytes: float


COMMANDS: list[tuple[str, list[str], str]] = [
    ("python -c pass (baseline)", [sys.executable, "-c", "pass"], "-"),
    ("exeunt --help", [str(EXEUNT), "--help"], "0.3 s"),
    ("exeunt check cases/libya", [str(EXEUNT), "check", "cases/libya"], "-"),
    ("exeunt assess cases/libya", [str(EXEUNT), "assess", "cases/libya"], "5 s, 500 MB"),
    ("exeunt assess cases/angola", [str(EXEUNT), "assess", "cases/angola"], "-"),
    ("exeunt assess cases/example", [str(EXEUNT), "assess", "cases/example"], "-"),
]


def run_once(command: list[str]) -> Cost:
    """Run a command to its end and read the operating system's account of it."""
    started = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if child.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {child.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure every command and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{'command':<32}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}   goal    (median of {runs})")
    for name, command, goal in COMMANDS:
        run_once(command)
        costs = [run_once(command) for _ in range(runs)]
        wall, cpu, memory = (
            statistics.median(getattr(cost, field) for cost in costs) for field in ("wall", "cpu", "megabytes")
        )
        print(f"{name:<32}{wall:>8.2f}{cpu:>8.2f}{memory:>9.0f}   {goal}")


if __name__ == "__main__":
    main()
