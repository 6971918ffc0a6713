"""Work for the executor's tests, in a module that other processes can import by name."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Unit:
    """A number to draw from a seed; who draws it leaves a note in a folder, and may be told to take its time."""

    seed: int
    folder: str
    pause: float = 0.0


def draw(unit: Unit) -> float:
    Path(unit.folder, f"{os.getpid()}-{unit.seed}").touch()
    time.sleep(unit.pause)
    return float(np.random.default_rng(unit.seed).normal())


def refuse(unit: Unit) -> float:
    raise ValueError(f"no such world: {unit.seed}")


def workers_seen(folder: Path) -> set[int]:
    """The processes that began a unit."""
    return {int(note.name.split("-")[0]) for note in folder.iterdir()}
