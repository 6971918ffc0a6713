"""The judgement values of the fusion, read from `fusion.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from exeunt.estimate.settings import settings

Table = Mapping[str, float]


@cache
def values() -> Mapping[str, Table]:
    """Every table of the file by name, its numbers by name."""
    text = (files("exeunt.estimate") / "fusion.toml").read_text(encoding="utf-8")
    return {
        name: {key: float(value) for key, value in table.items() if isinstance(value, int | float)}
        for name, table in tomllib.loads(text).items()
    }


def junk_by_grade(grade: str) -> float:
    """The share of worthless claims to expect of a source with this letter; without a letter the general one."""
    grades = settings().grades
    return grades[grade].junk if grade in grades else values()["shares"]["junk"]
