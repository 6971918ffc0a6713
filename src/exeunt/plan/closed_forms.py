"""Answers that need no search: what granularity, caps and gates alone decide."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, gcd, log


def best_gap_one_at_a_time(batches_a: int, batches_b: int) -> Fraction:
    """The least largest share gap when each side's equal batches leave one at a time.

    With g the greatest common divisor, a = n_A/g and b = n_B/g it is ceil((a + b - 1)/2)/(g a b): the differences
    i n_B - j n_A pass through distinct residues, so they need a window of that length, and staying in it suffices.
    """
    common = gcd(batches_a, batches_b)
    a, b = batches_a // common, batches_b // common
    return Fraction(ceil(Fraction(a + b - 1, 2)), common * a * b)


def least_gap_of_batches(shares: Sequence[Fraction]) -> Fraction:
    """No timetable in which the largest batch moves alone has a smaller share gap: half its share."""
    return max(shares, default=Fraction(0)) / 2


def days_both_moving(batches: Sequence[int], daily: Sequence[int]) -> int:
    """The best duration of equal batches when every side may move each day and the gap allows half a batch of each."""
    return max(ceil(Fraction(count, cap)) for count, cap in zip(batches, daily, strict=True))


def days_under_weekly_cap(heads: int, cap: int) -> int:
    """The fewest days in which so many can leave with at most `cap` in any seven: 7 (ceil(heads/cap) - 1) + 1."""
    return 7 * (ceil(Fraction(heads, cap)) - 1) + 1


def gate_gap(tranches: int, look_ahead: int) -> Fraction:
    """The largest possible share gap of a gate with equal tranches, whatever is delayed or refused: L/N."""
    return Fraction(min(look_ahead, tranches), tranches)


def gate_days(days: Sequence[Sequence[int]], verify: int) -> int:
    """The duration of a gate with look-ahead 1: every tranche waits for the slowest side and its verification."""
    slowest: int = sum(max(step) for step in zip(*days, strict=True))
    return slowest + (len(days[0]) - 1) * verify


def delayed_gate_days(days: Sequence[Sequence[int]], verify: int, late: int, delay: int) -> int:
    """The same when up to `late` tranches each come `delay` days late, at their worst, with equal tranche times."""
    return gate_days(days, verify) + min(late, len(days[0])) * delay


def mean_of_slower(rate_a: float, rate_b: float) -> float:
    """The mean time until both of two exponential tranches are done: 1/a + 1/b - 1/(a + b)."""
    return 1 / rate_a + 1 / rate_b - 1 / (rate_a + rate_b)


def fewest_steps(value: float, cost: float, patience: float, bond: float) -> int | None:
    """The least number of self-enforcing steps of an exchange, or None where no number suffices.

    A side values the other's departure at `value` and its own at `cost` a unit of share; each round is discounted by
    `patience`; `bond` is paid at completion only. With g = patience value/cost:
    N = ceil(ln(1 + cost (g - 1)/(patience bond))/ln g); for g = 1 ceil(cost/(patience bond)).
    """
    if bond <= 0:
        return None
    growth, last = patience * value / cost, patience * bond / cost
    if abs(growth - 1) < 1e-12:
        return ceil(1 / last - 1e-12)
    inside = 1 + (growth - 1) / last
    if inside <= 0:
        return None
    return max(ceil(log(inside) / log(growth) - 1e-12), 1)


def largest_steps(value: float, cost: float, patience: float, bond: float, steps: int) -> tuple[float, ...]:
    """The largest self-enforcing step sizes, first to last; the last are the smallest when the growth exceeds 1."""
    growth, last = patience * value / cost, patience * bond / cost
    return tuple(last * growth ** (steps - number) for number in range(1, steps + 1))
