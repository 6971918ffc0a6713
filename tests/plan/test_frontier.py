"""The frontier of duration, imbalance and teams: bands that never contradict one another (C36)."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from benchmarks.plan.generate import generate
from exeunt.plan.frontier import best_from, frontier, with_teams
from exeunt.plan.make import Effort, make

GAPS, TEAMS = (Fraction(1, 5), Fraction(1, 2)), (4, 6)


@cache
def found(seed):
    """Points of a tiny instance and how many were narrow or given up after each step."""
    heard = []
    effort = Effort(seconds=3, rounds=10, exact=0)
    return frontier(generate("tiny", seed), GAPS, TEAMS, effort=effort, tell=heard.append), heard


@pytest.mark.parametrize("seed", [1, 6])
def test_bands_fall_with_gap_and_teams_and_hold_the_proven_optimum(seed):
    points, _ = found(seed)
    for point in points:
        changed = with_teams(generate("tiny", seed), point.teams)
        changed = replace(changed, rules=replace(changed.rules, share_gap=point.share_gap))
        best = make(changed, Effort(seconds=60)).proposal
        assert best.gap == 0
        assert point.bound <= best.duration <= point.duration
        for other in points:
            if other.share_gap >= point.share_gap and other.teams >= point.teams:
                assert other.bound <= point.bound
                assert other.duration <= point.duration


def test_a_plan_to_start_from_is_never_made_worse():
    instance = generate("small", 1)
    effort = Effort(seconds=30, rounds=20, exact=0)
    start = make(instance, effort).proposal
    last, movements = best_from(instance, replace(effort, rounds=0), 0, start.plan.movements, None)
    assert last <= start.duration
    assert sum(move.batches for move in movements) == sum(item.batches for item in instance.contingents)


def test_a_frontier_has_a_band_for_each_pair_in_order():
    points, heard = found(1)
    assert [(point.teams, point.share_gap) for point in points] == [(teams, gap) for teams in TEAMS for gap in GAPS]
    assert heard == sorted(heard)
    assert max(step.teams for step in with_teams(generate("tiny", 1), 6).teams) == 6
