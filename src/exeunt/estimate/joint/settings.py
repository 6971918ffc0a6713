"""The judgement values of the joint model, read from `joint.toml`; every table there gives its reason."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from exeunt.estimate.joint.problem import Effort


@dataclass(frozen=True, slots=True)
class JointSettings:
    """Values of `joint.toml`. Spreads on the log scale, weights sum to one, rotation rates as log-odds."""

    common: float
    other_commons: tuple[float, ...]
    spread: float
    junk: float
    rotation_rates: tuple[float, ...]
    rotation_weights: tuple[float, ...]
    rotation_monitored: float
    rotation_cumulative: float
    hidden: float
    lag_days: tuple[int, ...]
    lag_weights: tuple[float, ...]
    spacing: float
    longest: int
    effort: Effort
    repeats: int

    @property
    def rotation_odds(self) -> tuple[float, ...]:
        """Log-odds of the rates of rotation."""
        return tuple(math.log(rate / (1 - rate)) for rate in self.rotation_rates)


@cache
def joint_settings() -> JointSettings:
    """The values of this release."""
    table = tomllib.loads((files("exeunt.estimate.joint") / "joint.toml").read_text(encoding="utf-8"))
    rotation, effort = table["rotation"], table["effort"]
    return JointSettings(
        common=table["common"]["spread"],
        other_commons=tuple(table["common"]["others"]),
        spread=table["learned"]["spread"],
        junk=table["learned"]["junk"],
        rotation_rates=tuple(rotation["rates"]),
        rotation_weights=tuple(rotation["weights"]),
        rotation_monitored=rotation["monitored"],
        rotation_cumulative=rotation["cumulative"],
        hidden=table["movement"]["hidden"],
        lag_days=tuple(table["lag"]["days"]),
        lag_weights=tuple(table["lag"]["weights"]),
        spacing=table["grid"]["spacing"],
        longest=table["grid"]["longest"],
        effort=Effort(effort["chains"], effort["burn"], effort["keep"], effort["thin"]),
        repeats=effort["repeats"],
    )
