"""The days on which each stock is a node: those its statements speak of, and stops on the way across long gaps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exeunt.estimate.joint.problem import Problem, Statement

SHORT = 32
"""Gaps below this have a table of moves each; longer ones are crossed in multiples of it and a rest."""


@dataclass(frozen=True)
class Nodes:
    """Days of each stock, ascending, and the number of its first node among all."""

    days: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]

    def at(self, stock: int, day: int) -> int:
        """The node of a stock on a day of evidence."""
        return self.first[stock] + bisect_left(self.days[stock], day)

    def gaps(self) -> list[int]:
        """Days before each node; 0 at the first of a stock."""
        return [gap for days in self.days for gap in (0, *(after - before for before, after in pairwise(days)))]


def make_nodes(problem: Problem, longest: int) -> Nodes:
    """Every stock has at least one node, so that it can be drawn at all."""
    wanted: list[set[int]] = [set() for _ in problem.stocks]
    spans: list[set[tuple[int, int]]] = [set() for _ in problem.stocks]
    for statement in problem.statements:
        for stock in statement.members:
            wanted[stock].update(days_of(statement))
            if statement.start is not None:
                spans[stock].add((statement.start, statement.days[0].day))
    some = min((day for days in wanted for day in days), default=0)
    days = tuple(
        tuple(_with_stops(sorted(stock or {some}), whole, longest)) for stock, whole in zip(wanted, spans, strict=True)
    )
    first = [0]
    for stock_days in days:
        first.append(first[-1] + len(stock_days))
    return Nodes(days, tuple(first))


def days_of(statement: Statement) -> tuple[int, ...]:
    """Every day a statement may speak of, the first of its change included."""
    days = tuple(when.day for when in statement.days)
    return days if statement.start is None else (statement.start, *days)


def _with_stops(days: Sequence[int], whole: set[tuple[int, int]], longest: int) -> list[int]:
    """The days, with stops in gaps that have no table; a change over one step keeps its step, however long."""
    found = [days[0]]
    for before, after in pairwise(days):
        if (before, after) not in whole:
            found.extend(_stops(before, after, longest))
        found.append(after)
    return found


def _stops(before: int, after: int, longest: int) -> list[int]:
    stops: list[int] = []
    here = before
    while after - here >= SHORT and (after - here) % SHORT + (after - here > longest):
        here += min((after - here) // SHORT * SHORT, longest)
        stops.append(here)
    return stops


def gap_numbers(gaps: Sequence[int]) -> Mapping[int, int]:
    """A number for every distinct gap, in ascending order."""
    return {gap: number for number, gap in enumerate(sorted(set(gaps) - {0}))}
