"""Compiles the kernels where numba is installed; the same functions run as they are where it is not.

`kernel()` and `exchange()` are for work; `plain_kernel()`, `plain_exchange()` and `plain_insertion()` are their
uncompiled twins for comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, TypeVar

from exeunt.plan.extras import extra, is_there

F = TypeVar("F", bound=Callable[..., Any])
_KERNEL, _EXCHANGE = "exeunt.plan.dispatch.kernel", "exeunt.plan.dispatch.exchange"
_compiling = [True]


def compiled(function: F) -> F:
    """The function compiled to machine code on its first call, or unchanged."""
    if _compiling[0] and is_there("numba"):
        # inlined, because handing some forty tables to a small function costs more than what it does
        made: F = extra("numba").njit(cache=True, forceinline=True, nogil=True)(function)
        return made
    return function


@cache
def kernel() -> ModuleType:
    """The dispatch loop, compiled where possible."""
    return import_module(_KERNEL)


@cache
def exchange() -> ModuleType:
    """The exchange search, compiled where possible."""
    return import_module(_EXCHANGE)


@cache
def plain_kernel() -> ModuleType:
    """A second copy of the dispatch loop in plain Python, some three hundred times slower."""
    return _plain(_KERNEL)


@cache
def plain_exchange() -> ModuleType:
    """A second copy of the exchange search in plain Python."""
    return _plain(_EXCHANGE)


@cache
def plain_insertion() -> ModuleType:
    """A second copy of the insertion in plain Python."""
    return _plain("exeunt.plan.dispatch.insert")


def _plain(name: str) -> ModuleType:
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    copy = module_from_spec(spec)
    _compiling[0] = False
    try:
        spec.loader.exec_module(copy)
    finally:
        _compiling[0] = True
    return copy
