"""A claim with one field as a person reads it: the corrected claim, or the problem with what was given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from exeunt.base.dates import parse_span
from exeunt.base.problem import Problem, problem
from exeunt.claim.identity import identified
from exeunt.claim.resolve import Resolver, Spellings
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Review, Stance
from exeunt.model.count import PERSONS, Bound, Count

FIELDS = ("kind", "stance", "force", "place", "number", "days", "source")
"""What can be corrected. Everything else of a claim says where it comes from, and is not a matter of reading."""

_NUMBER = re.compile(
    r"\s*(~|>=|<=|≥|≤)?\s*(\d[\d,]{0,14})(?:\s*(?:-|–|\.\.)\s*(\d[\d,]{0,14}))?\s*([^\W\d_][\w ]{0,30})?\s*"
)
_BOUNDS = {"~": Bound.ABOUT, ">=": Bound.AT_LEAST, "≥": Bound.AT_LEAST, "<=": Bound.AT_MOST, "≤": Bound.AT_MOST}


def corrected(claim: Claim, case: Case, changes: dict[str, str]) -> tuple[Claim | None, list[Problem]]:
    """The claim with some fields read anew. Its passage, file and label stay; its id follows from its content."""
    changed, problems = claim, []
    names = Resolver(case)
    for field, text in changes.items():
        found = _changed(changed, field, text.strip(), names)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            changed = found
    if problems:
        return None, problems
    # the cells of a row say what they said before; the claim is written from its fields from now on
    return identified(replace(changed, row=(), origin="", echo_of=(), review=Review.NONE, confidence=1.0)), []


def is_same_reading(one: Claim, other: Claim) -> bool:
    """Whether two forms of a claim differ in how surely they were read, and in nothing else."""
    return identified(replace(one, confidence=1.0)).id == identified(replace(other, confidence=1.0)).id


def _changed(claim: Claim, field: str, text: str, names: Resolver) -> Claim | Problem:
    readers: dict[str, Callable[[], Claim | Problem]] = {
        "kind": lambda: _with_word(claim, "kind", text, Kind),
        "stance": lambda: _with_word(claim, "stance", text, Stance),
        "force": lambda: _with_name(claim, "force_id", text, names.forces),
        "source": lambda: _with_name(claim, "source_id", text, names.sources),
        "place": lambda: _with_place(claim, text, names),
        "number": lambda: _with_number(claim, text),
        "days": lambda: _with_days(claim, text),
    }
    if field not in readers:
        return problem("review.unknown_field", claim.where, found=field[:60], fields=", ".join(FIELDS))
    return readers[field]()


def _with_word(claim: Claim, field: str, text: str, words: type[StrEnum]) -> Claim | Problem:
    word = text.casefold().replace(" ", "_")
    if word not in [choice.value for choice in words]:
        return problem("review.bad_word", claim.where, found=text[:60], choices=", ".join(words))
    return replace(claim, **{field: words(word)})  # type: ignore[arg-type]  # a word of the field's own enumeration


def _with_name(claim: Claim, field: str, text: str, known: Spellings) -> Claim | Problem:
    name = known.id_of(text)
    return _unknown(claim, text, known) if name is None else replace(claim, **{field: name})  # type: ignore[arg-type]


def _with_place(claim: Claim, text: str, names: Resolver) -> Claim | Problem:
    places = names.places(text)
    if places.unresolved:
        return _unknown(claim, places.unresolved[0], names.sites)
    return replace(claim, site_ids=places.site_ids, place_text=claim.place_text if places.site_ids else text)


def _with_number(claim: Claim, text: str) -> Claim | Problem:
    if text in ("", "-"):
        return replace(claim, count=None)
    found = _NUMBER.fullmatch(text)
    if not found:
        return problem("review.bad_number", claim.where, found=text[:60])
    first, last = (float(digits.replace(",", "")) if digits else None for digits in (found[2], found[3]))
    unit = found[4].strip() if found[4] else (claim.count.unit if claim.count else PERSONS)
    if last is not None:
        if first is None or first > last:
            return problem("review.bad_number", claim.where, found=text[:60])
        return replace(claim, count=Count(Bound.RANGE, low=first, high=last, unit=unit))
    bound = _BOUNDS.get(found[1] or "", Bound.EXACT)
    part = {Bound.AT_LEAST: "low", Bound.AT_MOST: "high"}.get(bound, "best")
    return replace(claim, count=Count(bound, **{part: first}, unit=unit))  # type: ignore[arg-type]


def _with_days(claim: Claim, text: str) -> Claim | Problem:
    try:
        return replace(claim, as_of=parse_span(text))
    except ValueError:
        return problem("review.bad_days", claim.where, found=text[:60])


def _unknown(claim: Claim, text: str, names: Spellings) -> Problem:
    return problem("review.unknown_name", claim.where, found=text[:60], nearest=names.nearest(text) or "-")
