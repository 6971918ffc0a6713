"""What sources say of a world: counts of stocks, tales of movements, running totals, rumours, and copies of all these.

Claims come as the rest of Exeunt knows them, with ids, in the order of the days they were known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from exeunt.base.dates import Precision, Span
from exeunt.claim.identity import identified
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.source import Source
from exeunt.simulation.cast import SIDES, TOTAL, VEHICLES, area_of, camps_of, day_of
from exeunt.simulation.chance import Chance, chance
from exeunt.simulation.draw import Drawn
from exeunt.simulation.figures import Voice, figure, voice_of, worded
from exeunt.simulation.procedure import Procedure
from exeunt.simulation.settings import reporting, worlds
from exeunt.simulation.told import tell
from exeunt.simulation.world import SINGLY, Act, Event, Ints

_KIND = {Act.ARRIVE: Kind.ARRIVAL, Act.LEAVE: Kind.DEPARTURE, Act.SHIFT: Kind.RELOCATION, Act.RELABEL: Kind.ARRIVAL}
_CHANCE = {Act.ARRIVE: "in", Act.LEAVE: "out", Act.SHIFT: "moved", Act.RELABEL: "moved"}
_MONTH = 30
_WORTH_TELLING = 10  # persons; fewer that trickle are not reported


@dataclass(frozen=True)
class Press:
    """One source in one world: its rates, how it speaks of each side, and its own chance."""

    source: Source
    voices: Mapping[str, Voice]
    drawn: Drawn
    chance: Chance
    density: float

    def row(self, side: str) -> Mapping[str, Any]:
        """The table of the source where it speaks of a side."""
        known = reporting()["source"]
        if self.source.side is None:
            return dict(known[self.source.id])
        return dict(known["party" if self.source.side == side else "enemy"])

    def voice(self, force: str) -> Voice:
        """How it speaks of a force; of a total, as of the first side."""
        return self.voices["north" if force == TOTAL else self.drawn.cast.side_of(force)]

    def days(self, rate: float) -> list[int]:
        """Days of so many statements a year, by Poisson's law."""
        length = self.drawn.world.length
        number = self.chance.poisson(rate * self.density * length / 365)
        return sorted(int(day) for day in self.chance.integers(1, length, size=number))


def claims_of(drawn: Drawn, procedure: Procedure) -> tuple[Claim, ...]:
    """Everything that is said of a world, with its labels, in the order in which it became known."""
    dice = chance(drawn.seed, drawn.number, "density")
    density = _density(dice)
    said: list[Claim] = []
    for source in drawn.cast.sources:
        press = _press(drawn, source, density)
        said += [*_stocks(press), *_movements(press), *_rumours(press)]
        said += _periodic(press) if source.id == "mission" else []
    said += tell(drawn, procedure)
    said = _labelled(said)
    copies = list(_copies(chance(drawn.seed, drawn.number, "copies"), said, drawn))
    return tuple(identified(claim) for claim in sorted((*said, *copies), key=lambda item: (item.known_on, item.label)))


def _density(dice: Chance) -> float:
    row = reporting()["density"]
    return float(dice.uniform(row["least"], row["most"]))


def _press(drawn: Drawn, source: Source, density: float) -> Press:
    dice = chance(drawn.seed, drawn.number, f"source {source.id}")
    voices = {
        side: voice_of(dice, source.id, source.reliability, partisan_of=source.side or "", side=side) for side in SIDES
    }
    return Press(source, voices, drawn, dice, density)


