"""Markup to blocks of text, and of these the text of the page: paragraphs of its main part, not its frame."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from exeunt.document.markup import End, Event, Start, Text

_NAMES_OF_BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_NAMES_OF_EMPTY = "area base br col embed hr img input link meta param source track wbr"
_BLOCKS, _EMPTY = frozenset(_NAMES_OF_BLOCKS.split()), frozenset(_NAMES_OF_EMPTY.split())
_PARAGRAPHS = frozenset(("p", "li", "blockquote", "dd", "pre", "tr", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # not the no-break space: it stands inside of numbers
_WORDS = re.compile(r"[a-zA-Z]+")
_MAIN_PARTS = ("article", "main")
_SHORTEST = 25  # shorter text outside of a paragraph is a label or a button
_MOST_LINKED = 0.5


@dataclass(slots=True)
class _Element:
    name: str
    number: int
    parent: _Element | None
    is_left_out: bool
    is_main: bool
    score: float = 0.0
    last: int = 0  # the number of the newest element inside


@dataclass(slots=True)
class Block:
    """A stretch of text and where it stands."""

    parts: list[str]
    linked: int
    element: _Element

    @property
    def text(self) -> str:
        """The text, spaces collapsed, line breaks kept."""
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(self.parts).split("\r"))
        return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class Page:
    """The blocks of a page in order, and what stands in its head."""

    blocks: list[Block] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)  # JSON-LD
    title: str = ""
    heading: str = ""
    language: str = ""
    first_time: str = ""
    canonical: str = ""


def main_text(page: Page) -> str:
    """The paragraphs of the page's main part, a blank line between them."""
    part = _main_part(page.blocks)
    kept = []
    for block in page.blocks:
        text = block.text
        if part and not part.number <= block.element.number <= part.last:
            continue
        if block.element.name == "h1" or not _is_prose(block, text):
            continue
        kept.append(text)
    return "\n\n".join(kept)


def page_of(found: Iterable[Event]) -> Page:
    """The page that events make."""
    builder = _Builder()
    for event in found:
        if isinstance(event, Text):
            builder.text(event.text)
        elif isinstance(event, Start):
            builder.start(event)
        elif isinstance(event, End):
            builder.end(event.name)
    builder.finish()
    return builder.page


class _Builder:
    """Keeps the open elements. Every element is opened and closed once, so that time is linear in their number."""

    def __init__(self) -> None:
        self.page = Page()
        self._root = _Element("", 0, None, is_left_out=False, is_main=False)
        self._open = [self._root]
        self._names: Counter[str] = Counter()
        self._count = 0
        self._links = 0
        self._parts: list[str] = []
        self._linked = 0
        self._block = self._root

    def start(self, tag: Start) -> None:
        """An element begins."""
        _read_head(self.page, tag)
        if tag.name == "br":
            self._parts.append("\r")
        elif tag.name in ("td", "th"):
            self._parts.append(" | " if self._parts else "")
        if tag.name in _BLOCKS:
            self.flush()
        if tag.raw or tag.name in _EMPTY:
            return
        if tag.name in ("p", "li", "tr") and self._open[-1].name == tag.name:
            self.end(tag.name)  # its end may be left out
        self._count += 1
        parent = self._open[-1]
        left_out = parent.is_left_out or _is_left_out(tag)
        is_main = tag.name in _MAIN_PARTS or tag.attributes.get("itemprop") == "articleBody"
        element = _Element(tag.name, self._count, parent, left_out, is_main)
        self._open.append(element)
        self._names[tag.name] += 1
        self._links += tag.name == "a"
        if tag.name in _BLOCKS:
            self._block = element

    def end(self, name: str) -> None:
        """An element ends, and those inside of it that were left open."""
        if not self._names[name]:
            return
        if name in _BLOCKS:
            self.flush()
        while True:
            closed = self._open.pop()
            closed.last = self._count
            self._names[closed.name] -= 1
            self._links -= closed.name == "a"
            if closed.name == name:
                break
        if name in _BLOCKS:
            self._block = self._open[-1]

    def text(self, text: str) -> None:
        """Text where we are."""
        if self._open[-1].is_left_out:
            return
        self._parts.append(text)
        if self._links:
            self._linked += len(text.strip())

    def flush(self) -> None:
        """The block ends here."""
        if self._parts:
            block = Block(self._parts, self._linked, self._block)
            if not self.page.heading and self._block.name == "h1":
                self.page.heading = block.text
            self.page.blocks.append(block)
            self._parts, self._linked = [], 0

    def finish(self) -> None:
        """The page ends here, and with it every element left open."""
        self.flush()
        for element in self._open:
            element.last = self._count


def _is_prose(block: Block, text: str) -> bool:
    if not text or block.linked > _MOST_LINKED * len(text):
        return False
    return block.element.name in _PARAGRAPHS or len(text) >= _SHORTEST


def _main_part(blocks: list[Block]) -> _Element | None:
    """The element with the most prose right inside of it, or the article around that; None for a page without prose.

    After the way of Arc90's Readability: a paragraph speaks for its parent, and half as much for the parent above.
    """
    scored: dict[int, _Element] = {}
    for block in blocks:
        text = block.text
        if not _is_prose(block, text) or len(text) < _SHORTEST:
            continue
        worth = 1 + text.count(",") + text.count("،") + min(len(text) / 100, 3)
        parent = block.element.parent or block.element
        for element, share in ((parent, 1.0), (parent.parent, 0.5)):
            if element:
                element.score += worth * share
                scored[element.number] = element
    if not scored:
        return None
    best = max(scored.values(), key=lambda element: (element.score, -element.number))
    above: _Element | None = best
    while above and not above.is_main:
        above = above.parent
    return above or best


def _is_left_out(tag: Start) -> bool:
    elements, words = _boilerplate()
    if tag.name in elements or "hidden" in tag.attributes or tag.attributes.get("aria-hidden") == "true":
        return True
    if tag.name in ("html", "body", "main", "article"):
        return False
    named = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')} {tag.attributes.get('role', '')}"
    return any(word in words for word in _WORDS.findall(named.lower()))


@cache
def _boilerplate() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads((files("exeunt.document") / "boilerplate.toml").read_text(encoding="utf-8"))
    elements, words = (
        frozenset(name for group in table[key] for name in group["names"]) for key in ("elements", "words")
    )
    return elements, words


def _read_head(page: Page, tag: Start) -> None:
    values = tag.attributes
    if tag.name == "meta":
        key = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        if key and values.get("content"):
            page.metas.setdefault(key, values["content"])
    elif tag.name == "html":
        page.language = values.get("lang") or values.get("xml:lang") or ""
    elif tag.name == "title" and not page.title:
        page.title = tag.raw
    elif tag.name == "time" and not page.first_time:
        page.first_time = values.get("datetime", "")
    elif tag.name == "link" and values.get("rel", "").lower() == "canonical":
        page.canonical = values.get("href", "")
    elif tag.name == "script" and values.get("type", "").lower() == "application/ld+json":
        page.data.append(tag.raw)
