"""Where units of work run changes nothing of what comes back, and a worker that dies takes nothing with it."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from executor_work import Unit, draw, refuse, workers_seen

from exeunt.run.executor import HERE, Workers, map_units


def units(folder: Path, count: int, pause: float = 0.0) -> list[Unit]:
    folder.mkdir(exist_ok=True)
    return [Unit(seed, str(folder), pause) for seed in range(count)]


def expected(count: int) -> list[float]:
    return [float(np.random.default_rng(seed).normal()) for seed in range(count)]


def test_units_give_their_results_in_order_in_this_process(tmp_path):
    assert list(map_units(draw, units(tmp_path / "here", 7), HERE)) == expected(7)
    assert workers_seen(tmp_path / "here") == {os.getpid()}


def test_processes_give_the_same_results_in_the_same_order(tmp_path):
    work = units(tmp_path / "there", 12, pause=0.02)
    assert list(map_units(draw, work, Workers(processes=2))) == expected(12)
    assert os.getpid() not in workers_seen(tmp_path / "there")


def test_no_unit_gives_no_result():
    assert list(map_units(draw, [], Workers(processes=2))) == []


@pytest.mark.parametrize("workers", [HERE, Workers(processes=2)])
def test_what_the_work_raises_reaches_the_caller(workers, tmp_path):
    with pytest.raises(ValueError, match="no such world: 0"):
        list(map_units(refuse, units(tmp_path, 2), workers))


def test_a_reader_that_stops_early_leaves_nothing_running(tmp_path):
    results = map_units(draw, units(tmp_path / "early", 200, pause=0.01), Workers(processes=2))
    assert next(iter(results)) == expected(1)[0]
    results.close()
    begun = len(list((tmp_path / "early").iterdir()))
    assert begun < 200
    time.sleep(0.1)
    assert len(list((tmp_path / "early").iterdir())) == begun


def dask(stack: ExitStack, part: str, *arguments: str) -> subprocess.Popen:
    """A scheduler or a worker of Dask as its own process, on the loopback only."""
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    command = [
        sys.executable,
        "-m",
        f"distributed.cli.dask_{part}",
        "--host",
        "127.0.0.1",
        "--no-dashboard",
        *arguments,
    ]
    process = subprocess.Popen(
        [*command, *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait, timeout=30)
    stack.callback(process.kill)
    return process


@pytest.mark.slow
def test_a_cluster_gives_the_same_results_though_a_worker_is_killed(tmp_path):
    pytest.importorskip("distributed")
    contact = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        dask(stack, "scheduler", "--port", "0", "--scheduler-file", str(contact))
        # no nanny: a nanny would start the killed worker again
        options = ("--nthreads", "1", "--no-nanny", "--scheduler-file", str(contact), "--local-directory")
        workers = [dask(stack, "worker", *options, str(tmp_path)) for _ in range(2)]
        address = address_in(contact)
        work = units(tmp_path / "notes", 60, pause=0.05)
        results = map_units(draw, work, Workers(scheduler=address))
        found = [next(results)]
        while len(workers_seen(tmp_path / "notes")) < 2:
            found.append(next(results))
        killed = min(workers_seen(tmp_path / "notes"))
        assert killed in {worker.pid for worker in workers}
        os.kill(killed, 9)
        found.extend(results)
        assert found == expected(60)
        begun_by_the_dead = [note for note in (tmp_path / "notes").iterdir() if note.name.startswith(f"{killed}-")]
        assert 0 < len(begun_by_the_dead) < 60


def address_in(contact: Path) -> str:
    """The scheduler's address, once it has written it down."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            return json.loads(contact.read_text(encoding="utf-8"))["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")
