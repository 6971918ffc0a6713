"""Which texts and claims are none of ours, where no case says whose forces are watched."""

from __future__ import annotations

from collections.abc import Sequence

from exeunt.claim.force_words import ForceWords
from exeunt.claim.pack import Mention
from exeunt.model.claim import Claim

_GENERATIONS = 60  # years


def is_of_forces(forces: Sequence[ForceWords], mentions: Sequence[Mention]) -> bool:
    """Whether a text names a foreign force, or has armed people and an exit that can be nothing else."""
    if any(force.labels and not force.own for force in forces):
        return True
    return bool(forces) and any(mention.family == "departure.military" for mention in mentions)


def is_history(claim: Claim) -> bool:
    """What ended two generations before it was told is no part of a withdrawal that is watched."""
    last = claim.as_of.last
    return last is not None and claim.known_on is not None and claim.known_on.year - last.year > _GENERATIONS
