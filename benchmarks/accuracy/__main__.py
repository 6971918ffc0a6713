"""Every accuracy benchmark, one after the other: `python -m benchmarks.accuracy`."""

from __future__ import annotations

import runpy

BENCHMARKS = (
    "benchmarks.accuracy.estimator",
    "benchmarks.accuracy.casebook",
    "benchmarks.accuracy.extraction",
    "benchmarks.accuracy.extraction.speakers",
    "benchmarks.accuracy.alarms",
    "benchmarks.accuracy.verdicts",
)

for name in BENCHMARKS:
    print(f"== {name}")
    runpy.run_module(name, run_name="__main__", alter_sys=True)
