"""Duration against imbalance against monitor teams: each point a band from its proven bound to a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from exeunt.model.proposal import Instance, TeamStep
from exeunt.plan.make import Effort, make


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
    instance: Instance, gaps: Sequence[Fraction], teams: Sequence[int], *, effort: Effort | None = None
) -> Iterator[Point]:
    """A point for each pair, as soon as it is known."""
    for count in teams:
        for gap in gaps:
            changed = with_teams(replace(instance, rules=replace(instance.rules, share_gap=gap)), count)
            made = make(changed, effort or Effort(seconds=10, rounds=100, exact=0))
            if made.proposal:
                yield Point(gap, count, made.proposal.bound, made.proposal.duration)
            else:
                yield Point(gap, count, made.lower.day if made.lower else 0, None)
