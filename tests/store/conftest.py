"""A SQLite file or a PostgreSQL database for each test, from the same tests."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

ACCOUNT = "postgres"  # initdb and postgres refuse to run as root


def server_program(name):
    """Where a program of PostgreSQL is; None when it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout
        folders.append(Path(said.strip()))
    found = (str(folder / name) for folder in folders if (folder / name).is_file())
    return next(found, shutil.which(name))


def _run(command, folder):
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", *command]
    # a server that inherits our pipes would keep them open
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _missing(reason):
    if os.environ.get("EXEUNT_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of our own: own folder, own port, loopback only. Gives its URL without a database."""
    programs = {name: server_program(name) for name in ("initdb", "pg_ctl")}
    if not all(programs.values()):
        _missing(f"no PostgreSQL server program found ({', '.join(name for name in programs if not programs[name])})")
    # not under pytest's folders, which only their owner may enter
    home = Path(tempfile.mkdtemp(prefix="exeunt-postgres-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(home, ACCOUNT, ACCOUNT)
    data, port = home / "data", _free_port()
    try:
        start = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", f"--username={ACCOUNT}"]
        _run([programs["initdb"], "-D", str(data), *start], home)
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -c fsync=off -c autovacuum=off"
        control = [programs["pg_ctl"], "-D", str(data), "-w"]
        _run([*control, "-l", str(home / "log"), "-o", options, "start"], home)
        try:
            yield f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{port}"
        finally:
            _run([*control, "-m", "immediate", "stop"], home)
    finally:
        shutil.rmtree(home)


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def postgres_url(postgres_server):
    name = f"test_{uuid.uuid4().hex}"
    maintenance = create_engine(f"{postgres_server}/postgres", isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield f"{postgres_server}/{name}"
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    maintenance.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request):
    """A database of either kind, empty."""
    return request.getfixturevalue(f"{request.param}_url")
