"""A file to a Document: frozen text, the offset of its body, its language and date and how they are known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exeunt.base.ids import content_id
from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.header import Header, header_date, read_header
from exeunt.document.language import language_of
from exeunt.document.text import frozen_text, read_bytes
from exeunt.model.document import Document


def read_document(path: Path, known_on: date, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """Read a text or Markdown file. `known_on` dates a document that does not date itself.

    None, with the reason among the problems, where the file cannot be read as a text with a body.
    """
    data, problems = read_bytes(path, shown_as)
    if problems:
        return None, problems
    return document_from(data, known_on, shown_as)


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
