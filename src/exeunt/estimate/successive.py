"""Estimates of successive days, each from what was known on it: a series is estimated anew only when its claims change.

The days on which the same claims weigh in a series are one stretch. It is smoothed and drawn once, for all of its days
together; each day then sees the excerpt of it that `estimate` would have been asked for. Marginals are exact and do not
depend on which other days are asked; draws do, so what is read from draws differs by their Monte Carlo error.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from exeunt.estimate.estimate import posterior_of
from exeunt.estimate.evidence import Sifted, claim_day, sift
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.estimate.series import Series
from exeunt.estimate.settings import settings
from exeunt.model.case import Case
from exeunt.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The claims that were known from one day to another, and the days in between that are asked about."""

    claims: tuple[Claim, ...]
    days: tuple[date, ...]


Asked = Callable[[date], Sequence[date]]
"""The days on which the stock is asked when an answer as of a day is wanted."""


def successive(
    case: Case, series: Sequence[Series], known: Sequence[Knowledge], asked: Asked, *, seed: int
) -> Iterator[tuple[date, tuple[Posterior, ...]]]:
    """For each day in turn, the posteriors of the series that `estimate` gives from the claims known on it."""
    stretches = [_stretches(case, one, known) for one in series]
    current: list[tuple[Posterior, dict[int, _Rise]]] = []
    for day in (day for stage in known for day in stage.days):
        days = tuple(sorted(set(asked(day))))
        for place, waiting in enumerate(stretches):
            if waiting and waiting[0].days[0] == day:
                found = _estimated(case, series[place], waiting.pop(0), asked, seed), dict[int, _Rise]()
                current[place : place + 1] = [found]
        yield day, tuple(_excerpt(whole, days, risen) for whole, risen in current)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days on which the same claims weigh in a series."""

    sifted: Sifted
    days: list[date]


def _stretches(case: Case, series: Series, known: Sequence[Knowledge]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for stage in known:
        turns = sorted(claim_day(claim) for claim in stage.claims)
        passed = -1
        for day in stage.days:
            if (now := bisect_right(turns, day)) == passed:
                found[-1].days.append(day)
                continue
            passed = now
            sifted = sift(case, series, stage.claims, day, settings())
            if found and found[-1].sifted.evidence == sifted.evidence:
                found[-1].days.append(day)
            else:
                found.append(_Stretch(sifted, [day]))
    return found


def _estimated(case: Case, series: Series, stretch: _Stretch, asked: Asked, seed: int) -> Posterior:
    days = sorted({other for day in stretch.days for other in asked(day)})
    # what is asked of a single site is how many are there, never how many went
    drawn = series.site is None
    return posterior_of(case, series, stretch.sifted, tuple(days), seed=seed, drawn=drawn)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Excerpt(Posterior):
    """A posterior that was asked about some of the days only; `places` are where they stand in the `whole`."""

    whole: Posterior
    places: tuple[int, ...]
    risen: dict[int, _Rise]

    def position(self, day: date) -> int:
        """Index, in the arrays of the whole, of the last of `days` not after the day."""
        return self.places[super().position(day)]

    @property
    def _cumulative(self) -> Floats:
        return self.whole._cumulative

    @property
    def _narrowed(self) -> Floats:
        return self.whole._narrowed

    def rose_by(self, start: date, end: date, amount: float) -> float:
        """P(at some day of the stretch the stock stood at least `amount` above an earlier day of it)."""
        first, last = super().position(start), super().position(end)
        columns = self.places[first : last + 1]
        before = self.risen.get(columns[0])
        # from one day to the next the stretch grows at its end, but for the day itself
        known = before if before and before.columns == columns[: len(before.columns)] else _Rise.nothing(self.draws)
        for column in columns[len(known.columns) : -1]:
            known = known.with_day(self.draws, column)
        self.risen[columns[0]] = known
        whole = known.with_day(self.draws, columns[-1]) if len(known.columns) < len(columns) else known
        return float((whole.most >= amount).mean())


@dataclass(frozen=True, eq=False, slots=True)
class _Rise:
    """How far each draw has risen over some days: the largest rise so far, and the lowest stock."""

    columns: tuple[int, ...]
    most: Floats
    lowest: Floats

    @classmethod
    def nothing(cls, draws: Floats) -> _Rise:
        """Before any day."""
        return cls((), np.zeros(len(draws)), np.full(len(draws), np.inf))

    def with_day(self, draws: Floats, column: int) -> _Rise:
        """One day more."""
        stock = draws[:, column]
        lowest = np.minimum(self.lowest, stock)
        return _Rise((*self.columns, column), np.maximum(self.most, stock - lowest), lowest)


def _excerpt(whole: Posterior, days: tuple[date, ...], risen: dict[int, _Rise]) -> Posterior:
    """What the whole would be, had only these of its days been asked."""
    given = {field.name: getattr(whole, field.name) for field in fields(whole)}
    places = tuple(bisect_left(whole.days, day) for day in days)
    return _Excerpt(**{**given, "days": days}, whole=whole, places=places, risen=risen)
