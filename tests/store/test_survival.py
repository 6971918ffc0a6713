"""Several writers at once, and a writer that is killed: nothing is lost and nothing is half there."""

import multiprocessing
import random
import time
from collections import Counter
from datetime import date

from ledger_workers import post_alongside, post_until_killed

from exeunt.store.session import open_ledger

SPAWN = multiprocessing.get_context("spawn")  # separate programs, as in the field
FORK = multiprocessing.get_context("fork")  # a child begins at once: many can be killed in little time
LATE = date(2030, 1, 1)


def test_four_processes_that_post_at_once_lose_nothing(url):
    workers, batches = 4, 12
    barrier = SPAWN.Barrier(workers)
    children = [SPAWN.Process(target=post_alongside, args=(url, worker, batches, barrier)) for worker in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join(timeout=60)
    assert [child.exitcode for child in children] == [0] * workers
    expected = {
        f"c-{worker}-{batch}-{place}" for worker in range(workers) for batch in range(batches) for place in (0, 1)
    }
    with open_ledger(url) as ledger:
        assert {claim.id for claim in ledger.claims(LATE)} == expected | {
            f"c-shared-{batch}" for batch in range(batches)
        }
        assert ledger.head().size == workers * batches * 2 + batches
        assert ledger.verify() == []


def test_a_writer_killed_at_any_moment_leaves_whole_batches_and_all_it_acknowledged(sqlite_url, tmp_path):
    moments, size = random.Random(20201023), 40
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    posted = 0
    for attempt in range(15):
        before = acknowledged.stat().st_size
        child = FORK.Process(target=post_until_killed, args=(sqlite_url, posted, size, acknowledged))
        child.start()
        # even: from before the first table is made; odd: in the middle of a later batch, however slow the machine
        while attempt % 2 and acknowledged.stat().st_size == before and child.is_alive():
            time.sleep(0.002)
        time.sleep(moments.uniform(0, 0.3 if attempt < 4 else 0.03))
        child.kill()
        child.join()
        with open_ledger(sqlite_url) as ledger:
            assert ledger.verify() == []
            batches = Counter(int(claim.id.split("-")[1]) for claim in ledger.claims(LATE))
        assert set(batches.values()) <= {size}
        assert sorted(batches) == list(range(len(batches)))
        assert set(map(int, acknowledged.read_text().split())) <= set(batches)
        posted = len(batches)
    assert posted >= 7  # it did work between the kills
