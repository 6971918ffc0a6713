"""Made-up instances of five sizes from a seed: the frozen suite is `generate(size, seed)` for `SUITE`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from random import Random

from exeunt.model.actor import Name
from exeunt.model.proposal import Contingent, Exit, Instance, Route, Rules, TeamStep

MONITORS_FROM = 14
RAMP_DAYS = 20
SIDES = ("west", "east")


@dataclass(frozen=True, slots=True)
class Size:
    """How big: contingents, exits, deadline, persons, usual batch, weekly outflow in hundredths of a percent."""

    contingents: int
    exits: int
    deadline: int
    heads: int
    batch: int
    outflow: int


SIZES = {
    "tiny": Size(4, 2, 60, 3_000, 120, 3_500),
    "small": Size(6, 4, 180, 20_000, 95, 840),
    "mid": Size(20, 6, 270, 40_000, 120, 560),
    "medium": Size(60, 10, 365, 80_000, 150, 410),
    "large": Size(500, 20, 1_000, 400_000, 230, 145),
}
SUITE = [
    *(("tiny", seed) for seed in range(20)),
    *(("small", seed) for seed in range(20)),
    *(("mid", seed) for seed in range(10)),
    *(("medium", seed) for seed in range(8)),
    *(("large", seed) for seed in range(2)),
]


def generate(size: str, seed: int) -> Instance:
    """An instance; the same size and seed give the same one for ever."""
    dice = Random(f"{size}-{seed}")
    shape = replace(SIZES[size], outflow=round(SIZES[size].outflow * dice.uniform(0.85, 1.15)))
    exits_at = [(dice.uniform(0, 100), dice.uniform(0, 100)) for _ in range(shape.exits)]
    contingents, routes, used = [], {}, [0.0] * shape.exits
    sizes = [dice.lognormvariate(0, 0.6) for _ in range(shape.contingents)]
    for number in range(shape.contingents):
        heads = max(round(shape.heads * sizes[number] / sum(sizes)), 30)
        made = _contingents(number, heads, shape, dice)
        contingents += made
        at = (dice.uniform(0, 100), dice.uniform(0, 100))
        ways = sorted((_distance(at, place), index) for index, place in enumerate(exits_at))[:3]
        for distance, index in ways:
            used[index] += heads / len(ways)
            routes[made[0].site, f"exit-{index}"] = 1 + int(distance // 20)
    return Instance(
        id=f"{size}-{seed}",
        title=Name(f"Made-up instance {size} {seed}", f"مثال مصطنع {size} {seed}"),
        start=date(2021, 1, 1),
        deadline=shape.deadline,
        sides=SIDES,
        contingents=tuple(contingents),
        exits=_exits(used, contingents, shape),
        routes=tuple(Route(site, exit_, days) for (site, exit_), days in routes.items()),
        teams=_teams(contingents, routes, shape),
        rules=_rules(contingents, shape),
    )


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _contingents(number: int, heads: int, shape: Size, dice: Random) -> list[Contingent]:
    batches = max(ceil(heads / (shape.batch * dice.uniform(0.7, 1.3))), 1)
    each, weight = max(round(heads / batches), 1), Fraction(dice.choice((1, 2, 4, 6)), 2)
    name, side = f"c{number:03}", SIDES[number % 2]
    person = Contingent(
        id=name, name=Name(name, name), side=side, sponsor=f"sponsor-{number % 5}", site=f"site-{number:03}",
        batches=batches, heads=each, load=each, capability=weight * each, capability_low=weight * each * Fraction(4, 5),
        capability_high=weight * each * Fraction(6, 5), weapons=each, contact=dice.random() < 0.35,
        threat=dice.random() < 0.25,
    )  # fmt: skip
    if dice.random() >= 0.4:
        return [person]
    lots = max(batches // 6, 1)
    worth = Fraction(max(each // 2, 1))
    lot = Contingent(
        id=f"{name}-kit", name=Name(f"{name} equipment", f"معدات {name}"), side=side, sponsor=person.sponsor,
        site=person.site, batches=lots, heads=0, load=max(each // 2, 1), capability=worth, capability_low=worth,
        capability_high=worth, heavy=10, equipment_of=name,
    )  # fmt: skip
    return [person, lot]


def _exits(used: list[float], contingents: list[Contingent], shape: Size) -> tuple[Exit, ...]:
    days = 100 * 7 * 100 / shape.outflow / 7 * 7 / 7  # as long as the outflow cap alone would take
    largest = max(item.load for item in contingents)
    return tuple(
        Exit(
            id=f"exit-{index}",
            name=Name(f"exit {index}", f"معبر {index}"),
            capacity=ceil(2 * largest + 3 * load / days),
        )
        for index, load in enumerate(used)
    )


def _teams(contingents: list[Contingent], routes: dict[tuple[str, str], int], shape: Size) -> tuple[TeamStep, ...]:
    days = 7 * 10_000 / shape.outflow
    travel = sum(routes.values()) / len(routes) + 1
    full = max(ceil(1.6 * sum(item.batches for item in contingents) * travel / days), 4)
    steps = max(min(4, full), 1)
    return tuple(
        TeamStep(MONITORS_FROM + step * RAMP_DAYS // steps, max(full * (step + 1) // steps, 1)) for step in range(steps)
    )


def _rules(contingents: list[Contingent], shape: Size) -> Rules:
    armed = max(sum(item.batches for item in contingents if item.threat and item.side == side) for side in SIDES)
    weeks = 10_000 / shape.outflow
    return Rules(
        share_gap=Fraction(1, 20) if shape.heads > 3_000 else Fraction(1, 5),
        outflow_share=Fraction(shape.outflow, 10_000),
        contact_first="proportional",
        disarm_batches=max(ceil(1.5 * armed / weeks), 1),
        guard_share=Fraction(1, 5),
    )
