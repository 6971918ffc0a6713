"""The optional libraries of the planner: imported where they are used, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


class MissingExtraError(RuntimeError):
    """A library of the extra `plan` is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(f"{library} is missing; install the extra: pip install 'exeunt[plan]'")
        self.library = library


def extra(library: str) -> ModuleType:
    """An optional library. Raises MissingExtraError, which says how to install it."""
    try:
        return import_module(library)
    except ModuleNotFoundError as missing:
        raise MissingExtraError(library.partition(".")[0]) from missing


def is_there(library: str) -> bool:
    """Whether an optional library is installed."""
    return find_spec(library) is not None
