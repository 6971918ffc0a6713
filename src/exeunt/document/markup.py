"""Markup to events, in one pass: tags, ends of tags and text. It never fails, and its time is linear in the length.

The standard library's parser takes quadratic time on unclosed comments and tags; pages come from anywhere, so this one
looks at no character more than a fixed number of times. No script is run and nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,60}")
_TAG_REST = re.compile(r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,60})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "noscript", "xmp")
}
LONGEST_TAG = 20_000
_MOST_BAD_TAGS = 100  # after so many tags with an open quotation mark, quotation marks in tags mean nothing any more


@dataclass(frozen=True, slots=True)
class Start:
    """The start of an element; names of element and attributes in lower case."""

    name: str
    attributes: dict[str, str]
    raw: str = ""
    """The text of an element that holds no markup, such as a title or a script."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags, entities replaced."""

    text: str


Event = Start | End | Text


def events(markup: str) -> Iterator[Event]:
    """The events of a page, in its order. What is no markup is text; what is never closed goes to the end."""
    at, bad_tags = 0, 0
    while at < len(markup):
        opening = markup.find("<", at)
        if opening != at:
            yield Text(unescaped(markup[at : opening if opening >= 0 else len(markup)]))
        if opening < 0:
            return
        if name := _NAME.match(markup, opening + 1):
            start, at, is_bad = _start(markup, name, strict=bad_tags < _MOST_BAD_TAGS)
            bad_tags += is_bad
            yield start
        else:
            event, at = _other(markup, opening)
            if event:
                yield event


def _start(markup: str, name: re.Match[str], *, strict: bool) -> tuple[Start, int, bool]:
    """The start of an element, where what follows it begins, and whether its quotation marks are broken."""
    at, is_bad = _end_of_tag(markup, name.end(), strict=strict)
    start = Start(name[0].lower(), _attributes(markup[name.end() : min(at, name.end() + LONGEST_TAG)]))
    if start.name in _RAW:
        closed = _RAW[start.name].search(markup, at)
        raw = markup[at : closed.start() if closed else len(markup)]
        return Start(start.name, start.attributes, raw), at + len(raw), is_bad
    return start, at, is_bad


def _other(markup: str, opening: int) -> tuple[Event | None, int]:
    """What `<` begins where it begins no element, and where what follows it begins."""
    if markup.startswith("</", opening):
        ended = _NAME.match(markup, opening + 2)
        return (End(ended[0].lower()) if ended else None), _after(markup, ">", opening)
    if markup.startswith("<!--", opening):
        return None, _after(markup, "-->", opening + 4)
    if markup.startswith("<![CDATA[", opening):
        at = _after(markup, "]]>", opening)
        return Text(markup[opening + 9 : at].removesuffix("]]>")), at
    if markup.startswith(("<!", "<?"), opening):
        return None, _after(markup, ">", opening)
    return Text("<"), opening + 1


def unescaped(text: str) -> str:
    """Text with its entities replaced; as it is, where a number in it is absurdly long."""
    try:
        return html.unescape(text) if "&" in text else text
    except ValueError:
        return text


def _after(markup: str, mark: str, start: int) -> int:
    found = markup.find(mark, start)
    return found + len(mark) if found >= 0 else len(markup)


def _end_of_tag(markup: str, start: int, *, strict: bool) -> tuple[int, bool]:
    """Where a tag ends, and whether its quotation marks are broken."""
    if strict:
        found = _TAG_REST.match(markup, start, start + LONGEST_TAG)
        if found:
            return found.end(), False
    return _after(markup, ">", start), strict


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _ATTRIBUTE.finditer(inside):
        found.setdefault(part[1].lower(), unescaped(part[2] or part[3] or part[4] or ""))
    return found
