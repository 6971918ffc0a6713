"""Gates: release in tranches so that what a defector can gain is bounded by design, whatever is late or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from exeunt.model.proposal import Instance, Plan
from exeunt.plan.closed_forms import fewest_steps, gate_gap, largest_steps
from exeunt.plan.measures.flow import plan_flow
from exeunt.plan.measures.simultaneous import exposures

__all__ = ["Gate", "Tranche", "fewest_steps", "largest_steps", "opened", "robust_gap", "simulated", "tranches",
           "worst_days", "worst_defection", "worst_stop"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """`tranches` equal shares of each side; one starts when the other side's `look_ahead` before it is verified."""

    tranches: int
    look_ahead: int = 2
    verify_days: int = 2

    @property
    def guaranteed_gap(self) -> Fraction:
        """The largest share gap that can ever arise."""
        return gate_gap(self.tranches, self.look_ahead)


@dataclass(frozen=True, slots=True)
class Tranche:
    """One side's tranche: days from its opening to its last exit, as the plan has them, and when the gate opens it."""

    side: str
    number: int
    days: int
    opens: int
    done: int


def tranches(instance: Instance, plan: Plan, count: int) -> dict[str, list[int]]:
    """By side: how many days each of `count` equal shares of its capability takes in the plan."""
    flow = plan_flow(instance, plan, weight="capability")
    found = {}
    for side, row in zip(flow.groups, flow.share, strict=True):
        marks = [int(np.searchsorted(row, -(-flow.whole * part // count))) for part in range(1, count + 1)]
        start = int(np.flatnonzero(row)[0]) - 1
        found[side] = [later - sooner for sooner, later in zip([start, *marks], marks, strict=False)]
    return found


def first_day(instance: Instance, plan: Plan) -> int:
    """The day before the first exit of anyone, from which the first tranches count."""
    flow = plan_flow(instance, plan, weight="capability")
    return int(np.flatnonzero(flow.out.any(axis=0))[0]) - 1 if flow.out.any() else 0


def opened(gate: Gate, days: Mapping[str, Sequence[int]], start: int = 0) -> tuple[Tranche, ...]:
    """When each tranche opens and is done, if it takes so many days: the max-plus recursion of the gate.

    A side starts its next tranche when its own last one is done and the other side's tranche `look_ahead` before it is
    verified.
    """
    sides = list(days)
    done: dict[tuple[str, int], int] = {}
    found = []
    for number in range(gate.tranches):
        for side in sides:
            ready = done.get((side, number - 1), start)
            for other in sides:
                before = number - gate.look_ahead
                if other != side and before >= 0:
                    ready = max(ready, done[other, before] + gate.verify_days)
            done[side, number] = ready + days[side][number]
            found.append(Tranche(side, number + 1, days[side][number], ready, done[side, number]))
    return tuple(found)


def worst_days(gate: Gate, days: Mapping[str, Sequence[int]], late: int, delay: int) -> int:
    """When everyone is out at worst if any `late` tranches each take `delay` days longer. Exact.

    The duration is the longest path through the tranches, and delays weigh most where they lie on one path: so the day
    a tranche is done is kept for each number of delays before it.
    """
    sides = list(days)
    done: dict[tuple[str, int], list[int]] = {}
    for number in range(gate.tranches):
        for side in sides:
            ready = list(done.get((side, number - 1), [0] * (late + 1)))
            for other in sides:
                before = done.get((other, number - gate.look_ahead))
                if other != side and before is not None:
                    ready = [max(a, b + gate.verify_days) for a, b in zip(ready, before, strict=True)]
            took = [day + days[side][number] for day in ready]
            done[side, number] = [max(day, took[count - 1] + delay if count else day) for count, day in enumerate(took)]
    return max(done[side, gate.tranches - 1][late] for side in sides)


def worst_stop(gate: Gate, found: Sequence[Tranche]) -> Fraction:
    """The largest gap over every side and every number of tranches after which it silently stops. By enumeration."""
    sides = {tranche.side for tranche in found}
    return max(largest_gap(gate, found, {side: reached}) for side in sides for reached in range(gate.tranches + 1))


def largest_gap(gate: Gate, found: Sequence[Tranche], stops: Mapping[str, int] | None = None) -> Fraction:
    """The largest difference of whole tranches out between two sides on any day; `stops`: side -> tranches it does.

    A side that stops silently is not verified, so the other's gate stays shut.
    """
    stops = dict(stops or {})
    allowed = {
        tranche
        for tranche in found
        if tranche.number <= stops.get(tranche.side, gate.tranches)
        and all(tranche.number - gate.look_ahead <= reached for side, reached in stops.items() if side != tranche.side)
    }
    sides = {tranche.side for tranche in found}
    worst = 0
    for day in {tranche.done for tranche in allowed}:
        out = [sum(tranche.side == side and tranche.done <= day for tranche in allowed) for side in sides]
        worst = max(worst, max(out) - min(out))
    return Fraction(worst, gate.tranches)


def simulated(gate: Gate, nominal: float, spread: float, *, runs: int, seed: int) -> NDArray[np.float64]:
    """(runs, 2): duration and largest gap with lognormal tranche times around `nominal`/`tranches` days a tranche."""
    dice = np.random.default_rng(seed)
    shape = (runs, 2, gate.tranches)
    days = dice.lognormal(-spread * spread / 2, spread, shape) * nominal / gate.tranches
    done = np.zeros(shape)
    for number in range(gate.tranches):
        for side in (0, 1):
            ready = done[:, side, number - 1] if number else np.zeros(runs)
            if number >= gate.look_ahead:
                ready = np.maximum(ready, done[:, 1 - side, number - gate.look_ahead] + gate.verify_days)
            done[:, side, number] = ready + days[:, side, number]
    gaps = np.zeros(runs)
    for side in (0, 1):
        for number in range(gate.tranches):  # at the moment a tranche is done: own count less the other's
            other = (done[:, 1 - side] <= done[:, side, number : number + 1]).sum(axis=1)
            gaps = np.maximum(gaps, number + 1 - other)
    return np.stack([done[:, :, -1].max(axis=1), gaps / gate.tranches], axis=1)


@dataclass(frozen=True, slots=True)
class Defection:
    """The worst single defection: `side` keeps its word and is `exposure` ahead after the other stops on `day`."""

    side: str
    day: int
    exposure: Fraction


def worst_defection(instance: Instance, plan: Plan, delay: int) -> Defection:
    """The worst case over every side and every day on which another stops, answered `delay` days later. Exact.

    What is under way when a side stops does not count as out; the side that keeps its word goes on as planned.
    """
    flow = plan_flow(instance, plan, weight="capability")
    table = exposures(flow, delay)
    place, day = np.unravel_index(table.argmax(), table.shape)
    return Defection(flow.groups[int(place)], int(day), Fraction(int(table.max()), int(flow.whole)))


def robust_gap(instance: Instance, plan: Plan, late: int, delay: int) -> Fraction:
    """The largest share gap when any `late` batches of one side each come `delay` days late, at their worst. Exact.

    On day t the other side may lack its `late` largest batches due in (t - delay, t]; that is the dual of the linear
    form with one variable for the count and one for each batch.
    """
    flow = plan_flow(instance, plan, weight="capability")
    due = {side: _batches_due(instance, plan, side) for side in flow.groups}
    worst = Fraction(0)
    for place, _side in enumerate(flow.groups):
        for other, name in enumerate(flow.groups):
            if other == place:
                continue
            total = sum((share for shares in due[name].values() for share in shares), start=Fraction(0))
            for day in range(flow.days + delay):
                at = min(day, flow.days - 1)
                gap = flow.fraction(flow.share[place, at] - flow.share[other, at])
                missing = [share for when in range(day - delay + 1, day + 1) for share in due[name].get(when, ())]
                worst = max(worst, Fraction(gap) + sum(nlargest(late, missing), start=Fraction(0)) if total else worst)
    return worst


def _batches_due(instance: Instance, plan: Plan, side: str) -> dict[int, list[Fraction]]:
    """By day of arrival: the share of each batch of a side."""
    total = sum(item.capability * item.batches for item in instance.contingents if item.side == side)
    found: dict[int, list[Fraction]] = {}
    for move in plan.movements:
        item = instance.contingent_by_id[move.contingent]
        if item.side == side and total:
            day = move.day + instance.travel[item.site, move.exit]
            found.setdefault(day, []).extend([Fraction(item.capability) / total] * move.batches)
    return found
