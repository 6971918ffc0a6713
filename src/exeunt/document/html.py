"""A web page to a reading: its main text without the frame, and title, publisher, day, language and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from exeunt.base.problem import Problem, Where, problem
from exeunt.document.encoding import decoded
from exeunt.document.markup import events, unescaped
from exeunt.document.page import Page, main_text, page_of
from exeunt.document.reading import Reading

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_DECLARED_WITHIN = 4096  # bytes; the standard asks for 1024
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_DAYS = (
    "article:published_time", "datepublished", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dcterms.issued", "date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_LONGEST_DATA = 200_000


def read_html(data: bytes, shown_as: str) -> tuple[list[Reading], list[Problem]]:
    """The reading of a page's bytes; none, with the problem, where it cannot be decoded or has no text."""
    text, problems = decoded(data, declared_in_html(data), shown_as)
    if text is None:
        return [], problems
    page = page_of(events(text))
    body = main_text(page)
    if not body:
        return [], [*problems, problem("document.no_main_text", Where(shown_as))]
    facts = dict(reversed(list(_structured(page))))  # the first that says it holds
    publisher = _first(page, _PUBLISHERS) or facts.get("publisher", "")
    reading = Reading(
        body,
        title=_title(page, facts, publisher),
        publisher=publisher,
        published=_day(_first(page, _DAYS), facts.get("datePublished", ""), page.first_time),
        language=page.language or _first(page, ("og:locale", "language")),
        url=page.canonical or _first(page, ("og:url",)),
    )
    return [reading], problems


def text_of_html(fragment: str) -> str:
    """The text of a fragment, such as an item of a feed or the body of a message: all of it, without markup."""
    page = page_of(events(fragment))
    return "\n\n".join(text for text in (block.text for block in page.blocks) if text)


def declared_in_html(data: bytes) -> str:
    """The encoding that a page declares, empty for none."""
    head = data[:_DECLARED_WITHIN]
    found = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return found[1].decode("ascii", "ignore") if found else ""


def _first(page: Page, keys: tuple[str, ...]) -> str:
    return next((page.metas[key] for key in keys if page.metas.get(key, "").strip()), "")


def _title(page: Page, facts: Mapping[str, str], publisher: str) -> str:
    title = _first(page, _TITLES) or facts.get("headline", "") or page.heading or unescaped(page.title)
    return re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}\s*$", "", title) if publisher else title


def _day(*given: str) -> str:
    return next((found[1] for found in map(_DAY.match, given) if found), "")


def _structured(page: Page) -> Iterator[tuple[str, str]]:
    """What the page says of itself as JSON-LD (schema.org): headline, day, publisher."""
    for text in page.data[:5]:
        try:
            value = json.loads(text) if len(text) <= _LONGEST_DATA else None
        except (ValueError, RecursionError):
            continue
        for thing in _objects(value):
            for part in (thing, *_objects(thing.get("@graph"))):
                yield from _facts(part)


def _objects(value: object) -> list[dict[str, object]]:
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def _facts(thing: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key in ("headline", "datePublished"):
        value = thing.get(key)
        if isinstance(value, str):
            yield key, value
    publisher = thing.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    if isinstance(name, str):
        yield "publisher", name
