"""The audit of a ledger: everything that can be computed again is, and what does not agree is a problem.

1. Leaves and entries are numbered 0, 1, 2, ... with none missing.
2. Each entry's salt and body hash to its leaf; each body is the entry whose id, act and subject stand beside it; each
   subject is a claim posted before. What was erased is counted.
3. Each stored head is the root of the leaves up to its size, the newest of all of them; so is each published head.
4. Each document hashes to its id.
5. Each claim's quote is what its document says at that place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from exeunt.base.ids import content_id
from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.ledger.entry import decode
from exeunt.log.merkle import Frontier
from exeunt.model.claim import Claim
from exeunt.model.entry import Entry, TreeHead
from exeunt.store import tables
from exeunt.store.writer import salted_leaf


class EntryRow(NamedTuple):
    """One row of the table `entry`."""

    sequence: int
    entry_id: str
    act: str
    claim_id: str
    subject: str
    salt: bytes | None
    body: bytes | None


class StoredHead(NamedTuple):
    """One row of the table `head`."""

    size: int
    root: str
    peaks: bytes


def audit(connection: Connection, shown_as: str, published: Sequence[TreeHead] = ()) -> list[Problem]:
    """All problems of a ledger, in the order of the list above."""
    where = Where(shown_as)
    leaf, entry, head, document = tables.leaf, tables.entry, tables.head, tables.document
    leaves = {
        row.sequence: as_bytes(row.leaf_hash)
        for row in connection.execute(select(leaf.c.sequence, leaf.c.leaf_hash).order_by(leaf.c.sequence))
    }
    rows = [_typed(EntryRow(*row)) for row in connection.execute(select(entry).order_by(entry.c.sequence))]
    stored = [StoredHead(*row) for row in connection.execute(select(head).order_by(head.c.size))]
    texts = {
        row.id: row.text if row.text is None else str(row.text)
        for row in connection.execute(select(document.c.id, document.c.text).order_by(document.c.id))
    }
    entries = [_decoded(row) for row in rows]
    return [
        *_gaps(leaves, rows, where),
        *(found for row, item in zip(rows, entries, strict=True) for found in _entry(row, item, leaves, where)),
        *_subjects(rows, where),
        *_erased(rows, where),
        *_heads(list(leaves.values()), stored, published, where),
        *_documents(texts, where),
        *(found for item in entries if item and item.claim for found in _quote(item, item.claim, texts, where)),
    ]


def as_bytes(stored: object) -> bytes:
    """What a column of bytes holds. In SQLite a hand can put text there; it is read as its UTF-8."""
    return stored if isinstance(stored, bytes) else str(stored).encode()


def _typed(row: EntryRow) -> EntryRow:
    salt, body = (None if value is None else as_bytes(value) for value in (row.salt, row.body))
    return row._replace(salt=salt, body=body)


def _gaps(leaves: Mapping[int, bytes], rows: Sequence[EntryRow], where: Where) -> Iterator[Problem]:
    entries = {row.sequence: row.entry_id for row in rows}
    for sequence in sorted(leaves.keys() - entries.keys()):
        yield problem("ledger.leaf_without_entry", where, sequence=sequence)
    for sequence in sorted(entries.keys() - leaves.keys()):
        yield problem("ledger.entry_without_leaf", where, entry=entries[sequence], sequence=sequence)
    together = leaves.keys() | entries.keys()
    for sequence in sorted(set(range(max(together, default=-1) + 1)) - together):
        yield problem("ledger.sequence_gap", where, sequence=sequence)


def _entry(row: EntryRow, entry: Entry | None, leaves: Mapping[int, bytes], where: Where) -> Iterator[Problem]:
    named = {"entry": row.entry_id, "sequence": row.sequence}
    if row.salt is None or row.body is None:
        return
    leaf = leaves.get(row.sequence)
    if leaf is not None and salted_leaf(row.salt, row.body) != leaf:
        yield problem("ledger.leaf_mismatch", where, **named)
    if entry is None:
        yield problem("ledger.unreadable", where, **named)
        return
    found = (entry.id, entry.act.value, entry.claim.id if entry.claim else "", entry.subject)
    if found != (row.entry_id, row.act, row.claim_id, row.subject):
        yield problem("ledger.entry_mismatch", where, **named, found=" ".join(filter(None, found)))


def _decoded(row: EntryRow) -> Entry | None:
    try:
        return decode(row.body, row.sequence) if row.body else None
    except ValueError:
        return None


def _subjects(rows: Iterable[EntryRow], where: Where) -> Iterator[Problem]:
    # no sign of tampering, but whoever corrected or took back a claim that is not there meant another one
    posted: set[str] = set()
    for row in rows:
        if row.subject and row.subject not in posted:
            named = {"entry": row.entry_id, "sequence": row.sequence, "subject": row.subject}
            yield warning("ledger.subject_unknown", where, **named)
        posted.add(row.claim_id)


def _erased(rows: Iterable[EntryRow], where: Where) -> Iterator[Problem]:
    count = sum(row.body is None for row in rows)
    if count:
        yield warning("ledger.erased", where, count=count)


def _heads(
    leaves: Sequence[bytes], stored: Sequence[StoredHead], published: Sequence[TreeHead], where: Where
) -> Iterator[Problem]:
    computed = _frontiers(leaves, {head.size for head in stored} | {claimed.size for claimed in published})
    roots = {size: frontier.root().hex() for size, frontier in computed.items()}
    for head in stored:
        # the peaks are not published, but the next posting builds on them
        if roots.get(head.size) != head.root or b"".join(computed[head.size].peaks) != head.peaks:
            yield problem("ledger.root_mismatch", where, size=head.size, root=head.root)
    newest = stored[-1].size if stored else 0
    if newest != len(leaves):
        yield problem("ledger.head_size", where, size=newest, found=len(leaves))
    for claimed in published:
        if claimed.size > len(leaves):
            yield problem("ledger.truncated", where, size=claimed.size, found=len(leaves))
        elif roots[claimed.size] != claimed.root:
            yield problem("ledger.head_contradicted", where, size=claimed.size, root=claimed.root)


def _frontiers(leaves: Sequence[bytes], sizes: Iterable[int]) -> dict[int, Frontier]:
    """The frontier at each size that the leaves reach."""
    found, frontier = {}, Frontier()
    for size in sorted(sizes):
        if 0 <= size <= len(leaves):
            frontier = found[size] = frontier.extended(leaves[frontier.size : size])
    return found


def _documents(texts: Mapping[str, str | None], where: Where) -> Iterator[Problem]:
    for document_id, text in texts.items():
        # the prefix of an id says what it is of; the rest follows from the text
        prefix = document_id.rpartition("-")[0]
        if text is not None and content_id(prefix, text.encode()) != document_id:
            yield problem("ledger.document_mismatch", where, document=document_id)


def _quote(entry: Entry, claim: Claim, texts: Mapping[str, str | None], where: Where) -> Iterator[Problem]:
    passage = claim.passage
    if passage is None:
        return
    named = {"entry": entry.id, "sequence": entry.sequence, "claim": claim.name, "document": passage.document_id}
    if passage.document_id not in texts:
        yield problem("ledger.document_missing", where, **named)
        return
    text = texts[passage.document_id]
    if text is not None and text[passage.start : passage.end] != passage.quote:
        yield problem("ledger.quote_mismatch", where, **named)
