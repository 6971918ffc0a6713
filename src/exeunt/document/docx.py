"""A Word document to a reading: the paragraphs and tables of its text, with limits on what unpacks to how much."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.reading import Reading
from exeunt.document.xml import local, parse_xml

MOST_ENTRIES = 5_000
MOST_UNPACKED = 50_000_000
"""Bytes of one part, unpacked. The text of a thousand pages is about 20 million bytes of WordprocessingML."""
MOST_RATIO = 200
"""Unpacked to packed bytes of a part of more than a million bytes; Word's own files stay below about 40."""

_TEXT, _CORE = "word/document.xml", "docProps/core.xml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_docx(data: bytes, shown_as: str) -> tuple[list[Reading], list[Problem]]:
    """The reading of a .docx file; none, with the problem, where it is damaged, encrypted or unpacks to too much."""
    text, problems = _part(data, _TEXT, shown_as)
    if text is None:
        return [], problems
    body = _Body()
    problems += parse_xml(text, shown_as, (body.start, body.end, body.characters))
    if body.deleted:
        problems.append(warning("document.tracked_changes", Where(shown_as), count=body.deleted))
    core, _ = _part(data, _CORE, shown_as)
    facts = _Core()
    if core is not None:
        parse_xml(core, shown_as, (facts.start, facts.end, facts.characters))
    day = _DAY.match(facts.values.get("created", ""))
    # the day a file was made, not always the day of its text: a header in the text itself goes before it
    reading = Reading(
        "\n\n".join(body.paragraphs), title=facts.values.get("title", ""), published=day[0] if day else ""
    )
    return ([reading] if reading.body.strip() else []), problems


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a zip file that names a Word text among its entries."""
    return data.startswith(b"PK\x03\x04") and _TEXT.encode() in data


def _part(data: bytes, name: str, shown_as: str) -> tuple[bytes | None, list[Problem]]:
    """One part, unpacked to no more than the limit whatever its directory says."""
    where = Where(shown_as)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refused = _refused(archive, name, where)
            if refused:
                return None, [refused]
            packed = archive.getinfo(name).compress_size
            with archive.open(name) as part:
                content = part.read(MOST_UNPACKED + 1)
    except KeyError:
        return None, [problem("document.damaged", where, found=name)]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return None, [problem("document.damaged", where, found=type(error).__name__)]
    if _is_bomb(len(content), packed):  # the directory lied
        return None, [problem("document.zip_bomb", where, most=f"{MOST_UNPACKED:,}")]
    return content, []


def _refused(archive: zipfile.ZipFile, name: str, where: Where) -> Problem | None:
    """Why a part is not to be unpacked; raises KeyError where there is no such part."""
    if len(archive.infolist()) > MOST_ENTRIES:
        return problem("document.zip_entries", where, most=f"{MOST_ENTRIES:,}")
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        return problem("document.encrypted", where)
    if _is_bomb(info.file_size, info.compress_size):
        return problem("document.zip_bomb", where, most=f"{MOST_UNPACKED:,}")
    return None


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > MOST_UNPACKED or (unpacked > 1_000_000 and unpacked > MOST_RATIO * max(packed, 1))


class _Body:
    """Gathers paragraphs; the cells of a table's row stand on one line. What was deleted by a reviewer is left out."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.deleted = 0
        self._parts: list[str] = []
        self._in_text = False
        self._rows = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        key = local(name)
        if key == "tr":
            self._rows += 1
        elif key in ("del", "moveFrom"):
            self.deleted += 1
        elif key == "t":
            self._in_text = True
        elif key in ("tab", "br", "cr"):
            self._parts.append("\t" if key == "tab" else "\n")
        elif key == "noBreakHyphen":
            self._parts.append("-")

    def end(self, name: str) -> None:
        """An element ends."""
        key = local(name)
        if key == "t":
            self._in_text = False
        elif key == "tc":
            self._parts.append(" | ")
        elif key == "tr":
            self._rows -= 1
            self._close()
        elif key == "p":
            if self._rows:
                self._parts.append(" ")
            else:
                self._close()

    def characters(self, text: str) -> None:
        """Text where we are."""
        if self._in_text:  # deleted text is in delText, not t
            self._parts.append(text)

    def _close(self) -> None:
        text = re.sub(r" +", " ", "".join(self._parts)).strip(" |\n\t")
        if text:
            self.paragraphs.append(text)
        self._parts = []


class _Core:
    """The properties of the file: title, created."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._parts: list[str] = []

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self._parts = []

    def end(self, name: str) -> None:
        """An element ends."""
        self.values.setdefault(local(name), "".join(self._parts))
        self._parts = []

    def characters(self, text: str) -> None:
        """Text where we are."""
        self._parts.append(text)
