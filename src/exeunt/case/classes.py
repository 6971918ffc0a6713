"""Classes as the texts name them, with their readings, and the phases of a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exeunt.base.problem import Problem, problem
from exeunt.case.references import References
from exeunt.case.schema import ClassReadingEntry, DefinitionEntry, NameEntry, PhaseEntry
from exeunt.case.shape import Placed
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, ClassReading, Definition, Obligation, Phase, Reading
from exeunt.model.force import Force


def definition(entry: Placed[DefinitionEntry], references: References, problems: list[Problem]) -> Definition:
    """A class with its readings; a reading that counts nobody in, or whose id is taken, is left out."""
    given = entry.value
    kept: dict[str, ClassReading] = {}
    for place, item in enumerate(given.readings):
        node = entry.node.at("readings", place)
        if node is None:
            continue
        placed: Placed[ClassReadingEntry] = Placed(item, node)
        counts = references.many(placed, "counts", "force")
        if item.id in kept:
            problems.append(problem("case.duplicate_reading", placed.where("id"), id=item.id, owner=given.id))
        elif counts:
            kept[item.id] = ClassReading(item.id, _name(item.says), counts, url=item.url)
    return Definition(
        id=given.id,
        term=_name(given.term),
        clause=references.one(entry, "clause", "clause"),
        used_in=references.many(entry, "used_in", "clause"),
        readings=tuple(kept.values()),
    )


def phase(entry: Placed[PhaseEntry], references: References) -> Phase:
    """A phase; its days are told later, once everything they may be told by is there."""
    given = entry.value
    return Phase(
        id=given.id,
        name=_name(given.name),
        clause=references.one(entry, "clause", "clause"),
        start_rule=given.start,
        end_rule=given.end,
        gates=references.many(entry, "gates", "obligation"),
    )


def with_classes(agreement: Agreement, forces: Sequence[Force]) -> tuple[Agreement, tuple[Force, ...]]:
    """The agreement with each reading of a class as a reading of its obligations, and the totals that this takes.

    A reading that counts several forces in is the total over exactly these; where the case has none, one is made.
    """
    totals = {frozenset(force.members): force.id for force in forces if force.members}
    made: list[Force] = []
    definitions = []
    for item in agreement.definitions:
        read = []
        for reading in item.readings:
            found = reading.counts[0] if len(reading.counts) == 1 else totals.get(frozenset(reading.counts))
            if found is None:
                total = _total(item, reading, forces)
                found = totals[frozenset(reading.counts)] = total.id
                made.append(total)
            read.append(replace(reading, force=found))
        definitions.append(replace(item, readings=tuple(read)))
    by_id = {item.id: item for item in definitions}
    obligations = tuple(_with_readings(item, by_id.get(item.definition or "")) for item in agreement.obligations)
    return replace(agreement, definitions=tuple(definitions), obligations=obligations), (*forces, *made)


def _total(item: Definition, reading: ClassReading, forces: Sequence[Force]) -> Force:
    members = [force for force in forces if force.id in reading.counts]
    kinds = {force.kind for force in members}
    name = Name(f"{item.term.en}: {reading.says.en}", f"{item.term.ar}: {reading.says.ar}" if reading.says.ar else "")
    return Force(
        id=f"{item.id}.{reading.id}",
        name=name,
        kind=kinds.pop() if len(kinds) == 1 else "foreign force",
        members=reading.counts,
        unit=members[0].unit if members else "persons",
    )


def _with_readings(obligation: Obligation, item: Definition | None) -> Obligation:
    """The obligation with the readings of its class that count in another force than it does itself."""
    if item is None:
        return obligation
    taken = {reading.id for reading in obligation.readings}
    added = tuple(
        Reading(reading.id, reading.says, (("force", reading.force),), reading.url)
        for reading in item.readings
        if reading.force != obligation.force and reading.id not in taken
    )
    return replace(obligation, readings=(*obligation.readings, *added))


def _name(entry: NameEntry) -> Name:
    return Name(entry.en, entry.ar, tuple(entry.aliases))
