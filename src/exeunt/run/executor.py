"""One `map` over units of work: in this process, in processes on this machine, or on the workers of a Dask scheduler.

A unit is a value that says all there is to do, its seed included; the work is a function of it and of nothing else,
importable by name where it runs. So where units run, how many at once, and in which order they end changes no result,
and a unit whose worker died is simply done again elsewhere.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

Unit = TypeVar("Unit")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Workers:
    """Where units run: in `processes` of this machine (1: this one), or where a `scheduler` (tcp://...) sends them."""

    processes: int = 1
    scheduler: str = ""


HERE = Workers()


def map_units(work: Callable[[Unit], Result], units: Sequence[Unit], workers: Workers = HERE) -> Iterator[Result]:
    """The result of each unit, in the order of the units, each as soon as it and those before it are done.

    What the work raises is raised here. Raises ImportError where a scheduler is named and Dask is not installed,
    OSError where the scheduler does not answer, and `BrokenProcessPool` or Dask's `KilledWorker` where a unit's workers
    die again and again: then the unit, not the machine, is to blame.
    """
    if workers.scheduler:
        return _on_cluster(work, units, workers.scheduler)
    if workers.processes > 1 and len(units) > 1:
        return _in_processes(work, units, min(workers.processes, len(units)))
    return map(work, units)


def _in_processes(work: Callable[[Unit], Result], units: Sequence[Unit], processes: int) -> Iterator[Result]:
    # spawned, not forked: a fork of a process whose compiled kernels hold threads may hang
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from _as_ordered([pool.submit(work, unit) for unit in units])


def _as_ordered(futures: Sequence[Future[Result]]) -> Iterator[Result]:
    waiting = deque(futures)
    try:
        while waiting:
            # taken out before it is handed on, so that no result is kept longer than its reader needs it
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _on_cluster(work: Callable[[Unit], Result], units: Sequence[Unit], scheduler: str) -> Iterator[Result]:
    from distributed import Client  # noqa: PLC0415  (heavy, and only here)

    with closing(Client(scheduler, set_as_default=False)) as client:  # type: ignore[no-untyped-call]
        # `pure` would let Dask join units that look alike; a key for each keeps one result a unit
        waiting = deque(client.map(work, units, pure=False))
        while waiting:
            yield waiting.popleft().result()
