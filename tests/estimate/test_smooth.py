"""Exact smoothing and drawing against the plain twin: enumeration of every path on a tiny grid."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from exeunt.estimate.draw import draw_paths
from exeunt.estimate.grid import make_grid, stationary
from exeunt.estimate.posterior import Floats
from exeunt.estimate.settings import SeriesClass, settings
from exeunt.estimate.smooth import Chain, Pair, Term, smooth
from exeunt.estimate.transition import Kernel, make_kernel

RATES = np.array([0.2, 0.35, 0.3, 0.15])
PAIRS = {
    "no window": (),
    "a window over one step": ((1, 2),),
    "a window over inner nodes": ((1, 4),),
    "two windows side by side": ((0, 2), (2, 4)),
    "nested windows with a common start": ((0, 2), (0, 3), (0, 5)),
    "nested windows with a common end": ((0, 5), (2, 5), (4, 5)),
    "a window within a window": ((0, 5), (1, 4), (2, 3)),
    "the same window twice": ((1, 3), (1, 3)),
    "everything": ((0, 3), (0, 2), (1, 2), (3, 5), (3, 4)),
}


def tiny_kernel() -> Kernel:
    grid = make_grid([30], spacing=3, top=100)
    pi = stationary(grid, SeriesClass(none=0.3, median=20, spread=1.5))
    values = settings()
    return make_kernel(grid, pi, mean_days=values.mean_days, fresh=values.fresh, sizes=values.jump_sizes)


def chain_of(kernel: Kernel, windows: tuple[tuple[int, int], ...], seed: int) -> Chain:
    random = np.random.default_rng(seed)
    cells = len(kernel.pi)

    def term() -> Term:
        return Term(random.random(cells), random.random((cells, cells)) ** 3 + 0.01)

    pairs = tuple(Pair(first, last, (term(), term()), random.random(cells)) for first, last in windows)
    return Chain(gaps=(10, 3, 40, 200, 7), likelihood=random.random((6, cells)) ** 2 + 0.001, pairs=pairs)


Factors = list[tuple[int, int, Floats]]


def path_weight(path: tuple[int, ...], first: int, chain: Chain, kernel: Kernel, factors: Factors) -> Floats:
    """Weights by rate of a path that begins at node `first`, its inner nodes and the factors inside it included."""
    weight = np.ones(len(kernel.rates))
    for step, (i, j) in enumerate(pairwise(path)):
        weight = weight * kernel.over(chain.gaps[first + step])[:, i, j]
    for step in range(1, len(path) - 1):
        weight = weight * chain.likelihood[first + step, path[step]]
    for begin, end, factor in factors:
        weight = weight * factor[:, path[begin - first], path[end - first]]
    return weight


def effective(chain: Chain, kernel: Kernel) -> Factors:
    """Each statement's factor by rate, its terms scaled as `Pair` says, by enumeration of the paths in its window."""
    cells = range(len(kernel.pi))
    done: Factors = []
    for pair in sorted(chain.pairs, key=lambda pair: (pair.first, -pair.last))[::-1]:
        factor = np.zeros((len(kernel.rates), len(cells), len(cells)))
        inner = [found for found in done if pair.first <= found[0] and found[1] <= pair.last]
        for i in cells:
            plain, told = np.zeros(len(kernel.rates)), np.zeros((len(pair.terms), len(kernel.rates)))
            for rest in product(cells, repeat=pair.last - pair.first):
                weight = path_weight((i, *rest), pair.first, chain, kernel, inner)
                plain += weight
                told += [weight * term.factor[i, rest[-1]] for term in pair.terms]
            factor[:, i] = pair.silent[i]
            for term, sums in zip(pair.terms, told, strict=True):
                factor[:, i] += np.outer(plain / sums * term.weight[i], term.factor[i])
        done.append((pair.first, pair.last, factor))
    return done


def enumerated(chain: Chain, kernel: Kernel, rate_prior: Floats) -> tuple[Floats, float, dict[tuple[int, ...], float]]:
    """Marginals, log evidence and path probabilities by summing over every path: the plain twin."""
    nodes, cells = chain.likelihood.shape
    factors = effective(chain, kernel)
    weights: dict[tuple[int, ...], float] = {}
    for path in product(range(cells), repeat=nodes):
        ends = kernel.pi[path[0]] * chain.likelihood[0, path[0]] * chain.likelihood[-1, path[-1]]
        weights[path] = float(ends * rate_prior @ path_weight(path, 0, chain, kernel, factors))
    total = sum(weights.values())
    marginal = np.zeros((nodes, cells))
    for path, weight in weights.items():
        for node, cell in enumerate(path):
            marginal[node, cell] += weight / total
    return marginal, float(np.log(total)), {path: weight / total for path, weight in weights.items()}


@pytest.mark.parametrize("name", PAIRS)
def test_smoothing_equals_enumeration_of_every_path(name: str) -> None:
    kernel = tiny_kernel()
    chain = chain_of(kernel, PAIRS[name], seed=len(name))
    smoothed = smooth(chain, kernel, RATES)
    marginal, log_evidence, _ = enumerated(chain, kernel, RATES)
    np.testing.assert_allclose(smoothed.marginal, marginal, atol=1e-10)
    assert smoothed.log_evidence == pytest.approx(log_evidence, abs=1e-9)


@pytest.mark.parametrize("name", ["no window", "everything", "a window within a window"])
def test_drawn_paths_have_the_probabilities_of_enumeration(name: str) -> None:
    kernel = tiny_kernel()
    chain = chain_of(kernel, PAIRS[name], seed=len(name))
    paths = draw_paths(smooth(chain, kernel, RATES), 40_000, np.random.default_rng(3))
    _, _, exact = enumerated(chain, kernel, RATES)
    found, counts = np.unique(paths, axis=0, return_counts=True)
    drawn = {tuple(int(cell) for cell in path): count / 40_000 for path, count in zip(found, counts, strict=True)}
    # total variation over the likely paths: Monte Carlo error of 40,000 draws stays well under this
    likely = [path for path, probability in exact.items() if probability > 0.003]
    assert len(likely) > 5
    for path in likely:
        error = (exact[path] * (1 - exact[path]) / 40_000) ** 0.5
        assert drawn.get(path, 0.0) == pytest.approx(exact[path], abs=5 * error)


def test_windows_that_cross_are_a_programmers_mistake() -> None:
    kernel = tiny_kernel()
    with pytest.raises(ValueError, match="cross"):
        smooth(chain_of(kernel, ((0, 3), (2, 5)), seed=1), kernel, RATES)
