"""The window on a ledger: what a reader must offer to the steps that need entries. `store.reader` offers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import Entry, TreeHead


class Window(Protocol):
    """A scoped, read-only view of one ledger."""

    def entries(self) -> Sequence[Entry]:
        """Every entry in the order of the log."""
        ...

    def claims(self, known_on: date) -> Sequence[Claim]:
        """Claims that stand (not superseded, not retracted) and were known on that day, in the order of the log."""
        ...

    def document(self, document_id: str) -> Document | None:
        """A kept document."""
        ...

    def head(self) -> TreeHead:
        """Size and root of the log now."""
        ...
