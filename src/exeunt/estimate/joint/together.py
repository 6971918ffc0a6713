"""Claims to posteriors: one joint problem, joint draws, and the series that are asked about as sums of its stocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from exeunt.estimate.joint.compose import Asked, compose
from exeunt.estimate.joint.grounds import Explainer, plain_range
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import sample_packed
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.estimate.settings import settings
from exeunt.model.balance import Range
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.grounds import Grounds


def estimate_together(case: Case, claims: Sequence[Claim], *, days: Sequence[date], seed: int) -> tuple[Posterior, ...]:
    """How many are there on each of `days`, from the claims that are known.

    One posterior for each force with a claim or an obligation, and for each force and site of an obligation. Draw k is
    the same world in all of them. Claims about days after the last asked day do not weigh. Raises ValueError where no
    day is asked.
    """
    return draw_together(case, claims, days=days, seed=seed).posteriors


@dataclass(frozen=True, eq=False)
class Together:
    """The joint draws of a case, as the series that are asked about on the days asked."""

    case: Case
    query: Query
    asked: tuple[Asked, ...]
    days: tuple[date, ...]
    seed: int

    @cached_property
    def posteriors(self) -> tuple[Posterior, ...]:
        """One posterior for each series."""
        return tuple(_posterior(self.query, item, self.days) for item in self.asked)

    def grounds(self, day: date) -> tuple[Grounds, ...]:
        """Why each number is what it is on a day; empty before the first day asked."""
        if day < self.days[0]:
            return ()
        explainer = Explainer(self.query.draws, joint_settings().common, self.seed)
        return tuple(
            explainer.grounds(
                posterior,
                day,
                prior=plain_range(self.query.prior_of(item.members)),
                sensitivity=self._under_other_biases(item, posterior.position(day)),
            )
            for item, posterior in zip(self.asked, self.posteriors, strict=True)
        )

    def _under_other_biases(self, item: Asked, column: int) -> tuple[tuple[float, Range], ...]:
        """The number under other assumptions of the bias that all sources share.

        Claims tell the stock times the bias, and nothing of either apart. So what a draw takes for the bias may be
        scaled, and its stock shifted the other way.
        """
        draws, assumed = self.query.draws, joint_settings().common
        sides = [self._side(stock) for stock in item.members]
        found = []
        for other in joint_settings().other_commons:
            shift = np.exp(draws.common * (1 - other / assumed))
            counts = [self.query.count_of(stock)[:, column] for stock in item.members]
            number = np.sum([count * shift[:, side] for count, side in zip(counts, sides, strict=True)], axis=0)
            found.append((other, plain_range(number)))
        return tuple(found)

    def _side(self, stock: int) -> int:
        problem = self.query.draws.problem
        force = self.case.force_by_id[problem.stocks[stock].force.split("+")[0]]
        return problem.sides.index(force.side or "")


def draw_together(case: Case, claims: Sequence[Claim], *, days: Sequence[date], seed: int) -> Together:
    """The joint draws of a case. Raises ValueError where no day is asked."""
    if not days:
        raise ValueError("no day is asked")
    asked = tuple(sorted(set(days)))
    composed = compose(case, claims, asked[-1], settings())
    packed = pack(composed.problem)
    draws = sample_packed(packed, seed=seed, effort=joint_settings().effort)
    kernels = dict(zip(packed.laws, packed.kernels, strict=True))
    query = Query(draws, kernels, tuple(day.toordinal() for day in asked), seed)
    return Together(case, query, composed.asked, asked, seed)


def _posterior(query: Query, item: Asked, days: tuple[date, ...]) -> Posterior:
    draws = query.sum_of(item.members)
    grid = query.draws.counts
    return Posterior(
        force=item.series.force,
        site=item.series.site,
        days=days,
        grid=grid,
        marginal=np.array([_by_cell(column, grid) for column in draws.T]),
        draws=draws,
        prior=_by_cell(query.prior_of(item.members), grid),
        uses=item.uses,
        last_observed=item.last_observed,
        origins=item.origins,
    )


def _by_cell(counts: Floats, grid: Floats) -> Floats:
    """The share of draws in each cell of the grid."""
    edges = np.concatenate([[0.0, 0.5], np.sqrt(grid[1:-1] * grid[2:])])
    cells = np.searchsorted(edges, counts, side="right") - 1
    share: Floats = np.bincount(cells, minlength=len(grid)) / len(counts)
    return share
