"""Tables of conflicting figures with known truths, of several kinds, all invented and drawn from a seed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.figure import Figure

Chance = np.random.Generator


@dataclass(frozen=True)
class Table:
    """Figures, and the true value of each object."""

    name: str
    figures: tuple[Figure, ...]
    truth: dict[str, float]


def figure(thing: str, source: str, value: float, time: str = "") -> Figure:
    return Figure(thing, "", source, value, value, time=time, text=f"{value:g}")


def noisy(chance: Chance) -> Table:
    """Twelve instruments with a bias and a spread each, and one reading in twenty worthless."""
    bias, spread = chance.normal(0, 0.08, 12), np.exp(chance.normal(math.log(0.08), 0.7, 12))
    truth = {f"o{index}": float(np.exp(chance.normal(6, 1.5))) for index in range(400)}
    figures = []
    for thing, true in truth.items():
        for source in np.flatnonzero(chance.random(12) < 0.5):
            value = true * math.exp(bias[source] + spread[source] * chance.normal())
            if chance.random() < 0.05:
                value = float(np.exp(chance.normal(6, 2)))
            figures.append(figure(thing, f"s{source}", round(value, 2)))
    return Table("continuous errors", tuple(figures), truth)


def exact(chance: Chance) -> Table:
    """Fifteen catalogues: right to the digit 55 to 97 times in a hundred, else a typing error, a wrong unit or near."""
    rate = chance.uniform(0.55, 0.97, 15)
    truth = {f"o{index}": float(round(np.exp(chance.normal(8, 2))) + 1) for index in range(600)}
    figures = [
        figure(thing, f"s{source}", true if chance.random() < rate[source] else _typo(chance, true))
        for thing, true in truth.items()
        for source in np.flatnonzero(chance.random(15) < 0.4)
    ]
    return Table("exact with typing errors", tuple(figures), truth)


def copied(chance: Chance) -> Table:
    """Eight sources of their own, and five that mostly repeat the worst of them, errors included."""
    rate = np.append(chance.uniform(0.7, 0.95, 7), 0.4)
    truth = {f"o{index}": float(round(np.exp(chance.normal(5, 1)) * 100) / 100) for index in range(500)}
    figures = []
    for thing, true in truth.items():
        said = [true if chance.random() < rate[source] else _typo(chance, true) for source in range(8)]
        figures += [figure(thing, f"s{source}", said[source]) for source in range(8) if chance.random() < 0.6]
        for follower in range(5):
            if chance.random() < 0.6:
                own = true if chance.random() < 0.7 else _typo(chance, true)
                figures.append(figure(thing, f"c{follower}", said[7] if chance.random() < 0.85 else own))
    return Table("copies of a bad source", tuple(figures), truth)


def sparse(chance: Chance) -> Table:
    """An open encyclopedia: one to five claims an object, most sources seen once; other years, other borders, slips."""
    truth = {f"o{index}": float(round(np.exp(chance.normal(9, 1.8))) + 1) for index in range(1000)}
    figures = []
    for thing, true in truth.items():
        said: list[float] = []
        for _ in range(1 + min(int(chance.geometric(0.45)), 5)):
            value = _edited(chance, true)
            if said and chance.random() < 0.25:
                value = said[int(chance.integers(len(said)))]
            said.append(value)
            figures.append(figure(thing, f"s{int(3000 * chance.random() ** 2.5)}", value))
    return Table("few claims, many sources", tuple(figures), truth)


def degrees(chance: Chance) -> Table:
    """Temperatures, also below zero, read to a tenth or to a degree by nine services; two are in the wrong place."""
    truth = {f"o{index}": float(round(chance.normal(4, 12), 1)) for index in range(500)}
    spread = np.array([0.2, 0.3, 0.3, 0.5, 0.8, 1.0, 1.0, 4.0, 6.0])
    figures = []
    for thing, true in truth.items():
        for source in np.flatnonzero(chance.random(9) < 0.7):
            value = true + spread[source] * chance.normal()
            figures.append(figure(thing, f"s{source}", float(round(value, 1 if source % 2 else 0))))
    return Table("temperatures", tuple(figures), truth)


def losses(chance: Chance) -> Table:
    """Counts of events, many of them none; reports miss some, round up, or copy the day's first report."""
    truth = {f"o{index}": float(chance.poisson(np.exp(chance.normal(1, 1.5)))) for index in range(500)}
    figures = []
    for thing, true in truth.items():
        first = float(chance.binomial(int(true), 0.9))
        for source in np.flatnonzero(chance.random(10) < 0.5):
            kind = chance.random()
            value = true if kind < 0.6 else first if kind < 0.8 else float(chance.poisson(true * 1.1))
            figures.append(figure(thing, f"s{source}", value))
    return Table("small counts with zeros", tuple(figures), truth)


