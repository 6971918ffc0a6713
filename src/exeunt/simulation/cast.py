"""Who and where: the sides, sponsors, forces, camps and sources of every simulated world. All of it is invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from exeunt.model.actor import Actor, Name
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass
from exeunt.simulation.chance import Chance
from exeunt.simulation.settings import reporting, worlds

FIRST_DAY = date(2020, 1, 1)
SIDES = {"north": "الشمال", "south": "الجنوب"}
SPONSORS = {"north": "aria", "south": "boreal"}
TOTAL = "all-foreign"
VEHICLES = "vehicles"
HOST = "host"

_FORCES = {  # id: side, kind, English, Arabic
    "brigade": ("north", "foreign force", "the brigade", "اللواء"),
    "guards": ("north", "mercenary", "the guards", "الحرس"),
    "legion": ("south", "mercenary", "the legion", "الفيلق"),
    "advisers": ("south", "foreign force", "the advisers", "المستشارون"),
}
_CAMPS = {"north": ("n-base", "n-camp", "n-fort"), "south": ("s-base", "s-camp", "s-fort")}
_AREAS = {"north": "n-hills", "south": "s-hills"}
_PLACE_ARABIC = {"base": "قاعدة", "camp": "معسكر", "fort": "حصن", "hills": "تلال"}


@dataclass(frozen=True)
class Cast:
    """The forces of one world and the sources with the grades that they have in it."""

    forces: tuple[Force, ...]
    sources: tuple[Source, ...]

    def has(self, force: str) -> bool:
        """Whether the world has such a force."""
        return any(item.id == force for item in self.forces)

    @property
    def contingents(self) -> tuple[Force, ...]:
        """Forces of persons that are no total."""
        return tuple(force for force in self.forces if not force.is_total and force.id != VEHICLES)

    def side_of(self, force: str) -> str:
        """The side of a force."""
        return next(item.side or "" for item in self.forces if item.id == force)

    def enemy_of(self, force: str) -> str:
        """A force of the other side."""
        return next(item.id for item in self.contingents if item.side != self.side_of(force))

    def brother_of(self, force: str) -> str:
        """The other force of the same sponsor; empty where the world has none."""
        side = self.side_of(force)
        return next((item.id for item in self.contingents if item.side == side and item.id != force), "")


def cast_of(chance: Chance) -> Cast:
    """One force on each side, or two; and sources with grades as their role has them."""
    leading = ["brigade", "legion"]
    row = worlds()["cast"]
    seconds = [force for force in ("guards", "advisers") if chance.random() < row["second_force"]]
    named = [force for force in _FORCES if force in (*leading, *seconds)]
    forces = [_force(ident) for ident in named]
    if chance.random() < row["vehicles"]:
        name = Name("armoured vehicles", "المركبات المدرعة")
        forces.append(Force(VEHICLES, name, "foreign force", "north", "aria", (), VEHICLES))
    if chance.random() < row["total"]:
        forces.append(
            Force(TOTAL, Name("all foreign forces", "جميع القوات الأجنبية"), "foreign force", members=tuple(named))
        )
    return Cast(tuple(forces), tuple(_sources(chance)))


def party_of(side: str) -> str:
    """The party that speaks for a side; its source has the same id."""
    return f"{side}-government"


def camps_of(side: str) -> tuple[str, ...]:
    """The declared camps of a side."""
    return _CAMPS[side]


def area_of(side: str) -> str:
    """Where a side may hide people: a place that nobody declared."""
    return _AREAS[side]


@cache
def sites() -> tuple[Site, ...]:
    """Every place; positions are in the open sea on purpose."""
    found = [Site(HOST, Name("the host", "الدولة المضيفة"), SiteKind.HOST, None, None, "invented")]
    for number, side in enumerate(SIDES):
        for place, ident in enumerate((*_CAMPS[side], _AREAS[side])):
            english = ident.split("-")[1]
            kind = SiteKind.TOWN if ident == _AREAS[side] else SiteKind.CAMP
            name = Name(f"{side}ern {english}", f"{_PLACE_ARABIC[english]} {SIDES[side]}")
            found.append(Site(ident, name, kind, -40.0 - number, -20.0 - place, "invented", side))
    return tuple(found)


def lead_of(side: str) -> str:
    """The force that every world has on a side."""
    return {"north": "brigade", "south": "legion"}[side]


def actors(names: Iterable[str]) -> tuple[Actor, ...]:
    """Sides, or the parties and sponsors called after them."""
    words = {
        **{side: (f"the {side}ern side", f"جانب {arabic}") for side, arabic in SIDES.items()},
        **{party_of(side): (f"{side}ern government", f"حكومة {arabic}") for side, arabic in SIDES.items()},
        "aria": ("Aria", "أريا"),
        "boreal": ("Boreal", "بوريال"),
    }
    return tuple(Actor(ident, Name(*words[ident])) for ident in names)


def day_of(offset: int) -> date:
    """The date of a day that is numbered from the first."""
    return FIRST_DAY + timedelta(days=offset)


def length() -> int:
    """How many days a world has."""
    return int(worlds()["time"]["days"])


def _force(ident: str) -> Force:
    side, kind, english, arabic = _FORCES[ident]
    return Force(ident, Name(english, arabic), kind, side, SPONSORS[side])


_SOURCE_NAMES = {
    "mission": ("the mission", "البعثة"),
    "relief": ("the relief agency", "وكالة الإغاثة"),
    "observatory": ("the observatory", "المرصد"),
    "wire": ("the wire agency", "وكالة الأنباء"),
    "paper": ("the paper", "الصحيفة"),
    "neighbour": ("the neighbouring state", "الدولة المجاورة"),
    "rumour": ("unnamed officials", "مسؤولون لم يُسمّوا"),
}


def _sources(chance: Chance) -> list[Source]:
    found = []
    for ident, names in _SOURCE_NAMES.items():
        row = reporting()["source"][ident]
        grade = str(chance.choice(list(row["grades"])))
        found.append(Source(ident, Name(*names), SourceClass(row["class"]), grade, row["reason"]))
    row = reporting()["source"]["party"]
    for side, arabic in SIDES.items():
        name = Name(f"{side}ern government", f"حكومة {arabic}")
        found.append(Source(party_of(side), name, SourceClass.PARTY, "D", row["reason"], side))
    return found
