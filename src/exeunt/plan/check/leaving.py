"""R1 everyone leaves, R2 exit capacity, R3 monitors first, R4 every movement observed, R14, R15: site and exit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from exeunt.model.proposal import Finding, Plan, Rule
from exeunt.plan.check.tables import Ints, Rows, Standing, fraction


def everyone(standing: Standing, rows: Rows) -> Finding:
    """R1: every batch out by the deadline and none twice; the margin is of the worst contingent, in batches."""
    size = len(standing.batches)
    in_time = rows.count * (rows.arrival <= standing.instance.deadline)
    out = np.bincount(rows.contingent, weights=in_time, minlength=size).astype(np.int64)
    moved = np.bincount(rows.contingent, weights=rows.count, minlength=size).astype(np.int64)
    margins = np.minimum(out - standing.batches, standing.batches - moved)
    worst = int(margins.argmin())
    last = int(rows.arrival.max(initial=0)) if len(rows.arrival) else None
    return _finding(standing, Rule.R1, fraction(margins[worst]), last, worst, "plan.unit_batches")


def exits(standing: Standing, rows: Rows) -> Finding:
    """R2: no exit takes more than its places on any day; a closed exit has none."""
    size = len(standing.exits)
    key = rows.exit * rows.days + rows.arrival
    load = np.bincount(key, weights=rows.count * standing.load[rows.contingent], minlength=size * rows.days)
    capacity = np.zeros((size, rows.days), dtype=np.int64)
    capacity[:, : standing.capacity.shape[1]] = standing.capacity
    margins = (capacity.ravel() - load.astype(np.int64))[key]
    if not len(margins):
        return Finding(rule=Rule.R2, margin=Fraction(0), day=None, side="", subject="", unit="plan.unit_places")
    equal = np.flatnonzero(margins == margins.min())
    worst = int(equal[np.lexsort((rows.exit[equal], rows.arrival[equal]))[0]])
    subject = standing.instance.exits[rows.exit[worst]].id
    return Finding(
        rule=Rule.R2, margin=fraction(margins[worst]), day=int(rows.arrival[worst]), side="", subject=subject,
        unit="plan.unit_places",
    )  # fmt: skip


def monitors_first(standing: Standing, rows: Rows) -> Finding:
    """R3: nobody leaves a site before the first monitor team is there; the margin is in days."""
    return _earliest(standing, rows, Rule.R3, standing.instance.monitored_from)


def _earliest(standing: Standing, rows: Rows, rule: Rule, allowed: int) -> Finding:
    if not len(rows.day):
        return Finding(rule=rule, margin=Fraction(0), day=None, side="", subject="", unit="plan.unit_days")
    worst = int(rows.day.argmin())
    margin = fraction(rows.day[worst] - allowed)
    return _finding(standing, rule, margin, int(rows.day[worst]), int(rows.contingent[worst]), "plan.unit_days")


def observed(standing: Standing, rows: Rows) -> Finding:
    """R4: a team with every batch from departure to exit; the margin is in teams, on days with anyone on the way."""
    shift = max(-int(rows.day.min(initial=0)), 0)
    size = rows.days + shift + 1
    starts = np.bincount(rows.day + shift, weights=rows.count, minlength=size)
    ends = np.bincount(rows.arrival + 1 + shift, weights=rows.count, minlength=size)
    used = (starts - ends).cumsum().astype(np.int64)
    teams = np.zeros(size, dtype=np.int64)
    teams[shift : shift + len(standing.teams)] = standing.teams
    busy = np.flatnonzero(used)
    if not len(busy):
        return Finding(rule=Rule.R4, margin=Fraction(0), day=None, side="", subject="", unit="plan.unit_teams")
    margins = (teams - used)[busy]
    worst = int(margins.argmin())
    return Finding(
        rule=Rule.R4, margin=fraction(margins[worst]), day=int(busy[worst]) - shift, side="", subject="",
        unit="plan.unit_teams",
    )  # fmt: skip


def windows(standing: Standing, rows: Rows) -> Iterator[Finding]:
    """R14: nobody is on the way in a security window; the margin is the batches that are, below zero."""
    if not standing.instance.windows:
        return
    barred = standing.barred
    each = barred.count[rows.contingent]
    move = np.repeat(np.arange(len(each)), each)
    begins = barred.count.cumsum() - barred.count
    window = np.arange(len(move)) - np.repeat(each.cumsum() - each, each) + begins[rows.contingent[move]]
    hit = (rows.day[move] <= barred.last[window]) & (rows.arrival[move] >= barred.first[window])
    hit[hit] = barred.exits[window[hit], rows.exit[move[hit]]]
    found = move[hit]
    first = int(rows.day[found].min()) if len(found) else None
    margin = fraction(-rows.count[found].sum())
    yield Finding(rule=Rule.R14, margin=margin, day=first, side="", subject="", unit="plan.unit_batches")


def cleared(standing: Standing, rows: Rows, plan: Plan) -> Iterator[Finding]:
    """R15: each site that was left is closed within the days allowed after its last departure, and not before it."""
    allowed = standing.instance.rules.closeout_days
    if allowed is None:
        return
    names, at = standing.sites
    never = np.iinfo(np.int64).min
    last: Ints = np.full(len(names), never)
    np.maximum.at(last, at[rows.contingent], rows.day)
    closed: Ints = np.full(len(names), never)
    for closing in plan.closings:
        if closing.site in names:
            closed[names[closing.site]] = closing.day
    left = np.flatnonzero(last > never)
    if not len(left):
        yield Finding(rule=Rule.R15, margin=Fraction(allowed), day=None, side="", subject="", unit="plan.unit_days")
        return
    wait = np.where(closed[left] > never, closed[left] - last[left], allowed * 2 + 1)
    margins = np.minimum(allowed - wait, wait)
    worst = int(margins.argmin())
    site = list(names)[left[worst]]
    yield Finding(
        rule=Rule.R15, margin=fraction(margins[worst]), day=int(last[left[worst]]), side="", subject=site,
        unit="plan.unit_days",
    )  # fmt: skip


def _finding(standing: Standing, rule: Rule, margin: Fraction, day: int | None, place: int, unit: str) -> Finding:
    item = standing.instance.contingents[place]
    return Finding(rule=rule, margin=margin, day=day, side=item.side, subject=item.id, unit=unit)
