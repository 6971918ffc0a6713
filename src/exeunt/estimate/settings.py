"""The estimator's judgement values, read from the TOML files beside this one; every table there gives its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Pairs = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """Trust in a source by its letter: `spread` and `bias` on the log scale, `junk` the chance of a worthless claim."""

    spread: float
    junk: float
    bias: float


@dataclass(frozen=True, slots=True)
class StanceEffect:
    """What a stance does: `widen` multiplies the spread, `shift` is added to the log-odds of junk."""

    widen: float
    shift: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording does: extra spread; for one-sided bounds the chance that the truth is near, and its mean gap."""

    spread: float
    near: float = 0.0
    gap: float = 1.0


@dataclass(frozen=True, slots=True)
class SeriesClass:
    """The stationary law of a kind of series: P(none), and the log-normal law of the others."""

    none: float
    median: float
    spread: float


@dataclass(frozen=True)
class Settings:
    """All judgement values. `timing`, `flow`, `cumulative`, `no_change`, `grid` are plain numbers by name."""

    grades: Mapping[str, Grade]
    credibility: Mapping[int, float]
    stances: Mapping[str, StanceEffect]
    wordings: Mapping[str, Wording]
    detection: float
    junk_none: float
    junk_figure: float
    timing: Mapping[str, float]
    copy: Mapping[str, float]
    lean: Mapping[str, float]
    flow: Mapping[str, float]
    cumulative: Mapping[str, float]
    no_change: Mapping[str, float]
    grid: Mapping[str, float]
    classes: Mapping[str, SeriesClass]
    mean_days: tuple[float, ...]
    rate_weights: tuple[float, ...]
    fresh: float
    jump_sizes: Pairs
    draws: int


_WORDINGS = ("exact", "about", "round_figure", "at_least", "at_most", "range", "words", "part", "whole")


@cache
def settings() -> Settings:
    """The values of this release."""
    grades, bounds, prior = (_table(name) for name in ("grades", "bounds", "prior"))
    return Settings(
        grades={
            letter: Grade(row["spread"], row["junk"], row["bias"]) for letter, row in grades["reliability"].items()
        },
        credibility={int(digit): float(shift) for digit, shift in _numbers(grades["credibility"]).items()},
        stances={name: StanceEffect(row["widen"], row["shift"]) for name, row in grades["stance"].items()},
        wordings={name: Wording(**_numbers(bounds[name])) for name in _WORDINGS},
        detection=bounds["none"]["detection"],
        junk_none=bounds["none"]["junk"],
        junk_figure=bounds["junk"]["share"],
        timing=_numbers(bounds["time"]),
        copy=_numbers(bounds["copy"]),
        lean=_numbers(bounds["lean"]),
        flow=_numbers(bounds["flow"]),
        cumulative=_numbers(bounds["cumulative"]),
        no_change=_numbers(bounds["no_change"]),
        grid=_numbers(prior["grid"]),
        classes={name: SeriesClass(row["none"], row["median"], row["spread"]) for name, row in prior["class"].items()},
        mean_days=tuple(prior["rate"]["days"]),
        rate_weights=tuple(prior["rate"]["weights"]),
        fresh=prior["jump"]["fresh"],
        jump_sizes=_pairs(prior["jump"]["sizes"]),
        draws=int(prior["draws"]["count"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("exeunt.estimate") / f"{name}.toml").read_text(encoding="utf-8"))


def _numbers(table: Mapping[str, object]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items() if isinstance(value, int | float)}


def _pairs(rows: Iterable[tuple[float, float]]) -> Pairs:
    return tuple((float(weight), float(size)) for weight, size in rows)
