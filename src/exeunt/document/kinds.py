"""What kind a file is: by its content where that is unmistakable, else by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from exeunt.document.docx import is_docx
from exeunt.document.mail import is_mail


class MediaKind(StrEnum):
    """Kinds of file that can be read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    MAIL = "mail"
    FEED = "feed"
    DOCX = "docx"


ENDINGS = {
    ".txt": MediaKind.TEXT,
    ".md": MediaKind.TEXT,
    ".html": MediaKind.HTML,
    ".htm": MediaKind.HTML,
    ".xhtml": MediaKind.HTML,
    ".pdf": MediaKind.PDF,
    ".eml": MediaKind.MAIL,
    ".rss": MediaKind.FEED,
    ".atom": MediaKind.FEED,
    ".xml": MediaKind.FEED,
    ".docx": MediaKind.DOCX,
}
"""Kinds by the ending of a file's name, in lower case."""

LARGEST = {
    MediaKind.TEXT: 2_000_000,
    MediaKind.HTML: 8_000_000,
    MediaKind.PDF: 50_000_000,
    MediaKind.MAIL: 25_000_000,
    MediaKind.FEED: 20_000_000,
    MediaKind.DOCX: 50_000_000,
}
"""Bytes of the longest file of each kind. The text read from it keeps the limit of a text."""

_HEAD = 4_096
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:[\w-]+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


def kind_of(data: bytes, name: str) -> MediaKind | None:
    """The kind of a file from its first bytes and its name; None where neither tells."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    by_name = ENDINGS.get(ending)
    return _by_content(data, by_name) or by_name


def _by_content(data: bytes, by_name: MediaKind | None) -> MediaKind | None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return MediaKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return MediaKind.DOCX if is_docx(data) or by_name is MediaKind.DOCX else None
    if _HTML.match(head):
        return MediaKind.HTML
    if head.lstrip().startswith(b"<") and _FEED.search(head):
        return MediaKind.FEED
    # a text may quote the header of a message: only a file that does not call itself a text is taken for one
    if by_name is not MediaKind.TEXT and is_mail(data):
        return MediaKind.MAIL
    return None
