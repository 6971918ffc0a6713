"""Files to Documents: frozen text, the offset of its body, its language and date and how they are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from exeunt.base.ids import content_id
from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.docx import read_docx
from exeunt.document.header import Header, header_date, read_header
from exeunt.document.html import read_html
from exeunt.document.kinds import ENDINGS, LARGEST, MediaKind, kind_of
from exeunt.document.language import language_of
from exeunt.document.mail import read_mail
from exeunt.document.pdf import read_pdf
from exeunt.document.reading import Reading, as_text
from exeunt.document.syndication import read_feed
from exeunt.document.text import MAX_BYTES, frozen_text, read_bytes
from exeunt.model.document import Document

_READERS: dict[MediaKind, Callable[[bytes, str], tuple[list[Reading], list[Problem]]]] = {
    MediaKind.HTML: read_html,
    MediaKind.MAIL: read_mail,
    MediaKind.FEED: read_feed,
    MediaKind.DOCX: read_docx,
}


def read_documents(path: Path, known_on: date, shown_as: str) -> tuple[list[Document], list[Problem]]:
    """Read a file of any kind we know: one document, or one an item of a feed. `known_on` dates what has no date.

    No document, with the reason among the problems, where there is nothing to be read.
    """
    data, problems = read_bytes(path, shown_as, max(LARGEST.values()))
    if problems:
        return [], problems
    kind = kind_of(data, path.name)
    if kind is None:
        return [], [problem("document.unknown_kind", Where(shown_as), known=", ".join(ENDINGS))]
    if len(data) > LARGEST[kind]:
        return [], [problem("document.too_long", Where(shown_as), limit=f"{LARGEST[kind]:,}")]
    if kind is MediaKind.TEXT:
        document, problems = document_from(data, known_on, shown_as)
        return [document] if document else [], problems
    readings, problems = read_pdf(path, shown_as) if kind is MediaKind.PDF else _READERS[kind](data, shown_as)
    documents: dict[str, Document] = {}
    for reading in readings:
        document, found = document_of(reading, known_on, shown_as)
        problems += found
        if document:
            documents.setdefault(document.id, document)
    return list(documents.values()), problems


def read_document(path: Path, known_on: date, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """Read a text or Markdown file. `known_on` dates a document that does not date itself.

    None, with the reason among the problems, where the file cannot be read as a text with a body.
    """
    data, problems = read_bytes(path, shown_as)
    if problems:
        return None, problems
    return document_from(data, known_on, shown_as)


def document_of(reading: Reading, known_on: date, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """The document that a reading makes. Problems name the file only: lines are those of the text, not of the file."""
    data = as_text(reading).encode()
    if len(data) > MAX_BYTES:
        return None, [problem("document.too_long", Where(shown_as), limit=f"{MAX_BYTES:,}")]
    document, problems = document_from(data, known_on, shown_as)
    return document, [replace(item, where=Where(shown_as)) for item in problems]


def document_from(data: bytes, known_on: date, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """The document in the bytes of a file; `shown_as` is the file's name in problems."""
    text, problems = frozen_text(data, shown_as)
    if text is None:
        return None, problems
    header, found = read_header(text, shown_as)
    problems.extend(found)
    if not text[header.body :].strip():
        return None, [*problems, problem("document.no_body", Where(shown_as))]
    published, basis, found = _date(header, known_on, shown_as)
    problems.extend(found)
    language, language_basis = language_of(header.values.get("lang", ""), text[header.body :])
    values = header.values
    document = Document(
        id=content_id("doc", text.encode()),
        text=text,
        body=header.body,
        language=language,
        language_basis=language_basis,
        published=published,
        date_basis=basis,
        title=values.get("title", ""),
        publisher=values.get("publisher", ""),
        url=values.get("url", ""),
        file=shown_as,
    )
    return document, problems


def _date(header: Header, known_on: date, shown_as: str) -> tuple[date, str, list[Problem]]:
    """The document's day and how it is known: header, inferred (the header says so) or added (the day we had it)."""
    published, problems = header_date(header, shown_as)
    if published is None:
        if not problems:
            problems = [warning("document.no_date", Where(shown_as), used=known_on.isoformat())]
        return known_on, "added", problems
    if published > known_on:
        line = header.lines["date"]
        late = warning("document.future_date", Where(shown_as, line), found=published, known_on=known_on)
        problems = [*problems, late]
    basis = "inferred" if header.values.get("date_basis", "").casefold() == "inferred" else "header"
    return published, basis, problems
