"""Somebody with write access to the database file and time: each attack is carried out, and the audit names it."""

import sqlite3
from contextlib import closing

import pytest
from ledger_samples import make_claim, make_document, quoting

from exeunt.base.messages import LANGUAGES, say
from exeunt.ledger.entry import encode, post, retract, supersede
from exeunt.store.errors import LedgerError
from exeunt.store.session import open_ledger
from exeunt.store.writer import salted_leaf

DOCUMENT = make_document()


@pytest.fixture
def path(tmp_path):
    """A ledger of six entries in two postings."""
    file = tmp_path / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}") as ledger:
        ledger.post([post(make_claim(number)) for number in range(3)])
        last = [post(make_claim(3, passage=quoting(DOCUMENT, 6, 9))), post(make_claim(4)), retract("c-0", "a forgery")]
        ledger.post(last, [DOCUMENT])
    return file


def unguarded(path, *statements):
    """Run SQL after every trigger is dropped, as an attacker would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))


def found(path, published=()):
    """What the audit says: code, and the number or size it names."""
    with open_ledger(f"sqlite:///{path}") as ledger:
        problems = ledger.verify(published)
    for item in problems:
        for language in LANGUAGES:
            assert "{" not in say(item.code, item.slots, language)
        assert item.where.file == str(path)
    slots = [dict(item.slots) for item in problems]
    return [
        (item.code.removeprefix("ledger."), slot.get("sequence") or slot.get("size") or slot.get("document"))
        for item, slot in zip(problems, slots, strict=True)
    ]


def head_of(path):
    with open_ledger(f"sqlite:///{path}") as ledger:
        return ledger.head()


def test_an_untouched_ledger_agrees_with_itself_and_with_its_published_head(path):
    assert found(path, [head_of(path)]) == []


def test_a_changed_content_is_named(path):
    unguarded(path, "UPDATE entry SET body = replace(body, '1000', '9000') WHERE sequence = 1")
    assert found(path) == [("leaf_mismatch", "1"), ("entry_mismatch", "1")]


def test_a_changed_salt_is_named(path):
    unguarded(path, "UPDATE entry SET salt = zeroblob(32) WHERE sequence = 4")
    assert found(path) == [("leaf_mismatch", "4")]


def test_a_changed_leaf_is_named(path):
    unguarded(path, "UPDATE leaf SET leaf_hash = zeroblob(32) WHERE sequence = 4")
    assert found(path) == [("leaf_mismatch", "4"), ("root_mismatch", "6")]


def forged(number):
    body = encode(post(make_claim(number, note="forged")))
    return body, salted_leaf(bytes(32), body)


def test_a_changed_content_with_its_leaf_made_to_fit_contradicts_the_heads(path):
    body, leaf = forged(1)
    unguarded(
        path,
        ("UPDATE entry SET salt = zeroblob(32), body = ? WHERE sequence = 1", [body]),
        ("UPDATE leaf SET leaf_hash = ? WHERE sequence = 1", [leaf]),
    )
    assert found(path) == [("entry_mismatch", "1"), ("root_mismatch", "3"), ("root_mismatch", "6")]


def test_content_that_is_no_entry_is_named_by_the_audit_and_by_whoever_reads_it(path):
    unguarded(path, "UPDATE entry SET body = 'burnt' WHERE sequence = 2")
    assert found(path) == [("leaf_mismatch", "2"), ("unreadable", "2")]
    with open_ledger(f"sqlite:///{path}") as ledger, pytest.raises(LedgerError, match=r"\(number 2\) cannot be read"):
        ledger.entries()


@pytest.mark.parametrize("change", ["subject = 'c-9'", "claim_id = 'c-9'", "act = 'retract'", "entry_id = 'e-9'"])
def test_a_row_that_says_something_else_than_its_content_is_named(path, change):
    unguarded(path, " ".join(["UPDATE entry SET", change, "WHERE sequence = 2"]))
    assert found(path)[0] == ("entry_mismatch", "2")


def test_two_entries_that_changed_places_are_named(path):
    unguarded(
        path,
        "UPDATE entry SET sequence = 99 WHERE sequence = 1",
        "UPDATE entry SET sequence = 1 WHERE sequence = 2",
        "UPDATE entry SET sequence = 2 WHERE sequence = 99",
    )
    assert found(path) == [("leaf_mismatch", "1"), ("leaf_mismatch", "2")]


def test_a_removed_entry_leaves_its_leaf(path):
    unguarded(path, "DELETE FROM entry WHERE sequence = 2")
    assert found(path) == [("leaf_without_entry", "2")]


def test_an_entry_and_its_leaf_removed_leave_a_gap(path):
    unguarded(path, "DELETE FROM entry WHERE sequence = 2", "DELETE FROM leaf WHERE sequence = 2")
    assert found(path) == [("sequence_gap", "2"), ("root_mismatch", "3"), ("root_mismatch", "6"), ("head_size", "6")]


def test_a_correction_of_a_claim_that_was_never_posted_is_pointed_out(path):
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.post([retract("c-99", "a forgery"), supersede(make_claim(7), "c-1")])
    assert found(path) == [("subject_unknown", "6")]


def test_an_entry_slipped_in_beside_the_log_has_no_leaf(path):
    body, _ = forged(9)
    unguarded(path, ("INSERT INTO entry SELECT 6, 'e-9', 'post', 'c-9', '', zeroblob(32), ?", [body]))
    assert ("entry_without_leaf", "6") in found(path)


def test_an_end_that_was_cut_off_shows_against_the_heads(path):
    head = head_of(path)
    cut = ["DELETE FROM entry WHERE sequence >= 3", "DELETE FROM leaf WHERE sequence >= 3"]
    unguarded(path, *cut)
    assert found(path) == [("root_mismatch", "6"), ("head_size", "6")]
    unguarded(path, "DELETE FROM head WHERE size > 3")
    assert found(path) == []  # it agrees with itself: only what was published shows the cut
    assert found(path, [head]) == [("truncated", "6")]


def test_a_ledger_rewritten_from_end_to_end_shows_against_a_published_head(path):
    head = head_of(path)
    path.unlink()
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.post([post(make_claim(number, note="rewritten")) for number in range(6)])
    assert found(path) == []
    assert found(path, [head]) == [("head_contradicted", "6")]


def test_a_changed_head_is_named(path):
    unguarded(path, "UPDATE head SET root = replace(root, 'a', 'b') WHERE size = 3")
    assert found(path) == [("root_mismatch", "3")]


def test_damaged_peaks_are_named_and_nothing_is_posted_on_them(path):
    unguarded(path, "UPDATE head SET peaks = zeroblob(64) WHERE size = 6")
    assert found(path) == [("root_mismatch", "6")]
    unguarded(path, "UPDATE head SET peaks = zeroblob(32) WHERE size = 6")
    with open_ledger(f"sqlite:///{path}") as ledger, pytest.raises(LedgerError) as refused:
        ledger.post([post(make_claim(9))])
    assert refused.value.problem.code == "ledger.damaged"


def test_a_changed_document_is_named_and_so_is_the_quote_it_no_longer_holds(path):
    unguarded(path, "UPDATE document SET text = replace(text, '300', '3000')")
    assert found(path) == [("document_mismatch", DOCUMENT.id)]
    unguarded(path, "UPDATE document SET text = replace(text, '3000', '900')")
    assert found(path) == [("document_mismatch", DOCUMENT.id), ("quote_mismatch", "3")]


def test_a_removed_document_is_named_by_the_claim_that_rests_on_it(path):
    unguarded(path, "DELETE FROM document")
    assert found(path) == [("document_missing", "3")]


REPLACEMENTS = {
    "leaf": "SELECT 1, zeroblob(32), posted_at FROM leaf WHERE sequence = 1",
    "entry": "SELECT 1, entry_id, act, claim_id, subject, NULL, NULL FROM entry WHERE sequence = 1",
    "entry ": "SELECT 9, entry_id, act, claim_id, subject, NULL, NULL FROM entry WHERE sequence = 1",
    "head": "SELECT size, 'x', peaks FROM head",
    "document": "SELECT id, 'x', body, language, published, date_basis, '', '', '', '' FROM document",
}


@pytest.mark.parametrize(
    "statement", [f"INSERT OR REPLACE INTO {table} {rows}" for table, rows in REPLACEMENTS.items()]
)
def test_replacing_is_refused_although_it_fires_no_delete_trigger(path, statement):
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    assert found(path) == []


def test_the_log_itself_holds_no_name_and_no_text(path):
    with closing(sqlite3.connect(path)) as connection:
        leaves = connection.execute("SELECT sequence, length(leaf_hash) FROM leaf").fetchall()
        salts = {salt for (salt,) in connection.execute("SELECT salt FROM entry")}
        columns = [row[1] for table in ("leaf", "head") for row in connection.execute(f"PRAGMA table_info({table})")]
    assert leaves == [(sequence, 32) for sequence in range(6)]
    assert columns == ["sequence", "leaf_hash", "posted_at", "size", "root", "peaks"]
    assert len(salts) == 6  # one each: no two leaves can be compared
