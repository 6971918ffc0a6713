"""RSS and Atom to readings, one an item."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.html import text_of_html
from exeunt.document.markup import unescaped
from exeunt.document.reading import Reading
from exeunt.document.xml import local, parse_xml

MOST_ITEMS = 2_000
_ITEMS = ("item", "entry")
# the fullest text first: content:encoded and Atom's content before descriptions and summaries
_BODIES = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "date", "updated", "issued")
_ISO = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_XHTML = "http://www.w3.org/1999/xhtml"


def read_feed(data: bytes, shown_as: str) -> tuple[list[Reading], list[Problem]]:
    """A reading for each item that has text. Items before a fault in the file are kept."""
    feed = _Feed()
    problems = parse_xml(data, shown_as, (feed.start, feed.end, feed.characters))
    items = feed.items[:MOST_ITEMS]
    if len(feed.items) > MOST_ITEMS:
        problems.append(problem("document.too_many_items", Where(shown_as), most=f"{MOST_ITEMS:,}"))
    readings = [reading for reading in (_reading(item, feed.channel) for item in items) if reading.body.strip()]
    if len(readings) < len(items):
        problems.append(warning("document.items_without_text", Where(shown_as), count=len(items) - len(readings)))
    if not readings and not problems:
        problems.append(problem("document.no_items", Where(shown_as)))
    return readings, problems


class _Feed:
    """Gathers the fields of the channel and of each item while the elements go by."""

    def __init__(self) -> None:
        self.channel: dict[str, str] = {}
        self.items: list[dict[str, str]] = []
        self._item: dict[str, str] | None = None
        self._path: list[str] = []
        self._parts: list[str] = []
        self._inline = 0  # depth inside of XHTML content, whose tags are kept as markup

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._inline or name.startswith(f"{_XHTML} "):
            self._inline += 1
            self._parts.append(f"<{local(name)}>")
            return
        key = local(name)
        if key in _ITEMS:
            self._item = {}
        self._path.append(key)
        self._parts = []
        if key == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
            self._keep("link", attributes["href"])

    def end(self, name: str) -> None:
        """An element ends."""
        if self._inline:
            self._inline -= 1
            self._parts.append(f"</{local(name)}>")
            return
        key = self._path.pop()
        if key in _ITEMS and self._item is not None:
            self.items.append(self._item)
            self._item = None
        elif self._path and self._path[-1] in (*_ITEMS, "channel", "feed"):
            self._keep(key, "".join(self._parts))
        self._parts = []

    def characters(self, text: str) -> None:
        """Text where we are."""
        self._parts.append(text.replace("&", "&amp;").replace("<", "&lt;") if self._inline else text)

    def _keep(self, key: str, value: str) -> None:
        if value.strip():
            (self.channel if self._item is None else self._item).setdefault(key, value)


def _reading(item: dict[str, str], channel: dict[str, str]) -> Reading:
    return Reading(
        next((text for text in (text_of_html(item.get(key, "")) for key in _BODIES) if text), ""),
        title=unescaped(item.get("title", "")),
        publisher=channel.get("title", ""),
        published=next((day for day in (_day(item.get(key, "")) for key in _DAYS) if day), ""),
        language=channel.get("language", ""),
        url=item.get("link", "").strip(),
    )


def _day(given: str) -> str:
    iso = _ISO.match(given)
    return iso[1] if iso else day_of_message(given)


def day_of_message(given: str) -> str:
    """The ISO day of a date as messages write it (RFC 5322), empty where it is none."""
    try:
        found: date = parsedate_to_datetime(given.strip()[:100]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return found.isoformat()
