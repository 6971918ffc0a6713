"""The judgement values of simulated worlds and of those who report on them; every table there gives its reason."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Table = dict[str, Any]


@cache
def worlds() -> Table:
    """What happens: `worlds.toml`."""
    return _read("worlds")


@cache
def reporting() -> Table:
    """What is said of it: `reporting.toml`."""
    return _read("reporting")


def _read(name: str) -> Table:
    return tomllib.loads((files("exeunt.simulation") / f"{name}.toml").read_text(encoding="utf-8"))
