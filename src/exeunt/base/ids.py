"""Ids: slugs that people choose, and ids that are a hash of what makes a thing itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether a text can be an id in a case file: lower-case letters, digits, single `-`, `_` or `.` between."""
    return _SLUG.fullmatch(text) is not None and len(text) <= 64


def slug_of(name: str) -> str:
    """An id made from a name in Latin letters, at most 50 long; empty where the name has none."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return _NOT_SLUG.sub("-", bare).strip("-")[:50].strip("-")


def content_id(prefix: str, content: bytes) -> str:
    """An id that follows from the content, so that loading it twice is harmless. 80 bits: no chance collision."""
    return f"{prefix}-{hashlib.sha256(content).hexdigest()[:20]}"
