"""Claims to posteriors: one series after the other, each from its own claims alone.

The steps for a series: sift the claims; make a grid that holds their figures; put each on a day or a window of days as
a likelihood; smooth exactly; draw whole paths. Nothing depends on the order of claims or on the days asked.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from exeunt.estimate.changes import Changes, changes
from exeunt.estimate.draw import draw_paths
from exeunt.estimate.evidence import LEVELS, Evidence, Sifted, sift
from exeunt.estimate.grid import Grid, make_grid, stationary
from exeunt.estimate.likelihood import Relation, maybe_copied, stock_likelihood
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.estimate.series import Series, figures_of_obligations, series_class, series_of
from exeunt.estimate.settings import Settings, settings
from exeunt.estimate.smooth import Chain, Pair, smooth
from exeunt.estimate.transition import make_kernel
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.estimate import ClaimUse


def estimate(case: Case, claims: Sequence[Claim], *, days: Sequence[date], seed: int) -> tuple[Posterior, ...]:
    """How many are there on each of `days`, from the claims that are known.

    One posterior for each force with a claim or an obligation, and for each force and site that is to be vacated.
    Claims about days after the last asked day do not weigh. Raises ValueError where no day is asked.
    """
    if not days:
        raise ValueError("no day is asked")
    asked = tuple(sorted(set(days)))
    return tuple(_posterior(case, series, claims, asked, seed) for series in series_of(case, claims))


def _posterior(case: Case, series: Series, claims: Sequence[Claim], asked: tuple[date, ...], seed: int) -> Posterior:
    return posterior_of(case, series, sift(case, series, claims, asked[-1], settings()), asked, seed=seed)


def posterior_of(
    case: Case, series: Series, sifted: Sifted, asked: tuple[date, ...], *, seed: int, drawn: bool = True
) -> Posterior:
    """The posterior of one series on the asked days, ascending, from claims that are sifted for the last of them.

    Whoever asks about single days alone need not wait for the paths: where they are not `drawn` there are none.
    """
    values = settings()
    law = values.classes[series_class(case, series)]
    levels = [item for item in sifted.evidence if item.claim.kind in LEVELS]
    moving = changes(case, series, [item for item in sifted.evidence if item.claim.kind not in LEVELS], values)
    grid = make_grid(
        [*_figures(levels), *moving.figures, *figures_of_obligations(case, series)],
        spacing=values.grid["spacing"],
        top=_top(levels, moving.figures, law.median * math.exp(values.grid["quantile"] * law.spread), values),
    )
    pi = stationary(grid, law)

    nodes = sorted({*asked, *(item.day for item in levels), *moving.days})
    chain = _chain(nodes, grid, levels, moving)
    kernel = make_kernel(grid, pi, mean_days=values.mean_days, fresh=values.fresh, sizes=values.jump_sizes)
    smoothed = smooth(chain, kernel, np.array(values.rate_weights))
    generator = np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(series.id.encode())]))
    wanted = [nodes.index(day) for day in asked]
    paths = draw_paths(smoothed, values.draws, generator)[:, wanted] if drawn else np.zeros((0, len(asked)), np.intp)

    looked = [item for item in sifted.evidence if item not in moving.idle and item.relation is not Relation.WHOLE]
    return Posterior(
        force=series.force,
        site=series.site,
        days=asked,
        grid=grid.counts,
        marginal=smoothed.marginal[wanted],
        draws=grid.counts[paths],
        prior=pi,
        uses=_uses(sifted, moving),
        last_observed=max((item.day for item in looked), default=None),
        origins=len({item.claim.origin or (index,) for index, item in enumerate(looked)}),
    )


def _chain(nodes: Sequence[date], grid: Grid, levels: Sequence[Evidence], moving: Changes) -> Chain:
    values = settings()
    place = {day: index for index, day in enumerate(nodes)}
    pairs = tuple(
        Pair(place[window.first], place[window.last], said.terms, said.silent)
        for window, said in moving.statements(grid, values)
    )
    gaps = tuple((after - before).days for before, after in pairwise(nodes))
    return Chain(gaps, _rows(grid, levels, place, values), pairs)


def _uses(sifted: Sifted, moving: Changes) -> tuple[ClaimUse, ...]:
    """What each claim that touches the series did, by role and reason."""
    uses = list(sifted.idle)
    for item in sifted.evidence:
        put_aside = moving.idle.get(item)
        uses.append(ClaimUse(item.claim.id, "context" if put_aside else "evidence", put_aside or item.reason))
    return tuple(sorted(uses, key=lambda use: (use.role, use.reason, use.claim_id)))


def _figures(levels: Sequence[Evidence]) -> list[float]:
    """The figures and bounds that were stated of the series itself."""
    counts = [item.claim.count for item in levels if item.claim.count and item.relation is Relation.SAME]
    return [number for count in counts for number in (count.low, count.best, count.high) if number is not None]


def _top(levels: Sequence[Evidence], moved: Sequence[float], floor: float, values: Settings) -> float:
    parts = [item.claim.count.figure for item in levels if item.claim.count and item.relation is not Relation.WHOLE]
    return max([floor, *(values.grid["reach"] * figure for figure in (*parts, *moved))])


def _rows(grid: Grid, levels: Sequence[Evidence], place: dict[date, int], values: Settings) -> Floats:
    rows = np.ones((len(place), grid.size))
    for item in levels:
        said = stock_likelihood(grid, item.claim.count, item.relation, item.trust, values)
        rows[place[item.day]] *= maybe_copied(said, item.claim.count, item.copied, values)
    # a day with dozens of claims must not underflow; only ratios along a row matter
    scaled: Floats = rows / rows.max(axis=1, keepdims=True)
    return scaled
