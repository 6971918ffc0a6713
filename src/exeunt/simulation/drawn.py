"""Worlds with a known truth, drawn from the estimator's own model (C22).

A world is one force over some days: a path of the jump process, and claims about it by sources of every letter, made as
the likelihoods say they are made. So intervals must cover as often as they say; where they do not, the arithmetic is
wrong. It says nothing about whether the model fits the field: for that there are real cases.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from exeunt.base.dates import Span, one_day
from exeunt.estimate.grid import make_grid, stationary
from exeunt.estimate.likelihood import trust
from exeunt.estimate.settings import settings
from exeunt.estimate.transition import make_kernel
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.force import Force
from exeunt.model.source import Source, SourceClass
from exeunt.simulation.trial import Trial

FORCE = "force"
FIRST_DAY = date(2030, 1, 1)

_TOP = 60_000.0
_CASE = Case(
    id="drawn",
    title=Name("Drawn", ""),
    host=Name("Host", ""),
    first_day=FIRST_DAY,
    last_day=date(2035, 1, 1),
    agreement=Agreement((), (), (), (), (), ()),
    forces=(Force(FORCE, Name("Force", ""), "mercenary"),),
    sites=(),
    sources=tuple(Source(letter, Name(letter, ""), SourceClass.MEDIA, letter, "drawn") for letter in "ABCDE"),
)


def draw_world(generator: np.random.Generator, *, claims: int = 10, asked: int = 6, length: int = 400) -> Trial:
    """A world of so many days with so many claims."""
    values = settings()
    grid = make_grid((), spacing=values.grid["spacing"], top=_TOP)
    pi = stationary(grid, values.classes["force"])
    kernel = make_kernel(grid, pi, mean_days=values.mean_days, fresh=values.fresh, sizes=values.jump_sizes)
    rate = generator.choice(len(values.mean_days), p=values.rate_weights)
    offsets = np.sort(generator.choice(length, size=claims + asked, replace=False))
    cell = generator.choice(grid.size, p=pi)
    stocks = [float(grid.counts[cell])]
    for gap in np.diff(offsets):
        row = kernel.over(int(gap))[rate, cell]
        cell = generator.choice(grid.size, p=row / row.sum())
        stocks.append(float(grid.counts[cell]))
    days = [FIRST_DAY + timedelta(days=int(offset)) for offset in offsets]
    leans = {letter: grade.bias * generator.normal() for letter, grade in values.grades.items()}
    asking = set(generator.choice(len(days), size=asked, replace=False).tolist())
    made = []
    for index, day in enumerate(days):
        if index not in asking:
            before = (days[index - 1], stocks[index - 1]) if index else (day, stocks[index])
            made.append(_claim(generator, before, (day, stocks[index]), leans))
    order = sorted(asking)
    return Trial(
        _CASE, FORCE, tuple(made), tuple(days[index] for index in order), tuple(stocks[index] for index in order)
    )


def _claim(
    generator: np.random.Generator, before: tuple[date, float], now: tuple[date, float], leans: Mapping[str, float]
) -> Claim:
    """A claim about the stock of a day, or now and then about how many left since the day before it in the world."""
    day, stock = now
    letter = str(generator.choice(list("ABCDE")))
    told = Claim(kind=Kind.STOCK, force_id=FORCE, source_id=letter, as_of=one_day(day), known_on=day)
    fell = before[1] - stock
    if fell >= 1 and generator.random() < 0.5:
        span = Span(before[0] + timedelta(days=1), day)
        number = _figure_of_departure(generator, told, letter, fell)
        return replace(told, kind=Kind.DEPARTURE, as_of=span, count=number)
    return replace(told, count=_count(generator, told, stock, leans[letter]))


def _figure_of_departure(generator: np.random.Generator, told: Claim, letter: str, fell: float) -> Count:
    values = settings()
    trusted = trust(told, letter, values)
    if generator.random() < trusted.junk + (1 - trusted.junk) * values.flow["rotation"]:
        return exactly(_anything(generator))
    return exactly(max(round(fell * (1 + trusted.spread * generator.normal())), 1))


def _count(generator: np.random.Generator, told: Claim, stock: float, lean: float) -> Count:
    values = settings()
    trusted = trust(told, told.source_id or "F", values)
    own = math.sqrt(trusted.spread**2 - trusted.lean**2)  # what is not the source's standing lean
    if generator.random() < trusted.junk:
        return exactly(0 if generator.random() < values.junk_none else _anything(generator))
    if stock == 0 or generator.random() < math.exp(-stock / values.detection):
        return exactly(0)
    bound = Bound(str(generator.choice(["exact", "about", "at_least", "range"])))
    wording = values.wordings[bound.value]
    perceived = math.log(stock) + lean + math.hypot(own, wording.spread) * generator.normal()
    if bound is Bound.AT_LEAST:
        near = generator.random() < wording.near
        said = perceived - generator.exponential(wording.gap) if near else generator.uniform(0, max(perceived, 0))
        return Count(bound, low=_whole(said))
    if bound is Bound.RANGE:
        middle = perceived + generator.uniform(-0.3, 0.3)
        return Count(bound, low=_whole(middle - 0.3), high=_whole(middle + 0.3))
    return Count(bound, best=_whole(perceived))


def _anything(generator: np.random.Generator) -> float:
    return _whole(generator.uniform(0, math.log(_TOP)))


def _whole(logarithm: float) -> float:
    return float(max(round(math.exp(logarithm)), 1))


def draw_worlds(seed: int, count: int) -> Iterable[Trial]:
    """Worlds seeded one by one, so that world number 7 is the same in a run of ten and of a thousand."""
    for number in range(count):
        yield draw_world(np.random.default_rng(np.random.SeedSequence([seed, number])))
