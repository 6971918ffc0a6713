"""Bytes of a file to frozen text; what is not UTF-8, too long, empty or holds control characters is said."""

from __future__ import annotations

import re
from pathlib import Path

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.base.text import frozen

MAX_BYTES = 2_000_000
"""The longest document: about 700 printed pages. Longer files are collections, to be split by who said it when."""

# C0 and C1 controls but tab and newline. Direction marks stay: Arabic texts need them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_bytes(path: Path, shown_as: str, most: int = MAX_BYTES) -> tuple[bytes, list[Problem]]:
    """The bytes of a file; empty, with a problem, where it cannot be read or is too long."""
    where = Where(shown_as)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        return b"", [problem("document.unreadable", where, reason=error.strerror or type(error).__name__)]
    if len(data) > most:
        return b"", [problem("document.too_long", where, limit=f"{most:,}")]
    return data, []


def frozen_text(data: bytes, shown_as: str) -> tuple[str | None, list[Problem]]:
    """The frozen text of a document's bytes, or None with the problem that stops it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        code = "document.not_utf8"
        seen = next((name for mark, name in _BOMS.items() if data.startswith(mark)), f"0x{data[error.start]:02X}")
        line = data.count(b"\n", 0, error.start) + 1
        return None, [problem(code, Where(shown_as, line), offset=error.start, found=seen)]
    text = frozen(text)
    if not text.strip():
        return None, [problem("document.empty", Where(shown_as))]
    return _without_controls(text, shown_as)


def _without_controls(text: str, shown_as: str) -> tuple[str, list[Problem]]:
    first = _CONTROL.search(text)
    if first is None:
        return text, []
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    clean, count = _CONTROL.subn("", text)
    found = f"U+{ord(first[0]):04X}"
    # Taking characters out may bring a letter and its accent together.
    return frozen(clean), [
        warning("document.control_characters", Where(shown_as, line, column), count=count, found=found)
    ]
