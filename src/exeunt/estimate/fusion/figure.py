"""One cell of text to a number or a bound: "1,200", "~5", ">=5", "5-7", "-3.2", "1.5e6"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = r"[+-]?(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?"
_ONE = re.compile(rf"\s*(?P<mark>>=|<=|≥|≤|>|<|~|≈)?\s*(?P<number>{_NUMBER})\s*(?P<plus>\+)?\s*")
_TWO = re.compile(rf"\s*(?P<low>{_NUMBER})\s*(?:-|–|—|\.\.)\s*(?P<high>{_NUMBER})\s*")
_MINUS = str.maketrans({"−": "-"})


@dataclass(frozen=True, slots=True)
class Figure:
    """What a source says of an attribute of an object: from `low` to `high`, equal for a point, infinite where open."""

    object: str
    attribute: str
    source: str
    low: float
    high: float
    about: bool = False
    time: str = ""
    grade: str = ""
    text: str = ""

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


def read_value(text: str) -> tuple[float, float, bool] | None:
    """Low end, high end and whether the number is hedged; None where the text is not a number or a bound."""
    plain = text.translate(_MINUS)
    if found := _ONE.fullmatch(plain):
        number = _number(found["number"])
        return None if number is None else _bounded(number, found["mark"] or "", found["plus"] is not None)
    if found := _TWO.fullmatch(plain):
        low, high = _number(found["low"]), _number(found["high"])
        if low is not None and high is not None and low <= high:
            return low, high, False
    return None


def _bounded(number: float, mark: str, plus: bool) -> tuple[float, float, bool]:
    if plus or mark in (">=", "≥", ">"):
        return number, math.inf, False
    if mark in ("<=", "≤", "<"):
        return -math.inf, number, False
    return number, number, mark in ("~", "≈")


def _number(text: str) -> float | None:
    try:
        value = float(re.sub(r"[, \u00a0\u202f]", "", text))
    except ValueError:
        return None
    # beyond this, products of scales overflow; no count or price comes near
    return value if abs(value) < 1e100 else None
