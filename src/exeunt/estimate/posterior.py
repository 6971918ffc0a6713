"""The posterior of one series: exact marginals by day and joint draws, and the questions one may ask of them.

`marginal[d, g]` is the probability of grid cell g on day d. `draws[k, d]` is the stock on day d in the k-th draw of the
whole path, so that differences between days keep their dependence: a bias shared by two days cancels in a ratio.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
        return float(self.marginal[self.position(day), self.grid <= count].sum())

    def quantile(self, day: date, level: float) -> float:
        """The smallest count whose cumulative probability reaches the level."""
        return _quantile(self.grid, self.marginal[self.position(day)], level)

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
        points = _points(self.days, self.grid, self.marginal)
        return Estimate(
            force=self.force,
            site=self.site,
            points=points,
            prior=_points(self.days[:1], self.grid, self.prior[None, :])[0],
            uses=self.uses,
            last_observed=self.last_observed,
            origins=self.origins,
        )


def _quantile(grid: Floats, probabilities: Floats, level: float) -> float:
    # the last cell absorbs rounding: a cumulative sum may end at 1 - 1e-16
    index = int(np.searchsorted(np.cumsum(probabilities), level - 1e-12))
    return float(grid[min(index, len(grid) - 1)])


def _points(days: Sequence[date], grid: Floats, rows: Floats) -> tuple[EstimatePoint, ...]:
    """The points of all days at once: the quantiles of `_quantile`, a whole column at a time."""
    cumulative = np.cumsum(rows, axis=1)

    def quantiles(level: float) -> list[float]:
        below = (cumulative < level - 1e-12).sum(axis=1)
        return [float(count) for count in grid[np.minimum(below, len(grid) - 1)]]

    ends = [(level, quantiles((1 - level) / 2), quantiles((1 + level) / 2)) for level in LEVELS]
    medians = quantiles(0.5)
    return tuple(
        EstimatePoint(
            day,
            medians[place],
            tuple(Interval(level, low[place], high[place]) for level, low, high in ends),
            float(rows[place, 0]),
        )
        for place, day in enumerate(days)
    )
