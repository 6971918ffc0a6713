"""Compiles the kernel where numba is installed; the same functions run as they are where it is not.

`kernel()` is the kernel for work, `plain_kernel()` its uncompiled twin for comparison.
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
_MODULE = "exeunt.plan.dispatch.kernel"
_compiling = [True]


def compiled(function: F) -> F:
    """The function compiled to machine code on its first call, or unchanged."""
    if _compiling[0] and is_there("numba"):
        made: F = extra("numba").njit(cache=True)(function)
        return made
    return function


@cache
def kernel() -> ModuleType:
    """The kernel, compiled where possible."""
    return import_module(_MODULE)


@cache
def plain_kernel() -> ModuleType:
    """A second copy of the kernel in plain Python, some three hundred times slower."""
    spec = find_spec(_MODULE)
    if spec is None or spec.loader is None:
        raise ImportError(_MODULE)
    copy = module_from_spec(spec)
    _compiling[0] = False
    try:
        spec.loader.exec_module(copy)
    finally:
        _compiling[0] = True
    return copy
