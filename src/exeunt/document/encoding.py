"""Bytes to text by the encoding that a file declares, a mark at its beginning, or UTF-8: never by a guess."""

from __future__ import annotations

import codecs
import re

from exeunt.base.problem import Problem, Where, problem, warning

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What documents are written in. Python knows more (utf-7, punycode, unicode_escape); those hide text from a reader.
_ALLOWED = re.compile(
    r"ascii|utf-8|utf-16(?:-[lb]e)?|iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-\w+|gb\w+|big5\w*|shift_jis\w*|euc_\w+|hz"
)
# Pages that say Latin-1 or ASCII mean the Windows code page (WHATWG Encoding Standard, section 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_REPLACED = "\ufffd"
MOST_REPLACED = 0.001
"""The share of bytes that may be wrong in an encoding before the file counts as written in another one."""


def decoded(data: bytes, declared: str, shown_as: str) -> tuple[str | None, list[Problem]]:
    """The text of bytes, or None with the problem. `declared` is what the file says of itself, empty for nothing."""
    where = Where(shown_as)
    name, mark = _encoding(data, declared)
    if name is None:
        return None, [problem("document.unknown_encoding", where, found=declared[:40])]
    body = data[mark:]
    try:
        return body.decode(name), []
    except UnicodeDecodeError as error:
        wrong = (name, error.start + mark)
    text = body.decode(name, "replace")
    count = text.count(_REPLACED)
    if not declared or count > max(1, MOST_REPLACED * len(text)):
        slots = {"offset": wrong[1], "encoding": wrong[0]}
        return None, [problem("document.not_in_encoding", where, **slots)]
    return text, [warning("document.bytes_replaced", where, count=count, encoding=wrong[0])]


def _encoding(data: bytes, declared: str) -> tuple[str | None, int]:
    """The codec's name, None where it is none of ours, and the length of the mark before the text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    if not declared.strip():
        return "utf-8", 0
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None, 0
    if name.startswith("utf-16"):
        name = "utf-8"  # bytes in which the declaration could be read are not UTF-16
    return (_MEANT.get(name, name), 0) if _ALLOWED.fullmatch(name) else (None, 0)