def times(chance: Chance) -> Table:
    """Minutes of the day from thirty sites; most repeat one of three feeds, each right or late."""
    truth = {f"o{index}": float(chance.integers(300, 1440)) for index in range(400)}
    feed_of = chance.integers(0, 3, 30)
    rate = np.array([0.9, 0.75, 0.5])
    figures = []
    for thing, true in truth.items():
        late = [0.0 if chance.random() < rate[feed] else float(chance.integers(2, 90)) for feed in range(3)]
        for source in np.flatnonzero(chance.random(30) < 0.6):
            own = chance.random() < 0.15
            off = (0.0 if chance.random() < 0.8 else float(chance.integers(-20, 60))) if own else late[feed_of[source]]
            figures.append(figure(thing, f"s{source}", true + off))
    return Table("times repeated from three feeds", tuple(figures), truth)


def vandalised(table: Table, chance: Chance, share: float) -> Table:
    """The table with so large a share of all claims replaced by one-off vandals' figures."""
    figures = [
        figure(item.object, f"v{int(chance.integers(10**9))}", _vandal(chance, item.low))
        if chance.random() < share
        else item
        for item in table.figures
    ]
    return Table(f"{table.name}, {share:.0%} vandals", tuple(figures), table.truth)


def _typo(chance: Chance, true: float) -> float:
    kind = chance.random()
    digits = list(f"{abs(true):.0f}")
    if kind < 0.35:
        return float(round(true * math.exp(chance.normal(0, 0.1)), 0 if true == round(true) else 2))
    if kind < 0.6 and len(digits) > 1:
        at = int(chance.integers(len(digits) - 1))
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
        return float("".join(digits))
    if kind < 0.8:
        return true * float(10.0 ** chance.choice([-1, 1, 3]))
    digits[int(chance.integers(len(digits)))] = str(int(chance.integers(10)))
    return float("".join(digits))


def _edited(chance: Chance, true: float) -> float:
    kind = chance.random()
    if kind < 0.62:
        return true
    if kind < 0.85:
        return float(max(round(true * math.exp(0.06 * chance.standard_t(3))), 0))
    if kind < 0.95:
        return float(max(round(true * math.exp(chance.normal(0.3, 0.8))), 0))
    return _typo(chance, true)


def _vandal(chance: Chance, value: float) -> float:
    kind = chance.random()
    if kind < 0.3:
        return float(chance.choice([0, 1, 2, 42, 666, 1000, 123456, 99999999, 10**9]))
    if kind < 0.6:
        return float(round(abs(value) * 10 ** chance.uniform(-3, 4)))
    if kind < 0.8:
        return float(round(10 ** chance.uniform(0, 8)))
    return float(f"{abs(value):.0f}{int(chance.integers(10))}")


KINDS: tuple[Callable[[Chance], Table], ...] = (noisy, exact, copied, sparse, degrees, losses, times)


def tables(seed: int) -> Iterator[Table]:
    """Every kind of table, without vandals and with two shares of them."""
    for place, make in enumerate(KINDS):
        table = make(np.random.default_rng([seed, place]))
        yield table
        for share in (0.05, 0.3):
            yield vandalised(table, np.random.default_rng([seed, place, round(100 * share)]), share)
