"""Reads a text without a case, for tests of what the general pack makes of it."""

from __future__ import annotations

from datetime import date

from exeunt.claim.general import extract_general
from exeunt.document.read import document_from
from exeunt.model.claim import Claim


def general_claims(text: str, language: str = "en", day: date = date(2024, 5, 14)) -> list[Claim]:
    """The claims of a text of a day."""
    document, _ = document_from(f"date: {day}\nlang: {language}\n\n{text}\n".encode(), date(2030, 1, 1), "a.txt")
    assert document is not None
    return extract_general(document)[0]
