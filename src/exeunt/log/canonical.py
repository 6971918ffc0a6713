"""A value to the one sequence of bytes that stands for it (RFC 8785), so that both sides hash the same.

The only door to `rfc8785`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import rfc8785

Value: TypeAlias = "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | None"
"""What JSON can hold. A whole float is written as an integer: 1500.0 and 1500 are the same bytes."""


def canonical(value: Value) -> bytes:
    """The canonical JSON of a value. Raises ValueError for what JSON cannot hold (NaN, integers beyond 2**53)."""
    encoded: bytes = rfc8785.dumps(value)
    return encoded
