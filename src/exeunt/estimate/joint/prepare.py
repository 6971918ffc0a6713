"""Compiles every kernel of the joint model, once: `python -m exeunt.estimate.joint.prepare`, which `make` does.

What is compiled is kept (`compiled.py`); without this the first estimate would wait for it.
"""

from __future__ import annotations

from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Effort, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.joint.query import Query
from exeunt.estimate.joint.sampler import sample_packed

_LAW = Law(0.5, 100.0, 1.0)


def compile_kernels() -> int:
    """Draw once from the smallest problem that needs them all; returns how many counts it asked for."""
    said = {"shape": Shape.FIGURE, "source": 0, "side": 0, "low": 9.0, "high": 9.0}
    statements = (
        Statement(claim="a", members=(0,), days=(When(0),), **said),  # type: ignore[arg-type]
        Statement(claim="b", members=(0, 1), days=(When(2),), **said),  # type: ignore[arg-type]
    )
    stocks = (Stock("x", "here", _LAW), Stock("x", None, _LAW))
    packed = pack(Problem(stocks, (Speaker("s", 0.2, 0.1, 0.1),), ("",), statements, 100.0))
    draws = sample_packed(packed, seed=1, effort=Effort(1, 1, 2))
    query = Query(draws, dict(zip(packed.laws, packed.kernels, strict=True)), (1, 3), 1)
    return query.sum_of((0, 1)).size


if __name__ == "__main__":
    compile_kernels()
