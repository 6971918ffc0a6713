"""How a case's documents are read: with the package's weights of kinds, or with weights that its reviews taught.

A case keeps every set it ever had in its folder `learned`, named by its hash, so that a
reading can be made again; the hash stands in the entries of the claims that were read with it.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from exeunt import __version__
from exeunt.base.problem import Problem, Where, warning
from exeunt.claim.proposer import Weights, from_bytes

FOLDER = "learned"
CURRENT = "current.txt"
"""Names the set in use by its hash; without this file the package's decide."""
_DIGITS = 20  # hexadecimal, of a hash


@dataclass(frozen=True)
class Reader:
    """How a case's documents are read: with weights of its own, or with the package's. `name` tells which."""

    weights: Weights | None = None
    name: str = ""


PACKAGE = Reader()


def reader_of(folder: Path) -> tuple[Reader, tuple[Problem, ...]]:
    """The reader that a case's learned weights make; with a warning and the package's where they cannot be read."""
    current = folder / FOLDER / CURRENT
    if not current.exists():
        return PACKAGE, ()
    try:
        name = current.read_text(encoding="ascii").strip()
        content = (folder / FOLDER / f"{name}.npz").read_bytes() if name.isalnum() else b""
        if hash_of(content) != name:
            raise ValueError(name)
        weights = from_bytes(content)
    except (OSError, ValueError, zipfile.BadZipFile):
        return PACKAGE, (warning("learn.bad_weights", Where(f"{FOLDER}/{CURRENT}")),)
    return Reader(weights, f"exeunt {__version__}; kinds {name}"), ()


def hash_of(content: bytes) -> str:
    """The name of a set of weights."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
