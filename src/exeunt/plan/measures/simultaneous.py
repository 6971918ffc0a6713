"""How simultaneous a withdrawal is: S1 to S5 of a flow, and the exposure a defector could use."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from exeunt.plan.measures.flow import Flow, Number, Numbers


def quantile_days(flow: Flow, level: Fraction) -> list[int]:
    """The first day on which each group has at least this share out; the day after the last where it never has."""
    needed = float(level) if isinstance(flow.whole, float) else -(-level.numerator * flow.whole // level.denominator)
    return [int(np.argmax(row >= needed)) if row[-1] >= needed else flow.days for row in flow.share]


def start_gap(flow: Flow) -> int:
    """S1: days between the first and the last group to have 5 % out."""
    days = quantile_days(flow, Fraction(1, 20))
    return max(days) - min(days)


def finish_gap(flow: Flow) -> int:
    """S1: days between the first and the last group to have 95 % out."""
    days = quantile_days(flow, Fraction(19, 20))
    return max(days) - min(days)


def window_overlap(flow: Flow) -> Fraction:
    """S2: days common to all stretches from 5 % to 95 % out, over days in any of them (Jaccard index)."""
    first, last = quantile_days(flow, Fraction(1, 20)), quantile_days(flow, Fraction(19, 20))
    common = max(min(last) - max(first) + 1, 0)
    covered: set[int] = set().union(*(range(begin, end + 1) for begin, end in zip(first, last, strict=True)))
    return Fraction(common, max(len(covered), 1))


def overlap(flow: Flow, days: int = 7) -> Number:
    """S3: what the groups let out in the same stretches of `days` days, as a share (overlap coefficient)."""
    ends = np.minimum(np.arange(days - 1, flow.days + days - 1, days), flow.days - 1)
    marks = np.concatenate([np.zeros((len(flow.groups), 1), dtype=flow.share.dtype), flow.share[:, ends]], axis=1)
    parts = marks[:, 1:] - marks[:, :-1]
    return flow.fraction(parts.min(axis=0).sum())


def quantile_lag(flow: Flow) -> int:
    """S4: the most days by which one group reaches any same share later than another (Wasserstein-infinity)."""
    levels = np.unique(flow.share[flow.share > 0])
    reached = np.stack([np.searchsorted(row, levels) for row in flow.share])
    return int((reached.max(axis=0) - reached.min(axis=0)).max()) if len(levels) else 0


def weeks_together(flow: Flow) -> Fraction:
    """S5: of the seven-day stretches in which any group moved, the share in which all did."""
    weeks = -(-flow.days // 7)
    padded = np.zeros((len(flow.groups), weeks * 7), dtype=bool)
    padded[:, : flow.days] = flow.out > 0
    moved = padded.reshape(len(flow.groups), weeks, 7).any(axis=2)
    return Fraction(int(moved.all(axis=0).sum()), max(int(moved.any(axis=0).sum()), 1))


def exposures(flow: Flow, delay: int = 0) -> Numbers:
    """By group and day t: its share out on day t + delay above the least share of another on day t, in numerators.

    `delay` is the days until a defection is noticed and answered: the other stands still from day t.
    """
    later = np.minimum(np.arange(flow.days) + delay, flow.days - 1)
    rows = []
    for place in range(len(flow.groups)):
        others = np.delete(flow.share, place, axis=0)
        least = others.min(axis=0) if len(others) else flow.share[place]
        rows.append(np.maximum(flow.share[place, later] - least, 0))
    return np.stack(rows)


def worst_exposure(flow: Flow, delay: int = 0) -> Number:
    """The largest exposure of any group when every other may stop on any day and is answered `delay` days later."""
    return flow.fraction(exposures(flow, delay).max())
