"""What a ledger does, on SQLite and on PostgreSQL alike."""

from dataclasses import replace
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from ledger_samples import make_claim, make_document, quoting
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from exeunt.ledger.entry import post, retract, supersede
from exeunt.ledger.window import Window
from exeunt.log.merkle import EMPTY_ROOT, leaf_hash
from exeunt.log.proof import verify_consistency, verify_inclusion
from exeunt.model.entry import Act, TreeHead
from exeunt.store import tables
from exeunt.store.errors import LedgerError
from exeunt.store.session import open_ledger

LATE = date(2030, 1, 1)


@pytest.fixture
def ledger(url):
    with open_ledger(url) as opened:
        yield opened


def run_sql(url, *statements):
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def codes(problems):
    return [item.code for item in problems]


def test_an_empty_ledger_has_the_head_of_an_empty_log(ledger):
    assert ledger.head() == TreeHead(0, EMPTY_ROOT.hex())
    assert ledger.entries() == ()
    assert ledger.claims(LATE) == ()
    assert ledger.verify() == []
    assert ledger.inclusion("e-none") is None


def test_what_was_posted_comes_back_in_the_order_of_the_log(ledger):
    document = make_document()
    claims = [make_claim(1, passage=quoting(document, 0, 9)), make_claim(2), make_claim(3, known_on=date(2022, 1, 1))]
    entries = [post(claim) for claim in claims]
    assert ledger.post(entries, [document]) == 3
    assert ledger.entries() == tuple(replace(entry, sequence=place) for place, entry in enumerate(entries))
    assert ledger.claims(LATE) == tuple(claims)
    assert ledger.claims(date(2021, 1, 1)) == tuple(claims[:2])
    assert ledger.document(document.id) == document
    assert ledger.documents() == (document,)
    assert ledger.document("d-none") is None
    assert ledger.verify() == []


def test_posting_twice_changes_nothing(ledger):
    entries, documents = [post(make_claim(1)), post(make_claim(2)), retract("c-1", "a forgery")], [make_document()]
    assert ledger.post(entries, documents) == 3
    before = ledger.head(), ledger.entries(), ledger.leaf_hashes(), ledger.heads()
    assert ledger.post(entries, documents) == 0
    assert ledger.post([*entries, *entries], [*documents, *documents]) == 0
    assert before == (ledger.head(), ledger.entries(), ledger.leaf_hashes(), ledger.heads())


def test_the_same_entry_twice_in_one_batch_is_posted_once(ledger):
    document = make_document()
    assert ledger.post([post(make_claim(1)), post(make_claim(1))], [document, document]) == 1
    assert ledger.head().size == 1


def test_a_claim_that_is_in_is_not_posted_again_because_its_row_is_written_otherwise(ledger):
    assert ledger.post([post(make_claim(1))]) == 1
    assert ledger.post([post(make_claim(1, row=(("n_best", "1000.0"),)))]) == 0


def test_documents_can_be_kept_without_entries(ledger):
    assert ledger.post([], [make_document()]) == 0
    assert len(ledger.documents()) == 1
    assert ledger.head().size == 0


def test_corrections_and_retractions_are_applied_and_stay_visible(ledger):
    correction = make_claim(2, known_on=date(2021, 6, 1))
    ledger.post([post(make_claim(1)), post(make_claim(3))])
    ledger.post([supersede(correction, "c-1", "digit swap"), retract("c-3", "not theirs")])
    assert [claim.id for claim in ledger.claims(date(2021, 5, 31))] == ["c-1"]
    assert [claim.id for claim in ledger.claims(LATE)] == ["c-2"]
    acts = [(entry.act, entry.subject, entry.reason) for entry in ledger.entries()]
    assert acts[2:] == [(Act.SUPERSEDE, "c-1", "digit swap"), (Act.RETRACT, "c-3", "not theirs")]
    assert ledger.verify() == []


def test_every_entry_has_a_proof_and_every_head_extends_the_earlier_ones(ledger):
    for batch in range(5):
        ledger.post([post(make_claim(f"{batch}-{number}")) for number in range(batch + 1)])
    now = ledger.head()
    for entry in ledger.entries():
        proof = ledger.inclusion(entry.id)
        assert proof.holds
        assert (proof.index, proof.size, proof.root.hex()) == (entry.sequence, now.size, now.root)
        forged = leaf_hash(b"forged")
        assert not verify_inclusion(forged, proof.index, size=proof.size, root=proof.root, path=proof.path)
    for then in ledger.heads():
        path = ledger.consistency(then.size)
        roots = {"old_root": bytes.fromhex(then.root), "root": bytes.fromhex(now.root)}
        assert verify_consistency(old_size=then.size, size=now.size, path=path, **roots)
    assert [head.size for head in ledger.heads()] == [1, 3, 6, 10, 15]


def test_a_ledger_is_the_same_after_it_was_closed(url):
    with open_ledger(url) as ledger:
        ledger.post([post(make_claim(1))], [make_document()])
        head, entries = ledger.head(), ledger.entries()
    with open_ledger(url) as ledger:
        assert (ledger.head(), ledger.entries()) == (head, entries)
        ledger.post([post(make_claim(2))])
        assert ledger.head().size == 2
        assert ledger.verify(published=[head]) == []