def _stocks(press: Press) -> Iterator[Claim]:
    """Counts of each force, of each of its camps, and of all forces together."""
    world, cast = press.drawn.world, press.drawn.cast
    for force in (plan.force for plan in press.drawn.plans):
        side = cast.side_of(force)
        seen, hidden = world.stock(force), world.stock(force, area_of(side))
        for day in press.days(press.row(side)["stock"]):
            yield from _stock(press, force, seen, hidden, day)
        for camp in camps_of(side):
            at_camp = world.stock(force, camp)
            if at_camp.any():
                for day in press.days(press.row(side)["site"]):
                    yield from _stock(press, force, at_camp, np.zeros_like(at_camp), day, (camp,))
    whole = np.sum([world.stock(force.id) for force in cast.contingents], axis=0)
    apart = np.sum([world.stock(force.id, area_of(cast.side_of(force.id))) for force in cast.contingents], axis=0)
    if press.source.side is None and cast.has(TOTAL):
        for day in press.days(press.row("north")["total"]):
            yield from _stock(press, TOTAL, whole, apart, day)


def _stock(
    press: Press, force: str, stock: Ints, hidden: Ints, day: int, sites: tuple[str, ...] = ()
) -> Iterator[Claim]:
    dice, table = press.chance, reporting()
    looked = day
    if dice.random() < table["stale"]["chance"]:
        looked = max(0, day - int(dice.exponential(table["stale"]["mean"])))
    unseen = 0 if dice.random() < table["hidden"]["stock"] else hidden[looked]
    count = figure(dice, float(stock[looked] - unseen), press.voice(force))
    if count:
        said = _said(press, Kind.STOCK, force, count, _span(dice, day))
        yield replace(said, site_ids=sites, place_text="; ".join(sites))


