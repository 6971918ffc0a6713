"""When a field of a read claim agrees with the labelled one. The rules are those the texts were labelled by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Line: TypeAlias = Mapping[str, Any]
"""One claim in the fields of the guideline."""

_NEAR_DAYS = 3
_TENTH = 0.1


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def plain(text: object) -> str:
    """Lower case, without accents and marks."""
    bare = unicodedata.normalize("NFKD", str(text).lower())
    return re.sub(r"[^\w]+", " ", "".join(char for char in bare if not unicodedata.combining(char))).strip()


def _names(value: str | None, table: str) -> frozenset[str]:
    aliases = _words()[table]
    found = (plain(part) for part in (value or "").split(";"))
    return frozenset(aliases.get(name, name) for name in found if name)


def _half_agree(gold: frozenset[str], read: frozenset[str]) -> bool:
    return not (gold or read) or len(gold & read) / len(gold | read) >= 0.5


def force_agrees(gold: Line, read: Line) -> bool:
    """At least half of the named forces are the same; all general words for foreign forces are one name."""
    return _half_agree(_names(gold.get("force"), "forces"), _names(read.get("force"), "forces"))


def sponsor_agrees(gold: Line, read: Line) -> bool:
    """At least half of the named sponsors are the same; a seat of government is its state."""
    return _half_agree(_names(gold.get("sponsor"), "sponsors"), _names(read.get("sponsor"), "sponsors"))


def place_agrees(gold: Line, read: Line) -> bool:
    """At least half of the places are the same; of single ones it is enough that one name holds the other."""
    one, other = _names(gold.get("place"), "places"), _names(read.get("place"), "places")
    holds = any(a in b or b in a for a in one for b in other)
    return (holds and len(one) == len(other)) or _half_agree(one, other)


def quantity_agrees(gold: Line, read: Line) -> bool:
    """The intervals meet within a tenth, are bounded on the same sides, and the read one is not much wider."""
    low, high, found_low, found_high = gold.get("low"), gold.get("high"), read.get("low"), read.get("high")
    if low is None and high is None:
        return found_low is None and found_high is None
    if found_low is None and found_high is None:
        return False
    ends = (low or 0) * (1 - _TENTH), (high if high is not None else float("inf")) * (1 + _TENTH)
    found = found_low or 0, found_high if found_high is not None else float("inf")
    if found[1] < ends[0] or found[0] > ends[1]:
        return False
    if (low is None) != (found_low is None) or (high is None) != (found_high is None):
        figure = low if low is not None else high
        other = found_low if found_low is not None else found_high
        return abs(float(figure or 0) - float(other or 0)) <= _TENTH * max(1.0, abs(float(figure or 0)))
    if high is not None and found_high and high > 0:
        return bool(found[1] - found[0] <= max(3 * (high - (low or 0)), 0.25 * high))
    return True


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None


def _close(one: date | None, other: date | None) -> bool:
    return one is other is None or (one is not None and other is not None and abs((one - other).days) <= _NEAR_DAYS)


def time_agrees(gold: Line, read: Line) -> bool:
    """Both ends within three days, or the two spans share at least half of their union."""
    first, last = _day(gold.get("time_start")), _day(gold.get("time_end"))
    found_first, found_last = _day(read.get("time_start")), _day(read.get("time_end"))
    if _close(first, found_first) and _close(last, found_last):
        return True
    if first is None or last is None or found_first is None or found_last is None:
        return False
    shared = (min(last, found_last) - max(first, found_first)).days + 1
    union = (max(last, found_last) - min(first, found_first)).days + 1
    return shared > 0 and shared / union >= 0.5


def source_agrees(gold: Line, read: Line) -> bool:
    """The speaker as worded or as resolved shares half its words, or all but titles, with one of the read ones."""
    wanted = [name for name in (gold.get("source"), gold.get("source_resolved")) if name]
    found = [name for name in (read.get("source"), read.get("source_resolved")) if name]
    if not wanted:
        return not found
    return any(same_speaker(str(one), str(other)) for one in wanted for other in found)


def same_speaker(one: str, other: str) -> bool:
    """Two speakers share half their words, or all but titles."""
    small, titles = set(_words()["speakers"]["small"]), set(_words()["speakers"]["titles"])
    first, second = set(plain(one).split()) - small, set(plain(other).split()) - small
    if not first or not second:
        return False
    if len(first & second) / len(first | second) >= 0.5:
        return True
    core, other_core = first - titles, second - titles
    return bool(core and other_core and (core <= other_core or other_core <= core))


def modality_agrees(gold: Line, read: Line) -> bool:
    """The same way of saying."""
    return gold.get("modality") == read.get("modality")


FIELDS: dict[str, Callable[[Line, Line], bool]] = {
    "force": force_agrees,
    "place": place_agrees,
    "quantity": quantity_agrees,
    "time": time_agrees,
    "source": source_agrees,
    "sponsor": sponsor_agrees,
    "modality": modality_agrees,
}
CORE = ("force", "place", "quantity", "time", "source")
