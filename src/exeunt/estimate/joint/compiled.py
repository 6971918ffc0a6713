"""Compiles the kernels to machine code, once for each state of their sources.

The machine code is kept beside the package (`__pycache__/kernels`), or, where that folder cannot be written, in the
user's cache folder; `NUMBA_CACHE_DIR` names another place. Each state of the kernels has its own folder: a kernel that
calls one in another file would else be run with the old code of that file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])
KERNELS = ("compiled", "tables", "weigh", "cells", "pins", "filter", "sources", "moves", "sweep", "blame", "bridge")
"""The files that hold what is compiled, and the layout of its arrays."""
_LOOSE = {"contract", "reassoc", "nsz"}
"""Sums may be added up in any order: else they cannot be made of many numbers at once."""


def compiled(function: F) -> F:
    """The function, compiled on its first call; it releases the interpreter's lock, so that chains run side by side."""
    return _compiled(function, nogil=True)


def inner(function: F) -> F:
    """A function that only compiled functions call: without the door for Python, which takes long to compile."""
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _compiled(function: F, **options: bool) -> F:
    config: Any = numba.config
    compiler: Any = numba.njit
    before = config.CACHE_DIR
    config.CACHE_DIR = before or str(_folder())
    try:
        made: F = compiler(cache=True, error_model="numpy", fastmath=_LOOSE, **options)(function)
    finally:
        config.CACHE_DIR = before
    return made


@cache
def _folder() -> Path:
    here = Path(__file__).parent
    state = hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in KERNELS)).hexdigest()[:12]
    beside = here / "__pycache__" / "kernels"
    if _writable(beside):
        return beside / state
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "exeunt" / "kernels" / state


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