def _movements(press: Press) -> Iterator[Claim]:
    """Batches one by one; who trickles, by the month."""
    trickles: dict[tuple[str, int], int] = {}
    for event in press.drawn.world.events:
        if event.day == 0:
            continue
        if event.batch:
            yield from _batch(press, event)
        elif event.why != SINGLY and (event.act is Act.LEAVE or event.presented is Act.LEAVE):
            is_told = event.act is Act.LEAVE or _speaks_for(press, event.force)
            key = (event.force, event.day // _MONTH)
            trickles[key] = trickles.get(key, 0) + (event.told or event.persons if is_told else 0)
    for (force, month), persons in trickles.items():
        row = press.row(press.drawn.cast.side_of(force))
        if persons >= _WORTH_TELLING and press.chance.random() < row["out"] * press.density:
            count = figure(press.chance, persons, press.voice(force), none=False)
            last = min((month + 1) * _MONTH, press.drawn.world.length) - 1
            if count:
                yield _said(press, Kind.DEPARTURE, force, count, Span(day_of(month * _MONTH), day_of(last)))


def _batch(press: Press, event: Event) -> Iterator[Claim]:
    own = _speaks_for(press, event.force)
    act = event.presented if own and event.presented else event.act
    seen = press.row(press.drawn.cast.side_of(event.force))[_CHANCE[act]]
    if event.hidden:
        seen = 0.0 if own else seen * reporting()["hidden"]["movement"]
    if press.chance.random() >= seen * (1.0 if own else press.density**0.5):
        return
    persons = event.told if own and event.told else event.persons
    voice = press.voice(event.force)
    # who speaks of its own departures does not make them smaller than they are
    count = figure(press.chance, persons, replace(voice, lean=0.0) if own else voice, none=False)
    force = event.to if act is Act.RELABEL else event.force
    if count:
        early = int(press.chance.integers(0, 4))
        first, last = max(0, event.day - early), min(press.drawn.world.length - 1, event.day + (3 - early))
        wide = press.chance.random() < reporting()["days"]["span"]
        span = Span(day_of(first), day_of(last)) if wide else Span(day_of(event.day), day_of(event.day))
        yield _said(press, _KIND[act], force, count, span)


def _speaks_for(press: Press, force: str) -> bool:
    return press.source.side == press.drawn.cast.side_of(force)


def _rumours(press: Press) -> Iterator[Claim]:
    """Arrivals that never were."""
    row = reporting()["rumour"]
    for force in press.drawn.cast.contingents:
        adverse = press.source.side is not None and press.source.side != force.side
        rate = row["adverse"] if adverse else row["media"] if press.source.id == "paper" else 0.0
        for day in press.days(rate):
            count = worded(press.chance, float(np.exp(press.chance.normal(4.5, 0.8))))
            yield _said(press, Kind.ARRIVAL, force.id, count, _span(press.chance, day))


def _periodic(press: Press) -> Iterator[Claim]:
    """What the mission repeats: that nothing much has left, where it thinks so; how many have, since the signature."""
    row, signed = reporting()["no_change"], int(worlds()["time"]["signed"])
    world = press.drawn.world
    for force in press.drawn.cast.contingents:
        stock, gone = world.stock(force.id), world.out(force.id)
        counts_exits = press.chance.random() < 0.5 * press.density
        for day in range(signed + row["every"], world.length, row["every"]):
            start = max(float(stock[signed]), 1.0)
            spread = press.voice(force.id).spread
            now = float(stock[day]) * np.exp(spread * press.chance.standard_normal())
            days = Span(day_of(signed), day_of(day))
            if now >= (1 - row["tolerance"]) * start and press.chance.random() < press.density:
                yield _said(press, Kind.NO_CHANGE, force.id, None, days)
            total = float(gone[signed + 1 : day + 1].sum())
            if counts_exits and total >= _WORTH_TELLING:
                believed = round(total * np.exp(0.5 * spread * press.chance.standard_normal()))
                count = Count(Bound.EXACT, best=float(believed), words=f"{believed}")
                yield _said(press, Kind.CUMULATIVE_DEPARTURES, force.id, count, days)


def _copies(dice: Chance, said: Sequence[Claim], drawn: Drawn) -> Iterator[Claim]:
    """Figures said again by others, who say whose they are only half of the time."""
    row = reporting()["copy"]
    tellers = [source for source in drawn.cast.sources if source.id in ("wire", "paper", "observatory", "rumour")]
    for claim in said:
        if claim.count is None or claim.count.is_zero or dice.random() >= row["chance"]:
            continue
        teller = tellers[int(dice.integers(len(tellers)))]
        later = date.fromordinal(claim.known_on.toordinal() + int(dice.integers(1, row["days"] + 1)))
        lineage = f"repeat of {claim.label}" if dice.random() < row["named"] else ""
        if teller.id != claim.source_id:
            yield replace(
                claim, label=f"{claim.label}R", source_id=teller.id, source_text=teller.id, known_on=later,
                lineage=lineage, stance=Stance.ASSERTED,
            )  # fmt: skip


def _span(dice: Chance, day: int) -> Span:
    """The days that a figure is said of."""
    row, drawn = reporting()["days"], dice.random()
    if drawn < row["month"]:
        first = day_of(day).replace(day=1)
        return Span(first, day_of(day))
    return Span(day_of(max(0, day - (row["span_days"] if drawn < row["month"] + row["span"] else 0))), day_of(day))


def _said(press: Press, kind: Kind, force: str, count: Count | None, days: Span) -> Claim:
    """A claim of a source; it is known some days after the last day it speaks of."""
    last = days.last or day_of(0)
    known = date.fromordinal(last.toordinal() + int(press.chance.exponential(reporting()["late"]["mean"])))
    counted = replace(count, unit=VEHICLES) if count and force == VEHICLES else count
    return Claim(
        kind=kind,
        force_id=force,
        force_text=force,
        count=counted,
        count_text=counted.words if counted else "",
        as_of=days,
        known_on=known,
        known_precision=Precision.DAY,
        source_id=press.source.id,
        source_text=press.source.id,
    )


def _labelled(said: Sequence[Claim]) -> list[Claim]:
    """Numbered in the order in which they were known."""
    ordered = sorted(enumerate(said), key=lambda item: (item[1].known_on, item[0]))
    return [replace(claim, label=f"S{number:04d}") for number, (_, claim) in enumerate(ordered, start=1)]
