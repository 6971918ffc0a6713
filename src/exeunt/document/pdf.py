"""A PDF to a reading. It is unpacked in a process of its own, with limits of time and memory: PDFs are small programs.

The process runs this very file. Its numbers need a person where the text is Arabic: the libraries that can be used
freely return Arabic-Indic digits in reversed order from many files.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.reading import Reading

SECONDS = 30
MEMORY = 1_500_000_000  # bytes
MOST_PAGES = 1_000
_ARABIC = re.compile("[\u0620-\u064a]")
_DIGIT = re.compile(r"\d")
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(path: Path, shown_as: str) -> tuple[list[Reading], list[Problem]]:
    """The reading of a PDF file; none, with the problem, where there is no text layer or the extra is missing."""
    where = Where(shown_as)
    if importlib.util.find_spec("pypdf") is None:
        return [], [problem("document.extra_missing", where, extra="ingest")]
    try:
        found = json.loads(_run(path))
    except subprocess.TimeoutExpired:
        return [], [problem("document.too_slow", where, most=SECONDS)]
    except ValueError:
        return [], [problem("document.damaged", where, found="PDF")]
    if found["error"]:
        return [], [problem(f"document.{found['error']}", where, most=MOST_PAGES, found="PDF")]
    body = _joined(found["pages"])
    if not body:
        return [], [problem("document.no_text_layer", where)]
    problems = []
    if _ARABIC.search(body) and _DIGIT.search(body):
        problems.append(warning("document.arabic_digits", where))
    day = _CREATED.match(found["created"])
    published = "-".join(day.groups()) if day else ""
    return [Reading(body, title=found["title"], published=published)], problems


def _run(path: Path) -> str | bytes:
    """What the process wrote; nothing where it was ended by its limit of memory."""
    command = [sys.executable, "-W", "ignore", "-m", "exeunt.document.pdf", str(path.resolve())]
    return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL).stdout


def _joined(pages: list[str]) -> str:
    """Pages to paragraphs: a line that ends without a full stop goes on, a word divided at its end is joined."""
    text = "\n\n".join(pages)
    text = re.sub(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])", "", text)
    return re.sub(r"(?<![\n.!?؟:;])\n(?=[^\n\W])", " ", text).strip()


def _unpack(path: str) -> dict[str, object]:
    """What the process returns: the text of each page, title, date, and the reason where there is none."""
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    found: dict[str, object] = {"error": "", "pages": [], "title": "", "created": ""}
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {**found, "error": "encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {**found, "error": "too_many_pages"}
        pages = [page.extract_text() for page in reader.pages]
        about: Mapping[str, object] = reader.metadata or {}
        values = {key: str(about.get(name) or "") for key, name in (("title", "/Title"), ("created", "/CreationDate"))}
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        LookupError,
        AttributeError,
        OSError,
        RecursionError,
        MemoryError,
    ):
        return {**found, "error": "damaged"}
    return {**found, **values, "pages": pages}


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  only where the system has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_unpack(sys.argv[1])))
