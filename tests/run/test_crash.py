"""`kill -9` at any moment of a run loses nothing posted and leaves nothing half-posted."""

import json
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from exeunt.run.pipeline import Question, assess, verify_log

KILLS = 12


def start(folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "exeunt.cli.main", "assess", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_run_killed_at_random_moments_leaves_a_whole_ledger_and_whole_files(copy_case):
    folder = copy_case("example")
    question = Question(folder, date(2026, 11, 24))
    began = time.monotonic()
    assert start(folder).wait(timeout=60) == 0
    usual = time.monotonic() - began
    complete = verify_log(question)[0].size
    for path in (folder / ".exeunt").iterdir():
        path.unlink()

    moments = random.Random(20201023)
    sizes = set()
    for _ in range(KILLS):
        child = start(folder)
        time.sleep(moments.uniform(0, usual))
        child.send_signal(signal.SIGKILL)
        child.wait()
        if (folder / ".exeunt/ledger.sqlite").exists():
            head, problems = verify_log(question)
            assert problems == ()
            sizes.add(head.size)
            assert head.size in (0, complete), "the texts are posted in one transaction: all or nothing"
        json.loads((folder / "out/assessment.json").read_text(encoding="utf-8"))

    assert max(sizes) == complete, "no kill came after the posting; the test proved nothing about it"
    assert assess(question).posted == 0
