"""R7 contact line first, R10 no unguarded weapons: who leaves before whom, counted on departures from the site."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from exeunt.model.proposal import Finding, Rule
from exeunt.plan.check.tables import Flags, Ints, Rows, Standing, fraction


def contact_first(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R7: by the end of every day the share of the rear that left is at most that of the line of contact.

    Strict: the rear leaves only on days by whose end the line of contact has reached its share.
    """
    rules = standing.instance.rules
    if not rules.contact_first:
        return
    total_front = _totals(standing, standing.contact)
    total_rear = _totals(standing, standing.rear)
    front, rear = (_left(standing, rows, chosen) for chosen in (standing.contact, standing.rear))
    worst: Finding | None = None
    for place, side in enumerate(standing.instance.sides):
        if not total_front[place] or not total_rear[place]:
            continue
        gone_front, gone_rear = front[place].cumsum(), rear[place].cumsum()
        days = np.flatnonzero(rear[place])
        if not len(days):
            continue
        if rules.contact_first == "strict":
            day = int(days[gone_front[days].argmin()])
            margin = fraction(gone_front[day], total_front[place]) - rules.contact_share
        else:
            margins = gone_front[days] * total_rear[place] - gone_rear[days] * total_front[place]
            day = int(days[margins.argmin()])
            margin = fraction(int(margins.min()), total_front[place] * total_rear[place])
        if worst is None or margin < worst.margin:
            worst = Finding(rule=Rule.R7, margin=margin, day=day, side=side, subject="", unit="plan.unit_share")
    yield worst or Finding(rule=Rule.R7, margin=Fraction(0), day=None, side="", subject="", unit="plan.unit_share")


def _totals(standing: Standing, chosen: Flags) -> Ints:
    weight = standing.heads * standing.batches * chosen
    return np.bincount(standing.side, weights=weight, minlength=len(standing.instance.sides)).astype(np.int64)


def _left(standing: Standing, rows: Rows, chosen: Flags) -> Ints:
    weight = rows.count * (standing.heads * chosen)[rows.contingent]
    return rows.by_side(standing, weight, at=np.maximum(rows.day, 0))


def guarded(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R10: the last share of a contingent's persons stays until its equipment is out, in step with it."""
    keep = standing.instance.rules.guard_share
    if keep is None or not standing.guards.any():
        return
    low = int(rows.day.min(initial=0))
    span = int(rows.day.max(initial=0)) - low + 1
    key, owner = rows.contingent * span + rows.day - low, standing.owner[rows.contingent]
    guards, kit = standing.guards[rows.contingent], owner >= 0
    who, when, gone = _gone(key[guards], rows.count[guards], span)
    if not len(who):
        yield Finding(rule=Rule.R10, margin=Fraction(0), day=None, side="", subject="", unit="plan.unit_share")
        return
    lots = _gone(owner[kit] * span + rows.day[kit] - low, rows.count[kit], span)
    moved, day = _reached(lots, who, when, span), when + low
    all_lots = standing.lots
    # (1 - k) + k moved/lots - gone/batches over one denominator: parts = batches * lots * k's denominator
    part, batches, lot = keep, standing.batches[who], all_lots[who]
    top = (part.denominator - part.numerator) * batches * lot + part.numerator * moved * batches
    margins = top - part.denominator * gone * lot
    bottom = part.denominator * batches * lot
    worst = _smallest(margins, bottom, day * len(all_lots) + who)
    item = standing.instance.contingents[int(who[worst])]
    margin = fraction(int(margins[worst]), int(bottom[worst]))
    yield Finding(
        rule=Rule.R10, margin=margin, day=int(day[worst]), side=item.side, subject=item.id, unit="plan.unit_share"
    )


def _smallest(top: Ints, bottom: Ints, order: Ints) -> int:
    """The place of the smallest fraction top/bottom, the first in `order` where several are equal.

    Floats only choose whom to compare; those that are close are compared exactly.
    """
    near = top / bottom
    close = np.flatnonzero(near <= near.min() + 1e-9)
    if not top[close].any():  # kept with nothing to spare, as good plans do in many places
        return int(close[order[close].argmin()])
    common = np.gcd(top[close], bottom[close])
    reduced = set(zip((top[close] // common).tolist(), (bottom[close] // common).tolist(), strict=True))
    least = min(Fraction(*pair) for pair in reduced)
    equal = close[top[close] * least.denominator == least.numerator * bottom[close]]
    return int(equal[order[equal].argmin()])


def _gone(key: Ints, count: Ints, span: int) -> tuple[Ints, Ints, Ints]:
    """Owner, day and what left up to the end of that day, one row a day, from keys `owner * span + day`."""
    order = key.argsort(kind="stable")
    key, total = key[order], count[order].cumsum()
    last = np.flatnonzero(np.append(key[1:] != key[:-1], True)[: len(key)])
    key, total = key[last], total[last]
    who = key // span
    first = np.flatnonzero(np.diff(who, prepend=-1))
    before = np.append(0, total)[first]
    return who, key - who * span, total - np.repeat(before, np.diff(np.append(first, len(who))))


def _reached(lots: tuple[Ints, Ints, Ints], who: Ints, day: Ints, span: int) -> Ints:
    """What of each owner's lots left by the end of a day."""
    owner, when, gone = lots
    if not len(owner):
        return np.zeros(len(who), dtype=np.int64)
    place = np.searchsorted(owner * span + when, who * span + day, side="right") - 1
    found = (place >= 0) & (owner[np.maximum(place, 0)] == who)
    return np.where(found, gone[np.maximum(place, 0)], 0)
