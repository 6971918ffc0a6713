"""Which claims stand: the entries read in the order of the log, for a day on which they were known.

The rules, in one place:
- A posting makes a claim stand. A later posting of the same claim changes nothing.
- A superseding entry takes its subject away and makes its own claim stand, in the place of the log it has itself. It
  counts from the day its own claim was known: before it, the subject stands as people had it then.
- A retraction takes its subject away on every day: we should never have had it.
- Neither is undone by retracting the newer claim. To bring a claim back, supersede the newer one by it.
- An acceptance marks its subject as read rightly, on every day: it is about our reading and no new report.
- Links and unlinkings change no claim; `ledger.origin` reads them.
- An erased entry has no claim any more, but what it took away stays away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from exeunt.model.claim import Claim, Review
from exeunt.model.entry import Act, Entry


def standing(entries: Iterable[Entry], known_on: date) -> tuple[Claim, ...]:
    """Claims that stand and were known on that day, in the order of the entries that made them stand."""
    standing_now: dict[str, Claim] = {}
    posted: set[str] = set()
    reviews: dict[str, Review] = {}
    for entry in entries:
        claim = entry.claim
        if claim and claim.known_on > known_on:
            continue
        if entry.act is Act.ACCEPT:
            reviews[entry.subject] = Review.ACCEPTED
        elif claim and entry.by:
            reviews[claim.id] = Review.CORRECTED if entry.act is Act.SUPERSEDE else Review.ADDED
        if entry.act in (Act.SUPERSEDE, Act.RETRACT):
            standing_now.pop(entry.subject, None)
        if claim and (entry.act is Act.SUPERSEDE or claim.id not in posted):
            posted.add(claim.id)
            standing_now.pop(claim.id, None)  # so that it takes the place of this entry
            standing_now[claim.id] = claim
    return tuple(_reviewed(claim, reviews.get(claim.id)) for claim in standing_now.values())


def _reviewed(claim: Claim, review: Review | None) -> Claim:
    # a person has read the passage: how surely the extractor read it matters no more
    return replace(claim, review=review, confidence=1.0) if review else claim
