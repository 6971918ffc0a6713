"""Duration against imbalance against monitor teams: each point a band from its proven bound to a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil

from exeunt.model.proposal import Instance, TeamStep
from exeunt.plan.bounds.bound import Tell, unheard
from exeunt.plan.make import Effort, Made, make


@dataclass(frozen=True, slots=True)
class Point:
    """With this share gap and this many teams at full strength: a bound, and the duration of a plan if found."""

    share_gap: Fraction
    teams: int
    bound: int
    duration: int | None


def with_teams(instance: Instance, teams: int) -> Instance:
    """The instance with its deployment scaled to so many teams at its height, rounded up."""
    full = max(step.teams for step in instance.teams)
    steps = tuple(TeamStep(step.day, ceil(Fraction(step.teams * teams, full))) for step in instance.teams)
    return replace(instance, teams=steps)


def frontier(
    instance: Instance,
    gaps: Sequence[Fraction],
    teams: Sequence[int],
    *,
    effort: Effort | None = None,
    tell: Tell = unheard,
) -> tuple[Point, ...]:
    """A point for each pair, by teams and gap. `tell` hears how many are done.

    A plan with a smaller gap and fewer teams is a plan here too, and a bound with a larger gap and more teams bounds
    here too, so every band is as narrow as any of its neighbours' makes it.
    """
    found = []
    for count, gap in product(sorted(set(teams)), sorted(set(gaps))):
        changed = with_teams(replace(instance, rules=replace(instance.rules, share_gap=gap)), count)
        found.append(_point(gap, count, make(changed, effort or Effort(seconds=10, rounds=100, exact=0))))
        tell(len(found))
    return narrowed(found)


def _point(gap: Fraction, count: int, made: Made) -> Point:
    if made.proposal:
        return Point(gap, count, made.proposal.bound, made.proposal.duration)
    return Point(gap, count, made.lower.day if made.lower else 0, None)


def narrowed(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same points, each with the best bound of the easier ones and the best plan of the harder ones."""
    found = []
    for point in points:
        harder = [one for one in points if one.share_gap <= point.share_gap and one.teams <= point.teams]
        easier = [one for one in points if one.share_gap >= point.share_gap and one.teams >= point.teams]
        plans = [one.duration for one in harder if one.duration is not None]
        bound = max(one.bound for one in easier)
        found.append(replace(point, bound=bound, duration=min(plans, default=None)))
    return tuple(found)
