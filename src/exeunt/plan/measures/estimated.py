"""Gradual, balanced and simultaneous on the estimates: each measure over joint draws, up to a day (C28, C36).

What a side has out in a draw is its strength on the start day less its strength, at the greatest so far: who returns is
not taken off, as an exit is not undone in a plan either. Strength that only wavers from draw to draw therefore counts a
little as leaving, and a rotation, in which strength stays, does not count at all. Between the days of the estimate the
strength goes along straight lines, so a pause is known no closer than those days lie.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.balance import EstimatedMeasure, Range
from exeunt.model.case import Case
from exeunt.plan.measures.flow import Flow
from exeunt.plan.measures.gradual import effective_phases
from exeunt.plan.measures.simultaneous import quantile_days
from exeunt.plan.measures.table import LEVELS, MONTH, OF_FLOW, definitions
from exeunt.verdict.balance import compared

OF_ALL = ("share_gap", "area_gap", "outflow_month", "exposure")
SO_FAR = ("distance_to_ramp", "longest_pause", "overlap_month")
"""Measures of the shape of a withdrawal: of one that has not ended they are taken of what has left so far."""

ONCE_BEGUN = ("window_overlap", "quantile_lag")
BEGUN, FINISHED = Fraction(1, 20), Fraction(19, 20)
"""The shares at which S1 says that a side has begun and has finished."""


def estimated_measures(case: Case, posteriors: Sequence[Posterior], *, as_of: date) -> tuple[EstimatedMeasure, ...]:
    """The measures by persons and side from the start of the agreement to a day, 5 to 95 % with the median.

    The forces of each side are those of the ledger of reciprocity (`verdict.balance.compared`). None where it has none.
    """
    found = compared(case, posteriors, as_of=as_of)
    if found is None:
        return ()
    start, sides = found
    gone, before = _gone(start, sides, as_of)
    rows = [_values(tuple(sides), out, total) for out, total in zip(gone, before, strict=True)]
    return tuple(_measure(code, rows, gone.shape[-1] - 1) for code in _settings()["measures"])


def _gone(start: date, sides: Mapping[str, Sequence[Posterior]], as_of: date) -> tuple[Floats, Floats]:
    """Persons out by draw, side and day since the start, and the strength on the start day by draw and side."""
    series = [force for forces in sides.values() for force in forces]
    known = {day for force in series for day in force.days if start < day < as_of}
    days = [start, *sorted(known), as_of]
    count = len(series[0].draws)
    chosen = np.linspace(0, count - 1, min(count, _settings()["draws"])).astype(int)

    def stock(forces: Sequence[Posterior]) -> Floats:
        columns = [force.draws[chosen][:, [force.position(day) for day in days]] for force in forces]
        return np.asarray(np.sum(columns, axis=0), dtype=np.float64)

    stocks = np.stack([stock(forces) for forces in sides.values()], axis=1)
    out = np.maximum.accumulate(stocks[..., :1] - stocks, axis=-1)
    return _daily(out, np.array([(day - start).days for day in days])), stocks[..., 0]


def _daily(values: Floats, knots: Floats) -> Floats:
    """Values on the knots (day numbers, ascending) joined by straight lines, for every day; exact on the knots."""
    days = np.arange(knots[-1] + 1)
    right = np.searchsorted(knots, days)
    left = np.maximum(right - 1, 0)
    part = (days - knots[left]) / np.maximum(knots[right] - knots[left], 1)
    daily: Floats = values[..., left] + (values[..., right] - values[..., left]) * part
    return daily


def _flow(sides: tuple[str, ...], gone: Floats, total: Floats) -> Flow:
    return Flow(sides, np.diff(gone, axis=1, prepend=0.0), total, gone / total[:, None], 1.0)


def _values(sides: tuple[str, ...], gone: Floats, total: Floats) -> dict[str, float]:
    """The measures that exist in one draw: none where a side had nobody, or that ask for what has not happened yet."""
    if not (total > 0).all():
        return {}
    flow = _flow(sides, gone, total)
    asked = [*OF_ALL, *(["signed_area"] if len(sides) == 2 else [])]
    begun, finished = quantile_days(flow, BEGUN), quantile_days(flow, FINISHED)
    if min(begun) < flow.days:
        asked += ONCE_BEGUN
    # the days until now of a side that has not got there are no gap: they grow with every day one waits
    asked += [code for code, days in (("start_gap", begun), ("finish_gap", finished)) if max(days) < flow.days]
    found = {code: float(OF_FLOW[code](flow)) for code in asked}
    moved = gone[:, -1] > 0
    if moved.any():
        left = _flow(tuple(np.array(sides)[moved]), gone[moved], gone[moved, -1])
        found |= {code: float(OF_FLOW[code](left)) for code in SO_FAR}
        found["effective_phases"] = float(effective_phases(left, range(MONTH - 1, left.days, MONTH)))
    if not moved.all():
        found["overlap_month"] = 0.0  # who has not moved has not moved together with anyone
    return found


def _measure(code: str, rows: Sequence[Mapping[str, float]], days: int) -> EstimatedMeasure:
    known = definitions()[code]
    values = [row[code] for row in rows if code in row]
    ends: Range | None = None
    if len(values) >= _settings()["defined"] * len(rows):
        low, middle, high = (float(end) for end in np.quantile(values, LEVELS))
        if high - low <= _settings()["widest"] * _possible(code, known.unit, days):
            ends = low, middle, high
    return EstimatedMeasure(code, known.id, known.unit, ends)


def _possible(code: str, unit: str, days: int) -> float:
    """How far apart the least and the greatest that a measure can be lie, over so many days."""
    if code == "signed_area":
        return 2.0 * days
    return {"plan.unit_share": 1.0, "plan.unit_phases": days / MONTH}.get(unit, float(days))


@cache
def _settings() -> dict[str, Any]:
    text = (files("exeunt.plan.measures") / "estimated.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["estimated"]
    return found
