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

from exeunt.model.claim import Claim, Kind, Stance

LOWEST, HIGHEST = 0.05, 0.95
_TOLD = ("force", "quantity", "time", "place", "source")
_FEW = 6
_BY_THE_WAY = frozenset({Kind.INCIDENT, Kind.ARRIVAL, Kind.MONITORING, Kind.ARMS_SUPPLY})


def features(claim: Claim) -> list[str]:
    """What is known of a claim that may say how surely it was read, as names of features.

    They are few on purpose: some 300 labelled claims cannot tell more apart, and a feature for each kind and each rule
    judged documents it was not fitted on worse than none at all.
    """
    basis = dict(claim.basis)
    words = len(claim.passage.quote.split()) if claim.passage else 0
    known = {
        **{f"{name} explicit": basis.get(name) == "explicit" for name in _TOLD},
        "kind contested": basis.get("kind") == "contested",
        "words for the kind": basis.get("words") == "likely",
        "words against the kind": basis.get("words") == "unlikely",
        "few words": words < _FEW,
        "an exit": claim.kind is Kind.DEPARTURE,
        "told by the way": claim.kind in _BY_THE_WAY,
        "denied or hedged": claim.stance in {Stance.DENIED, Stance.HEDGED},
    }
    return [name for name, holds in known.items() if holds]


def chance(names: Iterable[str]) -> float:
    """The calibrated chance of features, kept off certainty at both ends."""
    weights = _weights()
    score = weights["bias"] + sum(weights.get(name, 0.0) for name in names)
    return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-score)))), 2)


@cache
def _weights() -> dict[str, float]:
    data = tomllib.loads((files("exeunt.claim") / "confidence.toml").read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in data["weights"].items()}
