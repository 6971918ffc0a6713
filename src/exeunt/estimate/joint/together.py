"""Claims to posteriors: one joint problem, joint draws, and the series that are asked about as sums of its stocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from exeunt.estimate.joint.compose import Asked, compose
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import sample_packed
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.estimate.settings import settings
from exeunt.model.case import Case
from exeunt.model.claim import Claim


def estimate_together(case: Case, claims: Sequence[Claim], *, days: Sequence[date], seed: int) -> tuple[Posterior, ...]:
    """How many are there on each of `days`, from the claims that are known.

    One posterior for each force with a claim or an obligation, and for each force and site of an obligation. Draw k is
    the same world in all of them. Claims about days after the last asked day do not weigh. Raises ValueError where no
    day is asked.
    """
    if not days:
        raise ValueError("no day is asked")
    asked = tuple(sorted(set(days)))
    composed = compose(case, claims, asked[-1], settings())
    packed = pack(composed.problem)
    draws = sample_packed(packed, seed=seed, effort=joint_settings().effort)
    kernels = dict(zip(packed.laws, packed.kernels, strict=True))
    query = Query(draws, kernels, tuple(day.toordinal() for day in asked), seed)
    return tuple(_posterior(query, item, asked) for item in composed.asked)


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
