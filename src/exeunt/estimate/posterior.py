"""The posterior of one series: joint draws by day, and the questions one may ask of them.

`draws[k, d]` is the stock on day d in the k-th draw. Draw k is the same world in every series and on every day, so that
sums and differences keep their dependence: a bias shared by two days cancels in a ratio. `marginal` counts the draws by
cell of `grid`, for those who need a shape; probabilities and quantiles come from the draws themselves.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from exeunt.model.estimate import LEVELS, ClaimUse, Estimate, EstimatePoint, Interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Posterior:
    """Stock of one force (at one site, or in the whole host where `site` is None) on each of `days`, ascending."""

    force: str
    site: str | None
    days: tuple[date, ...]
    grid: Floats  # (cells,) counts, ascending, the first is 0
    marginal: Floats  # (days, cells), rows sum to 1
    draws: Floats  # (draws, days)
    prior: Floats  # (cells,) what the model says of a day with no claim at all
    uses: tuple[ClaimUse, ...] = ()
    last_observed: date | None = None
    origins: int = 0

    def position(self, day: date) -> int:
        """Index of the last of `days` not after the day. Raises ValueError before the first day."""
        index = bisect_right(self.days, day) - 1
        if index < 0:
            raise ValueError(f"{day} is before the first day {self.days[0]}")
        return index

    def at_most(self, day: date, count: float) -> float:
        """P(stock on the day <= count)."""
        ordered = self._ordered[:, self.position(day)]
        return float(np.searchsorted(ordered, count, side="right") / len(ordered))

    def quantile(self, day: date, level: float) -> float:
        """The smallest count that at least such a share of the draws does not exceed."""
        return float(self._ordered[_rank(level, len(self.draws)), self.position(day)])

    def fell_by(self, start: date, end: date, amount: float) -> float:
        """P(stock on start - stock on end >= amount), from the joint draws."""
        return float((self.draws[:, self.position(start)] - self.draws[:, self.position(end)] >= amount).mean())

    def fell_by_share(self, start: date, end: date, share: float) -> float:
        """P(stock fell by at least this share, 0 to 1, of the stock on start)."""
        before, after = self.draws[:, self.position(start)], self.draws[:, self.position(end)]
        return float((before - after >= share * before).mean())

    def rose_by(self, start: date, end: date, amount: float) -> float:
        """P(at some day of the stretch the stock stood at least `amount` above an earlier day of it)."""
        stretch = self.draws[:, self.position(start) : self.position(end) + 1]
        rise = stretch - np.minimum.accumulate(stretch, axis=1)
        return float((rise.max(axis=1) >= amount).mean())

    def summary(self) -> Estimate:
        """The publishable estimate."""
        points = _points(self.days, self._ordered)
        return Estimate(
            force=self.force,
            site=self.site,
            points=points,
            prior=_points(self.days[:1], _spread_out(self.grid, self.prior)[:, None])[0],
            uses=self.uses,
            last_observed=self.last_observed,
            origins=self.origins,
        )

    @cached_property
    def _ordered(self) -> Floats:
        return np.sort(self.draws, axis=0)


def _rank(level: float, draws: int) -> int:
    """The place, among draws in ascending order, of the smallest that reaches a level."""
    return min(max(math.ceil(level * draws - 1e-9) - 1, 0), draws - 1)


def _spread_out(grid: Floats, probabilities: Floats, draws: int = 2000) -> Floats:
    """Counts that are as frequent as their probabilities say, in ascending order."""
    places = np.searchsorted(np.cumsum(probabilities), (np.arange(draws) + 0.5) / draws)
    return grid[np.minimum(places, len(grid) - 1)]


def _points(days: Sequence[date], ordered: Floats) -> tuple[EstimatePoint, ...]:
    """The points of all days at once, from counts (draws, days) in ascending order."""
    draws = len(ordered)

    def quantiles(level: float) -> list[float]:
        return [float(count) for count in ordered[_rank(level, draws)]]

    ends = [(level, quantiles((1 - level) / 2), quantiles((1 + level) / 2)) for level in LEVELS]
    medians, none_left = quantiles(0.5), (ordered <= 0).mean(axis=0)
    return tuple(
        EstimatePoint(
            day,
            medians[place],
            tuple(Interval(level, low[place], high[place]) for level, low, high in ends),
            float(none_left[place]),
        )
        for place, day in enumerate(days)
    )
