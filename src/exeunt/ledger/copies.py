"""Claims that tell one report twice, by their words and fields alone: copies, and retellings that changed something.

A copy has the words of another passage, with the same figure of the same force. A mutation names the source of another
claim, or has it, and differs from it in one telling way: arrivals became those present, digits changed places, two
weeks became two months, the number went over to another force of the same sponsor. The earlier claim is the parent, but
a claim that names the outlet of another follows from it. Works in any script; the thresholds and their reasons are in
`copies.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from exeunt.base.text import folded
from exeunt.ledger.lineage import Following
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Count
from exeunt.model.document import Document

_ASIDE = re.compile(r"\s*\([^()]*\)|\s+(?:as retold|as quoted|via|citing|quoting|نقلاً عن|نقلا عن)\b.*$", re.IGNORECASE)
_FLOWS = (Kind.ARRIVAL, Kind.DEPARTURE)
_OUTLETS = re.compile(r"\s*[;/]\s*|\s+via\s+")


@dataclass(frozen=True, slots=True)
class Copy:
    """That a claim tells its parent again, and how that is seen."""

    claim: str
    parent: str
    following: Following


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with what is compared of it."""

    claim: Claim
    document: Document | None
    runs: frozenset[tuple[str, ...]]
    outlets: frozenset[str]
    sources: frozenset[str]
    spoken: str

    @property
    def order(self) -> tuple[date, date, str]:
        published = self.document.published if self.document else self.claim.known_on
        return self.claim.known_on, published, self.claim.id


def copies(claims: Sequence[Claim], documents: Iterable[Document] = ()) -> Iterator[Copy]:
    """One link for each claim that tells an earlier one again, to the earliest that it tells."""
    by_id = {document.id: document for document in documents}
    told = sorted((_told(claim, by_id) for claim in claims), key=lambda item: item.order)
    groups: dict[object, list[_Told]] = defaultdict(list)
    for item in told:
        for key in _keys(item.claim):
            groups[key].append(item)
    found: dict[str, Copy] = {}
    for item in told:
        near = {id(other): other for key in _keys(item.claim) for other in groups[key] if other is not item}
        for other in sorted(near.values(), key=lambda other: other.order):
            following = _follows(item, other)
            if following and found.get(other.claim.id, Copy("", "", following)).parent != item.claim.id:
                found[item.claim.id] = Copy(item.claim.id, other.claim.id, following)
                break
    yield from found.values()


def _keys(claim: Claim) -> list[object]:
    """Claims that could tell one report share one of these: the digits of a bound, or force and kind without one."""
    if claim.count is None:
        return [(_force(claim), claim.kind)]
    return ["".join(sorted(f"{bound:.0f}")) for bound in sorted(_bounds(claim.count)) if bound]


def _follows(item: _Told, other: _Told) -> Following | None:
    """How `item` follows from `other`; None where it does not, or where it is the other way about."""
    names, named = _names(item, other), _names(other, item)
    if named and not names:
        return None
    if not names and other.order > item.order:
        return None
    if item.document and other.document and item.document.id == other.document.id:
        return None
    if _is_copy(item, other):
        return Following.SAME_TEXT
    return _mutation(item.claim, other.claim) if _tells_the_same_source(item, other, names) else None


def _is_copy(item: _Told, other: _Told) -> bool:
    one, two = item.claim, other.claim
    if one.kind is not two.kind or _force(one) != _force(two) or not _same_count(one.count, two.count):
        return False
    return _overlap(one, two) and _alike(item.runs, other.runs)


def _alike(one: frozenset[tuple[str, ...]], two: frozenset[tuple[str, ...]]) -> bool:
    values = _values()["same_text"]
    fewest = min(len(one), len(two))
    return bool(fewest >= values["fewest"] and len(one & two) >= values["alike"] * fewest)


def _tells_the_same_source(item: _Told, other: _Told, names: bool) -> bool:
    """Whether one retells the other's source soon after, through another outlet."""
    near = abs(item.claim.known_on - other.claim.known_on) <= timedelta(_values()["mutation"]["within_days"])
    elsewhere = item.outlets and other.outlets and not item.outlets & other.outlets
    elsewhere = elsewhere and (item.claim.url != other.claim.url or not item.claim.url)
    return bool(near and elsewhere) and (names or bool(item.sources & other.sources))


