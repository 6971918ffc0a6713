"""The review queue: which claims a person should look at, why, and in which order.

Claims read from documents are queued where the reading is unsure or in doubt. A row of a table was written by a person;
it is queued only where a name in it is not the case's, or where it contradicts an accepted claim. What a person has
decided on leaves the queue.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from exeunt.base.text import folded
from exeunt.claim.resolve import Resolver
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Review, Stance


class Doubt(StrEnum):
    """Why a claim is in the queue: a message code."""

    CONTRADICTS = "review.doubt_contradicts"
    SOURCE = "review.doubt_source"
    FORCE = "review.doubt_force"
    PLACE = "review.doubt_place"
    UNIT = "review.doubt_unit"
    KIND = "review.doubt_kind"
    DENIED = "review.doubt_denied"
    UNVERIFIED = "review.doubt_unverified"
    MODEL = "review.doubt_model"
    UNSURE = "review.doubt_unsure"


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim to look at. `weight` is its number times its uncertainty; `against` are ids of what it contradicts."""

    claim: Claim
    doubts: tuple[Doubt, ...]
    weight: float
    against: tuple[str, ...] = ()


def queue(case: Case, claims: Sequence[Claim], doubted: Collection[str] = ()) -> tuple[Queued, ...]:
    """The claims to look at, the weightiest first. `doubted` are ids of claims that a second reader read otherwise."""
    names = Resolver(case)
    accepted: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.review:
            accepted[_about(claim)].append(claim)
    waiting = []
    for claim in claims:
        if claim.review is Review.NONE:
            against = tuple(other.id for other in accepted[_about(claim)] if contradict(claim, other))
            doubts = tuple(_doubts(claim, names, against, doubted))
            if doubts:
                waiting.append(Queued(claim, doubts, _weight(claim, doubts), against))
    return tuple(sorted(waiting, key=lambda item: (-item.weight, item.claim.known_on, item.claim.id)))


def unresolved(case: Case, claims: Iterable[Claim]) -> tuple[tuple[Doubt, str, tuple[str, ...]], ...]:
    """Names that are none of the case's, each with the ids of the claims that bear it, the commonest first."""
    names = Resolver(case)
    found: dict[tuple[Doubt, str], list[str]] = defaultdict(list)
    for claim in claims:
        for doubt, name in _unresolved(claim, names):
            found[doubt, " ".join(name.split())].append(claim.id)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((doubt, name, tuple(ids)) for (doubt, name), ids in ordered)


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two claims on one force and place cannot both be right: one denies the other, or their counts differ."""
    if one.kind is not other.kind or not _same_days(one, other):
        return False
    if (one.stance is Stance.DENIED) != (other.stance is Stance.DENIED):
        return True
    if one.count is None or other.count is None or one.count.unit != other.count.unit:
        return False
    low, high = _ends(one)
    other_low, other_high = _ends(other)
    return low > other_high or other_low > high


def learn_from_at_least() -> int:
    """How many decisions on readings there must be before anything is learned from them."""
    return int(_values()["learn_from_at_least"])


def _doubts(claim: Claim, names: Resolver, against: Collection[str], doubted: Collection[str]) -> Iterator[Doubt]:
    if against:
        yield Doubt.CONTRADICTS
    yield from dict.fromkeys(doubt for doubt, _ in _unresolved(claim, names))
    if claim.id in doubted:
        yield Doubt.MODEL
    if claim.passage is None:
        return
    if claim.count and not claim.force_text and not any(char.isalpha() for char in claim.count_text):
        yield Doubt.UNIT
    if dict(claim.basis).get("kind") == "contested":
        yield Doubt.KIND
    if claim.stance is Stance.DENIED:
        yield Doubt.DENIED
    if claim.stance is Stance.UNVERIFIED:
        yield Doubt.UNVERIFIED
    if claim.confidence < _values()["unsure_below"]:
        yield Doubt.UNSURE


def _unresolved(claim: Claim, names: Resolver) -> Iterator[tuple[Doubt, str]]:
    if claim.source_id is None:
        yield Doubt.SOURCE, claim.source_text
    if claim.force_id is None and claim.force_text:
        yield Doubt.FORCE, claim.force_text
    if claim.place_text and not claim.site_ids:
        yield from ((Doubt.PLACE, name) for name in names.places(claim.place_text).unresolved)


def _weight(claim: Claim, doubts: Iterable[Doubt]) -> float:
    values = _values()
    least = (values["doubts"][doubt.rpartition("_")[2]]["uncertainty"] for doubt in doubts if doubt is not Doubt.UNSURE)
    number = claim.count.figure if claim.count else values["number_of_words"]
    return float(number * max(1 - claim.confidence, *least, 0.0))


def _about(claim: Claim) -> tuple[str, str]:
    place = ",".join(sorted(claim.site_ids)) or folded(claim.place_text)
    return claim.force_id or folded(claim.force_text), place


def _same_days(one: Claim, other: Claim) -> bool:
    """Whether they speak of the very same days: counts of two days may differ and both be right."""
    return one.as_of.is_known and (one.as_of.first, one.as_of.last) == (other.as_of.first, other.as_of.last)


def _ends(claim: Claim) -> tuple[float, float]:
    count = claim.count
    if count is None:
        return 0.0, float("inf")
    if count.best is not None and count.low is None and count.high is None:
        return count.best, count.best
    low = count.low if count.low is not None else 0.0
    return low, count.high if count.high is not None else float("inf")


@cache
def _values() -> Mapping[str, Any]:
    return tomllib.loads((files("exeunt.ledger") / "review.toml").read_text(encoding="utf-8"))
