"""The rules of `casebook.toml`: what a measure, a unit, a role and a place of the casebook mean."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from exeunt.base.text import folded
from exeunt.model.claim import PLEDGES, Kind, Stance
from exeunt.model.count import PERSONS


@dataclass(frozen=True, slots=True)
class Measure:
    """What a named measure says: the kind of claim, how it is said, and whether its value is a share."""

    kind: Kind
    stance: Stance
    is_share: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of strength and the part of the force that it counts; the part is empty for the force as such."""

    part: str
    unit: str


@cache
def rules() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads((files("exeunt.claim.casebook") / "casebook.toml").read_text(encoding="utf-8"))


def measure_of(name: str, note: str, is_zero: bool) -> Measure:
    """The meaning of a measure. An unlisted one is a quantity of its own: an indicator."""
    for rule in rules()["measure"]:
        if re.fullmatch(rule["pattern"], name, re.IGNORECASE):
            kind = Kind(rule["kind"])
            if is_zero and "zero" in rule:
                kind = Kind(rule["zero"])
            elif "access" in rule and has_word(note, rules()["notes"]["access"]):
                kind = Kind(rule["access"])
            return Measure(kind, Stance.PLANNED if kind in PLEDGES else Stance.ASSERTED, rule.get("share", False))
    return Measure(Kind.INDICATOR, Stance.ASSERTED, False)


def unit_of(text: str) -> Unit | None:
    """The unit of a cell; None where it says none or a share, so that it follows from the other claims."""
    words = text.casefold().replace("-", " ").split()
    table = rules()["units"]
    if not words or " ".join(words) in table["shares"]:
        return None
    rest = [word for word in words if word not in table["persons"]]
    is_persons = len(rest) < len(words) or all(word in table["parts"] for word in rest)
    return Unit(" ".join(rest), PERSONS if is_persons else " ".join(words))


def is_share_unit(text: str) -> bool:
    """Whether a unit cell says that the number is a share."""
    return text.casefold().strip() in rules()["units"]["shares"]


def is_everyone(actor: str) -> bool:
    """Whether an actor stands for all who are bound."""
    return actor.casefold().strip() in rules()["actors"]["everyone"]


def is_area(place: str) -> bool:
    """Whether a place is an area rather than one spot."""
    return not set(folded(place).split()).isdisjoint(rules()["sites"]["area"])


def has_word(text: str, words: list[str]) -> bool:
    """Whether a text has one of the words, whole."""
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)
