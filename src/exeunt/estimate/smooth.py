"""Exact smoothing of one series: evidence of each day, and factors on the change between two days.

A chain has nodes (days), a likelihood row at each, and windows: factors on the pair of cells at the two ends of a
stretch (a dated departure, a running total since the baseline, "no change"). Windows nest or lie side by side; never do
they cross. So the chain is a tree of segments, and one pass up (inside) and one pass down (outside) are exact:

    inside   W of a step = K(gap);  W of a window = (product of its segments' W and inner nodes' rows) * factor
    root     forward and backward vectors over the outermost segments
    outside  for a window, the joint weight of its two ends from everything outside it; for an inner node, its marginal

Every array has the rate of change as its first axis; rates are mixed at the end by their evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from exeunt.estimate.posterior import Floats
from exeunt.estimate.transition import Kernel


@dataclass(frozen=True, eq=False)
class Term:
    """One thing that may be true of a change: `factor[i, j]` (or by rate) for a change from cell i to cell j, and the
    chance `weight[i]` that this is what is true, if the beginning was in cell i."""

    weight: Floats
    factor: Floats


@dataclass(frozen=True, eq=False)
class Pair:
    """A statement about the change from node `first` to node `last`.

    It speaks of the end given the beginning: of a beginning in cell i, term t holds with chance `weight_t[i]`, and
    nothing at all was said with chance `silent[i]`; their sum is how possible the beginning is. The chances do not
    depend on how usual such a change is: a reported departure is not disbelieved because most days see none.
    """

    first: int
    last: int
    terms: tuple[Term, ...]
    silent: Floats


@dataclass(frozen=True, eq=False)
class Chain:
    """A series ready to be smoothed: days between neighbouring nodes, likelihoods (nodes, cells), factors on pairs."""

    gaps: tuple[int, ...]
    likelihood: Floats
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, eq=False)
class Segment:
    """A stretch with its inside matrix. A window has `parts` that tile it, and `prefix[k]`: the weight from its first
    node to the inner node after part k, that node's likelihood included. A step has none, but knows with which
    probability nothing happens in it (`hold`, by rate)."""

    first: int
    last: int
    inside: Floats
    hold: Floats | None = None
    factor: Floats | None = None
    parts: tuple[Segment, ...] = ()
    prefix: tuple[Floats, ...] = ()


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Marginals (nodes, cells), the evidence and weight of each rate, and what drawing whole paths needs."""

    marginal: Floats
    log_evidence: float
    rate_weights: Floats
    segments: tuple[Segment, ...]
    forward: tuple[Floats, ...]  # at the first node of each segment, then at the last node of all
    reached: tuple[Floats, ...]  # forward weights after each segment, before its last node's likelihood
    pi: Floats


def smooth(chain: Chain, kernel: Kernel, rate_prior: Floats) -> Smoothed:
    """Exact marginals of a chain. Raises ValueError when two windows cross."""
    log_scale = np.zeros(len(kernel.rates))
    outer = sorted(chain.pairs, key=lambda pair: (pair.first, -pair.last))
    tiles = _tile(0, len(chain.gaps), outer)
    segments = tuple(_build(tile, chain, kernel, log_scale) for tile in tiles)
    forward, reached = _forward(segments, chain, kernel, log_scale)
    backward = _backward(segments, chain, len(kernel.rates))

    weights = np.log(rate_prior) + log_scale
    log_evidence = float(np.logaddexp.reduce(weights))
    weights = np.exp(weights - log_evidence)

    marginal = np.zeros_like(chain.likelihood)
    nodes = [segment.first for segment in segments] + [len(chain.gaps)]
    for node, ahead, behind in zip(nodes, forward, backward, strict=True):
        marginal[node] = weights @ _normalised(ahead * behind)
    for index, segment in enumerate(segments):
        if segment.factor is not None:
            after = chain.likelihood[segment.last] * backward[index + 1]
            _outside(segment, forward[index][:, :, None] * after[:, None, :], chain, weights, marginal)
    return Smoothed(marginal, log_evidence, weights, segments, forward, reached, kernel.pi)


@dataclass(frozen=True, eq=False)
class _Tile:
    first: int
    last: int
    pair: Pair | None
    tiles: tuple[_Tile, ...]


