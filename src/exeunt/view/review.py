"""One claim of the review queue as plain values: what was read, from which words and why, and why it is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.ledger.review import Queued
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.report.days import span_in_words
from exeunt.report.inert import inert
from exeunt.report.number import count_in_words
from exeunt.report.words import note_in_words, word

CONTEXT = 160
"""Characters shown before and after a passage."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """What a reviewer sees. `before`, `quote` and `after` are the passage and its surroundings, empty without one."""

    id: str
    name: str
    weight: float
    confidence: float
    doubts: tuple[str, ...]
    reading: tuple[tuple[str, str], ...]
    place: str
    before: str = ""
    quote: str = ""
    after: str = ""
    against: tuple[str, ...] = ()
    echo_of: tuple[str, ...] = ()
    why: str = ""


def review_item(queued: Queued, document: Document | None, called: Mapping[str, str], language: str) -> ReviewItem:
    """The values of one claim. `called` are the names of claims by their ids."""
    claim = queued.claim
    before, quote, after = _passage(claim, document)
    return ReviewItem(
        id=claim.id,
        name=claim.name,
        weight=round(queued.weight, 1),
        confidence=round(claim.confidence, 2),
        doubts=tuple(say(doubt, language=language) for doubt in queued.doubts),
        reading=tuple((field, inert(text)) for field, text in reading(claim, language).items()),
        place=_place(claim, document, language),
        before=before,
        quote=quote,
        after=after,
        against=tuple(called.get(other, other) for other in queued.against),
        echo_of=tuple(called.get(other, other) for other in claim.echo_of),
        why=note_in_words(claim.note, language),
    )


def reading(claim: Claim, language: str = "en") -> dict[str, str]:
    """What a claim says, by the field that a reviewer may correct."""
    return {
        "kind": word("kind", claim.kind, language),
        "stance": word("stance", claim.stance, language),
        "number": count_in_words(claim.count, language) if claim.count else claim.count_text,
        "force": claim.force_id or f"? {claim.force_text}".strip(),
        "place": ", ".join(claim.site_ids) or claim.place_text,
        "days": span_in_words(claim.as_of, language),
        "source": claim.source_id or f"? {claim.source_text}".strip(),
    }


def _passage(claim: Claim, document: Document | None) -> tuple[str, str, str]:
    passage = claim.passage
    if passage is None or document is None:
        return "", "", ""
    text = document.text
    before = text[max(document.body, passage.start - CONTEXT) : passage.start]
    return inert(before), inert(passage.quote), inert(text[passage.end : passage.end + CONTEXT])


def _place(claim: Claim, document: Document | None, language: str) -> str:
    if document is None:
        return say("review.from_table", {"place": str(claim.where) or claim.name}, language)
    said = (document.published.isoformat(), inert(document.publisher), inert(document.title), document.file)
    return " · ".join(part for part in said if part)