def test_the_same_claims_have_another_root_in_another_ledger_unless_salted_alike(tmp_path):
    roots = []
    for number in range(2):
        with open_ledger(f"sqlite:///{tmp_path}/{number}.sqlite") as ledger:
            ledger.post([post(make_claim(1))])
            roots.append(ledger.head().root)
        with open_ledger(f"sqlite:///{tmp_path}/salted-{number}.sqlite", salt=lambda: bytes(32)) as ledger:
            ledger.post([post(make_claim(1))])
            roots.append(ledger.head().root)
    assert roots[0] != roots[2]  # a guessed claim cannot be confirmed from the log
    assert roots[1] == roots[3]


def test_a_ledger_is_a_window(ledger):
    window: Window = ledger
    assert all(callable(getattr(window, name)) for name in ("entries", "claims", "document", "head"))


# Erasure (capability C43)


def test_an_erased_entry_is_gone_and_every_proof_holds(ledger):
    ledger.post([post(make_claim(number)) for number in range(5)])
    before = ledger.head(), ledger.leaf_hashes()
    gone = ledger.entries()[2].id
    assert ledger.erase([gone, "e-none"]) == 1
    assert ledger.erase([gone]) == 0
    assert (ledger.head(), ledger.leaf_hashes()) == before
    assert ledger.inclusion(gone).holds
    assert [claim.id for claim in ledger.claims(LATE)] == ["c-0", "c-1", "c-3", "c-4"]
    erased = ledger.entries()[2]
    assert (erased.id, erased.claim) == (gone, None)
    assert [(item.code, item.slots, item.severity) for item in ledger.verify()] == [
        ("ledger.erased", (("count", "1"),), "warning")
    ]


def test_an_erased_claim_is_not_posted_again_by_the_next_run(ledger):
    ledger.post([post(make_claim(1))])
    ledger.erase([ledger.entries()[0].id])
    assert ledger.post([post(make_claim(1))]) == 0
    assert ledger.claims(LATE) == ()


def test_an_erased_document_is_gone_and_its_claims_stay(ledger):
    document = make_document()
    ledger.post([post(make_claim(1, passage=quoting(document, 0, 9)))], [document])
    assert ledger.erase_documents([document.id]) == 1
    assert ledger.document(document.id) is None
    assert ledger.documents() == ()
    assert ledger.verify() == []
    assert ledger.post([], [document]) == 0
    assert ledger.document(document.id) is None


# What the database refuses

FORBIDDEN = (
    "UPDATE leaf SET leaf_hash = leaf_hash",
    "DELETE FROM leaf WHERE sequence = 1",
    "UPDATE head SET root = ''",
    "DELETE FROM head",
    "UPDATE entry SET subject = 'c-9' WHERE sequence = 0",
    "UPDATE entry SET body = NULL WHERE sequence = 0",
    "UPDATE entry SET salt = NULL, body = NULL, act = 'retract' WHERE sequence = 0",
    "UPDATE entry SET salt = NULL, body = NULL, entry_id = 'e-9' WHERE sequence = 0",
    "DELETE FROM entry WHERE sequence = 1",
    "UPDATE document SET text = 'changed'",
    "UPDATE document SET text = NULL, title = 'changed'",
    "DELETE FROM document",
    "INSERT INTO leaf VALUES (7, '0', '2021-01-01')",
    "INSERT INTO leaf VALUES (1, '0', '2021-01-01')",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_what_was_posted(url, statement):
    with open_ledger(url) as ledger:
        ledger.post([post(make_claim(1)), post(make_claim(2))], [make_document()])
        before = ledger.entries(), ledger.leaf_hashes(), ledger.heads(), ledger.documents()
        with pytest.raises(DBAPIError, match="append-only"):
            run_sql(url, statement)
        assert (ledger.entries(), ledger.leaf_hashes(), ledger.heads(), ledger.documents()) == before


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["leaf, entry", "head", "document"])
def test_postgresql_refuses_to_empty_a_table(postgres_url, table):
    with open_ledger(postgres_url) as ledger:
        ledger.post([post(make_claim(1))], [make_document()])
        with pytest.raises(DBAPIError, match="append-only: TRUNCATE"):
            run_sql(postgres_url, f"TRUNCATE {table}")
        assert ledger.verify() == []


def test_an_erased_body_cannot_be_put_back(url):
    with open_ledger(url) as ledger:
        ledger.post([post(make_claim(1))])
        ledger.erase([ledger.entries()[0].id])
    with pytest.raises(DBAPIError, match="append-only"):
        run_sql(url, "UPDATE entry SET salt = '0', body = '0'")


def test_a_refusal_reaches_the_user_as_a_problem(ledger):
    ledger.post([post(make_claim(1))])
    with pytest.raises(LedgerError) as refused, ledger._writing() as connection:
        connection.execute(text("DELETE FROM head"))
    assert refused.value.problem.code == "ledger.append_only"


# The schema


def test_the_tables_are_those_of_the_migrations(url):
    with open_ledger(url):
        pass
    engine = create_engine(url)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name != tables.VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_a_ledger_of_a_newer_release_is_left_alone(url):
    with open_ledger(url):
        pass
    run_sql(url, "UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="its schema is 9999, this release knows 0001") as refused, open_ledger(url):
        pass
    assert refused.value.problem.code == "ledger.newer"