def _tile(first: int, last: int, pairs: Sequence[Pair]) -> tuple[_Tile, ...]:
    """Steps and windows that tile the nodes from `first` to `last`; `pairs` sorted by first node, widest first."""
    tiles: list[_Tile] = []
    waiting = list(pairs)
    node = first
    while node < last:
        if waiting and waiting[0].first == node:
            outer = waiting.pop(0)
            inner = [pair for pair in waiting if pair.first < outer.last]
            if outer.last > last or any(pair.last > outer.last for pair in inner):
                raise ValueError(f"windows cross at nodes {outer.first} to {outer.last}")
            waiting = waiting[len(inner) :]
            tiles.append(_Tile(node, outer.last, outer, _tile(node, outer.last, inner)))
            node = outer.last
        else:
            tiles.append(_Tile(node, node + 1, None, ()))
            node += 1
    return tuple(tiles)


def _build(tile: _Tile, chain: Chain, kernel: Kernel, log_scale: Floats) -> Segment:
    """Inside matrices, from the innermost windows outwards; what is scaled away is added to `log_scale`."""
    if tile.pair is None:
        days = chain.gaps[tile.first]
        return Segment(tile.first, tile.last, kernel.over(days), hold=np.exp(-kernel.rates * days))
    parts = tuple(_build(inner, chain, kernel, log_scale) for inner in tile.tiles)
    product, prefix = parts[0].inside, []
    for part, following in pairwise(parts):
        prefix.append(_scaled(product * chain.likelihood[part.last], log_scale))
        product = prefix[-1] @ following.inside
    factor = _given_the_beginning(product, tile.pair)
    whole = _scaled(product * factor, log_scale)
    return Segment(tile.first, tile.last, whole, factor=factor, parts=parts, prefix=tuple(prefix))


def _given_the_beginning(product: Floats, pair: Pair) -> Floats:
    """The factor of a statement by rate: each term is scaled, row by row, to keep the row's sum, then weighed."""
    before = product.sum(axis=2)
    factor = np.repeat(np.repeat(pair.silent[None, :, None], len(product), axis=0), len(pair.silent), axis=2)
    for term in pair.terms:
        told = (product * term.factor).sum(axis=2)
        scale = np.divide(before, told, out=np.zeros_like(told), where=told > 0)
        factor += (scale * term.weight)[:, :, None] * term.factor
    return factor


def _scaled(matrix: Floats, log_scale: Floats) -> Floats:
    largest = matrix.max(axis=(1, 2))
    log_scale += np.log(largest)
    scaled: Floats = matrix / largest[:, None, None]
    return scaled


def _normalised(rows: Floats) -> Floats:
    normalised: Floats = rows / rows.sum(axis=-1, keepdims=True)
    return normalised


def _forward(
    segments: Sequence[Segment], chain: Chain, kernel: Kernel, log_scale: Floats
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Normalised weights at the first node of each segment and the last node of all; those reached by each segment."""
    ahead = np.tile(kernel.pi * chain.likelihood[0], (len(kernel.rates), 1))
    vectors, reached = [_rescaled(ahead, log_scale)], []
    for segment in segments:
        reached.append((vectors[-1][:, None, :] @ segment.inside)[:, 0, :])
        vectors.append(_rescaled(reached[-1] * chain.likelihood[segment.last], log_scale))
    return tuple(vectors), tuple(reached)


def _rescaled(rows: Floats, log_scale: Floats) -> Floats:
    total = rows.sum(axis=1)
    log_scale += np.log(total)
    scaled: Floats = rows / total[:, None]
    return scaled


def _backward(segments: Sequence[Segment], chain: Chain, rates: int) -> tuple[Floats, ...]:
    vectors = [np.ones((rates, chain.likelihood.shape[1]))]
    for segment in reversed(segments):
        after = chain.likelihood[segment.last] * vectors[-1]
        vectors.append(_normalised((segment.inside @ after[:, :, None])[:, :, 0]))
    return tuple(reversed(vectors))


def _outside(segment: Segment, around: Floats, chain: Chain, weights: Floats, marginal: Floats) -> None:
    """Fill in the marginals of the inner nodes of a window from the joint weight of its ends from outside."""
    if segment.factor is None:
        return
    ends = around * segment.factor
    ends = ends / ends.max(axis=(1, 2), keepdims=True)
    # walking from the last part to the first, `rest[u, i]` is the weight from inner node u to the end, by first cell i
    rest = ends.transpose(0, 2, 1)
    for index in range(len(segment.parts) - 1, -1, -1):
        part = segment.parts[index]
        if part.factor is not None:
            before = rest if index == 0 else rest @ segment.prefix[index - 1]
            _outside(part, before.transpose(0, 2, 1), chain, weights, marginal)
        if index == 0:
            break
        rest = part.inside @ rest
        joint = segment.prefix[index - 1] * rest.transpose(0, 2, 1)
        marginal[part.first] = weights @ _normalised(joint.sum(axis=1))
        rest = rest * chain.likelihood[part.first][:, None]
        rest = rest / rest.max(axis=(1, 2), keepdims=True)
