"""What is to be done beside moving: monitors, a counted baseline, declarations, notices, access. Drawn, as truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exeunt.simulation.cast import SIDES, Cast, camps_of, length
from exeunt.simulation.chance import Chance
from exeunt.simulation.settings import worlds
from exeunt.simulation.world import Event, World


@dataclass(frozen=True, slots=True)
class Visit:
    """The mission asks to see a camp; `admitted` is the day it is let in, None where it never is."""

    day: int
    site: str
    side: str
    admitted: int | None

    @property
    def refused(self) -> bool:
        """Whether it was turned away on the day."""
        return self.admitted != self.day


@dataclass(frozen=True)
class Procedure:
    """Days on which it was done, None where it never was. `notices`: for each announced event the day of its notice."""

    monitors: int | None
    baseline: int | None
    declared: Mapping[str, int | None]
    notices: Mapping[Event, int]
    visits: tuple[Visit, ...]


def draw_procedure(chance: Chance, cast: Cast, world: World) -> Procedure:
    """The procedure of a world."""
    row = worlds()["procedure"]
    monitors = _day(chance, row["monitors"])
    visits: list[Visit] = []
    notices: dict[Event, int] = {}
    declared = {}
    for side in SIDES:
        declared[side] = _day(chance, row["declaration"])
        visits += _visits(chance, side, monitors, row)
        notices |= _notices(chance, side, cast, world, row)
    return Procedure(monitors, _day(chance, row["baseline"]), declared, notices, tuple(visits))


def is_notifiable(event: Event) -> bool:
    """A movement of a batch, after the signature."""
    return event.batch and event.day > worlds()["time"]["signed"] and event.persons > 0


def _day(chance: Chance, row: Mapping[str, Any]) -> int | None:
    day = int(worlds()["time"]["signed"] + chance.integers(row["days"][0], row["days"][1] + 1))
    return None if chance.random() < row["never"] else day


def _notices(chance: Chance, side: str, cast: Cast, world: World, row: Mapping[str, Any]) -> dict[Event, int]:
    habit = str(chance.choice(list(row["notice_habits"]), p=list(row["notice_habits"].values())))
    ahead = int(chance.integers(row["notice_days"][0], row["notice_days"][1] + 1))
    given = {"always": 1.0, "mostly": row["notice_mostly"], "never": 0.0}[habit]
    found = {}
    for event in world.events:
        if is_notifiable(event) and not event.hidden and cast.side_of(event.force) == side and chance.random() < given:
            # a notice of a habit comes some days more or less ahead
            found[event] = event.day - max(1, ahead + int(chance.integers(-2, 6)))
    return found


def _visits(chance: Chance, side: str, monitors: int | None, row: Mapping[str, Any]) -> list[Visit]:
    if monitors is None:
        return []
    habit = str(chance.choice(list(row["refusals"]), p=list(row["refusals"].values())))
    days = chance.integers(monitors, length(), size=chance.poisson(row["visits_a_year"] * (length() - monitors) / 365))
    found = []
    for day in sorted(int(day) for day in days):
        admitted: int | None = day
        if chance.random() < row["refused"][habit]:
            never = chance.random() < row["lifted"]["never"]
            admitted = None if never else day + int(chance.integers(*row["lifted"]["days"]))
        found.append(Visit(day, str(chance.choice(camps_of(side))), side, admitted))
    return found
