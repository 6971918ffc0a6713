"""What single claims say of a stock and of its change."""

from __future__ import annotations

import numpy as np
import pytest
from estimate_cases import at_least, at_most, claim

from exeunt.estimate.flows import Statement, account_of, come_since, gone_since, movement, not_fallen
from exeunt.estimate.grid import make_grid
from exeunt.estimate.likelihood import Relation, Trust, maybe_copied, stock_likelihood, trust
from exeunt.estimate.settings import settings
from exeunt.estimate.wording import is_round
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


def departed(size: float, rotation: float = 0.2) -> Statement:
    return account_of(GRID, [movement(exactly(size), 1, GOOD, rotation, VALUES)], 7, VALUES)


def test_a_departure_favours_a_fall_by_its_size() -> None:
    (term,) = departed(2000).terms
    fell, stayed, rose = (term.factor[1, cell(3000), cell(end)] for end in (1000, 3000, 9000))
    assert fell > 20 * stayed >= 0
    assert rose < fell / 100


def test_the_chances_of_a_statement_sum_to_how_possible_the_beginning_is() -> None:
    said = departed(2000)
    total = said.silent + sum(term.weight for term in said.terms)
    assert total[cell(300)] == pytest.approx(GOOD.junk, abs=0.01)
    assert total[cell(5000)] == pytest.approx(1)


def test_certain_rotation_leaves_nothing_said() -> None:
    assert departed(2000, rotation=1.0).terms[0].weight.max() == 0


def test_an_arrival_is_the_mirror_of_a_departure() -> None:
    came = account_of(GRID, [movement(exactly(2000), -1, GOOD, 0.2, VALUES)], 7, VALUES)
    np.testing.assert_allclose(came.terms[0].factor[1], departed(2000).terms[0].factor[1].T)


def test_an_account_that_sums_to_nothing_favours_no_change() -> None:
    both = [movement(exactly(2000), sign, GOOD, 0.2, VALUES) for sign in (1, -1)]
    (term,) = account_of(GRID, both, 7, VALUES).terms
    assert term.factor[1, cell(3000), cell(3000)] > 3 * term.factor[1, cell(3000), cell(1000)]


def test_a_running_total_of_departures_allows_a_smaller_fall_but_not_a_larger_one() -> None:
    equal, less = gone_since(GRID, movement(exactly(2000), 1, GOOD, 0.5, VALUES), 90, VALUES).terms
    assert equal.factor[1, cell(6000), cell(4000)] > 10 * equal.factor[1, cell(6000), cell(1000)]
    assert less.factor[cell(6000), cell(6000)] == pytest.approx(1, abs=1e-4)
    assert less.factor[cell(6000), cell(1000)] < 0.01


def test_a_running_total_of_arrivals_only_bounds_the_rise() -> None:
    (term,) = come_since(GRID, movement(exactly(2000), -1, GOOD, 0.5, VALUES)).terms
    assert term.factor[cell(1000), cell(300)] == pytest.approx(term.factor[cell(1000), cell(1000)], rel=0.01)
    assert term.factor[cell(1000), cell(9000)] < term.factor[cell(1000), cell(1000)] / 10


def test_no_change_only_speaks_against_a_fall_and_is_often_doubted() -> None:
    said = not_fallen(GRID, GOOD, VALUES)
    (term,) = said.terms
    assert said.silent[1] == pytest.approx(0.3)
    assert term.factor[cell(1000), cell(3000)] == pytest.approx(1.0)
    assert term.factor[cell(3000), cell(1000)] < 0.01
    assert term.factor[0, 0] == pytest.approx(term.factor[cell(1000), cell(1000)], rel=0.01)


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


def test_a_suspected_copy_says_less_the_finer_its_figure():
    told = np.array([0.01, 1.0, 0.01])
    fine = maybe_copied(told, exactly(327), 0.35, VALUES)
    round_one = maybe_copied(told, exactly(300), 0.35, VALUES)
    assert fine.max() / fine.min() < round_one.max() / round_one.min() < told.max() / told.min()
    assert maybe_copied(told, exactly(327), 0.0, VALUES) is told
    assert maybe_copied(told, None, 0.35, VALUES) is told
