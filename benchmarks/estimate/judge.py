"""What the estimator and its peers answer on one drawn world: units of work, each with its own seed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.accuracy.peers import PEERS, Normal
from benchmarks.estimate.cuba import ALLOWED, START, Withdrawal, draw_withdrawal
from benchmarks.estimate.score import Scored, of_draws, of_normal, sum_of
from benchmarks.estimate.stress import FORCES, SITES, Harder, Stress, draw_stress, without_copies_marked
from exeunt.estimate.estimate import estimate
from exeunt.estimate.joint.together import estimate_together
from exeunt.estimate.posterior import Posterior
from exeunt.model.claim import Claim, Kind
from exeunt.simulation.trial import Trial

OURS = "this estimator"
FELL = 0.25
"""The share of a total whose fall is asked about."""


def estimator(*, together: bool) -> Callable[..., tuple[Posterior, ...]]:
    """Series after series, or the joint model."""
    return estimate_together if together else estimate


@dataclass(frozen=True, slots=True)
class StressUnit:
    """Which stress world, how hard, whether its copies are marked, whether peers answer, and by which of our models."""

    seed: int
    harder: Harder | None = None
    copies_marked: bool = True
    peers: bool = True
    together: bool = False


@dataclass(frozen=True)
class Judged:
    """Scores by method, of sites and of totals; P(total fell by a quarter) with whether it did; CPU seconds of ours."""

    sites: dict[str, list[Scored]]
    totals: dict[str, list[Scored]]
    fell: tuple[tuple[float, bool], ...]
    seconds: float


def judge_stress(unit: StressUnit) -> Judged:
    """One stress world."""
    world = draw_stress(unit.seed, unit.harder)
    told = world if unit.copies_marked else without_copies_marked(world)
    began = time.process_time()
    found = estimator(together=unit.together)(told.case, told.claims, days=told.days, seed=unit.seed)
    posteriors = {(posterior.force, posterior.site): posterior for posterior in found}
    seconds = time.process_time() - began
    dice = np.random.default_rng(unit.seed)
    sites: dict[str, list[Scored]] = {OURS: []}
    totals: dict[str, list[Scored]] = {OURS: []}
    fell = []
    for place, force in enumerate(FORCES):
        whole = posteriors.get((force, None))
        for number, site in enumerate(SITES):
            sites[OURS] += _scored(posteriors[force, site], world.truth[place, number], dice)
        if whole is None:
            continue
        true = world.truth[place].sum(axis=0)
        totals[OURS] += _scored(whole, true, dice)
        first, last = world.days[0], world.days[-1]
        fell.append((whole.fell_by_share(first, last, FELL), bool(true[-1] <= (1 - FELL) * true[0])))
    if unit.peers:
        for name in PEERS:
            sites[name], totals[name] = _peer(told, name)
    return Judged(sites, totals, tuple(fell), seconds)


def _scored(posterior: Posterior, truth: Sequence[float], dice: np.random.Generator) -> list[Scored]:
    return [of_draws(posterior.draws[:, at], float(true), dice) for at, true in enumerate(truth)]


def _peer(world: Stress, name: str) -> tuple[list[Scored], list[Scored]]:
    """A peer on each site; a total is the sum of its sites, and what was said of the total itself, by their spreads."""
    sites, totals = [], []
    for place, force in enumerate(FORCES):
        answers = []
        for number, site in enumerate(SITES):
            own = [claim for claim in world.claims if claim.force_id == force and claim.site_ids == (site,)]
            answers.append(_answers(name, own, world))
            sites += [of_normal(*pair) for pair in zip(answers[-1], world.truth[place, number], strict=True)]
        direct = [claim for claim in world.claims if claim.force_id == force and not claim.site_ids]
        true = world.truth[place].sum(axis=0)
        for at, said in enumerate(_answers(name, direct, world)):
            together = _combined(sum_of([answer[at] for answer in answers]), said, told=bool(direct))
            totals.append(of_normal(together, float(true[at])))
    return sites, totals


def _answers(name: str, claims: Sequence[Claim], world: Stress) -> list[Normal]:
    known = tuple(claim for claim in claims if claim.kind is Kind.STOCK)
    if not known:
        return [(5.0, 0.0 if name == "latest claim" else 2.0)] * len(world.days)
    own = tuple(replace(claim, site_ids=()) for claim in known)
    return PEERS[name](Trial(world.case, own[0].force_id or "", own, world.days, tuple(0.0 for _ in world.days)))


def _combined(summed: Normal, said: Normal, *, told: bool) -> Normal:
    if not told:
        return summed
    if summed[1] == 0:
        return said
    weights = 1 / summed[1] ** 2, 1 / said[1] ** 2
    mean = (summed[0] * weights[0] + said[0] * weights[1]) / sum(weights)
    return mean, 1 / math.sqrt(sum(weights))


@dataclass(frozen=True)
class Cuba:
    """Scores of the Cuban withdrawal by method (CRPS in men), and P(within a tenth above what was allowed) by date."""

    crps: dict[str, float]
    places: tuple[float, ...]
    met: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CubaUnit:
    """Which history, and by which of our models."""

    seed: int
    together: bool = False


def judge_cuba(unit: CubaUnit) -> Cuba:
    """One history of the withdrawal with its claims."""
    seed, world = unit.seed, draw_withdrawal(unit.seed)
    milestones = [day for day, _ in ALLOWED[1:]]
    asked = sorted({START, *world.days, *milestones})
    posterior = estimator(together=unit.together)(world.case, world.claims, days=asked, seed=seed)[0]
    dice = np.random.default_rng(seed)
    scores, errors = [], []
    for day, true in zip(world.days, world.truth, strict=True):
        draws = posterior.draws[:, posterior.position(day)]
        scores.append(of_draws(draws, true, dice))
        errors.append(_crps_in_men(draws, true))
    met = tuple(posterior.at_most(day, 1.1 * allowed + 50) for day, allowed in ALLOWED[1:])
    return Cuba(
        {OURS: float(np.mean(errors)), **_carried_forward(world)},
        tuple(item.place for item in scores if item.place is not None),
        met,
    )


def _crps_in_men(draws: np.ndarray, true: float) -> float:
    ordered = np.sort(draws)
    ranks = 2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1
    return float(np.abs(ordered - true).mean() - (ranks @ ordered) / len(ordered) ** 2)


def _carried_forward(world: Withdrawal) -> dict[str, float]:
    """The mean error of the latest claim of any letter, and of those graded A or B."""
    grades = {source.id: source.reliability for source in world.case.sources}
    found = {}
    for name, letters in (("latest claim", "ABCDE"), ("latest claim graded A or B", "AB")):
        stocks = [
            claim
            for claim in sorted(world.claims, key=lambda item: item.known_on)
            if claim.kind is Kind.STOCK and claim.count and grades[claim.source_id or ""] in letters
        ]
        errors = []
        for day, true in zip(world.days, world.truth, strict=True):
            known = [claim for claim in stocks if claim.known_on <= day] or stocks[:1]
            figure = known[-1].count.figure if known[-1].count else 0.0
            errors.append(abs(figure - true))
        found[name] = float(np.mean(errors))
    return found
