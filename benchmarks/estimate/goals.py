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


def show(goals: Sequence[Goal]) -> None:
    """The table, in the order of the goals."""
    for goal in sorted(goals, key=lambda item: item.number):
        print(f"{goal.number:3}  {goal.word:7}{goal.asks}\n     asked {goal.threshold}; measured: {goal.measured}")


def write(goals: Sequence[Goal], path: Path) -> None:
    """The table as JSON."""
    rows = [asdict(goal) for goal in sorted(goals, key=lambda item: item.number)]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
