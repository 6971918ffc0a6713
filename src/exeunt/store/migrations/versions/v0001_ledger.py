"""The first schema: leaves, heads, entries, documents, and the triggers that keep them append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

LEAF_IS_NEXT = "NEW.sequence IS DISTINCT FROM (SELECT COALESCE(MAX(sequence) + 1, 0) FROM leaf)"
SAME_ENTRY = " AND ".join(
    f"NEW.{column} = OLD.{column}" for column in ("sequence", "entry_id", "act", "claim_id", "subject")
)
SAME_DOCUMENT = " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("id", "body", "language", "published", "date_basis", "title", "publisher", "url", "file")
)
# what makes an update an erasure; anything else is refused
ERASES_ENTRY = f"(NEW.salt IS NULL AND NEW.body IS NULL AND {SAME_ENTRY})"
ERASES_DOCUMENT = f"(NEW.text IS NULL AND {SAME_DOCUMENT})"


def upgrade() -> None:
    _create_tables()
    {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}[op.get_bind().dialect.name]()


def _create_tables() -> None:
    op.create_table(
        "leaf",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.Column("posted_at", sa.Text, nullable=False),
    )
    op.create_table(
        "head",
        sa.Column("size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("peaks", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("sequence", sa.Integer, sa.ForeignKey("leaf.sequence"), primary_key=True, autoincrement=False),
        sa.Column("entry_id", sa.Text, nullable=False, unique=True),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_index("entry_claim_id", "entry", ["claim_id"])
    texts = ("language", "published", "date_basis", "title", "publisher", "url", "file")
    op.create_table(
        "document",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("text", sa.Text),
        sa.Column("body", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
    )


def _guard_sqlite() -> None:
    guards = [
        # BEFORE INSERT, because INSERT OR REPLACE deletes without firing a delete trigger
        ("leaf", "INSERT", LEAF_IS_NEXT.replace("IS DISTINCT FROM", "IS NOT")),
        ("entry", "INSERT", "EXISTS (SELECT 1 FROM entry WHERE sequence = NEW.sequence OR entry_id = NEW.entry_id)"),
        ("head", "INSERT", "EXISTS (SELECT 1 FROM head WHERE size >= NEW.size)"),
        ("document", "INSERT", "EXISTS (SELECT 1 FROM document WHERE id = NEW.id)"),
        ("leaf", "UPDATE", "TRUE"),
        ("head", "UPDATE", "TRUE"),
        ("entry", "UPDATE", f"NOT {ERASES_ENTRY}"),
        ("document", "UPDATE", f"NOT {ERASES_DOCUMENT}"),
        *((table, "DELETE", "TRUE") for table in ("leaf", "head", "entry", "document")),
    ]
    for table, event, refused in guards:
        op.execute(
            f"CREATE TRIGGER {table}_guards_{event.lower()} BEFORE {event} ON {table} WHEN {refused} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {event} on {table} is refused'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $$"
    )
    op.execute(
        "CREATE FUNCTION ledger_leaf_is_next() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {LEAF_IS_NEXT} THEN RAISE EXCEPTION 'append-only: leaf % is not the next', NEW.sequence; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER leaf_guards_insert BEFORE INSERT ON leaf FOR EACH ROW EXECUTE FUNCTION ledger_leaf_is_next()"
    )
    updates = {"leaf": "TRUE", "head": "TRUE", "entry": f"NOT {ERASES_ENTRY}", "document": f"NOT {ERASES_DOCUMENT}"}
    for table, refused in updates.items():
        op.execute(
            f"CREATE TRIGGER {table}_guards_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({refused}) "
            "EXECUTE FUNCTION ledger_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_guards_delete BEFORE DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION ledger_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_guards_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION ledger_refuse()"
        )
