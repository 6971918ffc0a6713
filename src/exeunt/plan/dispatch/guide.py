"""Guiding days for the dispatcher: when the linear programme would have let each batch leave."""

from __future__ import annotations

import numpy as np

from exeunt.plan.bounds.bound import Answer
from exeunt.plan.dispatch.tables import Floats


def guide(answer: Answer, batches: list[int]) -> Floats:
    """By contingent and batch: the day when the class has let out the share at which the middle of this batch falls."""
    table = np.full((len(batches), max(batches)), float(answer.until))
    for group, ways in zip(answer.model.groups, answer.model.leave, strict=True):
        days = np.concatenate([days for days, _ in ways.values()])
        amounts = np.maximum(np.concatenate([answer.x[columns] for _, columns in ways.values()]), 0)
        order = np.argsort(days, kind="stable")
        gone = amounts[order].cumsum()
        if not len(gone) or gone[-1] <= 0:
            continue
        for member in group.members:
            middle = (np.arange(batches[member]) + 0.5) / batches[member] * gone[-1]
            place = np.minimum(np.searchsorted(gone, middle), len(gone) - 1)
            table[member, : batches[member]] = days[order][place]
    return table
