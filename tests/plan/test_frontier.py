"""The frontier of duration, imbalance and teams: bands that never contradict one another (C36)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plan.generate import generate
from exeunt.plan.frontier import Point, frontier, narrowed, with_teams
from exeunt.plan.make import Effort

GAPS = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2))
TEAMS = (2, 4, 8)


@st.composite
def believable(draw):
    """Points of a true frontier that falls with gap and teams, each seen through a band around the truth."""
    steps = [[draw(st.integers(0, 9)) for _ in TEAMS] for _ in GAPS]
    points = []
    for row, gap in enumerate(GAPS):
        for column, teams in enumerate(TEAMS):
            best = 100 - sum(sum(line[: column + 1]) for line in steps[: row + 1])
            plan = draw(st.one_of(st.none(), st.integers(0, 20)))
            points.append(Point(gap, teams, best - draw(st.integers(0, 20)), None if plan is None else best + plan))
    return points


@given(believable())
def test_narrowed_bands_hold_the_truth_and_fall_with_gap_and_teams(points):
    found = narrowed(points)
    for before, after in zip(points, found, strict=True):
        assert after.bound >= before.bound
        assert before.duration is None or after.duration <= before.duration
        assert after.duration is None or after.bound <= after.duration
        for other in found:
            if other.share_gap >= after.share_gap and other.teams >= after.teams:
                assert other.bound <= after.bound
                assert after.duration is None or other.duration <= after.duration


def test_a_frontier_has_a_band_for_each_pair_in_order():
    instance, heard = generate("tiny", 1), []
    effort = Effort(seconds=3, rounds=10, exact=0)
    found = frontier(instance, (Fraction(1, 2), Fraction(1, 5)), (4, 6), effort=effort, tell=heard.append)
    assert [(point.teams, point.share_gap) for point in found] == [
        (4, Fraction(1, 5)), (4, Fraction(1, 2)), (6, Fraction(1, 5)), (6, Fraction(1, 2))
    ]  # fmt: skip
    assert heard == [1, 2, 3, 4]
    assert all(point.bound <= point.duration for point in found)
    assert max(step.teams for step in with_teams(instance, 6).teams) == 6
