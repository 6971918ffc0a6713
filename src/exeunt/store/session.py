"""Opening a ledger: SQLite by default, PostgreSQL for a team. The schema is made or upgraded when it is not current.

SQLite runs in WAL mode (readers never wait for the writer), with `synchronous=FULL` (what was acknowledged survives a
power cut) and `BEGIN IMMEDIATE` for writing, so that a second writer waits at the start and not at the end. On
PostgreSQL a writer locks the table of leaves; readers see one snapshot a call.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry

from exeunt.model.document import Document
from exeunt.model.entry import Entry
from exeunt.store import writer
from exeunt.store.errors import failure, translated
from exeunt.store.reader import Reader
from exeunt.store.tables import SCHEMA_VERSION, VERSION_TABLE

Salt = Callable[[], bytes]
"""Gives the salt of one entry; a fresh and unguessable one, except in tests."""

_ADVISORY_LOCK = 0x45586E74  # any number, the same in every release: one upgrade at a time


class Ledger(Reader):
    """One open ledger: what `Reader` offers, and writing."""

    def __init__(self, engine: Engine, shown_as: str, salt: Salt) -> None:
        super().__init__(engine, shown_as)
        self._salt = salt

    def post(self, entries: Iterable[Entry], documents: Iterable[Document] = ()) -> int:
        """Post entries and keep documents, in one transaction. Returns how many entries were new.

        An entry that is in already, or that posts a claim that is, is skipped: posting twice changes nothing. When this
        returns, the entries are on disk; when it raises LedgerError, none of them is.
        """
        encoded, kept = writer.encoded(entries), tuple(documents)
        with self._writing() as connection:
            try:
                frontier = writer.newest_frontier(connection)
            except ValueError as error:
                raise failure("ledger.damaged", self._shown_as, said=error) from error
            return writer.append(connection, frontier, writer.Batch(encoded, kept, self._salt))

    def erase(self, entry_ids: Iterable[str]) -> int:
        """Forget the content of entries for good, and keep every proof. Returns how many were erased now."""
        with self._writing() as connection:
            return writer.erase(connection, entry_ids)

    def erase_documents(self, document_ids: Iterable[str]) -> int:
        """Forget the text of documents for good. Returns how many were erased now."""
        with self._writing() as connection:
            return writer.erase_documents(connection, document_ids)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self._shown_as), _for_writing(self._engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE leaf IN EXCLUSIVE MODE"))
            yield connection


def fresh_salt() -> bytes:
    """32 unguessable bytes."""
    return secrets.token_bytes(32)


@contextmanager
def open_ledger(url: str, *, salt: Salt = fresh_salt, wait: float = 10.0) -> Iterator[Ledger]:
    """Open a ledger, `sqlite:///path/to/ledger.sqlite` or `postgresql+psycopg://...`; it is made if there is none.

    A writer waits up to `wait` seconds for another. Raises LedgerError, whose problem says why, when it cannot be
    opened: not a database, another program's, locked, read-only, of a newer release, out of reach.
    """
    with translated(""):  # what cannot be parsed may hold a password anywhere: it is not shown
        address = make_url(url)
    shown_as = _shown(address)
    with translated(shown_as):
        engine = _engine(address, shown_as, wait)
    try:
        with translated(shown_as):
            _make_current(engine, shown_as)
        yield Ledger(engine, shown_as, salt)
    finally:
        engine.dispose()


def _shown(address: URL) -> str:
    # as the user would write it, without the password
    if address.get_backend_name() == "sqlite":
        return address.database or "memory"
    return address.render_as_string(hide_password=True)


def _engine(address: URL, shown_as: str, wait: float) -> Engine:
    backend = address.get_backend_name()
    if backend == "postgresql":
        options = f"-c lock_timeout={int(wait * 1000)}"
        return create_engine(
            address, isolation_level="REPEATABLE READ", connect_args={"options": options, "connect_timeout": 10}
        )
    if backend != "sqlite":
        raise failure("ledger.unknown_kind", shown_as, found=backend)
    if address.database and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes_ledger", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _for_writing(engine: Engine) -> Engine:
    if engine.dialect.name == "postgresql":
        # after the wait for the lock a writer must see what the other one wrote
        return engine.execution_options(isolation_level="READ COMMITTED")
    return engine.execution_options(writes_ledger=True)


def _make_current(engine: Engine, shown_as: str) -> None:
    with engine.begin() as connection:
        if _version(connection, shown_as) == SCHEMA_VERSION:
            return
    from exeunt.store import migrations  # noqa: PLC0415  a current ledger does not wait for Alembic

    with _for_writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        found = _version(connection, shown_as)
        if found and found not in migrations.known_versions():
            raise failure("ledger.newer", shown_as, found=found, known=SCHEMA_VERSION)
        migrations.upgrade(connection)


def _version(connection: Connection, shown_as: str) -> str | None:
    """The version of the schema; None for an empty database. Raises LedgerError for another program's database."""
    present = set(inspect(connection).get_table_names())
    if VERSION_TABLE in present:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if present and connection.dialect.name == "sqlite":
        raise failure("ledger.foreign", shown_as, found=", ".join(sorted(present)[:3]))
    return None
