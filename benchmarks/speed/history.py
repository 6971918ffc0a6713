"""A verdict on every obligation of the Libyan case for each of 1,531 days: `python -m benchmarks.speed.history`.

Goal: the whole series in under 20 seconds on two processors. Wall time says so on an idle machine; on a busy one the
processor time shared by two is what counts, and the goal is held on the smaller of both. Beside it stands the plain
way, asking `assess` on each day anew: measured on a few days and multiplied. Both must give the same outcomes there.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from exeunt.run.history import history
from exeunt.run.pipeline import Question, assess, assess_ledger

CASE = Path(__file__).parent.parent.parent / "cases" / "libya"
FIRST, LAST = date(2020, 10, 23), date(2024, 12, 31)
TODAY = date(2025, 12, 31)
GOAL = 20.0
DRAWN = 0.045  # four standard errors of the difference of two probabilities, each read from 4,000 draws


def processor_seconds() -> float:
    """What this process and its finished children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def main() -> int:
    """Measure, compare with the plain way on some days, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, default=3, help="days on which the plain way is measured")
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        question = Question(CASE, TODAY, database=f"sqlite:///{folder}/ledger.sqlite")
        assess(question)
        wall, before = time.perf_counter(), processor_seconds()
        found, _ = history(question, FIRST, LAST, workers=2)
        wall, used = time.perf_counter() - wall, processor_seconds() - before
        if found is None:
            raise SystemExit("the case cannot be read")
        places = [len(found.days) * (2 * step + 1) // (2 * given.days) for step in range(given.days)]
        plain, differ, furthest = processor_seconds(), 0, 0.0
        for place in places:
            day = found.days[place]
            alone = assess_ledger(replace(question, as_of=day, known_on=day)).assessment
            for verdict, (_, row) in zip(alone.verdicts if alone else (), found.verdicts, strict=True):
                differ += (verdict.outcome, verdict.qualifiers) != (row[place].outcome, row[place].qualifiers)
                furthest = max(furthest, abs((verdict.kept or 0.0) - (row[place].kept or 0.0)))
        plain = (processor_seconds() - plain) / len(places) * len(found.days)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    report = {
        "days": len(found.days), "obligations": len(found.verdicts), "wall_seconds": round(wall, 1),
        "processor_seconds": round(used, 1), "processor_seconds_on_two": round(used / 2, 1),
        "plain_processor_seconds": round(plain), "peak_megabytes_a_process": round(peak),
        "compared_days": len(places), "outcomes_that_differ": differ, "furthest_probability": round(furthest, 3),
    }  # fmt: skip
    met = min(wall, used / 2) < GOAL and differ == 0 and furthest <= DRAWN
    if given.as_json:
        print(json.dumps(report | {"goal_met": met}))
    else:
        for name, value in report.items():
            print(f"{name.replace('_', ' '):<28}{value:>10}")
        print(f"goal (under {GOAL:.0f} s on two processors, the same outcomes): {'met' if met else 'FAILED'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
