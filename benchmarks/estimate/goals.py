"""The goals of the estimator as a table: what is asked, what was measured, and whether it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. `holds` is None where nothing was measured; `measured` then says why."""

    number: int
    asks: str
    threshold: str
    measured: str
    holds: bool | None

    @property
    def word(self) -> str:
        """Met, failed, or nothing measured."""
        return {True: "met", False: "FAILED", None: "-"}[self.holds]


def within(values: Sequence[float], targets: Sequence[float], slack: float) -> bool:
    """Whether each value is as near to its target as asked."""
    return all(abs(value - target) <= slack for value, target in zip(values, targets, strict=True))


def shares(values: Sequence[float]) -> str:
    """Coverages for people: 50/80/95 %."""
    return "/".join(f"{100 * value:.0f}" for value in values) + " %" if values else "no interval"


NOT_MEASURED = (
    (1, "forward pass against a float64 reference", "<= 1e-4", "tests/estimate/joint"),
    (2, "drawn paths against exact marginals", "gap <= 0.01", "tests/estimate/joint"),
    (3, "agreement with NUTS on the same model", "means <= 0.15 sd, KS <= 0.06", "no benchmark yet"),
    (9, "textbook NUTS over ours, CRPS of sites", ">= 1.3", "no benchmark yet"),
    (13, "effective draws a CPU second over NUTS; over PMMH", ">= 15; >= 300", "no benchmark yet"),
    (14, "exact pass over a bootstrap filter of 1,000", ">= 50", "no benchmark yet"),
    (16, "full-size case, converged", "<= 30 s", "no benchmark yet"),
    (18, "CPU a node and sweep from 1.6k to 44k nodes", "flat within 30 %", "no benchmark yet"),
    (19, "one new claim, 140-claim case", "<= 0.3 s, >= 10 times faster", "no benchmark yet"),
    (20, "one new claim, full-size case", "<= 1 s", "no benchmark yet"),
    (21, "one series-day asked", "<= 1 ms", "no benchmark yet"),
)


def show(goals: Sequence[Goal]) -> None:
    """The table, in the order of the goals."""
    for goal in sorted(goals, key=lambda item: item.number):
        print(f"{goal.number:3}  {goal.word:7}{goal.asks}\n     asked {goal.threshold}; measured: {goal.measured}")


def write(goals: Sequence[Goal], path: Path) -> None:
    """The table as JSON."""
    rows = [asdict(goal) for goal in sorted(goals, key=lambda item: item.number)]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
