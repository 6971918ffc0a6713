"""Who hears what a long computation is at."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str, int, int], None]


def quiet(step: str, bound: int, best: int) -> None:
    """Says nothing."""
