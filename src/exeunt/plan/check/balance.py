"""R5 share gap, R9 phases and milestones, R11 absolute balance, R12 lag limit: all read the shares verified out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations
from math import floor, lcm

import numpy as np

from exeunt.model.proposal import Finding, Rule
from exeunt.plan.check.tables import Ints, Rows, Standing, fraction

SAFE = 2**61


class Shares:
    """Capability verified out by side and day: `gone` in scaled units, `share` in numerators over `whole`."""

    def __init__(self, standing: Standing, rows: Rows) -> None:
        weight = rows.count * standing.strength[rows.contingent]
        self.gone = rows.by_side(standing, weight, at=np.maximum(rows.arrival, 0)).cumsum(axis=1)
        self.total = standing.strength_total
        self.sides = standing.instance.sides
        self.whole = lcm(*(int(total) for total in self.total if total)) if self.total.any() else 1
        each = [self.whole // int(total) if total else 0 for total in self.total]
        if self.whole * max(int(self.gone.max(initial=0)) // max(int(self.total.max(initial=1)), 1) + 1, 1) < SAFE:
            self.share: Ints = self.gone * np.array(each, dtype=np.int64)[:, None]
        else:  # the same numbers without a limit of size
            self.share = self.gone.astype(object) * np.array(each, dtype=object)[:, None]

    def at(self, side: int, day: int) -> Fraction:
        """The share of a side out by the end of a day."""
        last = self.share.shape[1] - 1
        return fraction(self.share[side, min(day, last)], self.whole) if day >= 0 else Fraction(0)


def share_gap(standing: Standing, shares: Shares) -> Iterator[Finding]:
    """R5: no day ends with two sides further apart than allowed."""
    allowed = standing.instance.rules.share_gap
    if allowed is None:
        return
    used = [place for place, total in enumerate(shares.total) if total]
    table = shares.share[used]
    gaps = table.max(axis=0) - table.min(axis=0) if len(used) > 1 else np.zeros(1, dtype=np.int64)
    day = int(gaps.argmax())
    ahead = shares.sides[used[int(table[:, day].argmax())]] if len(used) > 1 else ""
    yield _share(Rule.R5, allowed - fraction(gaps[day], shares.whole), day, ahead)


def phases(standing: Standing, shares: Shares) -> Iterator[Finding]:
    """R9: floors and ceilings at the end of phases."""
    worst: Finding | None = None
    for phase in standing.instance.phases:
        for place, side in enumerate(shares.sides):
            if phase.side not in ("", side) or not shares.total[place]:
                continue
            out = shares.at(place, phase.day)
            margin = min(out - phase.floor, phase.ceiling - out)
            if worst is None or margin < worst.margin:
                worst = _share(Rule.R9, margin, phase.day, side, phase.id)
    if worst is not None:
        yield worst


def milestones(standing: Standing, shares: Shares) -> Iterator[Finding]:
    """R9: a side passes a share only on days when the side it is linked to has reached its own."""
    for link in standing.instance.milestones:
        mine, other = shares.sides.index(link.side), shares.sides.index(link.needs_side)
        # numerators are whole, so more than the share is more than the whole part of it
        beyond = np.flatnonzero(shares.share[mine] > floor(link.share * shares.whole))
        subject = f"{link.side}>{link.share}"
        if not len(beyond):
            yield _share(Rule.R9, Fraction(0), None, link.side, subject)
            continue
        day = int(beyond[shares.share[other, beyond].argmin()])
        yield _share(Rule.R9, shares.at(other, day) - link.needs_share, day, link.side, subject)


def absolute(standing: Standing, shares: Shares) -> Iterator[Finding]:
    """R11: the difference of foreign strength present never exceeds the allowance, nor that of day 0 where larger."""
    allowed = standing.instance.rules.absolute_gap
    if allowed is None:
        return
    worst: Finding | None = None
    present = shares.total[:, None] - shares.gone
    for first, second in combinations(range(len(shares.sides)), 2):
        difference = np.abs(present[first] - present[second])
        day = int(difference.argmax())
        start = abs(fraction(shares.total[first] - shares.total[second], standing.scale))
        margin = max(allowed, start) - fraction(difference[day], standing.scale)
        if worst is None or margin < worst.margin:
            ahead = second if present[first, day] > present[second, day] else first
            worst = Finding(
                rule=Rule.R11, margin=margin, day=day, side=shares.sides[ahead], subject="", unit="plan.unit_strength"
            )
    if worst is not None:
        yield worst


def lag(standing: Standing, shares: Shares) -> Iterator[Finding]:
    """R12: every share is reached by all sides within so many days of the first to reach it."""
    allowed = standing.instance.rules.lag_days
    if allowed is None:
        return
    worst = Finding(rule=Rule.R12, margin=Fraction(allowed), day=None, side="", subject="", unit="plan.unit_days")
    used = [place for place, total in enumerate(shares.total) if total]
    for first, second in permutations(used, 2):
        levels, days = np.unique(shares.share[first], return_index=True)
        later = np.searchsorted(shares.share[second], levels) - days
        later[levels == 0] = 0
        place = int(later.argmax())
        if allowed - int(later[place]) < worst.margin:
            margin = Fraction(allowed - int(later[place]))
            side = shares.sides[second]
            worst = Finding(
                rule=Rule.R12, margin=margin, day=int(days[place]), side=side, subject="", unit="plan.unit_days"
            )
    yield worst


def _share(rule: Rule, margin: Fraction, day: int | None, side: str, subject: str = "") -> Finding:
    return Finding(rule=rule, margin=margin, day=day, side=side, subject=subject, unit="plan.unit_share")
