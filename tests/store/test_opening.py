"""Ledgers that cannot be opened or written say why, in a sentence and never with a traceback."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from ledger_samples import make_claim

from exeunt.base.messages import LANGUAGES, say
from exeunt.ledger.entry import post
from exeunt.store.errors import LedgerError
from exeunt.store.session import open_ledger


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}") as ledger:
        ledger.post([post(make_claim(1))])
    return file


def refusal(url, use=id, wait=0.1):
    """The code of the problem, after its sentence was said in both languages."""
    with pytest.raises(LedgerError) as refused, open_ledger(url, wait=wait) as ledger:
        use(ledger)
    found = refused.value.problem
    sentences = [say(found.code, found.slots, language) for language in LANGUAGES]
    assert str(refused.value) == sentences[0]
    assert "secret" not in f"{sentences}{found.where}"
    return found.code.removeprefix("ledger.")


def test_a_text_file_is_not_a_ledger(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("About 300 fighters left. " * 100)
    assert refusal(f"sqlite:///{file}") == "not_a_database"
    assert file.read_text() == "About 300 fighters left. " * 100


def test_the_database_of_another_program_is_left_alone(tmp_path):
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE photographs (name TEXT)")
    assert refusal(f"sqlite:///{file}") == "foreign"


def test_a_ledger_that_somebody_else_is_writing_to_is_locked_and_nothing_is_lost(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refusal(f"sqlite:///{path}", lambda ledger: ledger.post([post(make_claim(2))])) == "locked"
    with open_ledger(f"sqlite:///{path}") as ledger:
        assert ledger.head().size == 1


def test_reading_does_not_wait_for_a_writer(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_ledger(f"sqlite:///{path}", wait=0.1) as ledger:
            assert len(ledger.entries()) == 1


def test_a_read_only_ledger_can_be_read_and_says_so_when_written_to(path):
    url = f"sqlite:///file:{path}?mode=ro&uri=true"
    with open_ledger(url) as ledger:
        assert ledger.verify() == []
    assert refusal(url, lambda ledger: ledger.post([post(make_claim(2))])) == "read_only"


def test_a_read_only_file_that_is_no_ledger_yet_cannot_become_one(tmp_path):
    (tmp_path / "empty.sqlite").touch()
    assert refusal(f"sqlite:///file:{tmp_path / 'empty.sqlite'}?mode=ro&uri=true") == "read_only"


def test_a_damaged_file_is_said_to_be_damaged(path):
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.post([post(make_claim(number)) for number in range(500)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xff" * (size // 2))
    assert refusal(f"sqlite:///{path}", lambda ledger: ledger.entries()) == "damaged"
    with open_ledger(f"sqlite:///{path}") as ledger:
        assert [item.code for item in ledger.verify()] == ["ledger.damaged"]


@pytest.mark.parametrize("place", ["", "/ledger.sqlite/deeper.sqlite"])
def test_a_path_that_leads_nowhere_is_out_of_reach(path, place):
    assert refusal(f"sqlite:///{path.parent}{place}") == "unreachable"


def test_a_ledger_makes_the_folder_it_is_kept_in(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/case/.exeunt/ledger.sqlite") as ledger:
        assert ledger.head().size == 0


def test_a_ledger_can_be_kept_in_memory():
    with open_ledger("sqlite://") as ledger:
        ledger.post([post(make_claim(1))])
        assert ledger.verify() == []


@pytest.mark.parametrize("url", ["mysql://root:secret@localhost/x", "nonsense://x", "ledger.sqlite", ""])
def test_other_kinds_of_address_are_not_supported(url):
    assert refusal(url) == "unknown_kind"


def test_a_server_that_does_not_answer_is_out_of_reach_and_the_password_stays_unsaid():
    pytest.importorskip("psycopg")
    assert refusal("postgresql+psycopg://monitor:secret@127.0.0.1:1/ledger") == "unreachable"


def test_a_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal("postgresql+psycopg://monitor:secret@127.0.0.1:1/ledger") == "driver_missing"


@pytest.mark.postgres
def test_a_second_writer_on_postgresql_waits_and_then_says_that_it_is_locked(postgres_url):
    with (
        open_ledger(postgres_url) as first,
        first._writing(),
    ):
        assert refusal(postgres_url, lambda ledger: ledger.post([post(make_claim(1))])) == "locked"


def test_opening_a_current_ledger_imports_neither_alembic_nor_pydantic(path):
    program = (
        "import sys\n"
        "from exeunt.store.session import open_ledger\n"
        f"with open_ledger('sqlite:///{path}') as ledger: print(ledger.head().size)\n"
        "print(sorted({'alembic', 'pydantic'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n[]\n"
