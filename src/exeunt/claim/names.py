"""The names of a case as a trie, and the one place where words of a text become ids of the case.

An id is given on an exact match of a folded name or alias only; what is not found keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from exeunt.base.text import folded
from exeunt.claim.pack import Node, add_keys, words_of
from exeunt.claim.token import tokenise
from exeunt.model.actor import Name
from exeunt.model.case import Case
from exeunt.model.place import SiteKind

_NO_ABBREVIATIONS: frozenset[str] = frozenset()
_ARTICLES = frozenset({"al", "el", "the"})
_SHORTEST = 3  # a shorter alias ("GNU", "UN") is looked for only with its own capitals, by whole words


@dataclass(frozen=True, slots=True)
class Names:
    """What a case is called in texts. `trie` finds forces, sites and actors; the mappings resolve whole names."""

    trie: Node
    forces: dict[str, str]
    sites: dict[str, str]
    sources: dict[str, str]
    sides: dict[str, str]
    sponsors: dict[str, str]
    host: str
    host_names: frozenset[str]
    all_foreign: str | None
    """The total that stands for all foreign forces, where a case has one."""
    words: frozenset[str] = frozenset()
    """Every word of a name, as keys."""

    def force(self, *spellings: str) -> str | None:
        """The id of a force by any of several spellings."""
        return _first(self.forces, spellings)

    def sponsor(self, state: str) -> str:
        """The id of a sponsor by its state, or the state itself where the case has no such sponsor."""
        return self.sponsors.get(folded(state), state)

    def site(self, *spellings: str) -> str | None:
        """The id of a site by any of several spellings."""
        return _first(self.sites, spellings)

    def source(self, *spellings: str) -> str | None:
        """The id of a source by any of several spellings."""
        return _first(self.sources, tuple(variant for spelling in spellings for variant in _variants(spelling)))


_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")


def _variants(spelling: str) -> tuple[str, ...]:
    """A speaker as worded, without the dots of U.N., by the short form in brackets, and without it."""
    plain = spelling.replace(".", "")
    short = _BRACKETS.search(spelling)
    return (spelling, plain, *((short[1], _BRACKETS.sub(" ", spelling)) if short else ()))


def _first(table: dict[str, str], spellings: tuple[str, ...]) -> str | None:
    return next((table[key] for spelling in spellings if (key := folded(spelling)) in table), None)


_LAST: list[tuple[Case, Names]] = []


def names_of(case: Case) -> Names:
    """The names of a case; those of the last case asked for are kept, since a run reads many documents of one case."""
    if _LAST and _LAST[0][0] is case:
        return _LAST[0][1]
    names = _read(case)
    _LAST[:] = [(case, names)]
    return names


def _read(case: Case) -> Names:
    trie: Node = {}
    hosts = [site for site in case.sites if site.kind is SiteKind.HOST]
    for force in case.forces:
        _add(trie, force.name, "force", force.id)
    for site in case.sites:
        _add(trie, site.name, "site", site.id)
    agreement = case.agreement
    for side in agreement.sides:
        _add(trie, side.name, "side", side.id)
    names = (case.host, *(site.name for site in hosts))
    return Names(
        trie,
        forces=_table((force.id, force.name) for force in case.forces),
        sites=_table((site.id, site.name) for site in case.sites),
        sources=_table((source.id, source.name) for source in case.sources),
        sides=_table((side.id, side.name) for side in agreement.sides),
        sponsors=_table((actor.id, actor.name) for actor in agreement.sponsors),
        host=case.host.en,
        host_names=frozenset(folded(spelling) for name in names for spelling in name.all),
        all_foreign=_all_foreign(case),
        words=words_of(trie),
    )


def _all_foreign(case: Case) -> str | None:
    """The total with the most members, when no other has as many."""
    totals = sorted((force for force in case.forces if force.is_total), key=lambda force: -len(force.members))
    if not totals or (len(totals) > 1 and len(totals[0].members) == len(totals[1].members)):
        return None
    return totals[0].id


def _table(pairs: Iterable[tuple[str, Name]]) -> dict[str, str]:
    """Ids by folded spelling. A spelling that two things share names neither."""
    table: dict[str, str] = {}
    shared: set[str] = set()
    for identity, name in pairs:
        for key in {folded(spelling) for spelling in (identity, *name.all)}:
            if table.setdefault(key, identity) != identity:
                shared.add(key)
    return {key: identity for key, identity in table.items() if key and key not in shared}


def _add(trie: Node, name: Name, family: str, identity: str) -> None:
    for spelling in name.all:
        keys = _keys(spelling)
        if not keys or max(len(key) for key in keys) < _SHORTEST:
            continue
        add_keys(trie, keys, family, identity)
        if keys[0] in _ARTICLES and len(keys) > 1 and len(keys[1]) >= 4:
            add_keys(trie, keys[1:], family, identity)


@lru_cache(maxsize=4096)
def _keys(spelling: str) -> tuple[str, ...]:
    """The keys of a name; an Arabic article is left off each word, since texts are read with it cut off."""
    keys = (key for key in tokenise(spelling, 0, _NO_ABBREVIATIONS).keys if key not in {"-", ",", "(", ")"})
    return tuple(key[2:] if key.startswith("ال") and len(key) > 4 else key for key in keys)
