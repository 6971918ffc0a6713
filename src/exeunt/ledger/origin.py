"""Claims to claims with their origin: those that repeat one another, or were computed from one another, share one.

A claim follows from another when its lineage says so, or when the same source gives the same figure of the same force,
kind and place again within some days. Origins are what such links join, over any number of steps; the earliest claim
that follows from no other gives its id. The order in which claims come in does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from exeunt.base.problem import Problem, warning
from exeunt.base.text import folded
from exeunt.ledger.lineage import Following, mentions, same_figure
from exeunt.model.claim import Claim


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A claim that adds nothing to its parent, both by id; `reason` is a message code with the slots claim, parent."""

    claim: str
    parent: str
    reason: str


def with_origins(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in their order, each with its origin: the id of the claim where it begins, its own where it is one."""
    found = links(claims)
    following = {link.claim for link in found}
    group = _joined(claims, found)
    begins: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.id in following, claim.known_on, claim.id)):
        begins.setdefault(group[claim.id], claim)
    return tuple(replace(claim, origin=begins[group[claim.id]].id) for claim in claims)


def links(claims: Iterable[Claim]) -> tuple[Link, ...]:
    """Every link between claims, in the order of their ids. Raises ValueError for a claim without id."""
    given = list(claims)
    if not all(claim.id for claim in given):
        raise ValueError("a claim needs its id before its origin can be found")
    return tuple(sorted({*_said(given), *_same_figures(given)}))


def lineage_problems(claims: Sequence[Claim]) -> list[Problem]:
    """Lineages that name a claim which is not there: the link they speak of is missing."""
    named = _by_name(claims)
    return [
        warning("ledger.lineage_unknown", claim.where, claim=claim.name, lineage=claim.lineage, found=label)
        for claim in claims
        for mention in mentions(claim.lineage)
        for label in mention.labels
        if mention.pattern.following and label.casefold() not in named
    ]


def _said(claims: Sequence[Claim]) -> Iterator[Link]:
    named = _by_name(claims)
    for claim in claims:
        for mention in mentions(claim.lineage):
            following = mention.pattern.following
            parents = (parent for label in mention.labels for parent in named.get(label.casefold(), ()))
            if following:
                yield from (Link(claim.id, parent, following) for parent in parents if parent != claim.id)


def _by_name(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """Ids by label and by id. A label that several claims bear means all of them."""
    named = defaultdict(set)
    for claim in claims:
        for name in (claim.label, claim.id):
            named[name.casefold()].add(claim.id)
    return dict(named)


def _same_figures(claims: Sequence[Claim]) -> Iterator[Link]:
    rule = same_figure()
    alike = defaultdict(set)
    for claim in claims:
        if (key := _figure(claim)) and (day := claim.as_of.middle):
            alike[key].add((day, claim.known_on, claim.id))
    for group in alike.values():
        for (earlier, _, parent), (later, _, claim_id) in pairwise(sorted(group)):
            if later - earlier <= timedelta(rule.within_days) and parent != claim_id:
                yield Link(claim_id, parent, Following.SAME_FIGURE)


def _figure(claim: Claim) -> tuple[object, ...] | None:
    """Who says which figure of what; None where one of them is not known, or where nobody was seen."""
    source = claim.source_id or folded(claim.source_text)
    force = claim.force_id or folded(claim.force_text)
    count = claim.count
    if not source or not force or count is None or count.is_zero:
        return None
    place = tuple(sorted(claim.site_ids)) or folded(claim.place_text)
    return source, force, claim.kind, place, count.figure, count.unit


def _joined(claims: Sequence[Claim], found: Iterable[Link]) -> dict[str, str]:
    """For each claim one id that all it is linked with have too (union-find with path halving)."""
    above = {claim.id: claim.id for claim in claims}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = name = above[above[name]]
        return name

    for link in found:
        above[top(link.claim)] = top(link.parent)
    return {name: top(name) for name in above}
