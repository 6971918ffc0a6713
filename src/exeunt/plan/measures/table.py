"""All measures of a plan in one table, exact or over draws of the posterior, by heads, by capability, by weapons."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from exeunt.base.messages import say
from exeunt.model.proposal import Contingent, Instance, Measured, Plan
from exeunt.plan.measures import balanced, gradual, simultaneous
from exeunt.plan.measures.flow import WEIGHTS, Flow, Number, drawn_flows, duration_of, exits_by_contingent, plan_flow

LEVELS = (0.05, 0.5, 0.95)
MONTH = 30


@dataclass(frozen=True, slots=True)
class Definition:
    """What a measure is: its id in the literature of this project, its formula and its unit (a message code)."""

    code: str
    id: str
    formula: str
    unit: str

    def name(self, language: str = "en") -> str:
        """What it is called."""
        return say(f"plan.measure_{self.code}", language=language)

    def meaning(self, language: str = "en") -> str:
        """What it says, in one sentence."""
        return say(f"plan.meaning_{self.code}", language=language)


@cache
def definitions() -> dict[str, Definition]:
    """Every measure by its code, from `measures.toml`."""
    table = tomllib.loads((files("exeunt.plan.measures") / "measures.toml").read_text(encoding="utf-8"))
    return {
        code: Definition(code, row["id"], row["formula"], f"plan.unit_{row['unit']}") for code, row in table.items()
    }


OF_FLOW: dict[str, Callable[[Flow], Number | int | float]] = {
    "share_gap": balanced.share_gap,
    "area_gap": balanced.area_gap,
    "signed_area": balanced.signed_area,
    "mean_square_gap": balanced.mean_square_gap,
    "absolute_excess": balanced.absolute_excess,
    "outflow_day": lambda flow: gradual.rolling_outflow(flow, 1),
    "outflow_week": lambda flow: gradual.rolling_outflow(flow, 7),
    "outflow_month": lambda flow: gradual.rolling_outflow(flow, MONTH),
    "peak_over_mean": gradual.peak_over_mean,
    "distance_to_ramp": gradual.distance_to_ramp,
    "longest_pause": gradual.longest_pause,
    "roughness": gradual.roughness,
    "start_gap": simultaneous.start_gap,
    "finish_gap": simultaneous.finish_gap,
    "window_overlap": simultaneous.window_overlap,
    "overlap_day": lambda flow: simultaneous.overlap(flow, 1),
    "overlap_week": lambda flow: simultaneous.overlap(flow, 7),
    "overlap_month": lambda flow: simultaneous.overlap(flow, MONTH),
    "quantile_lag": simultaneous.quantile_lag,
    "weeks_together": simultaneous.weeks_together,
    "exposure": simultaneous.worst_exposure,
}
"""Measures that need nothing but the flow by side."""


def phase_ends(instance: Instance, days: int) -> list[int]:
    """The last days of the instance's phases, or of months where it has none."""
    return sorted(phase.day for phase in instance.phases) or list(range(MONTH - 1, days, MONTH))


Groups = Callable[[Contingent], str]


def _side(item: Contingent) -> str:
    return item.side


def _side_at_the_line(item: Contingent) -> str:
    return item.side if item.contact else ""


def _sponsor(item: Contingent) -> str:
    return item.sponsor


Values = dict[str, Number | int | float | None]
GROUPED: tuple[Groups, ...] = (_side, _side_at_the_line, _sponsor)
"""Whose shares are compared: those of the sides, of the sides at the line of contact, of the sponsors."""


def exact_measures(instance: Instance, plan: Plan, *, weight: str = "heads", delay: int = 14) -> tuple[Measured, ...]:
    """Every measure of a plan in exact numbers. `delay`: days until a defection is noticed and answered.

    Empty where the plan moves nobody or nothing of this weight.
    """
    flows = [plan_flow(instance, plan, weight=weight, group=group) for group in GROUPED]
    if not flows[0].groups or not flows[0].out.any():
        return ()
    found = _values(instance, flows, weight, delay)
    if weight == "heads":
        found["days_to_return"] = gradual.days_to_return(instance)
    return tuple(
        _measured(known, weight, value if isinstance(value, float) else Fraction(value))
        for known in definitions().values()
        if (value := found.get(known.code)) is not None
    )


