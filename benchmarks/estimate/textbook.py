"""The model that a textbook would write for these claims, by NumPyro's NUTS: goal 9.

The logarithm of each site's stock is a random walk over the days of its claims with Laplace steps; figures are off by a
Student error, a bias of the source on the side, and its spread; a total is the sum of its sites. It knows the letters,
but no zeros, no junk, no bounds and no departures.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

from benchmarks.estimate.goals import Goal, shares
from benchmarks.estimate.judge import JOINT, StressUnit, judge_stress
from benchmarks.estimate.score import Scored, coverage, mean_crps, of_draws
from benchmarks.estimate.stress import FIRST, FORCES, SITES, Stress, draw_stress
from exeunt.estimate.settings import settings
from exeunt.model.claim import Claim, Kind

WARM, KEPT = 300, 300


def _model(world: Stress, told: Sequence[Claim], days: np.ndarray) -> Any:
    names = [source.id for source in world.case.sources]
    grades = [settings().grades[source.reliability] for source in world.case.sources]
    who = jnp.array([names.index(claim.source_id or "") for claim in told])
    side = jnp.array([FORCES.index(claim.force_id or "") for claim in told])
    place = jnp.array([SITES.index(claim.site_ids[0]) if claim.site_ids else len(SITES) for claim in told])
    at = jnp.array([np.searchsorted(days, _offset(claim)) for claim in told])
    figures = jnp.array([np.log1p(claim.count.figure if claim.count else 0.0) for claim in told])
    widths = jnp.sqrt(jnp.array(np.diff(days), float))
    bias_width = jnp.array([[grade.bias] * len(FORCES) for grade in grades])
    spreads = jnp.log(jnp.array([grade.spread for grade in grades]))

    def model() -> None:
        start = numpyro.sample("start", dist.Normal(jnp.full((len(FORCES), len(SITES)), 5.5), 1.5).to_event(2))
        steps = numpyro.sample(
            "steps", dist.Laplace(jnp.zeros((len(FORCES), len(SITES), len(days) - 1)), 1.0).to_event(3)
        )
        size = numpyro.sample("size", dist.HalfNormal(0.1))
        walk = start[..., None] + jnp.cumsum(size * steps * widths, axis=-1)
        level = numpyro.deterministic("level", jnp.concatenate([start[..., None], walk], axis=-1))
        whole = jax.nn.logsumexp(level, axis=1, keepdims=True)
        everywhere = jnp.concatenate([level, whole], axis=1)
        bias = numpyro.sample("bias", dist.Normal(jnp.zeros_like(bias_width), bias_width).to_event(2))
        spread = jnp.exp(numpyro.sample("spread", dist.Normal(spreads, 0.35).to_event(1)))
        middle = everywhere[side, place, at] + bias[who, side]
        numpyro.sample("figures", dist.StudentT(4.0, middle, jnp.hypot(spread[who], 0.1)).to_event(1), obs=figures)

    return model


def _offset(claim: Claim) -> int:
    return (claim.known_on - FIRST).days


def answer(world: Stress, seed: int) -> tuple[list[Scored], list[Scored]]:
    """Scores of sites and of totals."""
    told = [claim for claim in world.claims if claim.kind is Kind.STOCK]
    asked = [(day - FIRST).days for day in world.days]
    days = np.array(sorted({*asked, *(_offset(claim) for claim in told)}))
    sampler = MCMC(
        NUTS(_model(world, told, days), max_tree_depth=8), num_warmup=WARM, num_samples=KEPT, progress_bar=False
    )
    sampler.run(jax.random.PRNGKey(seed))
    level = np.asarray(sampler.get_samples()["level"], float)[..., np.searchsorted(days, asked)]
    counts, dice = np.exp(level) - 1, np.random.default_rng(seed)
    counts = np.maximum(counts, 0.0)
    sites, totals = [], []
    for index in np.ndindex(*world.truth.shape):
        sites.append(of_draws(counts[(slice(None), *index)], float(world.truth[index]), dice))
    for force, at in np.ndindex(len(FORCES), len(asked)):
        whole = counts[:, force, :, at].sum(axis=1)
        totals.append(of_draws(whole, float(world.truth[force, :, at].sum()), dice))
    return sites, totals


def textbook_goals(worlds: int) -> list[Goal]:
    """Goal 9, on some of the stress worlds."""
    judged = [judge_stress(StressUnit(seed, peers=False)) for seed in range(worlds)]
    began = time.process_time()
    answers = [answer(draw_stress(seed), seed) for seed in range(worlds)]
    seconds = (time.process_time() - began) / worlds
    ours = [item for world in judged for item in world.sites[JOINT]]
    theirs = [item for sites, _ in answers for item in sites]
    totals = [item for _, whole in answers for item in whole]
    own = [item for world in judged for item in world.totals[JOINT]]
    ratio = mean_crps(theirs) / mean_crps(ours)
    said = f"{ratio:.2f} (totals {mean_crps(totals) / mean_crps(own):.2f}), covers {shares(coverage(theirs))}, "
    said += f"{seconds:.0f} CPU s a world against {np.mean([world.seconds[JOINT] for world in judged]):.1f}"
    return [Goal(9, f"textbook NUTS over the {JOINT}, CRPS of sites, {worlds} worlds", ">= 1.3", said, ratio >= 1.3)]
