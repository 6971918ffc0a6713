"""Text of a CSV file to records that remember how they were written, and back.

Python's csv module forgets which cells were quoted and which newline a record ended with. People keep these files under
version control, so what they did not touch must come back byte for byte; and one record with a broken quote must not
swallow the rest of the file. Grammar: RFC 4180, with LF accepted and CRLF written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exeunt.base.problem import Problem, Where, problem

BOM = "\ufeff"
MAX_BYTES = 20_000_000
NEWLINE = "\r\n"
# possessive quantifiers: a hostile file must not make the expression try twice
_CELL = r'(?:"[^"]*+(?:""[^"]*+)*+"|(?!")[^,\r\n]*+)'
_END = r"(?:\r\n|\n|\r|\Z)"
_RECORD = re.compile(rf"{_CELL}(?:,{_CELL})*+{_END}")
_ONE_CELL = re.compile(rf"({_CELL})(?:,|{_END})")
_LINE = re.compile(rf"[^\r\n]*+{_END}")
_BLANK = re.compile(r"(?:[ \t]*+(?:\r\n|\n|\r))++")
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, the line it begins on, and the text it was read from with its end and blank lines after.

    `cells` is None where a quote is not closed or is followed by something else than a comma.
    """

    cells: tuple[str, ...] | None
    line: int
    raw: str


def read_text(path: Path, shown_as: str) -> tuple[str | None, list[Problem]]:
    """The text of a CSV file, with its byte order mark if it has one; None where it cannot be read at all."""
    where = Where(shown_as)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [problem("claim.file_unreadable", where, found=error.strerror or type(error).__name__)]
    if len(data) > MAX_BYTES:
        return None, [problem("claim.file_too_large", where, limit=MAX_BYTES)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"0x{data[error.start]:02x}"
        return None, [problem("claim.not_utf8", Where(shown_as, line), offset=error.start, byte=byte)]


def records(text: str) -> Iterator[Record]:
    """Every record of the text. Blank lines at the head are skipped; those after a record belong to it."""
    position, line = 0, 1
    if blank := _BLANK.match(text):
        position, line = blank.end(), 1 + _newlines(blank.group())
    while position < len(text):
        found = _RECORD.match(text, position)
        end = found.end() if found else _after_line(text, position)
        cells = tuple(_cells(text, position, end)) if found else None
        if blank := _BLANK.match(text, end):
            end = blank.end()
        raw = text[position:end]
        yield Record(cells, line, raw)
        position, line = end, line + _newlines(raw)


def written(cells: Iterable[str]) -> str:
    """A record in its plain form: quotes only where they are needed, CRLF at its end."""
    parts = [f'"{cell.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(cell) else cell for cell in cells]
    # one empty cell alone would read as a blank line
    return ('""' if parts == [""] else ",".join(parts)) + NEWLINE


def _after_line(text: str, position: int) -> int:
    found = _LINE.match(text, position)
    return max(found.end() if found else len(text), position + 1)


def _cells(text: str, position: int, end: int) -> Iterator[str]:
    while True:
        found = _ONE_CELL.match(text, position, end)
        if not found:
            return
        cell = found[1]
        yield cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
        position = found.end()
        if not found.group().endswith(","):
            return


def _newlines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