def _values(instance: Instance, flows: Sequence[Flow], weight: str, delay: int) -> Values:
    """The measures of the flows by side, by side at the line of contact and by sponsor."""
    flow, contact, sponsors = flows
    found: Values = {code: measure(flow) for code, measure in OF_FLOW.items()}
    local = dict(instance.local_strength)
    found["ratio_drift"] = balanced.ratio_drift(flow, local) if weight == "capability" else None
    found["effective_phases"] = gradual.effective_phases(flow, phase_ends(instance, flow.days))
    found["exposure_delayed"] = simultaneous.worst_exposure(flow, delay)
    found["contact_gap"] = balanced.share_gap(contact) if len(contact.groups) > 1 else None
    found["sponsor_gap"] = balanced.share_gap(sponsors) if len(sponsors.groups) > 1 else None
    return found


def _measured(
    known: Definition, weight: str, value: Fraction | float, low: float | None = None, high: float | None = None
) -> Measured:
    return Measured(known.code, weight, value, low, high, known.unit, f"{known.id}: {known.formula}")


def all_measures(instance: Instance, plan: Plan) -> tuple[Measured, ...]:
    """Every measure by every weight that the instance has."""
    return tuple(item for weight in WEIGHTS for item in exact_measures(instance, plan, weight=weight))


def drawn_measures(
    instance: Instance, plan: Plan, sizes: NDArray[np.float64], *, weight: str = "heads", delay: int = 14
) -> tuple[Measured, ...]:
    """Median and 5 to 95 % of each measure when strengths are only known as draws, (draws, contingents).

    Draws in which no side has anything of this weight are left out; empty where that is so in all of them.
    """
    by_group = [drawn_flows(instance, plan, sizes, weight=weight, group=group) for group in GROUPED]
    rows = [
        _values(instance, flows, weight, delay)
        for flows in zip(*by_group, strict=True)
        if flows[0].groups and flows[0].out.any()
    ]
    found = []
    for known in definitions().values():
        values = [float(value) for row in rows if (value := row.get(known.code)) is not None]
        if values:
            low, middle, high = (float(number) for number in np.quantile(values, LEVELS))
            found.append(_measured(known, weight, middle, low, high))
    return tuple(found)


def scenarios_needed(share_broken: float, doubt: float, freedoms: int) -> int:
    """How many draws a plan must keep a rule on so that it is broken with at most this probability.

    N >= (2/share)(ln(1/doubt) + freedoms): Calafiore and Campi's bound for scenario programmes.
    """
    return int(np.ceil(2 / share_broken * (np.log(1 / doubt) + freedoms)))


def worst_share_gap(instance: Instance, plan: Plan) -> float:
    """B1 by capability at the worst weights within the disputed ranges, for two sides.

    A share is a ratio of linear functions of the weights, so its extremes lie at corners: every weight of what has left
    by more than some threshold at one end of its range, the rest at the other.
    """
    table = exits_by_contingent(instance, plan, duration_of(instance, plan) + 1).cumsum(axis=1)
    extremes = [_extremes(instance, side, table) for side in instance.sides]
    return max(
        (float((mine[1] - other[0]).max()) for mine in extremes for other in extremes if mine is not other), default=0.0
    )


def _extremes(instance: Instance, side: str, table: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    chosen = [index for index, item in enumerate(instance.contingents) if item.side == side]
    items = [instance.contingents[index] for index in chosen]
    batches = np.array([item.batches for item in items], dtype=float)
    gone = table[chosen] / batches[:, None]
    low = np.array([float(item.capability_low) for item in items]) * batches
    high = np.array([float(item.capability_high) for item in items]) * batches
    least, most = [], []
    for fractions in gone.T:
        order: Sequence[int] = np.argsort(fractions).tolist()
        least.append(_corner(fractions[order], high[order], low[order]).min())
        most.append(_corner(fractions[order], low[order], high[order]).max())
    return np.array(least), np.array(most)


def _corner(gone: NDArray[np.float64], head: NDArray[np.float64], tail: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares with the first k weights at `head` and the rest at `tail`, for every k."""
    cut = np.tril(np.ones((len(gone) + 1, len(gone))), -1).astype(bool)
    weights = np.where(cut, head, tail)
    whole = weights.sum(axis=1)
    return np.asarray(np.divide(weights @ gone, whole, out=np.zeros_like(whole), where=whole > 0), dtype=np.float64)
