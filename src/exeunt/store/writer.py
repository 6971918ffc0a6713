"""Writing: entries and documents in, one transaction, or nothing at all.

What this file must keep true: leaf `n` is the hash of entry `n`; the newest head has the size and root of all leaves;
nothing that is in is changed. Callers hold the write lock (`session`), so that two writers never see the same size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Column, Connection, insert, select, text, update

from exeunt.ledger.entry import encode
from exeunt.log.merkle import Frontier, leaf_hash
from exeunt.model.document import Document
from exeunt.model.entry import Act, Entry
from exeunt.store import tables

Encoded = tuple[Entry, bytes]
"""An entry with its bytes, made before the lock is taken."""

_NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')",
    "postgresql": """SELECT to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
}


@dataclass(frozen=True)
class Batch:
    """What is to be posted together, and what gives each entry its salt."""

    entries: Sequence[Encoded]
    documents: Sequence[Document]
    salt: Callable[[], bytes]


def encoded(entries: Iterable[Entry]) -> tuple[Encoded, ...]:
    """Entries with their bytes."""
    return tuple((entry, encode(entry)) for entry in entries)


def salted_leaf(salt: bytes, body: bytes) -> bytes:
    """The leaf of an entry: it covers SHA-256(salt || body), which says nothing of a body once the salt is gone."""
    return leaf_hash(hashlib.sha256(salt + body).digest())


def append(connection: Connection, frontier: Frontier, batch: Batch) -> int:
    """Append what is new behind the frontier. Returns how many entries were."""
    _keep(connection, batch.documents)
    fresh = _fresh(connection, batch.entries)
    if not fresh:
        return 0
    posted_at = connection.execute(text(_NOW[connection.dialect.name])).scalar_one()
    leaves, rows = [], []
    for sequence, (entry, body) in enumerate(fresh, start=frontier.size):
        salt = batch.salt()
        leaves.append({"sequence": sequence, "leaf_hash": salted_leaf(salt, body), "posted_at": posted_at})
        rows.append({
            "sequence": sequence,
            "entry_id": entry.id,
            "act": entry.act.value,
            "claim_id": entry.claim.id if entry.claim else "",
            "subject": entry.subject,
            "salt": salt,
            "body": body,
        })  # fmt: skip
    connection.execute(insert(tables.leaf), leaves)
    connection.execute(insert(tables.entry), rows)
    grown = frontier.extended(bytes(leaf["leaf_hash"]) for leaf in leaves)
    head = {"size": grown.size, "root": grown.root().hex(), "peaks": b"".join(grown.peaks)}
    connection.execute(insert(tables.head), head)
    return len(fresh)


def erase(connection: Connection, entry_ids: Iterable[str]) -> int:
    """Forget salt and body of entries. Their leaves, ids and acts stay. Returns how many were erased now."""
    entry = tables.entry
    forgotten = 0
    for ids in _chunks(entry_ids):
        chosen = entry.c.entry_id.in_(ids) & entry.c.body.is_not(None)
        forgotten += connection.execute(update(entry).where(chosen).values(salt=None, body=None)).rowcount
    return forgotten


def erase_documents(connection: Connection, document_ids: Iterable[str]) -> int:
    """Forget the text of documents; id and address stay. Returns how many were erased now."""
    document = tables.document
    forgotten = 0
    for ids in _chunks(document_ids):
        chosen = document.c.id.in_(ids) & document.c.text.is_not(None)
        forgotten += connection.execute(update(document).where(chosen).values(text=None)).rowcount
    return forgotten


def newest_frontier(connection: Connection) -> Frontier:
    """The frontier of the newest head; of an empty ledger, the empty one."""
    head = tables.head
    row = connection.execute(select(head.c.size, head.c.peaks).order_by(head.c.size.desc()).limit(1)).first()
    if row is None:
        return Frontier()
    return Frontier(row.size, tuple(row.peaks[start : start + 32] for start in range(0, len(row.peaks), 32)))


def _fresh(connection: Connection, entries: Sequence[Encoded]) -> list[Encoded]:
    """Entries not yet in the log, each once; a posting whose claim is already there is not new either."""
    entry = tables.entry
    seen = _present(connection, entry.c.entry_id, (item.id for item, _ in entries))
    claims = _present(connection, entry.c.claim_id, (item.claim.id for item, _ in entries if item.claim))
    fresh = []
    for item, body in entries:
        claim_id = item.claim.id if item.claim else ""
        if item.id in seen or (item.act is Act.POST and claim_id in claims):
            continue
        seen.add(item.id)
        claims.add(claim_id)
        fresh.append((item, body))
    return fresh


def _keep(connection: Connection, documents: Sequence[Document]) -> None:
    present = _present(connection, tables.document.c.id, (item.id for item in documents))
    fresh = {item.id: _document_row(item) for item in documents if item.id not in present}
    if fresh:
        connection.execute(insert(tables.document), list(fresh.values()))


def _document_row(item: Document) -> Mapping[str, object]:
    return {
        "id": item.id, "text": item.text, "body": item.body, "language": item.language,
        "published": item.published.isoformat(), "date_basis": item.date_basis, "title": item.title,
        "publisher": item.publisher, "url": item.url, "file": item.file,
    }  # fmt: skip


def _present(connection: Connection, column: Column[str], ids: Iterable[str]) -> set[str]:
    return {found for chunk in _chunks(ids) for found in connection.scalars(select(column).where(column.in_(chunk)))}


def _chunks(ids: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    # a statement takes only so many parameters: 999 in older SQLite
    remaining = iter(ids)
    while chunk := list(islice(remaining, size)):
        yield chunk
