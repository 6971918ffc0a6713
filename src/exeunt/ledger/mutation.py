"""Mutations: claims that repeat another's figure as something else (C9; a flow told as a stock, a part as the whole).

The figure is the evidence, and it was said of the first thing. Told of another kind or force it is no second witness,
and no witness of that other thing either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from exeunt.model.claim import Claim

_SAME = 0.1  # a figure retold is the same figure, give or take a rounding


def mutations(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims that change what they repeat, by id, each with the claim that it repeats."""
    given = tuple(claims)
    roots = {claim.id: claim for claim in given if claim.id and claim.id == claim.origin}
    found = {}
    for claim in given:
        root = roots.get(claim.origin)
        if root is not None and root.id != claim.id and _is_changed(claim, root) and _same_figure(claim, root):
            found[claim.id] = root
    return found


def _is_changed(claim: Claim, root: Claim) -> bool:
    return claim.kind is not root.kind or claim.force_id != root.force_id


def _same_figure(claim: Claim, root: Claim) -> bool:
    if claim.count is None or root.count is None or not claim.count.figure or not root.count.figure:
        return False
    return abs(math.log(claim.count.figure / root.count.figure)) <= _SAME
