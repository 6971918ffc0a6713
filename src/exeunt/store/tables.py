"""The tables of a ledger.

Append-only: triggers in the database refuse every UPDATE and DELETE on `leaf`, `head` and `entry`, with one exception:
an entry's `salt` and `body` may be set to NULL, together and for good (erasure). A document's text may be emptied the
same way. Only `leaf` and `head` are the log: they hold hashes, never names or text.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

SCHEMA_VERSION = "0001"
"""The newest file in `migrations/versions`."""

VERSION_TABLE = "ledger_version"
"""Holds the version of the schema."""

metadata = MetaData()

leaf = Table(
    "leaf",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    Column("posted_at", Text, nullable=False),  # the database's clock, UTC; not covered by the leaf hash
)

head = Table(
    "head",
    metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", Text, nullable=False),
    Column("peaks", LargeBinary, nullable=False),  # the frontier, 32 bytes a peak: enough to append
)

entry = Table(
    "entry",
    metadata,
    Column("sequence", Integer, ForeignKey("leaf.sequence"), primary_key=True, autoincrement=False),
    Column("entry_id", Text, nullable=False, unique=True),
    Column("act", Text, nullable=False),
    Column("claim_id", Text, nullable=False),  # "" for a retraction
    Column("subject", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Index("entry_claim_id", "claim_id"),
)

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text),  # NULL once erased
    Column("body", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("date_basis", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("file", Text, nullable=False),
)
