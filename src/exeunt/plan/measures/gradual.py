"""How gradual a withdrawal is: G1 to G7. Each takes the worst side."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from exeunt.model.proposal import Instance
from exeunt.plan.measures.flow import Flow, Number, Numbers


def moving_days(flow: Flow, place: int) -> Numbers:
    """The days on which somebody of a group left."""
    return np.flatnonzero(flow.out[place])


def _length(flow: Flow, place: int) -> int:
    days = moving_days(flow, place)
    return int(days[-1] - days[0]) + 1 if len(days) else 0


def rolling(flow: Flow, window: int) -> Numbers:
    """The largest share (numerators) that each group lets out in any `window` days."""
    before = np.zeros_like(flow.share)
    before[:, window:] = flow.share[:, : flow.days - window] if flow.days > window else 0
    return np.asarray((flow.share - before).max(axis=1))


def rolling_outflow(flow: Flow, window: int = 7) -> Number:
    """G1: the largest share that leaves in any `window` days."""
    return flow.fraction(rolling(flow, window).max())


def peak_over_mean(flow: Flow, window: int = 7) -> Number:
    """G2: G1 over what the same days would have seen at a steady pace from first to last exit; 1 is steady."""
    peaks = rolling(flow, window)
    return max(
        (flow.fraction(peaks[place]) * _length(flow, place) / window for place in range(len(flow.groups))), default=0.0
    )


def distance_to_ramp(flow: Flow) -> Number:
    """G3: the largest difference from leaving at a steady pace between the day before the first exit and the last."""
    worst: Number = Fraction(0)
    for place in range(len(flow.groups)):
        length = _length(flow, place)
        if not length:
            continue
        first = int(moving_days(flow, place)[0])
        steps = np.clip(np.arange(flow.days) - first + 1, 0, length).astype(flow.share.dtype)
        furthest = np.abs(flow.share[place] * length - steps * flow.whole).max()
        worst = max(worst, flow.fraction(furthest) / length)
    return worst


def effective_phases(flow: Flow, ends: Sequence[int]) -> Number:
    """G4: one over the sum of squared phase shares, fewest over the groups. `ends`: the last day of each phase."""
    fewest: Number | None = None
    last = flow.days - 1
    for place in range(len(flow.groups)):
        marks = [0, *(flow.share[place, min(max(end, 0), last)] for end in ends), flow.share[place, last]]
        parts = [flow.fraction(later - sooner) for sooner, later in itertools.pairwise(marks)]
        squares = sum((part * part for part in parts if part > 0), start=Fraction(0))
        if squares:
            fewest = 1 / squares if fewest is None else min(fewest, 1 / squares)
    return fewest if fewest is not None else Fraction(0)


def longest_pause(flow: Flow) -> int:
    """G5: the largest number of days from one movement day of a group to its next; 1 means every day."""
    pauses = [np.diff(moving_days(flow, place)) for place in range(len(flow.groups))]
    return max((int(found.max()) for found in pauses if len(found)), default=0)


def roughness(flow: Flow) -> Number:
    """G6: the squared second differences of daily exits, summed, of the roughest group, in units squared."""
    padded = np.pad(flow.out, ((0, 0), (1, 1)))
    bends = padded[:, 2:] - 2 * padded[:, 1:-1] + padded[:, :-2]
    worst = (bends * bends).sum(axis=1).max()
    return float(worst) if isinstance(flow.whole, float) else Fraction(int(worst), flow.scale**2)


def days_to_return(instance: Instance, share: Fraction = Fraction(1, 10)) -> int | None:
    """G7: the fewest days in which any side could bring back this share of its persons, if nobody hindered it.

    It counts every open way back at its full capacity, so the true time is no shorter. None where no way leads back.
    """
    times = []
    for side in instance.sides:
        mine = [item for item in instance.contingents if item.side == side]
        needed = share * sum(item.heads * item.batches for item in mine)
        sites = {item.site for item in mine}
        travel = {
            exit_.id: min(days)
            for exit_ in instance.exits
            if (days := [route.days for route in instance.routes if route.exit == exit_.id and route.site in sites])
        }
        capacity = {exit_.id: exit_.capacity for exit_ in instance.exits if exit_.id in travel}
        if sum(capacity.values()) > 0:
            times.append(_fill(needed, travel, capacity))
    return min(times, default=None)


def _fill(needed: Fraction, travel: dict[str, int], capacity: dict[str, int]) -> int:
    day, back = 0, Fraction(0)
    while back < needed:
        back += sum(places for exit_, places in capacity.items() if travel[exit_] <= day)
        day += 1
    return day
