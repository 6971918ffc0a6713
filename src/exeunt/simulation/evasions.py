"""Evasions: a withdrawal as it was meant, turned into one that looks like it. One file, because they are read together.

Each takes the intents of a force and gives back others. What the bound party tells of an event stands in it
(`presented`, `hidden`, `told`); the persons move as they move, and nobody is made or lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from exeunt.simulation.cast import Cast, area_of, camps_of, length
from exeunt.simulation.chance import Chance
from exeunt.simulation.conduct import Plan, split
from exeunt.simulation.roll import Intent
from exeunt.simulation.settings import worlds
from exeunt.simulation.world import Act, Evasion


@dataclass(frozen=True, slots=True)
class Scheme:
    """Whose evasion it is, with its plan and the world's people."""

    plan: Plan
    cast: Cast

    @property
    def force(self) -> str:
        """The force that is to leave."""
        return self.plan.force

    @property
    def side(self) -> str:
        """The side that evades."""
        return self.cast.side_of(self.force)


Evade = Callable[[Chance, list[Intent], Scheme], list[Intent]]


def evade(chance: Chance, evasion: Evasion, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """The intents as they are under an evasion."""
    return EVASIONS[evasion](chance, intents, scheme)


def possible(cast: Cast, plan: Plan) -> tuple[Evasion, ...]:
    """Evasions that this force can try: relabelling needs a brother; all but an influx need somebody who leaves."""
    if plan.goes < 20:
        return (Evasion.INFLUX,)
    return tuple(item for item in Evasion if item is not Evasion.RELABELLING or cast.brother_of(plan.force))


def _is_withdrawal(intent: Intent) -> bool:
    return intent.why == "withdrawal"


def _rotation(chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """For who leaves others, or the same, come back by another crossing within a month."""
    row, found = worlds()["evasion"], list(intents)
    for intent in filter(_is_withdrawal, intents):
        back = round(intent.persons * chance.uniform(*row["rotation_back"]))
        day = intent.day + int(chance.integers(row["rotation_lag"][0], row["rotation_lag"][1] + 1))
        found += _hidden_arrival(chance, scheme, day, back, "rotation")
    return found


def _relabelling(_chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """They change their name and stay where they are; told as having left."""
    brother = scheme.cast.brother_of(scheme.force)
    return [
        replace(intent, act=Act.RELABEL, to=brother, presented=Act.LEAVE, why="relabelling")
        if _is_withdrawal(intent) else intent
        for intent in intents
    ]  # fmt: skip


def _hiding(_chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """They move to a place that nobody declared; told as having left."""
    area = area_of(scheme.side)
    return [
        replace(intent, act=Act.SHIFT, to=area, presented=Act.LEAVE, why="hiding") if _is_withdrawal(intent) else intent
        for intent in intents
    ]


def _return(chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """They really leave, and come back weeks later in small groups by another crossing."""
    row, out = worlds()["evasion"], [intent for intent in intents if _is_withdrawal(intent)]
    back = round(sum(intent.persons for intent in out) * chance.uniform(*row["return_share"]))
    last = max((intent.day for intent in out), default=0)
    found = list(intents)
    for part in split(chance, back, int(chance.integers(row["return_groups"][0], row["return_groups"][1] + 1))):
        found += _hidden_arrival(chance, scheme, last + int(chance.integers(*row["return_lag"])), part, "return")
    return found


def _padding(chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """More leave by what is told than really do: the declared strength had men on paper (see `padded_strength`)."""
    paper = padding_of(chance) * scheme.plan.strength
    out = sum(intent.persons for intent in intents if _is_withdrawal(intent))
    return [
        replace(intent, told=intent.persons + round(paper * intent.persons / max(out, 1)))
        if _is_withdrawal(intent) else intent
        for intent in intents
    ]  # fmt: skip


def padding_of(chance: Chance) -> float:
    """How many there are on paper, as a share of the real strength."""
    return float(chance.uniform(*worlds()["evasion"]["padding"]))


def _influx(chance: Chance, intents: list[Intent], scheme: Scheme) -> list[Intent]:
    """A few more every week, told by nobody who is bound."""
    row = worlds()["evasion"]
    days = int(chance.integers(row["influx_days"][0], row["influx_days"][1] + 1))
    first = int(chance.integers(worlds()["time"]["signed"] + 5, length() - days - 5))
    weeks = range(first, first + days, 7)
    parts = split(chance, round(scheme.plan.strength * chance.uniform(*row["influx_share"])), len(weeks))
    found = list(intents)
    for week, part in zip(weeks, parts, strict=True):
        found += _hidden_arrival(chance, scheme, week + int(chance.integers(0, 7)), part, "influx")
    return found


def _hidden_arrival(chance: Chance, scheme: Scheme, day: int, persons: int, why: str) -> list[Intent]:
    if persons < 1 or day >= length():
        return []
    place = str(chance.choice(camps_of(scheme.side)))
    again = why in ("rotation", "return")
    return [
        Intent(
            day=day, act=Act.ARRIVE, force=scheme.force, persons=persons, place=place, hidden=True, again=again, why=why
        )
    ]


EVASIONS: Mapping[Evasion, Evade] = {
    Evasion.ROTATION: _rotation,
    Evasion.RELABELLING: _relabelling,
    Evasion.HIDING: _hiding,
    Evasion.RETURN: _return,
    Evasion.PADDING: _padding,
    Evasion.INFLUX: _influx,
}
