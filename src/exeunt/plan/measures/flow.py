"""What has left, side by side: cumulative verified exits as integers over one denominator, or as draws in floats.

All measures of this folder read a `Flow`. With integers they are exact; the same code runs on draws of a posterior.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exeunt.model.proposal import Contingent, Instance, Plan

Numbers = NDArray[Any]
Number = Fraction | float

WEIGHTS: dict[str, Callable[[Contingent], Fraction]] = {
    "heads": lambda item: Fraction(item.heads),
    "capability": lambda item: item.capability,
    "weapons": lambda item: Fraction(item.weapons),
    "heavy": lambda item: Fraction(item.heavy),
}
"""What one batch weighs in each version of a measure."""


@dataclass(frozen=True, eq=False)
class Flow:
    """Exits by group (side, sponsor) and day: `out` in units times `scale`, `share` cumulative over `whole`.

    A group whose total is zero is left out, so every share is defined.
    """

    groups: tuple[str, ...]
    out: Numbers  # (groups, days)
    total: Numbers  # (groups,)
    share: Numbers  # (groups, days), numerators
    whole: int | float
    scale: int = 1

    def fraction(self, numerator: Any) -> Number:
        """A numerator of `share` as a number between 0 and 1 (or a sum of such)."""
        if isinstance(self.whole, float):
            return float(numerator) / self.whole
        return Fraction(int(numerator), self.whole)

    def units(self, numerator: Any) -> Number:
        """A numerator of `out` in its own unit."""
        return float(numerator) if isinstance(self.whole, float) else Fraction(int(numerator), self.scale)

    @property
    def days(self) -> int:
        """How many days it covers, from day 0."""
        return int(self.out.shape[1])


def flow(exits: Mapping[str, Sequence[Fraction | int]], totals: Mapping[str, Fraction | int]) -> Flow:
    """An exact flow from the daily exits of each group and its total."""
    groups = tuple(group for group in exits if totals[group] > 0)
    scale = lcm(
        *(Fraction(number).denominator for group in groups for number in exits[group]),
        *(Fraction(totals[group]).denominator for group in groups),
    )
    rows = [[int(number * scale) for number in exits[group]] for group in groups]
    whole_of = [int(totals[group] * scale) for group in groups]
    return _exact(groups, rows, whole_of, scale)


def _exact(groups: tuple[str, ...], rows: list[list[int]], totals: list[int], scale: int) -> Flow:
    whole = lcm(*totals) if totals else 1
    small = whole < 2**40 and all(sum(row) < 2**20 * total for row, total in zip(rows, totals, strict=True))
    kind: Any = np.int64 if small else object
    out = np.array(rows, dtype=kind).reshape(len(groups), len(rows[0]) if rows else 0)
    each = np.array([whole // total for total in totals], dtype=kind)
    return Flow(groups, out, np.array(totals, dtype=kind), out.cumsum(axis=1) * each[:, None], whole, scale)


def exits_by_contingent(instance: Instance, plan: Plan, days: int) -> NDArray[np.int64]:
    """Batches verified out, by contingent and day. Movements of what the instance does not know are left out."""
    place = {item.id: index for index, item in enumerate(instance.contingents)}
    table = np.zeros((len(place), days), dtype=np.int64)
    for move in plan.movements:
        item = instance.contingent_by_id.get(move.contingent)
        travel = instance.travel.get((item.site, move.exit)) if item else None
        if travel is not None and 0 <= move.day + travel < days:
            table[place[move.contingent], move.day + travel] += move.batches
    return table


def duration_of(instance: Instance, plan: Plan) -> int:
    """The day of the last verified exit; 0 for an empty plan."""
    arrivals = [
        move.day + instance.travel.get((instance.contingent_by_id[move.contingent].site, move.exit), 0)
        for move in plan.movements
        if move.contingent in instance.contingent_by_id
    ]
    return max(arrivals, default=0)


def plan_flow(
    instance: Instance,
    plan: Plan,
    *,
    weight: str = "heads",
    group: Callable[[Contingent], str] = lambda item: item.side,
) -> Flow:
    """The exact flow of a plan, weighed by a key of `WEIGHTS` and grouped by side unless told otherwise."""
    table = exits_by_contingent(instance, plan, duration_of(instance, plan) + 1)
    weights = [WEIGHTS[weight](item) for item in instance.contingents]
    scale = lcm(*(number.denominator for number in weights))
    each = [int(number * scale) for number in weights]
    groups = tuple(dict.fromkeys(group(item) for item in instance.contingents if group(item)))
    rows, totals = [], []
    for name in groups:
        chosen = [index for index, item in enumerate(instance.contingents) if group(item) == name]
        rows.append([int(number) for number in np.array([each[i] for i in chosen]) @ table[chosen]])
        totals.append(sum(each[i] * instance.contingents[i].batches for i in chosen))
    filled = [place for place, total in enumerate(totals) if total > 0]
    return _exact(tuple(groups[i] for i in filled), [rows[i] for i in filled], [totals[i] for i in filled], scale)


def drawn_flows(
    instance: Instance,
    plan: Plan,
    sizes: NDArray[np.float64],
    *,
    weight: str = "heads",
    group: Callable[[Contingent], str] = lambda item: item.side,
) -> tuple[Flow, ...]:
    """One flow for each drawn strength: `sizes` (draws, contingents) as multiples of the stated strength.

    The plan moves the stated number of batches; a draw says how many persons a contingent truly has.
    """
    table = exits_by_contingent(instance, plan, duration_of(instance, plan) + 1).astype(float)
    each = np.array([float(WEIGHTS[weight](item)) for item in instance.contingents])
    batches = np.array([item.batches for item in instance.contingents], dtype=float)
    groups = tuple(dict.fromkeys(group(item) for item in instance.contingents if group(item)))
    member = np.array([[float(group(item) == name) for item in instance.contingents] for name in groups])
    flows = []
    for draw in sizes:
        if not groups:
            flows.append(Flow((), np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0)), 1.0))
            continue
        out, total = member * (each * draw) @ table, member @ (each * draw * batches)
        held = total > 0
        names = tuple(name for name, keep in zip(groups, held, strict=True) if keep)
        share = out[held].cumsum(axis=1) / total[held, None]
        flows.append(Flow(names, out[held], total[held], share, 1.0))
    return tuple(flows)
