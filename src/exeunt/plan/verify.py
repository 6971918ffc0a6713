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

What is not checked is that the rows say what the rules mean: for that read `plan/bounds/model.py`.
"""

from __future__ import annotations

import json
import sys
from typing import Any


class Unreadable(ValueError):  # noqa: N818  (it is an answer, not a failure of the program)
    """The certificate is not one."""


def proven_maximum(data: dict[str, Any]) -> tuple[int, int]:
    """The largest objective that the multipliers allow, as (numerator, denominator). Raises Unreadable."""
    try:
        parts, multipliers = data["parts"], data["multipliers"]
        low, high, cost = data["low"], data["high"], data["cost"]
        lower, upper, entries = data["lower"], data["upper"], data["entries"]
    except (KeyError, TypeError) as missing:
        raise Unreadable(f"no {missing} in the certificate") from missing
    _check_packings(data.get("packings", []), upper)
    _same_length(low, high, cost)
    _same_length(lower, upper, multipliers)
    _whole([parts, *multipliers, *low, *high, *cost])
    if parts <= 0 or any(one > other for one, other in zip(low, high, strict=True)):
        raise Unreadable("a column ends before it begins")
    total = sum(_of_row(*row) for row in zip(multipliers, lower, upper, strict=True))
    rest = [number * parts for number in cost]
    for row, column, value in entries:
        _whole([row, column, value])
        if row < 0 or column < 0:
            raise Unreadable("an entry outside the programme")
        try:
            rest[column] -= multipliers[row] * value
        except IndexError as outside:
            raise Unreadable("an entry outside the programme") from outside
    total += sum(
        number * (above if number > 0 else below) for number, below, above in zip(rest, low, high, strict=True)
    )
    return total, parts


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


def _of_row(multiplier: int, lower: int | None, upper: int | None) -> int:
    if multiplier == 0:
        return 0
    bound = upper if multiplier > 0 else lower
    if bound is None:
        raise Unreadable("a multiplier uses a bound that the row does not have")
    _whole([bound])
    return multiplier * bound


def _same_length(*lists: list[Any]) -> None:
    if len({len(found) for found in lists}) != 1:
        raise Unreadable("lists of different lengths")


def _whole(numbers: list[Any]) -> None:
    if any(type(number) is not int for number in numbers):
        raise Unreadable("a number that is not whole")


def is_proof(text: str) -> bool:
    """Whether the certificate proves that what is needed cannot be reached. Raises Unreadable."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Unreadable("not JSON") from wrong
    if not isinstance(data, dict):
        raise Unreadable("not a certificate")
    numerator, denominator = proven_maximum(data)
    needed = data.get("needed")
    _whole([needed])
    return numerator < int(needed or 0) * denominator


def main(arguments: list[str]) -> int:
    """Check one file."""
    try:
        with open(arguments[0], encoding="utf-8") as file:
            proven = is_proof(file.read())
    except (IndexError, OSError, Unreadable) as wrong:
        sys.stderr.write(f"unreadable: {wrong}\n")
        return 2
    sys.stdout.write("proven\n" if proven else "not proven\n")
    return 0 if proven else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
