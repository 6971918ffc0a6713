"""Ids: each is there once, and each that is named exists. What cannot be found is reported and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from exeunt.base.problem import Problem, problem
from exeunt.case.schema import Entry
from exeunt.case.shape import Placed, nearest

# what may be named by id, with the problem of naming one that is not there
_UNKNOWN = {
    "actor": "case.unknown_actor",
    "side": "case.unknown_side",
    "sponsor": "case.unknown_sponsor",
    "text": "case.unknown_text",
    "clause": "case.unknown_clause",
    "definition": "case.unknown_definition",
    "phase": "case.unknown_phase",
    "obligation": "case.unknown_obligation",
    "force": "case.unknown_force",
    "site": "case.unknown_site",
    "region": "case.unknown_region",
    "source": "case.unknown_source",
}


def unique(entries: Sequence[Placed[Entry]], problems: list[Problem]) -> list[Placed[Entry]]:
    """The entries without those whose id an earlier one of the same list has."""
    first: dict[str, Placed[Entry]] = {}
    for entry in entries:
        name = id_of(entry)
        if name in first:
            problems.append(
                problem("case.duplicate_id", entry.where("id"), id=name, first=first[name].where("id").line)
            )
        else:
            first[name] = entry
    return list(first.values())


def id_of(entry: Placed[Entry]) -> str:
    """The id of an entry of any list."""
    return str(getattr(entry.value, "id", ""))


class References:
    """Looks up ids that entries name. Each kind of thing (force, site, clause ...) has its own ids."""

    def __init__(self, known: Mapping[str, Iterable[str]], faulty: set[str], problems: list[Problem]) -> None:
        self._known = {kind: frozenset(ids) for kind, ids in known.items()}
        self._faulty = faulty
        self._problems = problems

    def one(self, entry: Placed[Entry], key: str, kind: str) -> str | None:
        """The id under a key, or None where there is none or nothing of the kind has it."""
        name = getattr(entry.value, key)
        return name if name is not None and self._exists(entry, (key,), name, kind) else None

    def many(self, entry: Placed[Entry], key: str, kind: str) -> tuple[str, ...]:
        """The ids of the list under a key that something of the kind has, each once."""
        names: Sequence[str] = getattr(entry.value, key)
        found = [name for place, name in enumerate(names) if self._exists(entry, (key, place), name, kind)]
        return tuple(dict.fromkeys(found))

    def _exists(self, entry: Placed[Entry], path: tuple[str | int, ...], name: str, kind: str) -> bool:
        known = self._known[kind]
        if name in known:
            return True
        if name in self._faulty:
            return False  # it is there, but was left out for a problem of its own
        near = nearest(name, sorted(known))
        owner = id_of(entry)
        self._problems.append(problem(_UNKNOWN[kind], entry.where(*path), id=name, owner=owner, nearest=near or "-"))
        return False
