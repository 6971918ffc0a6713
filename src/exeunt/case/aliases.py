"""Names that would be taken for two things: one spelling, once folded, for two forces, sites, sources or actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exeunt.base.problem import Problem, Where, problem
from exeunt.base.text import folded
from exeunt.case.references import id_of
from exeunt.case.schema import Entry
from exeunt.case.shape import Placed

# parties, sides and sponsors may be one and the same actor in several roles, so each list is looked at alone
_LISTS = ("parties", "sides", "sponsors", "forces", "sites", "sources")


def ambiguous_names(lists: Mapping[str, Sequence[Placed[Entry]]]) -> list[Problem]:
    """A problem for each name that a second thing of the same list has too."""
    return [found for key in _LISTS for found in _ambiguous(lists[key])]


def _ambiguous(entries: Sequence[Placed[Entry]]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for entry in entries:
        owner = id_of(entry)
        for spelling, where in _spellings(entry):
            key = folded(spelling)
            first = owners.setdefault(key, owner) if key else owner
            if first != owner:
                yield problem("case.ambiguous_name", where, name=spelling, id=owner, other=first)


def _spellings(entry: Placed[Entry]) -> Iterator[tuple[str, Where]]:
    name = getattr(entry.value, "name")  # noqa: B009  (every entry of these lists has one)
    yield id_of(entry), entry.where("id")
    yield name.en, entry.where("name", "en")
    if name.ar:
        yield name.ar, entry.where("name", "ar")
    for place, alias in enumerate(name.aliases):
        yield alias, entry.where("name", "aliases", place)
