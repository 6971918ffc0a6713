"""What single claims say of a stock and of its change."""

from __future__ import annotations

import numpy as np
import pytest
from estimate_cases import at_least, at_most, claim

from exeunt.estimate.flows import account_factor, come_since, gone_since, movement, not_fallen
from exeunt.estimate.grid import make_grid
from exeunt.estimate.likelihood import Relation, Trust, is_round, stock_likelihood, trust
from exeunt.estimate.settings import settings
from exeunt.model.claim import Stance
from exeunt.model.count import Bound, Count, exactly

GRID = make_grid([100, 300, 1000, 3000], spacing=0.1, top=50_000)
GOOD = Trust(spread=0.1, junk=0.02)
VALUES = settings()


def likelihood(count: Count | None, relation: Relation = Relation.SAME, trusted: Trust = GOOD) -> dict[float, float]:
    row = stock_likelihood(GRID, count, relation, trusted, VALUES)
    return dict(zip(GRID.counts.tolist(), row.tolist(), strict=True))


@pytest.mark.parametrize(
    ("count", "best"),
    [
        (exactly(300), 300),
        (Count(Bound.ABOUT, best=1000), 1000),
        (Count(Bound.WORDS, best=1000), 1000),
        (exactly(0), 0),
    ],
)
def test_a_claim_is_most_likely_where_its_figure_is(count: Count, best: float) -> None:
    row = likelihood(count)
    assert max(row, key=lambda cell: row[cell]) == best


def test_a_worthless_claim_says_nothing() -> None:
    row = stock_likelihood(GRID, exactly(300), Relation.SAME, Trust(0.1, 1.0), VALUES)
    assert row.max() == pytest.approx(row.min())


def test_a_range_is_flat_inside_and_falls_off_outside() -> None:
    row = likelihood(Count(Bound.RANGE, low=300, high=3000))
    assert row[1000] == pytest.approx(row[min(row, key=lambda cell: abs(cell - 800))], rel=0.01)
    assert row[100] < row[1000] / 10


def test_many_lower_bounds_do_not_become_a_cap() -> None:
    ratio = likelihood(at_least(100), Relation.PART)
    assert ratio[3000] == pytest.approx(ratio[1000], rel=1e-6)
    assert ratio[1] < ratio[1000] / 10


def test_an_upper_bound_of_the_whole_is_kept_by_nobody() -> None:
    row = likelihood(at_most(100), Relation.WHOLE)
    assert row[0] == pytest.approx(row[1])
    assert row[3000] < row[0] / 10


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        (Count(Bound.WORDS, low=100, high=1000), Count(Bound.RANGE, low=100, high=1000)),
        (Count(Bound.WORDS, low=300), at_least(300)),
        (Count(Bound.WORDS, high=300), at_most(300)),
    ],
)
def test_words_are_read_as_their_numbers_with_softer_ends(words: Count, alike: Count) -> None:
    spoken, counted = likelihood(words), likelihood(alike)
    assert max(spoken.values()) < max(counted.values())
    assert np.corrcoef(list(spoken.values()), list(counted.values()))[0, 1] > 0.8


def test_none_at_a_part_says_nothing_of_the_whole() -> None:
    row = likelihood(exactly(0), Relation.PART)
    assert max(row.values()) == pytest.approx(min(row.values()))


@pytest.mark.parametrize(("figure", "answer"), [(2000, True), (10_000, True), (2500, False), (8, False), (327, False)])
def test_one_significant_digit_is_a_round_figure(figure: float, answer: bool) -> None:
    assert is_round(figure) is answer


def test_trust_falls_with_the_letter_and_with_doubt() -> None:
    letters = [trust(claim(), letter, VALUES) for letter in "ABCDE"]
    assert [item.junk for item in letters] == sorted(item.junk for item in letters)
    assert [item.spread for item in letters] == sorted(item.spread for item in letters)
    assert trust(claim(credibility=5), "B", VALUES).junk > trust(claim(credibility=1), "B", VALUES).junk
    assert trust(claim(stance=Stance.HEDGED), "B", VALUES).spread > trust(claim(), "B", VALUES).spread
    assert trust(claim(), "?", VALUES) == trust(claim(), "F", VALUES)


def cell(count: float) -> int:
    return int(np.abs(GRID.counts - count).argmin())


def departed(size: float, rotation: float = 0.2) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return account_factor(GRID, [movement(exactly(size), 1, GOOD, rotation, VALUES)], VALUES)


def test_a_departure_favours_a_fall_by_its_size_and_bears_any_other() -> None:
    factor = departed(2000)
    fell, stayed, rose = (factor[cell(3000), cell(end)] for end in (1000, 3000, 9000))
    assert fell > 5 * stayed
    assert stayed == pytest.approx(rose, rel=0.2)


def test_certain_rotation_makes_a_departure_say_almost_nothing() -> None:
    factor = departed(2000, rotation=1.0)
    assert factor.max() == pytest.approx(factor.min())


def test_an_arrival_is_the_mirror_of_a_departure() -> None:
    left = departed(2000)
    came = account_factor(GRID, [movement(exactly(2000), -1, GOOD, 0.2, VALUES)], VALUES)
    np.testing.assert_allclose(came, left.T)


def test_an_account_that_sums_to_nothing_favours_no_change() -> None:
    both = [movement(exactly(2000), sign, GOOD, 0.2, VALUES) for sign in (1, -1)]
    factor = account_factor(GRID, both, VALUES)
    assert factor[cell(3000), cell(3000)] > 3 * factor[cell(3000), cell(1000)]


def test_a_running_total_of_departures_allows_a_smaller_fall_but_not_a_larger_one() -> None:
    factor = gone_since(GRID, movement(exactly(2000), 1, GOOD, 0.5, VALUES), VALUES)
    equal, less, more = (factor[cell(6000), cell(end)] for end in (4000, 6000, 1000))
    assert equal > less > 3 * more


def test_a_running_total_of_arrivals_only_bounds_the_rise() -> None:
    factor = come_since(GRID, movement(exactly(2000), -1, GOOD, 0.5, VALUES), VALUES)
    assert factor[cell(1000), cell(300)] == pytest.approx(factor[cell(1000), cell(1000)], rel=0.01)
    assert factor[cell(1000), cell(9000)] < factor[cell(1000), cell(1000)] / 10


def test_no_change_only_speaks_against_a_fall() -> None:
    factor = not_fallen(GRID, GOOD, VALUES)
    assert factor[cell(1000), cell(3000)] == pytest.approx(1.0)
    assert 0.25 < factor[cell(3000), cell(1000)] < 0.4
    assert factor[0, 0] == pytest.approx(factor[cell(1000), cell(1000)], rel=0.01)


@pytest.mark.parametrize(
    ("count", "size"),
    [
        (Count(Bound.RANGE, low=100, high=300), 200),
        (at_least(100), 130),
        (at_most(130), 100),
        (exactly(95), 95),
        (Count(Bound.WORDS, low=1, high=100), 50.5),
    ],
)
def test_a_movement_given_as_a_bound_or_a_range_has_one_size(count: Count, size: float) -> None:
    assert movement(count, 1, GOOD, 0.2, VALUES).size == pytest.approx(size)
