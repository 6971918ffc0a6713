"""What whole batches add up to in seven days: inequalities that every choice of batches within the outflow cap keeps.

A week holds n_i batches of h_i persons with sum h_i n_i <= cap. For any whole weights a_i a person, sum a_i h_i n_i is
at most what the best choice of whole batches reaches, found exactly by dynamic programming. Good weights are the prices
in the linear programme of cutting stock (Gilmore and Gomory 1961): what a batch is worth when full weeks are scarce.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.model.proposal import Contingent, Instance
from exeunt.plan.bounds.programme import FREE, Ints, Programme, finished
from exeunt.plan.solver import solve

FINE = 2**12
"""Weights a person are whole numbers up to this."""
PRICED = 2**20
ENOUGH = 1 + 1e-4
"""A point that needs no more weeks than this is as good as packed."""
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Packing:
    """In any seven days the batches of `side` reach at most `most`, each counted `weights` a person.

    `items` are (heads, batches, weight a person) of its contingents, `cap` the persons that may leave in seven days.
    """

    side: str
    cap: int
    items: tuple[tuple[int, int, int], ...]
    most: int


def fullest(cap: int, items: Sequence[tuple[int, int, int]]) -> tuple[int, list[int]]:
    """The largest total worth of whole batches (size, how many there are, worth of one) within `cap`, and a choice."""
    best = np.zeros(cap + 1, dtype=np.int64)
    steps: list[tuple[int, int, Ints]] = []
    for place, (size, batches, worth) in enumerate(items):
        left, count = min(batches, cap // size), 1
        while left > 0:
            count = min(count, left)
            taken = np.zeros(cap + 1, dtype=np.int64)
            better = best[: cap + 1 - size * count] + worth * count
            chosen = better > best[size * count :]
            best[size * count :] = np.where(chosen, better, best[size * count :])
            taken[size * count :] = chosen * count
            steps.append((place, size, taken))
            left, count = left - count, count * 2
    room, choice = int(best.argmax()), [0] * len(items)
    for place, size, taken in reversed(steps):
        choice[place] += int(taken[room])
        room -= size * int(taken[room])
    return int(best.max()), choice


def weeks_needed(cap: int, items: Sequence[tuple[int, int]], demand: Sequence[float]) -> tuple[float, list[float]]:
    """How many weeks, each a mix of whole choices, the demand (batches of each item) fills, and the batches' prices."""
    patterns = [[min(batches, cap // size) if place == other else 0 for other in range(len(items))]
                for place, (size, batches) in enumerate(items)]  # fmt: skip
    value, prices = 0.0, [0.0] * len(items)
    for _ in range(ROUNDS):
        value, prices = _priced(patterns, demand)
        worth = [int(price * PRICED) for price in prices]
        reached, choice = fullest(cap, [(*item, number) for item, number in zip(items, worth, strict=True)])
        if reached <= PRICED * ENOUGH or choice in patterns:
            break
        patterns.append(choice)
    return value, prices


def _priced(patterns: list[list[int]], demand: Sequence[float]) -> tuple[float, list[float]]:
    programme = Programme()
    for number in demand:
        programme.add_columns(1, 1, max(round(number * FINE), 0))
    for pattern in patterns:
        row = programme.add_rows(-FREE, 1)
        for place, count in enumerate(pattern):
            if count:
                programme.put(row, place, count)
    found = solve(finished(programme), interior=False)
    return found.value / FINE, np.maximum(found.x, 0).tolist()


def counted(instance: Instance, side: str) -> list[Contingent]:
    """The contingents of a side whose persons count."""
    return [item for item in instance.contingents if item.side == side and item.heads]


def weekly_cap(instance: Instance, side: str) -> int | None:
    """The persons of a side that may leave in seven days; None without a cap."""
    share = instance.rules.outflow_share
    mine = counted(instance, side)
    return None if share is None or not mine else int(share * sum(item.heads * item.batches for item in mine))


def week_of(instance: Instance, side: str) -> Packing | None:
    """The simplest inequality: the most persons that whole batches of a side add up to; None without a cap."""
    cap, mine = weekly_cap(instance, side), counted(instance, side)
    if cap is None:
        return None
    items = tuple((item.heads, item.batches, 1) for item in mine)
    most, _ = fullest(cap, [(size, batches, size) for size, batches, _ in items if size <= cap])
    return Packing(side, cap, items, most)


def packing(instance: Instance, side: str, demand: Sequence[float]) -> Packing | None:
    """The inequality that a week of so many batches of each counted contingent breaks most; None where it packs.

    None also without a cap, or where some batch exceeds it.
    """
    cap, mine = weekly_cap(instance, side), counted(instance, side)
    if not cap or any(item.heads > cap for item in mine):
        return None
    weeks, prices = weeks_needed(cap, [(item.heads, item.batches) for item in mine], demand)
    dearest = max((price / item.heads for price, item in zip(prices, mine, strict=True)), default=0.0)
    if weeks <= ENOUGH or dearest <= 0:
        return None
    weights = [int(price / item.heads / dearest * FINE) for price, item in zip(prices, mine, strict=True)]
    items = tuple((item.heads, item.batches, weight) for item, weight in zip(mine, weights, strict=True))
    most, _ = fullest(cap, [(size, batches, size * weight) for size, batches, weight in items])
    return Packing(side, cap, items, most)
