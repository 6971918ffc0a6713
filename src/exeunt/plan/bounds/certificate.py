"""Exact certificates: multipliers of the rows that prove, in whole numbers, how much can be out by a day at most.

For any multipliers y: cost x = y A x + (cost - y A) x <= sum of the better row bounds + sum of the best of each column.
The solver's duals are rounded to fractions of 2**40 and the sum is done in whole numbers, so no tolerance enters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from exeunt.plan.bounds.packing import Packing
from exeunt.plan.bounds.programme import FREE, Ints, Matrix
from exeunt.plan.solver import Floats

PARTS = 2**40


def multipliers(matrix: Matrix, duals: Floats) -> list[int]:
    """The duals as whole numbers of 1/2**40, those that would need a missing bound set to 0."""
    found = [round(float(dual) * PARTS) for dual in duals]
    usable = (matrix.upper < FREE).tolist(), (matrix.lower > -FREE).tolist()
    return [
        number if (number == 0 or (up if number > 0 else down)) else 0
        for number, up, down in zip(found, *usable, strict=True)
    ]


def exact_maximum(matrix: Matrix, found: list[int]) -> Fraction:
    """The bound that these multipliers prove on the objective."""
    used = np.array(found, dtype=object)
    product = np.zeros(len(matrix.low), dtype=object)
    if len(matrix.value):
        columns = np.repeat(np.arange(len(matrix.low)), np.diff(matrix.starts))
        needed = used[matrix.index] != 0
        np.add.at(product, columns[needed], used[matrix.index[needed]] * matrix.value[needed].astype(object))
    rest = matrix.cost.astype(object) * PARTS - product
    best = np.where(rest > 0, rest * matrix.high.astype(object), rest * matrix.low.astype(object))
    total = int(best.sum()) if len(best) else 0
    for number, lower, upper in zip(found, matrix.lower.tolist(), matrix.upper.tolist(), strict=True):
        total += number * (upper if number > 0 else lower) if number else 0
    return Fraction(total, PARTS)


def certificate(
    matrix: Matrix, found: list[int], packed: Sequence[tuple[Ints, Packing]], *, needed: int, until: int, instance: str
) -> str:
    """The programme and its multipliers as JSON for `plan/verify.py`; rows without a multiplier are left out.

    `packed` are the rows that rest on what whole batches add up to, with what the verifier has to work out again.
    """
    used = [row for row, number in enumerate(found) if number]
    place = {row: number for number, row in enumerate(used)}
    entries = [
        [place[row], column, value]
        for column, (start, end) in enumerate(zip(matrix.starts.tolist(), matrix.starts.tolist()[1:], strict=False))
        for row, value in zip(matrix.index[start:end].tolist(), matrix.value[start:end].tolist(), strict=True)
        if row in place
    ]
    return json.dumps({
        "claim": "the sum of cost times columns stays below needed",
        "instance": instance, "until_day": until, "needed": needed, "parts": PARTS,
        "low": matrix.low.tolist(), "high": matrix.high.tolist(), "cost": matrix.cost.tolist(),
        "lower": [int(matrix.lower[row]) if matrix.lower[row] > -FREE else None for row in used],
        "upper": [int(matrix.upper[row]) if matrix.upper[row] < FREE else None for row in used],
        "entries": entries, "multipliers": [found[row] for row in used],
        "packings": [
            {"cap": packing.cap, "items": packing.items, "rows": [place[row] for row in rows.tolist() if row in place]}
            for rows, packing in packed
        ],
    }, separators=(",", ":"))  # fmt: skip
