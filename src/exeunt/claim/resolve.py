"""Names in claims to the ids of a case, through every spelling that the case gives: exact once folded, else None.

A name is never resolved by likeness: a near name is offered to people as a question, not taken as an answer. Nor is a
name that two things share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

from exeunt.base.text import folded
from exeunt.model.actor import Name
from exeunt.model.case import Case
from exeunt.model.place import SiteKind

_BETWEEN_PLACES = re.compile(r"\s*[;,،؛]\s*|\s+(?:and|et|و)\s+")


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Name: ...


class Spellings:
    """Ids by spelling, for things of one kind."""

    def __init__(self, things: Iterable[_Named]) -> None:
        self._ids: set[str] = set()
        self._by_spelling: dict[str, str | None] = {}
        for thing in things:
            self._ids.add(thing.id)
            for spelling in (thing.id, *thing.name.all):
                key = folded(spelling)
                owner = self._by_spelling.setdefault(key, thing.id)
                if owner != thing.id:
                    self._by_spelling[key] = None  # shared by two: the case has a problem that says so
        self._by_spelling.pop("", None)

    def id_of(self, *texts: str) -> str | None:
        """The id that the first text to name one names, or None."""
        for text in texts:
            stripped = text.strip()
            found = stripped if stripped in self._ids else self._by_spelling.get(folded(stripped))
            if found:
                return found
        return None

    def nearest(self, text: str) -> str:
        """The id of the spelling most like the text, to offer to a person; empty where none is near."""
        found = process.extractOne(folded(text), list(self._by_spelling), scorer=fuzz.ratio, score_cutoff=75)
        return (self._by_spelling[found[0]] or "") if found else ""


@dataclass(frozen=True, slots=True)
class Places:
    """What a cell of places names: sites by id, and the parts that no site is called."""

    site_ids: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


class Resolver:
    """The names of one case."""

    def __init__(self, case: Case) -> None:
        self.forces = Spellings(case.forces)
        self.sites = Spellings(case.sites)
        self.sources = Spellings(case.sources)
        self.sides = Spellings(case.agreement.sides)
        self.sponsors = Spellings(case.agreement.sponsors)
        hosts = (case.host, *(site.name for site in case.sites if site.kind is SiteKind.HOST))
        self.host_names = frozenset(folded(spelling) for name in hosts for spelling in name.all)

    def places(self, cell: str) -> Places:
        """Several places apart by comma, semicolon or `and`. The host alone is no site: the claim is of all of it."""
        whole = self._place(cell)
        parts: Sequence[str] = [cell] if whole is not None else [part for part in _BETWEEN_PLACES.split(cell) if part]
        found = [(part, self._place(part)) for part in parts]
        return Places(
            site_ids=tuple(dict.fromkeys(site for _, site in found if site)),
            unresolved=tuple(part for part, site in found if site is None),
        )

    def _place(self, text: str) -> str | None:
        """The id of a site; empty for the host; None for what is not known."""
        if not text.strip():
            return ""
        site = self.sites.id_of(text)
        if site is None and folded(text) in self.host_names:
            return ""
        return site
