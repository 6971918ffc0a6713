"""Claims to claims with their origin: those that repeat one another share one, and what was computed is an echo.

A claim follows from another when its lineage says so; when the same source gives the same figure of the same force,
kind and place again within some days; when it tells the other again by its words (`copies`); or when a person says so.
Links have a direction: a claim that follows from several others ("LY076 minus LY077") is their echo and makes no two
observations one. It has the origin of the parent most like it; a claim that follows from no other is an origin. The
order in which claims come in does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from exeunt.base.problem import Problem, warning
from exeunt.base.text import folded
from exeunt.ledger.copies import copies
from exeunt.ledger.lineage import Following, mentions, same_figure
from exeunt.model.claim import Claim, Kind
from exeunt.model.document import Document
from exeunt.model.entry import Act, Entry


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A claim that adds nothing to its parent, both by id; `reason` is a message code with the slots claim, parent."""

    claim: str
    parent: str
    reason: str


def with_origins(
    claims: Sequence[Claim], documents: Iterable[Document] = (), decisions: Iterable[Entry] = ()
) -> tuple[Claim, ...]:
    """The claims in their order, each with its origin and the claims it is an echo of.

    The origin is the id of the claim where it begins, its own where it is one. `documents` are those that claims rest
    on; `decisions` are entries of the log, in its order, of which links and unlinkings are heeded.
    """
    above = _parents(claims, links(claims, documents, decisions))
    origin = _origins(claims, above)
    return tuple(
        replace(claim, origin=origin[claim.id], echo_of=above[claim.id] if origin[claim.id] != claim.id else ())
        for claim in claims
    )


def links(
    claims: Iterable[Claim], documents: Iterable[Document] = (), decisions: Iterable[Entry] = ()
) -> tuple[Link, ...]:
    """Every link between claims, in the order of their ids. Raises ValueError for a claim without id."""
    given = list(claims)
    if not all(claim.id for claim in given):
        raise ValueError("a claim needs its id before its origin can be found")
    told = (Link(copy.claim, copy.parent, copy.following) for copy in copies(given, documents))
    said = set(_said(given))
    turned = {(link.parent, link.claim) for link in said}  # of two rows of one day, the author says which repeats which
    found = said | {link for link in _same_figures(given) if (link.claim, link.parent) not in turned}
    # where the author or the source's own series says how a claim follows, its words are not asked
    spoken_for = {link.claim for link in found}
    found |= {link for link in told if link.claim not in spoken_for}
    return tuple(sorted(_decided(found, {claim.id for claim in given}, decisions)))


def _decided(found: Iterable[Link], known: Collection[str], decisions: Iterable[Entry]) -> set[Link]:
    """Links as people left them: of two decisions on the same claims the later one holds."""
    kept = set(found)
    for entry in decisions:
        if entry.act is Act.UNLINK:
            kept = {link for link in kept if link.claim != entry.subject or entry.parent not in ("", link.parent)}
        elif entry.act is Act.LINK and {entry.subject, entry.parent} <= set(known):
            kept.add(Link(entry.subject, entry.parent, Following.PERSON))
    return kept


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
    alike = defaultdict(list)
    for claim in claims:
        if (key := _figure(claim)) and (day := claim.as_of.middle):
            alike[key].append((day, claim.known_on, claim.id, claim))
    for group in alike.values():
        for (earlier, *_, parent), (later, *_, claim) in pairwise(sorted(group, key=lambda item: item[:3])):
            if later - earlier <= timedelta(rule.within_days) and parent.id != claim.id:
                first, then = _first_of_two(parent, claim)
                yield Link(then.id, first.id, Following.SAME_FIGURE)


def _first_of_two(earlier: Claim, later: Claim) -> tuple[Claim, Claim]:
    """Of an entered row and a reading of a text, known on one day, the row comes first: somebody stands by it."""
    read = earlier.passage is not None and later.passage is None and earlier.known_on == later.known_on
    return (later, earlier) if read else (earlier, later)


def _figure(claim: Claim) -> tuple[object, ...] | None:
    """Who says which figure of what; None where one of them is not known, or where nobody was seen."""
    source = claim.source_id or folded(claim.source_text)
    force = claim.force_id or folded(claim.force_text)
    count = claim.count
    if not source or not force or count is None or count.is_zero:
        return None
    place = tuple(sorted(claim.site_ids)) or folded(claim.place_text)
    return source, force, claim.kind, place, count.figure, count.unit


def _parents(claims: Sequence[Claim], found: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """For each claim those it follows from, the one most like it first: of its own kind, then the earliest."""
    by_id = {claim.id: claim for claim in claims}
    above = defaultdict(set)
    for link in found:
        above[link.claim].add(link.parent)

    return {claim.id: tuple(sorted(above[claim.id], key=partial(_unlike, claim.kind, by_id))) for claim in claims}


def _unlike(kind: Kind, by_id: Mapping[str, Claim], name: str) -> tuple[bool, date, str]:
    return by_id[name].kind != kind, by_id[name].known_on, name


def _origins(claims: Sequence[Claim], above: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each claim the one where its path over first parents ends; of a circle, the earliest claim in it."""
    by_id = {claim.id: claim for claim in claims}
    origin: dict[str, str] = {}
    for start in by_id:
        path: list[str] = []
        at = start
        while at not in origin and at not in path and above[at]:
            path.append(at)
            at = above[at][0]
        if at in origin:
            end = origin[at]
        elif at in path:
            end = min(path[path.index(at) :], key=lambda name: (by_id[name].known_on, name))
        else:
            end = origin[at] = at
        origin.update(dict.fromkeys(path, end))
    return origin
