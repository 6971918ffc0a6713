"""How a true number becomes a figure: seen or overlooked, leaned on, off by chance, rounded, and put into words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from exeunt.model.count import Bound, Count
from exeunt.simulation.chance import Chance
from exeunt.simulation.settings import reporting

FREEDOM = 4.0  # degrees of Student's law of errors


@dataclass(frozen=True, slots=True)
class Voice:
    """How a source speaks of one side in one world: its grade's spread and junk rate, and its standing lean (log)."""

    source: str
    spread: float
    junk: float
    lean: float


def voice_of(chance: Chance, source: str, grade: str, *, partisan_of: str, side: str) -> Voice:
    """A source's voice about a side; a partisan leans by interest, the others by chance."""
    table = reporting()
    letter = "D" if grade == "F" else grade
    lean = chance.normal(0, table["spread"][letter])
    if partisan_of:
        row = table["lean"]
        lean = chance.normal(row["own"] if partisan_of == side else row["other"], row["spread"])
    return Voice(source, table["spread"][letter], table["junk"][letter], float(lean))


def figure(chance: Chance, true: float, voice: Voice, *, none: bool = True) -> Count | None:
    """What is said of a true number. None where too few were there to be seen and `none` is nothing worth saying."""
    table = reporting()
    if chance.random() < voice.junk:
        return _worthless(chance, table, none=none)
    if true <= chance.poisson(table["unseen"]["persons"]):
        return Count(Bound.EXACT, best=0.0, words="none seen") if none else None
    believed = true * math.exp(voice.lean + voice.spread * chance.standard_t(FREEDOM))
    return worded(chance, believed)


def worded(chance: Chance, believed: float) -> Count:
    """A believed number as it is published."""
    table = reporting()
    wording = table["wording"]
    bounds = [bound.value for bound in Bound if bound.value in wording]
    bound = Bound(chance.choice(bounds, p=[wording[name] for name in bounds]))
    row = table["bound"]
    if bound is Bound.AT_LEAST:
        low = rounded(chance, believed * chance.uniform(*row["low"]))
        return Count(bound, low=low, words=f"at least {low:.0f}")
    if bound is Bound.AT_MOST:
        high = rounded(chance, believed * chance.uniform(*row["high"]))
        return Count(bound, high=high, words=f"at most {high:.0f}")
    if bound is Bound.RANGE:
        half = chance.uniform(*row["half_range"])
        low, high = rounded(chance, believed * (1 - half)), rounded(chance, believed * (1 + half))
        return Count(bound, low=low, high=max(low, high), words=f"{low:.0f} to {max(low, high):.0f}")
    best = rounded(chance, believed)
    return Count(bound, best=best, words=f"about {best:.0f}" if bound is Bound.ABOUT else f"{best:.0f}")


def rounded(chance: Chance, value: float) -> float:
    """To as many digits as figures have, at least one person."""
    row = reporting()["rounding"]["digits"]
    digits = int(chance.choice([int(name) for name in row], p=list(row.values())))
    return float(max(round(float(f"{value:.{digits - 1}e}")), 1))


def _worthless(chance: Chance, table: dict[str, dict[str, float]], *, none: bool) -> Count:
    row = table["junk_law"]
    if none and chance.random() < row["none"]:
        return Count(Bound.EXACT, best=0.0, words="none seen")
    return worded(chance, row["median"] * math.exp(row["spread"] * chance.standard_normal()))
