"""What the estimator and its peers answer on one drawn world: units of work, each with its own seed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from benchmarks.accuracy.peers import PEERS, Normal
from benchmarks.estimate.cuba import ALLOWED, START, Withdrawal, draw_withdrawal
from benchmarks.estimate.score import Scored, of_draws, of_normal, sum_of
from benchmarks.estimate.stress import FORCES, SITES, Harder, Stress, draw_stress, without_copies_marked
from exeunt.estimate.estimate import estimate
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.together import estimate_together
from exeunt.estimate.posterior import Posterior
from exeunt.estimate.settings import settings
from exeunt.model.claim import Claim, Kind
from exeunt.simulation.trial import Trial

FIRST, JOINT = "first estimator", "joint model"
Estimator = Callable[..., tuple[Posterior, ...]]
ESTIMATORS: dict[str, Estimator] = {FIRST: estimate, JOINT: estimate_together}
"""Series after series, and all together: both answer about the same worlds."""
FELL = 0.25
"""The share of a total whose fall is asked about."""


@dataclass(frozen=True, slots=True)
class StressUnit:
    """Which stress world, how hard, whether the estimators know of copying, and whether peers answer.

    `common`: the spread of the bias that the joint model takes all sources to share, if not the usual one.
    """

    seed: int
    harder: Harder | None = None
    copies: bool = True
    peers: bool = True
    common: float | None = None


@dataclass(frozen=True)
class Judged:
    """Scores by method, of sites and of totals; P(total fell by a quarter) with whether it did; CPU seconds."""

    sites: dict[str, list[Scored]]
    totals: dict[str, list[Scored]]
    fell: dict[str, list[tuple[float, bool]]]
    seconds: dict[str, float]


def judge_stress(unit: StressUnit) -> Judged:
    """One stress world."""
    world = draw_stress(unit.seed, unit.harder)
    told = world if unit.copies else without_copies_marked(world)
    judged = Judged({}, {}, {}, {})
    for name in ESTIMATORS:
        if name == FIRST and unit.common is not None:
            continue  # it assumes no bias that all share
        began = time.process_time()
        found = _answer(name, told, unit)
        judged.seconds[name] = time.process_time() - began
        _judge(judged, name, {(item.force, item.site): item for item in found}, world, unit.seed)
    if unit.peers:
        for name in PEERS:
            judged.sites[name], judged.totals[name] = _peer(told, name)
    return judged


def _answer(name: str, told: Stress, unit: StressUnit) -> tuple[Posterior, ...]:
    with ExitStack() as held:
        if not unit.copies:
            held.enter_context(ignoring_copies())
        if unit.common is not None:
            held.enter_context(assuming(unit.common))
        return ESTIMATORS[name](told.case, told.claims, days=told.days, seed=unit.seed)


@contextmanager
def ignoring_copies() -> Iterator[None]:
    """Both estimators without the chance that the same figure soon after is a copy."""
    changed = replace(settings(), copy={**settings().copy, "chance": 0.0})
    with ExitStack() as held:
        for module in ("estimate", "joint.together"):
            held.enter_context(patch(f"exeunt.estimate.{module}.settings", lambda: changed))
        yield


@contextmanager
def assuming(common: float) -> Iterator[None]:
    """The joint model with another bias that all sources share."""
    changed = replace(joint_settings(), common=common)
    with patch("exeunt.estimate.joint.pack.joint_settings", lambda: changed):
        yield


def _judge(
    judged: Judged, name: str, found: Mapping[tuple[str, str | None], Posterior], world: Stress, seed: int
) -> None:
    """Adds the scores of one estimator."""
    dice = np.random.default_rng(seed)
    judged.sites[name], judged.totals[name], judged.fell[name] = [], [], []
    for place, force in enumerate(FORCES):
        for number, site in enumerate(SITES):
            judged.sites[name] += _scored(found[force, site], world.truth[place, number], dice)
        if (force, None) not in found:
            continue
        whole, true = found[force, None], world.truth[place].sum(axis=0)
        judged.totals[name] += _scored(whole, true, dice)
        first, last = world.days[0], world.days[-1]
        judged.fell[name].append((whole.fell_by_share(first, last, FELL), bool(true[-1] <= (1 - FELL) * true[0])))


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
    """Scores of the Cuban withdrawal by method (CRPS in men); by estimator, P(within a tenth above the allowed)."""

    crps: dict[str, float]
    places: dict[str, list[float]]
    met: dict[str, list[float]]


def judge_cuba(seed: int) -> Cuba:
    """One history of the withdrawal with its claims."""
    world = draw_withdrawal(seed)
    milestones = [day for day, _ in ALLOWED[1:]]
    asked = sorted({START, *world.days, *milestones})
    found = Cuba(_carried_forward(world), {}, {})
    for name, method in ESTIMATORS.items():
        answers = method(world.case, world.claims, days=asked, seed=seed)
        whole = next(item for item in answers if item.site is None)
        drawn = [whole.draws[:, whole.position(day)] for day in world.days]
        dice = np.random.default_rng(seed)
        scores = [of_draws(draws, true, dice) for draws, true in zip(drawn, world.truth, strict=True)]
        errors = [_crps_in_men(draws, true) for draws, true in zip(drawn, world.truth, strict=True)]
        found.crps[name] = float(np.mean(errors))
        found.places[name] = [score.place for score in scores if score.place is not None]
        found.met[name] = [whole.at_most(day, 1.1 * allowed + 50) for day, allowed in ALLOWED[1:]]
    return found


def _crps_in_men(draws: np.ndarray, true: float) -> float:
    ordered = np.sort(draws)
    ranks = 2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1
    return float(np.abs(ordered - true).mean() - (ranks @ ordered) / len(ordered) ** 2)


def _carried_forward(world: Withdrawal) -> dict[str, float]:
    """The mean error of the latest claim of the whole force of any letter, and of those graded A or B."""
    grades = {source.id: source.reliability for source in world.case.sources}
    found = {}
    for name, letters in (("latest claim", "ABCDE"), ("latest claim graded A or B", "AB")):
        stocks = [
            claim
            for claim in sorted(world.claims, key=lambda item: item.known_on)
            if claim.kind is Kind.STOCK
            and claim.count
            and not claim.site_ids
            and grades[claim.source_id or ""] in letters
        ]
        errors = []
        for day, true in zip(world.days, world.truth, strict=True):
            known = [claim for claim in stocks if claim.known_on <= day] or stocks[:1]
            figure = known[-1].count.figure if known[-1].count else 0.0
            errors.append(abs(figure - true))
        found[name] = float(np.mean(errors))
    return found
