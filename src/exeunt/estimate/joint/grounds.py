"""Why a number is what it is, from its joint draws: what each claim moved, foreseen figures, and diagnostics.

A claim is left out by weighing every draw with one over the likelihood of what the claim says (Gelfand, Dey and Chang
1992). Weights are cut at their mean times the square root of their number (Ionides 2008), and a claim that leaves few
draws with weight is marked as not steady. What a claim moved is the distance between the number with it and without it:
the mean shift of log(1 + N), taken between the two distributions (Wasserstein's first).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from exeunt.estimate.diagnose import effective_size, split_rhat
from exeunt.estimate.joint.problem import Draws, Floats, Shape, Statement
from exeunt.estimate.posterior import Posterior
from exeunt.model.balance import Range
from exeunt.model.grounds import ClaimWeight, Grounds

_ENDS = np.array([0.05, 0.5, 0.95])
_STEADY = 0.2
"""Share of the draws, counted by their weights, that must be left for a claim left out to be told."""


@dataclass(frozen=True, eq=False)
class _Left:
    """A claim left out: its statements, the weights of the draws without it, and what the others foresee of it."""

    statements: tuple[int, ...]
    weights: Floats
    foreseen: Range | None
    place: float | None


class Explainer:
    """Explains numbers of one and the same joint draws. What leaving a claim out does to the draws is found once."""

    def __init__(self, draws: Draws, common: float, seed: int) -> None:
        """`common` is the spread of the shared bias that was assumed."""
        self._draws, self._common, self._seed = draws, common, seed
        self._said: dict[str, list[int]] = {}
        for index, item in enumerate(draws.problem.statements):
            self._said.setdefault(item.claim, []).append(index)
        self._left: dict[str, _Left] = {}

    def grounds(
        self, posterior: Posterior, day: date, *, prior: Range, sensitivity: tuple[tuple[float, Range], ...] = ()
    ) -> Grounds:
        """Why the stock of a posterior of these draws is what it is on a day."""
        number = posterior.draws[:, posterior.position(day)]
        weights = self.weights(number, [use.claim_id for use in posterior.uses if use.role == "evidence"])
        rhat, size = split_rhat(number, self._draws.chain), effective_size(number, self._draws.chain)
        return Grounds(
            force=posterior.force,
            site=posterior.site,
            day=day,
            prior=prior,
            now=plain_range(number),
            weights=weights,
            sources=independent_sources(weights, self._source_of),
            common=self._common,
            rhat=rhat,
            size=size,
            detectable=detectable_rise(posterior.draws[:, 0], number),
            sensitivity=sensitivity,
        )

    def weights(self, number: Floats, claims: Iterable[str]) -> tuple[ClaimWeight, ...]:
        """What each claim did to a number, given by its joint draws (M,); those that moved it most first."""
        left = {claim: self._without(claim) for claim in claims if claim in self._said}
        moved = {claim: distance(number, item.weights) for claim, item in left.items()}
        total = sum(moved.values()) or 1.0
        made = (self._weight(claim, item, number, moved[claim] / total) for claim, item in left.items())
        return tuple(sorted(made, key=lambda item: (-item.share, item.claim_id)))

    @property
    def _source_of(self) -> dict[str, str]:
        problem = self._draws.problem
        return {item.claim: problem.speakers[item.source].name for item in problem.statements}

    def _without(self, claim: str) -> _Left:
        if claim not in self._left:
            statements = tuple(self._said[claim])
            weights = leave_out(self._draws, statements)
            self._left[claim] = _Left(statements, weights, *_foreseen(self._draws, statements[0], weights, self._seed))
        return self._left[claim]

    def _weight(self, claim: str, left: _Left, number: Floats, share: float) -> ClaimWeight:
        draws = self._draws
        junk, copied, rotated = (
            float(max(chances[index] for index in left.statements))
            for chances in (draws.worthless, draws.copied, draws.rotated)
        )
        steady = 1 / float((left.weights**2).sum()) >= _STEADY * len(number)
        without = weighted_range(number, left.weights)
        return ClaimWeight(claim, share, without, left.foreseen, left.place, junk, copied, rotated, steady)


def _foreseen(draws: Draws, index: int, weights: Floats, seed: int) -> tuple[Range | None, float | None]:
    """The figure of a statement as the weighted draws foresee it, and where the one stated lies."""
    item = draws.problem.statements[index]
    if item.shape not in (Shape.FIGURE, Shape.RANGE):
        return None, None
    figures = foreseen_figures(draws, index, seed)
    stated = float(np.sqrt(max(item.low, 1.0) * max(item.high, 1.0)))
    place = float(weights[figures < stated].sum() + weights[figures == stated].sum() / 2)
    return weighted_range(figures, weights), place


def leave_out(draws: Draws, statements: Sequence[int]) -> Floats:
    """The weights of the draws, adding up to one, without what these statements say."""
    log = -draws.log_likelihood[:, list(statements)].astype(float).sum(axis=1)
    plain = np.exp(log - log.max())
    cut: Floats = np.minimum(plain, plain.mean() * np.sqrt(len(plain)))
    return cut / float(cut.sum())


def distance(number: Floats, weights: Floats) -> float:
    """How far the weighted distribution of log(1 + N) lies from the plain one."""
    order = np.argsort(number, kind="stable")
    places = np.log1p(number[order])
    apart = np.abs(np.cumsum(weights[order]) - np.arange(1, len(order) + 1) / len(order))
    return float((apart[:-1] * np.diff(places)).sum())


def weighted_range(number: Floats, weights: Floats) -> Range:
    """Ends of the 90 % interval of weighted draws, with the median between them."""
    order = np.argsort(number, kind="stable")
    places = np.searchsorted(np.cumsum(weights[order]), _ENDS - 1e-12)
    low, middle, high = number[order][np.minimum(places, len(order) - 1)]
    return float(low), float(middle), float(high)


def plain_range(number: Floats) -> Range:
    """Ends of the 90 % interval of draws, with the median between them."""
    return weighted_range(number, np.full(len(number), 1 / len(number)))


def independent_sources(weights: Sequence[ClaimWeight], source_of: Mapping[str, str]) -> float:
    """How many equally weighty sources would weigh as much: one over the sum of the squared shares of the sources.

    The share of a claim counts as far as it is no copy. 0 where no claim moved anything.
    """
    shares: dict[str, float] = {}
    for item in weights:
        source = source_of[item.claim_id]
        shares[source] = shares.get(source, 0.0) + item.share * (1 - item.copied)
    total = sum(shares.values())
    return total**2 / sum(share**2 for share in shares.values()) if total else 0.0


def detectable_rise(before: Floats, after: Floats) -> float:
    """The smallest rise that would be told from none nine times in ten, with one false alarm in twenty.

    From the spread of the change between two days in joint draws, as a normal law: (1.645 + 1.282) times half the
    middle 68 % of it. It is large where nobody counted well on both days.
    """
    low, high = np.quantile(after - before, [0.16, 0.84])
    return float((1.645 + 1.282) * (high - low) / 2)


def foreseen_figures(draws: Draws, index: int, seed: int) -> Floats:
    """Draws (M,) of the figure that the source of a statement would state if it spoke from knowledge."""
    item = draws.problem.statements[index]
    stock = counted(draws, item, index)
    chance = np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(item.claim.encode())]))
    spread = np.hypot(item.widen * draws.spread[:, item.source], item.blur)
    error = draws.bias[:, item.source, item.side] + spread * chance.standard_normal(len(stock))
    return np.where(stock > 0, np.maximum(stock * np.exp(error), 1.0), 0.0)


def counted(draws: Draws, item: Statement, index: int) -> Floats:
    """Draws (M,) of the stocks that a statement speaks of together, on the day it speaks of in each draw."""
    total = np.zeros(len(draws.chain))
    for choice, when in enumerate(item.days):
        here = draws.day[:, index] == choice
        for stock in item.members:
            nodes = draws.node_day[draws.first[stock] : draws.first[stock + 1]]
            cells = draws.cells[:, draws.first[stock] + int(np.searchsorted(nodes, when.day))]
            placed = draws.counts[cells] * np.exp(draws.offset[:, stock] * draws.step)
            total += np.where(here & (cells > 0), placed, 0.0)
    return total
