"""An instance brought up to what is estimated of the forces, and the draws under which its measures are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from exeunt.base.problem import NOWHERE, Problem, warning
from exeunt.estimate.posterior import Posterior
from exeunt.model.proposal import Contingent, Instance


def from_estimates(instance: Instance, posteriors: Sequence[Posterior], day: date) -> tuple[Instance, list[Problem]]:
    """The instance with as many batches as the estimated strength on a day needs.

    A contingent takes the estimate of its force at its site where there is one; else it keeps its part of the force,
    and the force takes the estimate of the whole host. One without an estimate stays as it is, with a warning.
    """
    problems, contingents = [], []
    for item in instance.contingents:
        found = _posterior(posteriors, item)
        if not _persons(item):
            contingents.append(item)
        elif found is None:
            problems.append(warning("plan.no_estimate", NOWHERE, contingent=item.id))
            contingents.append(item)
        else:
            part = item.heads * item.batches / _stated(instance, item, found)
            contingents.append(replace(item, batches=max(round(found.quantile(day, 0.5) * part / item.heads), 1)))
    return replace(instance, contingents=tuple(contingents)), problems


def drawn_sizes(
    instance: Instance, posteriors: Sequence[Posterior], day: date, most: int | None = None
) -> NDArray[np.float64]:
    """(draws, contingents): what a contingent truly has over what the instance says, 1 where nothing is estimated.

    `most`: so many draws at the most. Equipment stays as it is stated.
    """
    draws = min((len(found.draws) for found in posteriors), default=1)
    draws = min(draws, most or draws)
    table = np.ones((draws, len(instance.contingents)))
    for place, item in enumerate(instance.contingents):
        found = _posterior(posteriors, item)
        if found is not None and _persons(item):
            table[:, place] = found.draws[:draws, found.position(day)] / _stated(instance, item, found)
    return table


def _persons(item: Contingent) -> bool:
    return bool(item.heads) and not item.equipment_of


def _posterior(posteriors: Sequence[Posterior], item: Contingent) -> Posterior | None:
    mine = [found for found in posteriors if found.force == _force(item) and found.site in (None, item.site)]
    return min(mine, key=lambda found: found.site is None, default=None)


def _force(item: Contingent) -> str:
    return item.force or item.id


def _stated(instance: Instance, item: Contingent, found: Posterior) -> int:
    """Persons that the instance has of what the posterior is about: the contingent alone, or its whole force."""
    if found.site is not None:
        return item.heads * item.batches
    same = [other for other in instance.contingents if _persons(other) and _force(other) == _force(item)]
    return sum(other.heads * other.batches for other in same)
