"""Contingents that a bound need not tell apart: same side, role, threat, equipment, capability and load a head.

Whatever a real timetable does, the class can do too: it has every way of its members (or, where leaving later is no
advantage, the fastest to each exit), and one team accompanies as many as the largest batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from exeunt.model.proposal import Contingent, Instance

Way = tuple[str, int]


@dataclass(frozen=True, eq=False)
class Group:
    """A class: `mass` is its persons (or loads of equipment) and `unit` the largest batch, in the same measure.

    Per unit of mass: `heads` 1 or 0, `load` and `strength` as fractions. `ways` are (exit, days) with their sites.
    `lots_of` is the class that guards this equipment, at `guard` persons of it a unit of mass.
    """

    side: str
    role: int  # 1 on the line of contact, 2 rear, 0 equipment
    threat: bool
    mass: int
    unit: int
    heads: int
    load: Fraction
    strength: Fraction
    ways: dict[Way, frozenset[str]]
    members: tuple[int, ...]
    owns: bool = False
    lots_of: int = -1
    guard: Fraction = Fraction(0)


def mass_of(item: Contingent) -> int:
    """What a batch counts: persons, or loads for equipment (at least 1)."""
    return max(item.heads if item.heads and not item.equipment_of else item.load, 1)


def groups(instance: Instance, *, apart: bool = False) -> tuple[Group, ...]:
    """The classes of an instance; with `apart` every contingent is its own (the full programme)."""
    keys: dict[tuple[object, ...], list[int]] = {}
    owners = {item.equipment_of for item in instance.contingents if item.equipment_of}
    by_contingent: dict[str, tuple[object, ...]] = {}
    for number, item in enumerate(instance.contingents):
        if not item.equipment_of:
            by_contingent[item.id] = _key(item, item.id in owners, item.id if apart else "")
            keys.setdefault(by_contingent[item.id], []).append(number)
    for number, item in enumerate(instance.contingents):
        if item.equipment_of:
            key = (*_key(item, False, item.id if apart else ""), by_contingent[item.equipment_of])
            keys.setdefault(key, []).append(number)
    order: dict[object, int] = {key: place for place, key in enumerate(keys)}
    return tuple(_group(instance, numbers, order.get(key[-1], -1) if len(key) == 10 else -1, owners)
                 for key, numbers in keys.items())  # fmt: skip


def _key(item: Contingent, owns: bool, apart: str) -> tuple[object, ...]:
    mass = mass_of(item)
    role = 0 if item.equipment_of else 1 if item.contact else 2
    return (
        item.side, role, item.threat, owns, Fraction(item.heads, mass), Fraction(item.load, mass),
        item.capability / mass, bool(item.heads), apart,
    )  # fmt: skip


def _group(instance: Instance, numbers: list[int], lots_of: int, owners: set[str]) -> Group:
    items = [instance.contingents[number] for number in numbers]
    first, mass = items[0], mass_of(items[0])
    owns = first.id in owners
    ways = _ways(instance, items)
    # leaving later only helps the rear and those whose departure holds nobody up; they need the fastest way only
    if not (first.threat or first.contact or lots_of >= 0 or instance.windows):
        best: dict[str, int] = {}
        for exit_, days in ways:
            best[exit_] = min(days, best.get(exit_, days))
        ways = {(exit_, days): frozenset() for exit_, days in best.items()}
    guard = Fraction(0)
    for item in items if lots_of >= 0 else ():
        owner = instance.contingent_by_id[item.equipment_of]
        lots = sum(mass_of(other) * other.batches for other in instance.contingents if other.equipment_of == owner.id)
        guard = max(guard, Fraction(mass_of(owner) * owner.batches, lots))
    return Group(
        side=first.side, role=0 if first.equipment_of else 1 if first.contact else 2, threat=first.threat,
        mass=sum(mass_of(item) * item.batches for item in items), unit=max(mass_of(item) for item in items),
        heads=1 if first.heads and not first.equipment_of else 0, load=Fraction(first.load, mass),
        strength=first.capability / mass, ways=ways, members=tuple(numbers), owns=owns, lots_of=lots_of, guard=guard,
    )  # fmt: skip


def _ways(instance: Instance, items: list[Contingent]) -> dict[Way, frozenset[str]]:
    sites = {item.site for item in items}
    found: dict[Way, set[str]] = {}
    for route in instance.routes:
        if route.site in sites:
            found.setdefault((route.exit, route.days), set()).add(route.site)
    return {way: frozenset(at) for way, at in sorted(found.items())}


def strength_scale(found: tuple[Group, ...]) -> int:
    """A whole number that makes every strength a unit of mass whole."""
    return lcm(*(group.strength.denominator for group in found))
