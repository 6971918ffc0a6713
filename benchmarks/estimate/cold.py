"""How long the first start after an installation takes, and a later one: whole processes that draw a small problem."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile

from benchmarks.estimate.goals import Goal

_DRAW = """
from benchmarks.estimate.fullsize import draw_case
from exeunt.estimate.joint.problem import Effort
from exeunt.estimate.joint.sampler import sample
sample(draw_case(0.1, forces=1, claims=40)[0], seed=1, effort=Effort(1, 2, 2))
"""


def cold_goal(*, quick: bool) -> Goal:
    """Goal 25. CPU seconds, since machines are shared; compiling uses one core. Quick: later starts only."""
    _seconds({})  # fills the usual place of compiled kernels, where something is still to be compiled
    later = _seconds({})
    if quick:
        return Goal(25, "later start of a process that draws", "<= 1 CPU s", f"{later:.1f} CPU s", later <= 1)
    with tempfile.TemporaryDirectory() as empty:
        first = _seconds({"NUMBA_CACHE_DIR": empty})
    said = f"{first:.0f} and {later:.1f} CPU s"
    return Goal(
        25, "first start with nothing compiled; later ones", "<= 30; <= 1 CPU s", said, first <= 30 and later <= 1
    )


def _seconds(more: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", _DRAW], check=True, env={**os.environ, **more})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
