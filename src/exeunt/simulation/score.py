"""How good estimates are against a truth: coverage, CRPS on log(1 + N), and where in its estimate each truth lies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.posterior import Floats
from exeunt.model.estimate import LEVELS
from exeunt.simulation.chance import chance
from exeunt.simulation.trial import Trial


@dataclass(frozen=True)
class Score:
    """Coverage by level, mean CRPS of the estimate and of the last claim carried forward, and the places of the truths.

    `coverage` is that of the printed intervals, which hold whole cells and so cover more than they say, most of all
    where "none" alone is likely. `fair` splits a cell that an interval's end falls into by chance, in proportion: for
    a right model it equals the level. `places` are probability integral transforms: even between 0 and 1 for a right
    model, their mean below a half where the estimate is too high.
    """

    counts: int
    coverage: dict[float, float]
    fair: dict[float, float]
    crps: float
    naive_crps: float
    places: tuple[float, ...]

    @property
    def mean_place(self) -> float:
        """Mean PIT."""
        return float(np.mean(self.places))


@dataclass(frozen=True, slots=True)
class Hit:
    """One asked day: the place of the truth in the estimate, whether each printed interval holds it, and both CRPS."""

    place: float
    printed: tuple[bool, ...]
    crps: float
    naive_crps: float


def score(worlds: Iterable[Trial], seed: int) -> Score:
    """Over all asked days of all trials. Raises ValueError for no trial."""
    return summed([hit for number, world in enumerate(worlds) for hit in hits(world, seed, number)])


def hits(world: Trial, seed: int, number: int) -> list[Hit]:
    """The asked days of one trial; `number` tells its chance from that of others."""
    dice, posterior = chance(seed, number, "score"), world.posterior(seed)
    found = []
    for day, true, carried in zip(world.days, world.truth, world.carried_forward(), strict=True):
        row = posterior.marginal[posterior.position(day)]
        cell = nearest(posterior.grid, true)
        ends = [
            (posterior.quantile(day, (1 - level) / 2), posterior.quantile(day, (1 + level) / 2)) for level in LEVELS
        ]
        found.append(
            Hit(
                place=float(row[:cell].sum() + dice.random() * row[cell]),
                printed=tuple(low <= posterior.grid[cell] <= high for low, high in ends),
                crps=crps_of(posterior.grid, row, true),
                naive_crps=abs(math.log1p(carried) - math.log1p(true)),
            )
        )
    return found


def summed(found: Sequence[Hit]) -> Score:
    """The score over so many asked days. Raises ValueError where there are none."""
    if not found:
        raise ValueError("no worlds to score")
    places = np.array([hit.place for hit in found])
    printed = np.array([hit.printed for hit in found]).mean(axis=0)
    return Score(
        counts=len(found),
        coverage={level: float(share) for level, share in zip(LEVELS, printed, strict=True)},
        fair={level: float((np.abs(places - 0.5) <= level / 2).mean()) for level in LEVELS},
        crps=float(np.mean([hit.crps for hit in found])),
        naive_crps=float(np.mean([hit.naive_crps for hit in found])),
        places=tuple(float(place) for place in places),
    )


def nearest(grid: Floats, count: float) -> int:
    """The cell of a count: grids of two series differ, and a truth between two cells is in one of them."""
    return int(np.abs(np.log1p(grid) - math.log1p(count)).argmin())


def crps_of(grid: Floats, row: Floats, true: float) -> float:
    """Continuous ranked probability score on log(1 + N): the integral of (F(x) - 1{x >= truth})^2."""
    places = np.log1p(grid)
    at = math.log1p(true)
    ends = np.sort(np.append(places, at))
    below = np.searchsorted(places, ends[:-1], side="right")
    cumulative = np.concatenate([[0.0], np.cumsum(row)])[below]
    return float((np.diff(ends) * (cumulative - (ends[:-1] >= at)) ** 2).sum())
