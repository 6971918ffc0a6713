"""The words of a claim's lineage to the claims it names. What words mean is data: `lineage.toml` beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

_LABEL = r"[^\W_](?:[\w./:-]*\w)?"
_SEPARATOR = r"(?:\s*[,;&+،؛]\s*|\s+and\s+|\s+و\s*)"
# a further label must hold a digit, so that "repeat of LY062 and later denied" names one claim
_LABELS = rf"{_LABEL}(?:{_SEPARATOR}(?=[\w./:-]*\d){_LABEL})*"


class Following(StrEnum):
    """How a claim follows from another: the message that says so."""

    REPEAT = "ledger.origin_repeat"
    MUTATION = "ledger.origin_mutation"
    TRANSLATION = "ledger.origin_translation"
    SAME = "ledger.origin_same"
    BALANCE = "ledger.origin_balance"
    PART = "ledger.origin_part"
    SAME_FIGURE = "ledger.origin_same_figure"
    SAME_TEXT = "origin.same_text"
    FLOW_AS_STOCK = "origin.flow_as_stock"
    SWAPPED_DIGITS = "origin.swapped_digits"
    STRETCHED = "origin.stretched"
    OTHER_FORCE = "origin.other_force"
    PERSON = "origin.person"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words and what they mean. `following` is None where the claim names others and stands for itself."""

    words: str
    reason: str
    following: Following | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Claims that a lineage names by their labels, and the pattern that found them."""

    labels: tuple[str, ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class SameFigure:
    """When a source that gives the same figure again is taken to repeat itself."""

    within_days: int
    reason: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, in the order in which they are tried."""
    return tuple(
        Pattern(item["words"], item["reason"], _following(item["relation"], item.get("link", "")))
        for item in tomllib.loads(_text())["pattern"]
    )


@cache
def same_figure() -> SameFigure:
    """The rule for equal figures."""
    return SameFigure(**tomllib.loads(_text())["same_figure"])


def mentions(lineage: str) -> Iterator[Mention]:
    """Each place where a pattern fits. Words that one pattern took are gone for those after it."""
    rest = " ".join(lineage.split())
    for pattern in patterns() if rest else ():
        expression = _expression(pattern.words)
        for found in expression.finditer(rest):
            yield Mention(tuple(label for group in found.groups() for label in re.split(_SEPARATOR, group)), pattern)
        rest = expression.sub("|", rest)


def _following(relation: str, link: str) -> Following | None:
    if (relation, bool(link)) not in (("derived", True), ("own", False)):
        raise ValueError(f"lineage.toml: relation {relation!r} with link {link!r}")
    return Following[link.upper()] if link else None


@cache
def _expression(words: str) -> re.Pattern[str]:
    parts = (f"({_LABELS})" if word == "{labels}" else re.escape(word) for word in words.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def _text() -> str:
    return (files("exeunt.ledger") / "lineage.toml").read_text(encoding="utf-8")
