"""How surely a text was read: the chance that kind and passage are right, from what the rules saw.

The weights are fitted on labelled texts by `python -m benchmarks.accuracy.extraction.train`, which also says how well
they hold on documents they were not fitted on. The chance is about reading, never about whether the source is right.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from exeunt.model.claim import Claim

LOWEST, HIGHEST = 0.05, 0.95


def features(claim: Claim) -> list[str]:
    """What is known of a claim that may say how surely it was read, as names of features."""
    basis = dict(claim.basis)
    reason, _, rivals = claim.note.partition(" (not: ")
    length = len(claim.passage.quote.split()) if claim.passage else 0
    return [
        f"kind {claim.kind.value}",
        f"reason {reason}",
        *(f"kind {claim.kind.value}, not {rival}" for rival in rivals.rstrip(")").split(", ") if rival),
        f"stance {claim.stance.value}",
        *(f"{field} {how}" for field, how in sorted(basis.items())),
        f"length {'short' if length < 6 else 'long' if length > 25 else 'middling'}",
    ]


def chance(names: Iterable[str]) -> float:
    """The calibrated chance of features, kept off certainty at both ends."""
    weights = _weights()
    score = weights["bias"] + sum(weights.get(name, 0.0) for name in names)
    return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-score)))), 2)


@cache
def _weights() -> dict[str, float]:
    data = tomllib.loads((files("exeunt.claim") / "confidence.toml").read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in data["weights"].items()}
