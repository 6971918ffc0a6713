"""What the words around a number say: whether it is hedged, and what range words without a number stand for.

The words are data, in `words.toml`, with the reason of each range.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from exeunt.model.count import Bound, Count

_STRETCH_END = re.compile(r"[;()\n؛]|,(?!\d)|\bbut\b")
_MAX_TEXT = 2000  # a cell of words is shorter; a longer text is prose, for the extractor


@dataclass(frozen=True, slots=True)
class _Vague:
    pattern: re.Pattern[str]
    low: float
    high: float


def is_hedged(text: str, number: float) -> bool:
    """Whether the stretch of text that gives the number has a hedge; the whole text where the number is not found.

    In "8,500 returned (latest batch about 120)" the first number is not hedged.
    """
    text = _not_hedges().sub("", text[:_MAX_TEXT])
    spellings = (f"{number:,.0f}", f"{number:.0f}", f"{number:g}")
    stretches = [part for part in _STRETCH_END.split(text) if any(_has_number(part, form) for form in spellings)]
    return any(_hedges().search(part) for part in stretches or [text])


def vague_count(text: str, unit: str) -> Count | None:
    """The range that the first vague words of the text stand for, or None where it has none.

    Words that count other things than the unit ("hundreds of vehicles") are passed over.
    """
    text = text[:_MAX_TEXT]
    found = [
        (match.start(), -len(match.group()), vague, match)
        for vague in _vague()
        for match in vague.pattern.finditer(text)
    ]
    for _, _, vague, match in sorted(found, key=lambda item: item[:2]):
        if _unit_after(text[match.end() :]) in (None, unit):
            return Count(Bound.WORDS, low=vague.low, high=vague.high, unit=unit, words=match.group())
    return None


def _has_number(text: str, form: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d]|,\d)", text) is not None


def _unit_after(text: str) -> str | None:
    """The unit of strength named within the three words that follow, where it is not persons."""
    following = re.findall(r"\w+", text[:60].casefold())[:3]
    return next((unit for word in following for unit, nouns in _data()["other_units"].items() if word in nouns), None)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("exeunt.claim") / "words.toml").read_text(encoding="utf-8"))


@cache
def _hedges() -> re.Pattern[str]:
    return _any_of(word for words in _data()["hedges"].values() for word in words)


@cache
def _not_hedges() -> re.Pattern[str]:
    return _any_of(word for words in _data()["not_hedges"].values() for word in words)


@cache
def _vague() -> tuple[_Vague, ...]:
    return tuple(_Vague(_any_of(item["words"]), item["low"], item["high"]) for item in _data()["vague"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