def _mutation(one: Claim, two: Claim) -> Following | None:
    """What of the other claim was changed; None where it is no known way of changing."""
    values = _values()["mutation"]
    if one.count is None or two.count is None or one.count.unit != two.count.unit or one.count.is_zero:
        return None
    same_force = _force(one) == _force(two)
    if not _bounds(one.count) & _bounds(two.count):
        swapped = same_force and one.kind is two.kind and _swapped(one.count, two.count, values["fewest_digits"])
        return Following.SWAPPED_DIGITS if swapped else None
    if one.kind is not two.kind:
        is_flow = {one.kind, two.kind} in [{Kind(flow), Kind.STOCK} for flow in values["flows"]["kinds"]]
        return Following.FLOW_AS_STOCK if is_flow and same_force else None
    if not same_force:
        is_near = one.sponsor and one.sponsor == two.sponsor and _same_count(one.count, two.count)
        return Following.OTHER_FORCE if is_near else None
    return Following.STRETCHED if _stretched(one, two, values["stretch"]) else None


def _swapped(one: Count, two: Count, fewest: int) -> bool:
    first, second = (f"{count.figure:.0f}" for count in (one, two))
    meaning = first.rstrip("0")
    return len(meaning) >= fewest and first != second and sorted(first) == sorted(second)


def _stretched(one: Claim, two: Claim, times: int) -> bool:
    """Whether the retelling (the first of them) gives a flow for a much longer span of days."""
    if one.kind not in _FLOWS or not _overlap(one, two):
        return False
    lengths = [(span.last - span.first).days + 1 for span in (one.as_of, two.as_of) if span.first and span.last]
    return len(lengths) == 2 and lengths[0] > 7 and lengths[0] >= times * lengths[1]


def _overlap(one: Claim, two: Claim) -> bool:
    """Whether the days they speak of have one in common; days that are not known may be any."""
    first = max((claim.as_of.first for claim in (one, two) if claim.as_of.first), default=None)
    last = min((claim.as_of.last for claim in (one, two) if claim.as_of.last), default=None)
    return first is None or last is None or first <= last


def _same_count(one: Count | None, two: Count | None) -> bool:
    if one is None or two is None:
        return one is two
    return (one.unit, one.figure) == (two.unit, two.figure)


def _bounds(count: Count) -> set[float]:
    return {bound for bound in (count.low, count.best, count.high) if bound is not None}


def _force(claim: Claim) -> str:
    return claim.force_id or folded(claim.force_text)


# What a claim is compared by


def _told(claim: Claim, documents: Mapping[str, Document]) -> _Told:
    passage = claim.passage
    document = documents.get(passage.document_id) if passage else None
    outlet = document.publisher if document and document.publisher else claim.relayed_by
    outlets = frozenset(folded(name) for name in _OUTLETS.split(outlet) if folded(name))
    shortest = _values()["mutation"]["shortest_name"]
    names = {folded(_ASIDE.sub("", name)) for name in (claim.source_id or "", claim.source_text)}
    return _Told(
        claim,
        document,
        frozenset(_runs(passage.quote if passage else "")),
        outlets,
        frozenset(name for name in names if len(name) >= shortest or name == claim.source_id),
        f" {folded(claim.source_text)} {folded(_around(claim, document))} ",
    )


def _around(claim: Claim, document: Document | None) -> str:
    """The passage with what stands near it, where a copy says whom it copies."""
    if claim.passage is None or document is None:
        return claim.passage.quote if claim.passage else ""
    near = _values()["mutation"]["named_within"]
    return document.text[max(document.body, claim.passage.start - near) : claim.passage.end + near]


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = folded(text).split()
    length = _values()["same_text"]["words"]
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _names(item: _Told, other: _Told) -> bool:
    """Whether a claim says that it has it from the outlet or the source of the other one."""
    shortest = _values()["mutation"]["shortest_name"]
    if any(f" {outlet} " in item.spoken for outlet in other.outlets - item.outlets if len(outlet) >= shortest):
        return True
    short = {_initials(outlet) for outlet in _OUTLETS.split(other.claim.relayed_by)}
    return bool(short & set(re.findall(r"\b[A-Z]{2,6}\b", item.claim.source_text)))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


@cache
def _values() -> Any:
    return tomllib.loads((files("exeunt.ledger") / "copies.toml").read_text(encoding="utf-8"))
