"""Claims inside a clause that already has one: noun phrases, parts of a number, and ellipsis.

`the withdrawal of 50,000 troops`, `of whom 2,400 are in Mali`, `four battalions on Monday, two on Friday`, `under the
accord signed in May`. Each is a stretch of the clause with a kind of its own, whose fields are read from it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.pack import Mention
from exeunt.claim.place import PlaceWords
from exeunt.claim.quantity import Quantity
from exeunt.claim.when import Role
from exeunt.model.claim import PLEDGES, Kind

_LEAVING = frozenset({Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE, Kind.DEMAND, Kind.PRECONDITION})
_COUNTED = frozenset({Kind.STOCK, Kind.ARRIVAL, Kind.DEPARTURE}) | PLEDGES
_OF_NUMBER = 6  # tokens from "withdrawal of" to the number it takes
_TO_STRENGTH = 3
_TO_PLACE = 4  # tokens from a part of a number to where it is
_TO_DAY = 4
_TO_SIGNED = 3
_TO_SIGNING = 8


@dataclass(frozen=True, slots=True)
class Further:
    """One more claim of a clause: its stretch, its kind with the reason, and what it counts."""

    first: int
    last: int
    proposal: Proposal
    quantity: Quantity | None


def further(
    facts: Facts, main: Proposal, used: Sequence[Quantity | None], places: Sequence[PlaceWords]
) -> list[Further]:
    """The further claims of a clause, in the order of the text."""
    left = [item for item in facts.quantities if item not in used and item.count is not None]
    found = [*_leaving(facts, main), *_text(facts, main), *_parts(facts, main, left, places), *_days(facts, main, left)]
    found += _strength(facts, main)
    return sorted(found, key=lambda item: (item.first, item.last))


def _leaving(facts: Facts, main: Proposal) -> Iterator[Further]:
    """`the withdrawal of 50,000 troops`, `ahead of their withdrawal`, where the clause is about something else."""
    if main.kind in _LEAVING:
        return
    coming = {item.last for item in facts.found.get("future.before_noun", ())}
    planned = main.kind in {Kind.AGREEMENT, Kind.MONITORING} or facts.has("future.phrases")
    for noun in facts.found.get("departure.nouns", ()):
        counted = next(
            (item for item in facts.quantities if item.has_unit and 0 < item.first - noun.last <= _OF_NUMBER), None
        )
        ahead = noun.first in coming or noun.first - 1 in coming
        if not counted and not ahead:
            continue
        force = next((force for force in facts.forces if counted and force.first <= counted.head < force.last), None)
        if counted and not force:
            continue
        kind = Kind.PLEDGE_DEPARTURE if planned or ahead else Kind.DEPARTURE
        last = max(force.last if force else noun.last, counted.last if counted else noun.last)
        yield Further(
            noun.first, _with_place(facts, last), Proposal(kind, noun.first, 0.5, "an exit named by a noun"), counted
        )


def _with_place(facts: Facts, last: int) -> int:
    """Take in the day that follows."""
    when = next((when for when in facts.whens if 0 <= when.first - last <= 1), None)
    return when.last if when else last


def _text(facts: Facts, main: Proposal) -> Iterator[Further]:
    """`under the accord signed in May`, in a clause about what is done under it."""
    if main.kind is Kind.AGREEMENT:
        return
    dated: list[Mention] = facts.found.get("agreement.dated", [])
    for noun in facts.found.get("agreement.nouns", ()):
        signed = next((item for item in dated if 0 <= item.first - noun.last <= _TO_SIGNED), None)
        when = next((w for w in facts.whens if signed and 0 <= w.first - signed.last <= _TO_SIGNING), None)
        if signed and when and when.role is Role.EVENT:
            yield Further(noun.first, when.last, Proposal(Kind.AGREEMENT, noun.first, 0.5, "a text with its day"), None)
            return


def _strength(facts: Facts, main: Proposal) -> Iterator[Further]:
    """`the force, once 50,000 strong`, by the way in a clause about what the force does."""
    if main.kind is Kind.STOCK:
        return
    for item in facts.quantities:
        force = next((force for force in facts.forces if 0 <= item.first - force.last <= _TO_STRENGTH), None)
        if force and is_strength(facts, item):
            yield Further(
                force.first, item.last + 1, Proposal(Kind.STOCK, item.first, 0.5, "a strength by the way"), item
            )


def is_strength(facts: Facts, item: Quantity) -> bool:
    """`50,000 strong`: how many a force is, whatever it does."""
    return facts.tokens.key(item.last) in facts.pack.small["strength"]


def _parts(facts: Facts, main: Proposal, left: Sequence[Quantity], places: Sequence[PlaceWords]) -> Iterator[Further]:
    """`4,000 in the region, 2,400 of them in Mali`: a part of a number with a place of its own."""
    if main.kind not in _COUNTED or len(places) < 1:
        return
    for item in left:
        place = next((place for place in places if 0 <= place.first - item.last <= _TO_PLACE), None)
        if place is None or item.first <= facts.clause.first + 1 or not _is_part(facts, item):
            continue
        kind = Kind.STOCK if main.kind is Kind.STOCK else main.kind
        yield Further(item.first, place.last, Proposal(kind, item.first, 0.5, "a part of a number"), item)


def _is_part(facts: Facts, item: Quantity) -> bool:
    before = facts.tokens.key(item.first - 1)
    return before in {",", "("} or before in facts.pack.small["part"] | facts.pack.small["and"]


def _days(facts: Facts, main: Proposal, left: Sequence[Quantity]) -> Iterator[Further]:
    """`four battalions will follow on Monday, two on Friday`: each number with its day."""
    if main.kind not in _COUNTED or len(facts.whens) < 2:
        return
    for item in left:
        when = next((when for when in facts.whens if 0 <= when.first - max(item.last, item.head) <= _TO_DAY), None)
        if when is None or not when.days or item.first <= main.token or not _is_part(facts, item):
            continue
        yield Further(item.first, when.last, Proposal(main.kind, item.first, 0.5, "one more number with its day"), item)
