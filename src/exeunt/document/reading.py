"""What a reader takes out of a file, and its one form as text: a header of `key: value` lines, a blank line, the body.

Every media type ends in this form, so that a kept page or message is the same kind of frozen text as a typed one: the
text can be printed, read again, and gives the same document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exeunt.document.language import language_of

_SPACES = re.compile(r"\s+")
# Marks that web pages put inside of words: soft hyphen, zero-width space, byte order mark. Direction marks stay.
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_VALUE = 500
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and what its file says of it. `published` is an ISO day or empty, `language` a code or empty."""

    body: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


def as_text(reading: Reading) -> str:
    """The reading in the form of a typed document."""
    said = {
        "publisher": reading.publisher,
        "date": reading.published,
        "lang": _agreed(reading.language, reading.body),
        "url": reading.url if re.match(r"https?://", reading.url) else "",
    }
    # a title line always, so that a body that looks like a header is not taken for one
    lines = [f"title: {_line(reading.title)}", *(f"{key}: {_line(value)}" for key, value in said.items() if value)]
    body = _BLANK_LINES.sub("\n\n", _INVISIBLE.sub("", reading.body)).strip()
    return _SURROGATE.sub("\ufffd", "\n".join(lines) + "\n\n" + body)


def _line(value: str) -> str:
    return _SPACES.sub(" ", _INVISIBLE.sub("", value))[:_LONGEST_VALUE].strip()


def _agreed(said: str, body: str) -> str:
    """The language a file says, unless its script says another: pages carry the language of their template."""
    found, basis = language_of("", body)
    if basis == "script":
        return found
    return "" if said.casefold().startswith("ar") else said
