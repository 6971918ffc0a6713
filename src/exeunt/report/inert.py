"""Text from outside made harmless: in sentences, in links, in cells of a table.

Invariant: nothing that came from a case or a document reaches a report without `inert`, and only what
`safe_address` returns becomes a link. HTML escaping itself is the template engine's and `chart`'s work.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Embeddings, overrides and isolates can turn around what stands beside them, and a closing one can end our own isolate.
# They carry no letter, so leaving them out changes no word; the document itself keeps them.
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_UNSAFE_ADDRESS = re.compile(r"[\s<>\"'`\\^{|}\x00-\x20\x7f-\x9f]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def inert(text: str) -> str:
    """The text without control characters and without the invisible characters that change direction."""
    return _CONTROLS.sub("", _DIRECTION_CONTROLS.sub("", text))


def isolated(text: str, language: str) -> str:
    """The text between isolates (U+2068, U+2069) where it holds letters of the other direction than the language's."""
    plain = inert(text)
    other = {"L"} if language == "ar" else {"R", "AL"}
    if any(unicodedata.bidirectional(char) in other for char in plain):
        return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"
    return plain


def direction_of(text: str) -> str:
    """`rtl` or `ltr`, after the first letter that has a direction."""
    strong = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def safe_address(address: str) -> str | None:
    """The address if it is plain http or https with a host, else None: then it is shown as text, never linked."""
    if not address or _UNSAFE_ADDRESS.search(address) or inert(address) != address:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    # a name before "@" makes a reader believe in another host than the one that is called
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return address


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one is preceded by an apostrophe."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = inert(str(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def anchor(kind: str, ident: str) -> str:
    """The id of an element in a page, from the kind of thing and its id."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_.@-]', '-', ident)}"
