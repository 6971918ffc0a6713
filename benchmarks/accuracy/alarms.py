"""`python -m benchmarks.accuracy.alarms [--worlds N] [--seed N]`: how often each alarm misses, and rings without cause.

Worlds are made of dated claims about two forces of one sponsor: two years of quarterly counts with errors and echoes,
and real withdrawals in half of them. Into a second lot one trick is put. An alarm misses where it is silent in a world
with its trick; it rings without cause in a world without any.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from exeunt.base.dates import Span
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Agreement
from exeunt.model.alarm import AlarmKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly
from exeunt.model.force import Force
from exeunt.model.source import Source, SourceClass
from exeunt.verdict.alarms import alarms

START, QUARTER, QUARTERS = date(2030, 1, 1), 91, 8
END = START + timedelta(days=QUARTER * QUARTERS)

World = list[Claim]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator = np.random.default_rng(arguments.seed)
    honest: Counter[str] = Counter()
    for _ in range(arguments.worlds):
        honest.update(_kinds(_world(generator)))
    print(f"{arguments.worlds} worlds of each sort, seed {arguments.seed}")
    for kind, trick in TRICKS.items():
        hits = sum(kind.value in _kinds(trick(_world(generator), generator)) for _ in range(arguments.worlds))
        missed, false = 1 - hits / arguments.worlds, honest[kind.value] / arguments.worlds
        print(f"{kind.value:<14} missed {missed:6.1%}   rings without cause {false:6.1%}")


def _case() -> Case:
    name = Name("x", "x")
    forces = tuple(Force(force, Name(force, force), "foreign force", "red", "patron") for force in ("guests", "heirs"))
    sources = tuple(
        Source(ident, name, kind, "B", "invented")
        for ident, kind in (("mission", SourceClass.MONITOR), ("watch", SourceClass.NGO), ("wire", SourceClass.MEDIA))
    )
    agreement = Agreement((Actor("red", name),), (), (Actor("patron", name),), (), (), ())
    return Case("world", name, name, START, END, agreement, forces, (), sources)


CASE = _case()


def _kinds(world: World) -> set[str]:
    return {alarm.kind.value for alarm in alarms(CASE, world, as_of=END)}


def _world(generator: np.random.Generator) -> World:
    """An honest world: counts by two sources each quarter with errors of a tenth, a steady or a falling stock."""
    stock, claims = float(generator.integers(400, 4000)), World()
    leaves = generator.random() < 0.5
    for quarter in range(QUARTERS):
        day = START + timedelta(days=quarter * QUARTER + int(generator.integers(0, 30)))
        for who in ("mission", "watch"):
            if generator.random() < 0.85:
                seen = round(stock * float(np.exp(0.1 * generator.standard_normal())))
                claims.append(_claim(len(claims), who, Kind.STOCK, seen, day))
        if generator.random() < 0.3 and claims:  # an echo of the last count
            last = claims[-1]
            claims.append(_claim(len(claims), "wire", last.kind, last.count.figure if last.count else 0,
                                 day + timedelta(days=9), origin=last.origin))  # fmt: skip
        if leaves:
            batch = round(stock * float(generator.uniform(0.05, 0.3)))
            claims.append(_claim(len(claims), "watch", Kind.DEPARTURE, batch, day + timedelta(days=40)))
            stock -= batch
        elif generator.random() < 0.3:  # sick leave, spare crews: ordinary arrivals
            claims.append(_claim(len(claims), "watch", Kind.ARRIVAL, round(0.05 * stock), day + timedelta(days=40)))
    if not any(claim.as_of.last and claim.as_of.last > END - timedelta(days=150) for claim in claims):
        claims.append(_claim(len(claims), "mission", Kind.STOCK, round(stock), END - timedelta(days=30)))
    return claims


def _claim(number: int, who: str, kind: Kind, count: float, day: date, **more: str) -> Claim:
    """A claim, numbered; `force` and `origin` may be given."""
    ident = f"c{number}-{day}"
    return Claim(
        id=ident,
        kind=kind,
        force_id=more.get("force", "guests"),
        count=exactly(count) if count else None,
        as_of=Span(day, day),
        known_on=day,
        source_id=who,
        origin=more.get("origin", ident),
    )


def _day(generator: np.random.Generator) -> date:
    return START + timedelta(days=int(generator.integers(100, 600)))


def _size(world: World) -> float:
    return max(claim.count.figure for claim in world if claim.count)


def _rotation(world: World, generator: np.random.Generator) -> World:
    day, size = _day(generator), round(_size(world) * float(generator.uniform(0.1, 0.3)))
    back = round(size * float(generator.uniform(0.7, 1.5)))
    later = day + timedelta(days=int(generator.integers(1, 35)))
    return [*world, _claim(900, "watch", Kind.DEPARTURE, size, day), _claim(901, "wire", Kind.ARRIVAL, back, later)]


def _substitution(world: World, generator: np.random.Generator) -> World:
    day, size = _day(generator), round(_size(world) * float(generator.uniform(0.3, 0.8)))
    later = day + timedelta(days=int(generator.integers(1, 100)))
    back = round(size * float(generator.uniform(0.4, 1.2)))
    out = _claim(900, "watch", Kind.DEPARTURE, size, day)
    return [*world, out, _claim(901, "watch", Kind.ARRIVAL, back, later, force="heirs")]


def _relocation(world: World, generator: np.random.Generator) -> World:
    day, size = _day(generator), round(_size(world) * 0.3)
    told = _claim(900, "wire", Kind.DEPARTURE, size, day)
    moved = _claim(901, "mission", Kind.RELOCATION, size, day + timedelta(days=int(generator.integers(0, 20))))
    return [*world, told, *([moved] if generator.random() < 0.9 else [])]  # sometimes nobody sees the move


def _influx(world: World, generator: np.random.Generator) -> World:
    size = round(_size(world) * float(generator.uniform(0.15, 0.6)))
    return [*world, _claim(900, "watch", Kind.ARRIVAL, size, _day(generator))]


def _repetition(world: World, generator: np.random.Generator) -> World:
    day, size = _day(generator), _size(world)
    move = _claim(901, "wire", Kind.DEPARTURE, round(size * 0.05), day + timedelta(days=30))
    again = day + timedelta(days=int(generator.integers(50, 120)))
    return [*world, _claim(900, "wire", Kind.STOCK, size, day), move, _claim(902, "wire", Kind.STOCK, size, again)]


def _doubling(world: World, generator: np.random.Generator) -> World:
    before = max((claim for claim in world if claim.kind is Kind.STOCK), key=lambda claim: claim.known_on)
    size = (before.count.figure if before.count else 1) * float(generator.uniform(1.9, 3.0))
    return [*world, _claim(900, "wire", Kind.STOCK, round(size), before.known_on + timedelta(days=20))]


def _silence(world: World, generator: np.random.Generator) -> World:
    last = START + timedelta(days=int(generator.integers(200, 560)))
    return [claim for claim in world if claim.known_on <= last]


TRICKS: dict[AlarmKind, Callable[[World, np.random.Generator], World]] = {
    AlarmKind.ROTATION: _rotation,
    AlarmKind.SUBSTITUTION: _substitution,
    AlarmKind.RELOCATION: _relocation,
    AlarmKind.INFLUX: _influx,
    AlarmKind.REPETITION: _repetition,
    AlarmKind.DOUBLING: _doubling,
    AlarmKind.SILENCE: _silence,
}

if __name__ == "__main__":
    main()
