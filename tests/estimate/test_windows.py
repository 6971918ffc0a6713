"""Windows nest or lie side by side, whatever was claimed, and move by few days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.estimate.windows import Window, nested, padded

ZERO = date(2030, 1, 1)


def window(first: int, last: int, claim: int = 0, *, fixed: bool = False) -> Window:
    return Window(ZERO + timedelta(days=first), ZERO + timedelta(days=last), (claim,), fixed)


def ends(windows: list[Window]) -> list[tuple[int, int]]:
    return [((item.first - ZERO).days, (item.last - ZERO).days) for item in windows]


ANY = st.builds(
    lambda first, days, fixed: window(0 if fixed else first, first + days, fixed=fixed),
    st.integers(0, 60),
    st.integers(1, 40),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(ANY, max_size=9))
def test_no_windows_cross_and_no_claim_is_lost(given_windows: list[Window]) -> None:
    numbered = [Window(item.first, item.last, (index,), item.fixed) for index, item in enumerate(given_windows)]
    settled = nested(numbered)
    for left, right in combinations(settled, 2):
        apart = left.last <= right.first or right.last <= left.first
        inside = left.first <= right.first and right.last <= left.last
        around = right.first <= left.first and left.last <= right.last
        assert apart or inside or around
    assert sorted(claim for item in settled for claim in item.claims) == list(range(len(numbered)))
    assert all(item.days >= 1 for item in settled)


@settings(deadline=None)
@given(st.lists(ANY, max_size=6))
def test_a_baseline_never_moves(given_windows: list[Window]) -> None:
    numbered = [Window(item.first, item.last, (index,), item.fixed) for index, item in enumerate(given_windows)]
    first = {claim: item.first for item in nested(numbered) for claim in item.claims}
    assert all(first[index] == item.first for index, item in enumerate(numbered) if item.fixed)


def test_windows_that_cross_are_trimmed_by_the_fewest_days() -> None:
    assert ends(nested([window(0, 10), window(9, 30)])) == [(0, 9), (9, 30)]
    assert ends(nested([window(0, 30), window(10, 31)])) == [(0, 30), (10, 30)]
    assert ends(nested([window(0, 30), window(1, 50)])) == [(1, 50), (1, 30)]


def test_equal_windows_are_joined() -> None:
    (joined,) = nested([window(0, 5, 1), window(0, 5, 2)])
    assert joined.claims == (1, 2)


def test_padding_stops_half_way_to_the_neighbour() -> None:
    assert ends(padded([window(10, 11), window(13, 14)], 3)) == [(7, 12), (12, 17)]
    assert ends(padded([window(10, 11), window(11, 12)], 3)) == [(7, 11), (11, 15)]
