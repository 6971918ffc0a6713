"""Which kind a clause claims where several rules propose one: the rules' order, or a choice learned from corrections.

The package has no weights of its own: on documents left out they choose worse than the order of the rules. A case whose
reviews have corrected enough kinds may have some, and a rival is then taken where it is clearly the likelier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from exeunt.claim import rerank
from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.kind import kind_of, proposals

Chooser: TypeAlias = Callable[[Facts], Proposal | None]
"""Gives the kind of a clause, or None where it claims nothing."""


def chosen(facts: Facts, weights: rerank.Weights | None = None) -> Proposal | None:
    """The kind of a clause by the rules, corrected by what was learned where there are weights."""
    every = proposals(facts) if weights else []
    classes = [rerank.class_of(item.kind) for item in every]
    if weights is None or len(set(classes)) < 2:
        return kind_of(facts)
    fired = rerank.ordered(classes[0], classes)
    kind = rerank.choose(weights, rerank.features(facts.quote, fired, facts.pack.language), fired)
    best = next(item for item in every if rerank.class_of(item.kind) == kind)
    rivals = dict.fromkeys(item.kind for item in every if item.kind is not best.kind)
    return replace(best, rivals=tuple(rivals))
