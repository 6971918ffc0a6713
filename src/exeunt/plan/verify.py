"""Checks a certificate that a timetable cannot be finished by a day. Standard library only; it imports nothing of ours.

Anyone can run it alone: `python verify.py certificate.json`. It says 0 (proven), 1 (not proven) or 2 (unreadable).

The certificate is a linear programme in whole numbers. Its columns are what may leave by each way on each day, and
running totals; its rows are the rules. `multipliers` are whole numbers of 1/parts. Whatever the columns are within
their bounds, if every row is within its own, then

    cost x = sum_i y_i (row_i x) + sum_j (cost_j - sum_i y_i a_ij) x_j
          <= sum_i max(y_i upper_i, y_i lower_i) + sum_j max over low_j <= x_j <= high_j of the rest.

The right side needs no solver. If it is below `needed`, not everyone can be out by the day.

Some rows rest on batches leaving whole. `packings` name them: with n_i whole batches of h_i persons in a week and
sum h_i n_i <= cap, no choice has more than the row's upper bound of sum a_i h_i n_i. That is worked out again here.

Some proofs distinguish cases, and then there is a `tree`. `steps` give the persons of a batch for columns that only
hold whole batches. A branch names such columns and a number: together they hold at most so many batches, or at least
one more; there is no third case. What a case demands is one row more for the multipliers below it, and each case must
have its own proof.

What is not checked is that the rows say what the rules mean: for that read `plan/bounds/model.py`.
"""

from __future__ import annotations

import json
import sys
from math import lcm
from typing import Any


class Unreadable(ValueError):  # noqa: N818  (it is an answer, not a failure of the program)
    """The certificate is not one."""


MANY = 1_000_000
"""No week of a certificate takes more persons: the sums below need room for each."""
Row = tuple[int | None, int | None, list[tuple[int, int]]]
"""The bounds of a row and its (column, value)s."""


def proven(data: dict[str, Any]) -> bool:
    """Whether the multipliers keep the objective below what is needed, in every case there is. Raises Unreadable."""
    try:
        parts, needed, steps = data["parts"], data["needed"], data.get("steps", {})
        low, high, cost = data["low"], data["high"], data["cost"]
        rows: list[Row] = [(*bounds, []) for bounds in zip(data["lower"], data["upper"], strict=True)]
        for row, column, value in data["entries"]:
            _whole([row, column, value])
            rows[_within(row, rows)][2].append((_within(column, cost), value))
        _check_packings(data.get("packings", []), data["upper"])
        _whole([parts, needed, *low, *high, *cost, *steps.values()])
        if parts <= 0 or len(low) != len(cost) or any(one > other for one, other in zip(low, high, strict=True)):
            raise Unreadable("a column ends before it begins")
        cases = [(data.get("tree", data), rows)]
        while cases:
            node, known = cases.pop()
            if "columns" in node:
                cases += [(node[name], [*known, row]) for name, row in _both(node, steps, cost).items()]
            elif _most(node["multipliers"], known, (low, high, cost), parts) >= needed * parts:
                return False
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as wrong:
        raise Unreadable(f"not a certificate: {wrong}") from wrong
    return True


def _most(multipliers: list[Any], rows: list[Row], columns: tuple[list[int], ...], parts: int) -> int:
    """The largest objective that the multipliers allow, in 1/parts. A list, or [row, number] where few count."""
    pairs = multipliers if multipliers and isinstance(multipliers[0], list) else enumerate(multipliers)
    low, high, cost = columns
    total, rest = 0, [number * parts for number in cost]
    for row, number in pairs:
        _whole([row, number])
        lower, upper, entries = rows[_within(row, rows)]
        bound = upper if number > 0 else lower
        if number and bound is None:
            raise Unreadable("a multiplier uses a bound that the row does not have")
        if number:
            _whole([bound])
            total += number * (bound or 0)
            for column, value in entries:
                rest[column] -= number * value
    return total + sum(
        number * (above if number > 0 else below) for number, below, above in zip(rest, low, high, strict=True)
    )


def _both(node: dict[str, Any], steps: dict[str, int], cost: list[int]) -> dict[str, Row]:
    """The rows of the two cases: so many whole batches at most, and at least one more."""
    sizes = [steps[str(_within(column, cost))] for column in node["columns"]]
    _whole([node["most"], *node["columns"], *sizes])
    if min(sizes) <= 0 or len(set(node["columns"])) != len(sizes):
        raise Unreadable("a branch on batches of nobody, or on one column twice")
    whole = lcm(*sizes)
    entries = [(column, whole // size) for column, size in zip(node["columns"], sizes, strict=True)]
    return {"below": (None, node["most"] * whole, entries), "above": ((node["most"] + 1) * whole, None, entries)}


def _check_packings(packings: list[dict[str, Any]], upper: list[int | None]) -> None:
    for packing in packings:
        try:
            most = fullest(packing["cap"], packing["items"])
            bounds = [upper[row] for row in packing["rows"]]
        except (KeyError, TypeError, ValueError, IndexError) as wrong:
            raise Unreadable("a packing that is none") from wrong
        if any(bound is None or bound < most for bound in bounds):
            raise Unreadable("a row below what whole batches add up to")


def fullest(cap: int, items: list[list[int]]) -> int:
    """The largest sum of a h n over whole numbers n of batches, 0 <= n <= how many there are, with sum h n <= cap."""
    _whole([cap])
    if not 0 <= cap <= MANY:
        raise Unreadable("a week of nobody, or of more than a million persons")
    best = [0] * (cap + 1)  # by persons at most
    for size, batches, weight in items:
        _whole([size, batches, weight])
        if size <= 0 or batches < 0 or weight < 0:
            raise Unreadable("a batch of nobody")
        left, count = min(batches, cap // size), 1
        while left > 0:  # one, two, four ... batches together make every number of them
            count = min(count, left)
            for room in range(cap, size * count - 1, -1):
                best[room] = max(best[room], best[room - size * count] + weight * size * count)
            left, count = left - count, count * 2
    return best[cap]


def _within(place: int, items: list[Any]) -> int:
    if not 0 <= place < len(items):
        raise Unreadable("an entry outside the programme")
    return place


def _whole(numbers: list[Any]) -> None:
    if any(type(number) is not int for number in numbers):
        raise Unreadable("a number that is not whole")


def is_proof(text: str) -> bool:
    """Whether the certificate proves that what is needed cannot be reached. Raises Unreadable."""
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as wrong:
        raise Unreadable("not JSON") from wrong
    if not isinstance(data, dict):
        raise Unreadable("not a certificate")
    return proven(data)


def main(arguments: list[str]) -> int:
    """Check one file."""
    try:
        with open(arguments[0], encoding="utf-8") as file:
            answer = is_proof(file.read())
    except (IndexError, OSError, Unreadable) as wrong:
        sys.stderr.write(f"unreadable: {wrong}\n")
        return 2
    sys.stdout.write("proven\n" if answer else "not proven\n")
    return 0 if answer else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
