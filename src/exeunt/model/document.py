"""Documents and passages: archived text with a hash, and the span a claim rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was kept. `id` is a hash of `text`, which is frozen (NFC, `\\n`); offsets are code points of it.

    `body` is where the text after the header begins. `date_basis` says how the date is known: header, inferred, added;
    `language_basis` how the language is: header, script, words, unknown.
    """

    id: str
    text: str
    body: int
    language: str
    published: date
    date_basis: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    file: str = ""
    language_basis: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The span of a document that a claim rests on: `document.text[start:end] == quote`."""

    document_id: str
    start: int
    end: int
    quote: str
