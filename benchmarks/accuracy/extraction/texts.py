"""Labelled texts: `NAME.txt` with a header, and `NAME.jsonl` with its claims, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exeunt.claim.general import extract_general
from exeunt.claim.lines import line
from exeunt.claim.offsets import Offsets, offsets_of
from exeunt.claim.proposer import Weights
from exeunt.document.read import read_document
from exeunt.model.claim import Claim
from exeunt.model.document import Document

GOLD = Path(__file__).with_name("gold")
LEARNED = Path(__file__).with_name("own") / "learned"
"""Texts of our own, of other wars than the labelled ones, whose errors were read."""
LEARNED2 = Path(__file__).with_name("own") / "learned2"
"""More of them, by a hand that wrote no rules."""
KEPT = Path(__file__).with_name("own") / "kept"
"""As many again, whose errors nobody has read: what they show is what unseen texts will."""
KEPT2 = Path(__file__).with_name("own") / "kept2"
"""More of them, by a hand that wrote no rules."""
TAUGHT = (GOLD, LEARNED, LEARNED2)
"""What kinds are learned from; their figures are of weights that were learned without the document."""


@dataclass(frozen=True)
class Text:
    """A labelled text as read from its two files."""

    name: str
    document: Document
    raw: str
    gold: list[dict[str, Any]]


def texts(folder: Path) -> Iterator[Text]:
    """The labelled texts of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        document, _ = read_document(path, date(2100, 1, 1), path.name)
        if document is None:
            raise SystemExit(f"{path} cannot be read")
        labels = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        raw = path.read_bytes().decode("utf-8")
        yield Text(path.stem, document, raw, [json.loads(label) for label in labels if label.strip()])


def read_lines(text: Text, weights: Weights | None = None) -> list[dict[str, Any]]:
    """The claims that Exeunt reads from a text, by the package's weights of kinds or by others."""
    claims = extract_general(text.document, weights)[0]
    return [as_line(text, claim, number) for number, claim in enumerate(claims, start=1)]


def as_line(text: Text, claim: Claim, number: int = 0) -> dict[str, Any]:
    """A claim in the fields of the guideline."""
    offsets = offsets_of(text.raw, text.document.text) or Offsets()
    return line(claim, name=text.name, number=number, offsets=offsets, raw=text.raw)
