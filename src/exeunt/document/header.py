"""The header of a document: `key: value` lines before the first blank line, or a date before a text of one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from exeunt.base.problem import Problem, Where, problem, warning

KEYS = ("title", "publisher", "date", "date_basis", "lang", "url")
_OTHER_NAMES = {"language": "lang", "source": "publisher", "published": "date"}
_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z_ -]{0,30}?)[ \t]*:(?:[ \t]+(.*))?")
_DATED_LINE = re.compile(r"\s*date[ \t]+(\d{4}-\d{1,2}-\d{1,2})(?=\s)[ \t]*")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")

_YEARS = range(1900, 2101)  # a date outside is a slip of the pen; relative dates are counted from it


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says, and the offset where the body begins. `lines` gives the line of each key."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: int = 0


def read_header(text: str, shown_as: str) -> tuple[Header, list[Problem]]:
    """Read the header of a frozen text; a text without one has an empty header and begins at offset 0."""
    dated = _DATED_LINE.match(text)
    if dated:
        line = text.count("\n", 0, dated.start(1)) + 1
        return Header({"date": dated[1]}, {"date": line}, dated.end()), []
    opening = _LINE.match(text)
    if not opening or _known(opening[1]) is None:
        return Header(body=len(text) - len(text.lstrip())), []
    return _lines(text, shown_as)


def header_date(header: Header, shown_as: str) -> tuple[date | None, list[Problem]]:
    """The date of a header; None, with a problem, where it is no day of the calendar."""
    given = header.values.get("date", "")
    if not given:
        return None, []
    found = _ISO.fullmatch(given)
    wrong = problem("document.bad_date", Where(shown_as, header.lines["date"]), found=given)
    try:
        day = date.fromisoformat(found[1] if found else given)
    except ValueError:
        return None, [wrong]
    return (day, []) if day.year in _YEARS else (None, [wrong])


def _known(key: str) -> str | None:
    """The key a header line means, or None where it is no key of ours."""
    plain = key.strip().casefold().replace(" ", "_").replace("-", "_")
    plain = _OTHER_NAMES.get(plain, plain)
    return plain if plain in KEYS else None


def _lines(text: str, shown_as: str) -> tuple[Header, list[Problem]]:
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if not line.strip():
            offset += len(line)
            break
        found = _LINE.fullmatch(line.rstrip("\n"))
        if not found:
            # Prose right under the header: the body begins here, though a blank line was expected.
            problems.append(warning("document.header_not_closed", Where(shown_as, number)))
            break
        key = _known(found[1])
        if key is None:
            problems.append(
                warning("document.unknown_key", Where(shown_as, number), key=found[1], known=", ".join(KEYS))
            )
        elif key in values:
            problems.append(warning("document.repeated_key", Where(shown_as, number), key=key, line=lines[key]))
        else:
            values[key], lines[key] = (found[2] or "").strip(), number
        offset += len(line)
    return Header(values, lines, offset + len(text[offset:]) - len(text[offset:].lstrip())), problems
