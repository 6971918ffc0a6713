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

CLEARLY = 2.0  # how many times likelier a rival is than the rules' first choice before it is taken

Chooser: TypeAlias = Callable[[Facts], Proposal | None]
"""Gives the kind of a clause, or None where it claims nothing."""


def chosen(facts: Facts, weights: rerank.Weights | None = None) -> Proposal | None:
    """The kind of a clause by the rules, corrected by what was learned where there are weights."""
    every = proposals(facts) if weights else []
    fired = rerank.ordered({rerank.class_of(item.kind) for item in every})
    if weights is None or len(fired) < 2:
        return kind_of(facts)
    likely = rerank.chances(weights, rerank.features(facts.quote, fired, facts.pack.language))
    best = max(every, key=lambda item: likely.get(rerank.class_of(item.kind), 0.0))
    if likely.get(rerank.class_of(best.kind), 0.0) <= CLEARLY * likely.get(rerank.class_of(every[0].kind), 0.0):
        best = every[0]
    rivals = dict.fromkeys(item.kind for item in every if item.kind is not best.kind)
    return replace(best, rivals=tuple(rivals))
