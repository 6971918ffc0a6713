"""Rival readings of a clause, and amendments: what each changes in its obligation, with every id looked up."""

from __future__ import annotations

from exeunt.base.problem import Problem, problem
from exeunt.case.references import References
from exeunt.case.schema import ChangesEntry, ObligationEntry
from exeunt.case.shape import Placed
from exeunt.model.actor import Name
from exeunt.model.agreement import Reading

_PLAIN = ("quantity", "share", "baseline", "baseline_day", "start", "deadline", "grace_days", "tolerance")


def readings(entry: Placed[ObligationEntry], references: References, problems: list[Problem]) -> tuple[Reading, ...]:
    """The readings of an obligation. One that changes nothing, or whose id is taken, is reported and left out."""
    kept: dict[str, Reading] = {}
    for place, given in enumerate(entry.value.readings):
        node = entry.node.at("readings", place)
        if node is None:
            continue
        placed = Placed(given, node)
        changes = changes_of(placed, references)
        where = placed.where("id")
        if given.id in kept:
            problems.append(problem("case.duplicate_reading", where, id=given.id, owner=entry.value.id))
        elif changes:
            says = Name(given.says.en, given.says.ar, tuple(given.says.aliases))
            kept[given.id] = Reading(given.id, says, changes, given.url)
        else:
            problems.append(problem("case.reading_changes_nothing", where, id=given.id, owner=entry.value.id))
    return tuple(kept.values())


def changes_of(entry: Placed[ChangesEntry], references: References) -> tuple[tuple[str, object], ...]:
    """The fields that are stated, with their values; a field that is left out is as in the obligation."""
    given = entry.value
    changes: dict[str, object] = {key: getattr(given, key) for key in _PLAIN}
    changes["force"] = references.one(entry, "force", "force")
    for key, kind in (("actors", "actor"), ("sites", "site")):
        changes[key] = (references.many(entry, key, kind) or None) if getattr(given, key) is not None else None
    return tuple((key, value) for key, value in sorted(changes.items()) if value is not None)
