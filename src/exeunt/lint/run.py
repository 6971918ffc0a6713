"""Every check over a case, and the record of real mechanisms behind each."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from exeunt.lint.checks import CHECKS
from exeunt.lint.finding import Grade, Weakness
from exeunt.model.case import Case

_ORDER = list(Grade)


def lint(case: Case) -> tuple[Weakness, ...]:
    """What is weak in the agreement of a case, the gravest first, with the line of the first obligation it is about."""
    lines = {duty.id: duty.line for duty in case.agreement.obligations}
    found = [
        replace(item, line=next((lines[subject] for subject in item.subjects if subject in lines), 0))
        for check in CHECKS
        for item in check(case)
    ]
    return tuple(sorted(found, key=lambda item: _ORDER.index(item.grade)))


@cache
def addresses() -> dict[str, tuple[str, ...]]:
    """Where it can be read how real mechanisms were hurt, by check."""
    table = tomllib.loads((files("exeunt.lint") / "record.toml").read_text(encoding="utf-8"))
    return {check: tuple(entry["urls"]) for check, entry in table.items()}
