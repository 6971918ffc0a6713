"""Reading: the window on a ledger, one consistent view a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection, Engine, Row, select

from exeunt.base.problem import Problem
from exeunt.ledger.entry import decode
from exeunt.ledger.standing import standing
from exeunt.log.merkle import EMPTY_ROOT, root_of
from exeunt.log.proof import Inclusion, Path, consistency_proof, inclusion_proof
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import Act, Entry, TreeHead
from exeunt.store import audit, tables
from exeunt.store.errors import LedgerError, failure, translated


class Reader:
    """A read-only view of one ledger: `ledger.window.Window`, the log with its proofs, and the audit of it all.

    Every method raises LedgerError when the database cannot be read. Damaged content is for `verify` to report; the
    methods that need it raise LedgerError naming the entry.
    """

    def __init__(self, engine: Engine, shown_as: str) -> None:
        self._engine = engine
        self._shown_as = shown_as

    def entries(self) -> tuple[Entry, ...]:
        """Every entry in the order of the log. An erased one has its id, act and subject, and no claim."""
        entry = tables.entry
        with self._reading() as connection:
            return tuple(self._entry(row) for row in connection.execute(select(entry).order_by(entry.c.sequence)))

    def claims(self, known_on: date) -> tuple[Claim, ...]:
        """Claims that stand and were known on that day (the rules: `ledger.standing`), in the order of the log."""
        return standing(self.entries(), known_on)

    def document(self, document_id: str) -> Document | None:
        """A kept document; None when there is none or its text was erased."""
        document = tables.document
        with self._reading() as connection:
            row = connection.execute(select(document).where(document.c.id == document_id)).first()
        return _document(row) if row is not None and row.text is not None else None

    def documents(self) -> tuple[Document, ...]:
        """Every kept document by id, without the erased ones."""
        document = tables.document
        with self._reading() as connection:
            rows = connection.execute(select(document).where(document.c.text.is_not(None)).order_by(document.c.id))
            return tuple(_document(row) for row in rows)

    def head(self) -> TreeHead:
        """Size and root of the log now."""
        heads = self.heads()
        return heads[-1] if heads else TreeHead(0, EMPTY_ROOT.hex())

    def heads(self) -> tuple[TreeHead, ...]:
        """The head after every posting, oldest first."""
        head = tables.head
        with self._reading() as connection:
            rows = connection.execute(select(head.c.size, head.c.root).order_by(head.c.size))
            return tuple(TreeHead(row.size, row.root) for row in rows)

    def leaf_hashes(self) -> tuple[bytes, ...]:
        """The hash of every leaf in the order of the log."""
        with self._reading() as connection:
            return _leaf_hashes(connection)

    def inclusion(self, entry_id: str) -> Inclusion | None:
        """The proof that an entry is in the log, erased or not; None for an entry that is not."""
        entry = tables.entry
        with self._reading() as connection:
            index = connection.scalar(select(entry.c.sequence).where(entry.c.entry_id == entry_id))
            leaves = _leaf_hashes(connection)
        if index is None or index >= len(leaves):
            return None
        return Inclusion(leaves[index], index, len(leaves), root_of(leaves), inclusion_proof(leaves, index))

    def consistency(self, old_size: int) -> Path:
        """The proof that the log extends what it was at an earlier size. Raises IndexError for a size it never had."""
        return consistency_proof(self.leaf_hashes(), old_size)

    def verify(self, published: Sequence[TreeHead] = ()) -> list[Problem]:
        """Recompute everything; what does not agree comes back as problems that name the entry.

        A ledger whose every hash was rewritten agrees with itself. Only a head that was published before, and is given
        here, shows that.
        """
        try:
            with self._reading() as connection:
                return audit.audit(connection, self._shown_as, published)
        except LedgerError as error:
            return [error.problem]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._shown_as), self._engine.connect() as connection, connection.begin():
            yield connection

    def _entry(self, row: Row[tuple[object, ...]]) -> Entry:
        if row.body is None:
            return Entry(row.entry_id, Act(row.act), None, row.subject, "", row.sequence)
        try:
            return decode(audit.as_bytes(row.body), row.sequence)
        except ValueError as error:
            raise failure("ledger.unreadable", self._shown_as, entry=row.entry_id, sequence=row.sequence) from error


def _leaf_hashes(connection: Connection) -> tuple[bytes, ...]:
    leaf = tables.leaf
    return tuple(connection.scalars(select(leaf.c.leaf_hash).order_by(leaf.c.sequence)))


def _document(row: Row[tuple[object, ...]]) -> Document:
    facts = dict(row._mapping)
    return Document(**{**facts, "published": date.fromisoformat(row.published)})
