"""How balanced a withdrawal is: B1 to B6 of a flow. B7 and B8 are B1 of the contact line and of the sponsors."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import log, sqrt

import numpy as np

from exeunt.plan.measures.flow import Flow, Number, Numbers


def gaps(flow: Flow) -> Numbers:
    """The difference between the largest and the smallest share out, by day, in numerators."""
    return np.asarray(flow.share.max(axis=0) - flow.share.min(axis=0))


def share_gap(flow: Flow) -> Number:
    """B1: the largest difference of shares on any day (Kolmogorov distance of the exit times)."""
    return flow.fraction(gaps(flow).max())


def area_gap(flow: Flow) -> Number:
    """B2: the difference of shares summed over the days, in share-days (Wasserstein-1 distance)."""
    return flow.fraction(gaps(flow).sum())


def signed_area(flow: Flow) -> Number:
    """B3: first side's share minus the second's, summed over the days: positive where the first leaves earlier.

    It is the mean exit day of the second side minus that of the first.
    """
    return flow.fraction((flow.share[0] - flow.share[-1]).sum())


def mean_square_gap(flow: Flow) -> float:
    """B4: the root of the summed squares of the gap, in share times root day (Cramér-von Mises type)."""
    if isinstance(flow.whole, float):
        return sqrt(float((gaps(flow) ** 2).sum()))
    squares = sum(int(gap) ** 2 for gap in gaps(flow))
    return sqrt(Fraction(squares, flow.whole**2))


def ratio_drift(flow: Flow, local: Mapping[str, Fraction]) -> float | None:
    """B5: the largest change of the logarithm of the strength ratio, in nats, with local strength counted in.

    None where a side has no local strength: the ratio would end as nothing over nothing.
    """
    if len(flow.groups) < 2 or any(local.get(group, Fraction(0)) <= 0 for group in flow.groups):
        return None
    staying = [float(local[group]) * flow.scale for group in flow.groups]
    present = (flow.total[:, None] - flow.out.cumsum(axis=1)).astype(float)
    first, last = present[0] + staying[0], present[-1] + staying[-1]
    start = log((float(flow.total[0]) + staying[0]) / (float(flow.total[-1]) + staying[-1]))
    return float(np.abs(np.log(first / last) - start).max())


def absolute_excess(flow: Flow) -> Number:
    """B6: how far the difference of strength present rises above that of day 0, in units of strength."""
    present = flow.total[:, None] - flow.out.cumsum(axis=1)
    difference = abs(present[0] - present[-1])
    return flow.units(max(difference.max() - abs(flow.total[0] - flow.total[-1]), 0))
