"""What must not matter: the order of claims, how they are numbered, and pledges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from benchmarks.estimate.goals import Goal
from benchmarks.estimate.judge import ESTIMATORS, Estimator
from benchmarks.estimate.stress import draw_stress
from exeunt.model.claim import Claim, Kind, Stance


def same_goals() -> list[Goal]:
    """Goal 24, on one stress world: draws are equal to the last digit."""
    return [_same(name, method) for name, method in ESTIMATORS.items()]


def _same(name: str, method: Estimator) -> Goal:
    world = draw_stress(1, claims=60)
    days = world.days[:3]
    chance = np.random.default_rng(1)

    def drawn(claims: Sequence[Claim]) -> list[np.ndarray]:
        return [posterior.draws for posterior in method(world.case, claims, days=days, seed=1)]

    plain = drawn(world.claims)
    shuffled = [world.claims[index] for index in chance.permutation(len(world.claims))]
    names = {claim.id: f"n{number}" for number, claim in zip(chance.permutation(99), world.claims, strict=False)}
    renamed = [replace(claim, id=names[claim.id], origin=names.get(claim.origin, "")) for claim in world.claims]
    first = world.claims[0]
    pledges = [
        replace(first, id=f"p{number}", kind=Kind.PLEDGE_DEPARTURE, stance=Stance.PLANNED, known_on=day)
        for number, day in enumerate(first.known_on + timedelta(days=step) for step in range(0, 90, 9))
    ]
    changed = {"order": shuffled, "names": renamed, "pledges": [*world.claims, *pledges]}
    broken = [
        change
        for change, claims in changed.items()
        if not all(np.array_equal(one, other) for one, other in zip(plain, drawn(claims), strict=True))
    ]
    said = "equal draws" if not broken else f"draws change with {', '.join(broken)}"
    return Goal(24, f"{name}: order, names and pledges change nothing", "exact", said, not broken)
