"""The names of a case as a trie, so that a text is searched for all of them at once, and their ids by `resolve.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from exeunt.claim.pack import Node, add_keys, words_of
from exeunt.claim.resolve import Resolver
from exeunt.claim.token import tokenise
from exeunt.model.actor import Name
from exeunt.model.case import Case

_NO_ABBREVIATIONS: frozenset[str] = frozenset()
_ARTICLES = frozenset({"al", "el", "the"})
_SHORTEST = 3  # a shorter alias ("GNU", "UN") is looked for only with its own capitals, by whole words


@dataclass(frozen=True, slots=True)
class Names:
    """What a case is called in texts. `trie` finds forces, sites and sides; `known` resolves whole names."""

    trie: Node
    known: Resolver
    host: str
    all_foreign: str | None
    """The total that stands for all foreign forces, where a case has one."""
    words: frozenset[str] = frozenset()
    """Every word of a name, as keys."""

    @property
    def host_names(self) -> frozenset[str]:
        """The spellings of the host, folded."""
        return self.known.host_names

    def force(self, *spellings: str) -> str | None:
        """The id of a force by any of several spellings."""
        return self.known.forces.id_of(*spellings)

    def sponsor(self, state: str) -> str:
        """The id of a sponsor by its state, or the state itself where the case has no such sponsor."""
        return self.known.sponsors.id_of(state) or state

    def site(self, *spellings: str) -> str | None:
        """The id of a site by any of several spellings."""
        return self.known.sites.id_of(*spellings)

    def source(self, *spellings: str) -> str | None:
        """The id of a source by any of several spellings."""
        return self.known.sources.id_of(*(variant for spelling in spellings for variant in _variants(spelling)))


_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")


def _variants(spelling: str) -> tuple[str, ...]:
    """A speaker as worded, without the dots of U.N., by the short form in brackets, and without it."""
    plain = spelling.replace(".", "")
    short = _BRACKETS.search(spelling)
    return (spelling, plain, *((short[1], _BRACKETS.sub(" ", spelling)) if short else ()))


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
    for force in case.forces:
        _add(trie, force.name, "force", force.id)
    for site in case.sites:
        _add(trie, site.name, "site", site.id)
    for side in case.agreement.sides:
        _add(trie, side.name, "side", side.id)
    return Names(trie, Resolver(case), case.host.en, _all_foreign(case), words_of(trie))


def _all_foreign(case: Case) -> str | None:
    """The total with the most members, when no other has as many."""
    totals = sorted((force for force in case.forces if force.is_total), key=lambda force: -len(force.members))
    if not totals or (len(totals) > 1 and len(totals[0].members) == len(totals[1].members)):
        return None
    return totals[0].id


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
