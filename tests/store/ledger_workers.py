"""What other processes do to a ledger in the tests."""

from ledger_samples import make_claim

from exeunt.ledger.entry import post
from exeunt.store.session import open_ledger


def post_alongside(url, worker, batches, barrier):
    """Open together with the others, then post batches of two of our own entries and one that all have."""
    barrier.wait(timeout=30)
    with open_ledger(url, wait=30) as ledger:
        for batch in range(batches):
            ours = [post(make_claim(f"{worker}-{batch}-{place}")) for place in range(2)]
            ledger.post([*ours, post(make_claim(f"shared-{batch}"))])


def post_until_killed(url, first_batch, size, acknowledged):
    """Post batch after batch; write the number of each to a file once `post` has returned."""
    with open_ledger(url, wait=30) as ledger, open(acknowledged, "a", encoding="ascii") as said:
        batch = first_batch
        while True:
            ledger.post([post(make_claim(f"{batch}-{place}")) for place in range(size)])
            said.write(f"{batch}\n")
            said.flush()
            batch += 1
