"""R6 outflow cap, R8 disarm before transit, R13 pause limit: what may happen in any few days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from exeunt.model.proposal import Finding, Rule
from exeunt.plan.check.tables import Ints, Rows, Standing, fraction

WEEK = 7


def weekly(daily: Ints) -> Ints:
    """Sums over the seven days that end on each day."""
    total = daily.cumsum(axis=1)
    total[:, WEEK:] -= total[:, :-WEEK].copy()
    return total


def outflow(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R6: in any seven days a side lets out at most its share of persons; the margin is in persons."""
    share = standing.instance.rules.outflow_share
    if share is None:
        return
    weight = rows.count * standing.heads[rows.contingent]
    sums = weekly(rows.by_side(standing, weight, at=np.maximum(rows.arrival, 0)))
    worst: Finding | None = None
    for place, side in enumerate(standing.instance.sides):
        day = int(sums[place].argmax())
        margin = share * int(standing.head_total[place]) - int(sums[place, day])
        if worst is None or margin < worst.margin:
            worst = Finding(rule=Rule.R6, margin=margin, day=day, side=side, subject="", unit="plan.unit_heads")
    if worst is not None:
        yield worst


def disarmed(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R8: so many batches that are a threat leave in any seven days, and none before the dwell under monitoring."""
    rules, armed = standing.instance.rules, standing.threat[rows.contingent]
    if rules.disarm_batches is not None:
        sums = weekly(rows.by_side(standing, rows.count * armed, at=np.maximum(rows.day, 0)))
        side, day = (int(place) for place in np.unravel_index(sums.argmax(), sums.shape))
        margin = Fraction(rules.disarm_batches - int(sums[side, day]))
        name = standing.instance.sides[side]
        yield Finding(rule=Rule.R8, margin=margin, day=day, side=name, subject="", unit="plan.unit_per_week")
    if rules.disarm_dwell and armed.any():
        days = rows.day[armed]
        worst = int(days.argmin())
        item = standing.instance.contingents[int(rows.contingent[armed][worst])]
        margin = fraction(days[worst] - standing.instance.monitored_from - rules.disarm_dwell)
        yield Finding(
            rule=Rule.R8, margin=margin, day=int(days[worst]), side=item.side, subject=item.id, unit="plan.unit_days"
        )


def pauses(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R13: from the first exit of anyone to a side's last, it never pauses longer than allowed."""
    allowed = standing.instance.rules.pause_days
    if allowed is None:
        return
    worst = Finding(rule=Rule.R13, margin=Fraction(allowed), day=None, side="", subject="", unit="plan.unit_days")
    moved = rows.by_side(standing, rows.count, at=np.maximum(rows.arrival, 0)) > 0
    first = int(rows.arrival.min()) if len(rows.arrival) else 0
    for side, row in zip(standing.instance.sides, moved, strict=True):
        days = np.flatnonzero(row)
        if not len(days):
            continue
        steps = np.diff(days, prepend=first)
        longest = int(steps.argmax())
        if allowed - int(steps[longest]) < worst.margin:
            margin, day = Fraction(allowed - int(steps[longest])), int(days[longest])
            worst = Finding(rule=Rule.R13, margin=margin, day=day, side=side, subject="", unit="plan.unit_days")
    yield worst
