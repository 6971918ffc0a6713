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

    A contingent takes the estimate of the force with its id, at its site where there is one of its own, else in the
    whole host. One without an estimate stays as it is, with a warning.
    """
    problems, contingents = [], []
    for item in instance.contingents:
        found = _posterior(posteriors, item)
        if item.equipment_of or not item.heads:
            contingents.append(item)
        elif found is None:
            problems.append(warning("plan.no_estimate", NOWHERE, contingent=item.id))
            contingents.append(item)
        else:
            median = found.quantile(day, 0.5)
            contingents.append(replace(item, batches=max(round(median / item.heads), 1)))
    return replace(instance, contingents=tuple(contingents)), problems


def drawn_sizes(instance: Instance, posteriors: Sequence[Posterior], day: date) -> NDArray[np.float64]:
    """(draws, contingents): what a contingent truly has over what the instance says, 1 where nothing is estimated."""
    draws = min((len(found.draws) for found in posteriors), default=1)
    table = np.ones((draws, len(instance.contingents)))
    for place, item in enumerate(instance.contingents):
        found = _posterior(posteriors, item)
        stated = item.heads * item.batches
        if found is not None and stated and not item.equipment_of:
            table[:, place] = found.draws[:draws, found.position(day)] / stated
    return table


def _posterior(posteriors: Sequence[Posterior], item: Contingent) -> Posterior | None:
    mine = [found for found in posteriors if found.force == item.id and found.site in (None, item.site)]
    return min(mine, key=lambda found: found.site is None, default=None)
