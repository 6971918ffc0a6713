"""R-hat, effective size and the error of a probability, on chains whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.estimate.diagnose import effective_size, error_of_probability, split_rhat

CHAIN = np.repeat(np.arange(4, dtype=np.int16), 1000)


def autoregressive(memory: float, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    rows = np.empty((4, 1000))
    rows[:, 0] = chance.standard_normal(4)
    for step in range(1, 1000):
        rows[:, step] = memory * rows[:, step - 1] + (1 - memory**2) ** 0.5 * chance.standard_normal(4)
    return rows.ravel()


def test_chains_that_agree_have_an_rhat_of_one():
    assert split_rhat(autoregressive(0.0), CHAIN) == pytest.approx(1, abs=0.01)


def test_a_chain_elsewhere_shows_in_the_rhat():
    draws = autoregressive(0.0)
    draws[:1000] += 3
    assert split_rhat(draws, CHAIN) > 1.3


def test_a_chain_that_drifts_shows_in_the_rhat():
    assert split_rhat(autoregressive(0.0) + np.tile(np.linspace(0, 3, 1000), 4), CHAIN) > 1.1


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.9])
def test_the_effective_size_follows_the_memory_of_the_chain(memory):
    """For an autoregression of order one it is the number of draws times (1 - memory) / (1 + memory)."""
    expected = 4000 * (1 - memory) / (1 + memory)
    found = np.mean([effective_size(autoregressive(memory, seed), CHAIN) for seed in range(5)])
    assert found == pytest.approx(expected, rel=0.2)


def test_chains_that_stay_where_they_began_are_worth_as_many_draws_as_there_are_chains():
    stuck = np.repeat([0.0, 1.0, 2.0, 3.0], 1000) + 1e-6 * autoregressive(0.0)
    assert effective_size(stuck, CHAIN) < 15
    assert split_rhat(stuck, CHAIN) > 2


def test_a_number_that_is_always_the_same_is_known():
    assert split_rhat(np.full(4000, 7.0), CHAIN) == 1
    assert effective_size(np.full(4000, 7.0), CHAIN) == 4000


def test_the_error_of_a_probability_is_that_of_its_independent_draws():
    happened = autoregressive(0.0) > 0.5
    assert error_of_probability(happened, CHAIN) == pytest.approx((0.31 * 0.69 / 4000) ** 0.5, rel=0.1)
    slow = autoregressive(0.9) > 0.5
    assert error_of_probability(slow, CHAIN) > 2 * error_of_probability(happened, CHAIN)


@given(st.lists(st.integers(0, 5), min_size=8, max_size=60))
def test_any_draws_have_a_size_between_none_and_their_number(numbers):
    draws = np.array(numbers, float)
    chain = (np.arange(len(draws)) % 2).astype(np.int16)
    assert 0 < effective_size(draws, chain) <= len(draws)
    assert split_rhat(draws, chain) >= 0.5
