"""Which readings of a passage people have settled, so that no later run of the extractor asks for them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from exeunt.base.text import folded
from exeunt.model.claim import Claim
from exeunt.model.entry import Act, Entry


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided: the ids of claims they took away, and the readings they looked at, by document."""

    taken: frozenset[str] = frozenset()
    readings: dict[str, tuple[Claim, ...]] = field(default_factory=dict)

    def settles(self, claim: Claim) -> bool:
        """Whether a claim given by the texts is one that a person has judged, as it was or as it was corrected."""
        if claim.id in self.taken:
            return True
        passage = claim.passage
        if passage is None:
            return False
        return any(_is_same_reading(claim, other) for other in self.readings.get(passage.document_id, ()))


NOTHING_DECIDED = Decided()


def decided_in(entries: Iterable[Entry]) -> Decided:
    """The decisions among the entries of a ledger, in the order of the log."""
    claims: dict[str, Claim] = {}
    taken: set[str] = set()
    judged: dict[str, None] = {}
    for entry in entries:
        if entry.claim:
            claims[entry.claim.id] = entry.claim
        if not entry.by or entry.act in (Act.LINK, Act.UNLINK):
            continue
        if entry.act in (Act.SUPERSEDE, Act.RETRACT):
            taken.add(entry.subject)
        judged.update(dict.fromkeys([entry.subject, entry.claim.id if entry.claim else ""]))
    readings: dict[str, list[Claim]] = defaultdict(list)
    for claim_id in judged:
        claim = claims.get(claim_id)
        if claim and claim.passage:
            readings[claim.passage.document_id].append(claim)
    return Decided(frozenset(taken), {document: tuple(found) for document, found in readings.items()})


def _is_same_reading(one: Claim, other: Claim) -> bool:
    """Whether two claims of one document read the same words as the same thing, however surely."""
    if one.passage is None or other.passage is None:
        return False
    if one.passage.start >= other.passage.end or other.passage.start >= one.passage.end:
        return False
    return _core(one) == _core(other)


def _core(claim: Claim) -> tuple[object, ...]:
    return claim.kind, claim.force_id or folded(claim.force_text), claim.count.figure if claim.count else None
