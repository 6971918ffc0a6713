"""How good verdicts are: how often they are right, and whether that is as often as they say.

A verdict that finds (met or breached) is right where the truth is so. `kept` is scored wherever it was given, found or
not: Brier = (kept - truth)^2, log score = -log of the probability given to what is true.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exeunt.model.agreement import ObligationKind
from exeunt.model.verdict import Outcome
from exeunt.simulation.play import Played
from exeunt.simulation.world import Evasion

EDGES = (0.0, 0.02, 0.05, 0.15, 0.25, 0.5, 0.75, 0.85, 0.95, 0.98, 1.0)
_LEAST = 0.001  # no probability is taken more seriously than this


@dataclass(frozen=True, slots=True)
class Ruling:
    """One obligation of one world: what was found, how probable it was that it was kept (None: not said), the truth."""

    kind: ObligationKind
    outcome: Outcome
    kept: float | None
    truth: bool
    evasion: Evasion | None = None

    @property
    def is_finding(self) -> bool:
        """Whether it says met or breached."""
        return self.outcome in (Outcome.MET, Outcome.BREACHED) and self.kept is not None

    @property
    def is_right(self) -> bool:
        """Whether what was found is so."""
        return (self.outcome is Outcome.MET) is self.truth

    @property
    def stated(self) -> float:
        """The probability of the finding."""
        kept = 0.5 if self.kept is None else self.kept
        return kept if self.outcome is Outcome.MET else 1 - kept


@dataclass(frozen=True, slots=True)
class Band:
    """Those whose stated probability lies in a band: how many, the mean stated, the share that is so."""

    low: float
    high: float
    number: int
    stated: float
    observed: float

    @property
    def error(self) -> float:
        """Standard error of the observed share."""
        return math.sqrt(max(self.observed * (1 - self.observed), 0.25 / max(self.number, 1)) / max(self.number, 1))


def rulings(played: Played) -> list[Ruling]:
    """Every verdict of a world beside its truth."""
    case, truth = played.staged.case, played.staged.kept()
    return [
        Ruling(case.obligation_by_id[verdict.obligation].kind, verdict.outcome, verdict.kept, truth[verdict.obligation],
               played.staged.drawn.world.evasion)
        for verdict in played.verdicts
    ]  # fmt: skip


def findings(found: Iterable[Ruling], low: float = 0.0, high: float = 1.0) -> Band:
    """Verdicts that find, with a stated probability in a band (both ends included)."""
    inside = [item for item in found if item.is_finding and low <= item.stated <= high]
    number = max(len(inside), 1)
    stated, right = sum(item.stated for item in inside), sum(item.is_right for item in inside)
    return Band(low, high, len(inside), stated / number, right / number)


def reliability(given: Sequence[tuple[float, bool]], edges: Sequence[float] = EDGES) -> list[Band]:
    """Stated probabilities of being kept against how often it was, by band."""
    bands = []
    for low, high in pairwise(edges):
        inside = [item for item in given if low <= item[0] < high or (high == edges[-1] and item[0] == high)]
        if inside:
            number = len(inside)
            stated, kept = sum(item[0] for item in inside), sum(item[1] for item in inside)
            bands.append(Band(low, high, number, stated / number, kept / number))
    return bands


def brier(given: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of the probability to the truth; 0.25 for who always says a half."""
    return sum((kept - truth) ** 2 for kept, truth in given) / max(len(given), 1)


def log_score(given: Sequence[tuple[float, bool]]) -> float:
    """Mean -log of the probability that was given to the truth; 0.693 for who always says a half."""
    total = 0.0
    for kept, truth in given:
        bounded = min(max(kept, _LEAST), 1 - _LEAST)
        total -= math.log(bounded if truth else 1 - bounded)
    return total / max(len(given), 1)


def said(found: Iterable[Ruling]) -> list[tuple[float, bool]]:
    """Probability and truth of all verdicts that give one."""
    return [(item.kept, item.truth) for item in found if item.kept is not None]
