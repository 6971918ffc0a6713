"""NUTS on the same model: stocks summed out by a grid pass in JAX, sources drawn by NumPyro. Goals 3 and 13.

Written from the definition in `reference.py`; nothing of our sampler is in it. One force, two stocks, forty claims, no
bias that all sources share.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

from benchmarks.estimate.goals import Goal
from benchmarks.estimate.reference import BELL_TOP, Floats, Trust, drawn_path, forward, reference
from benchmarks.estimate.small import COARSE, LAW, TOP, days_and_statements, draw_small, rows_of, steps_of
from exeunt.estimate.diagnose import effective_size
from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Draws, Effort, Problem, Shape
from exeunt.estimate.joint.sampler import sample_packed
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.settings import settings

WARM, KEPT, CHAINS = 300, 1000, 2
OURS = Effort(chains=4, burn=200, keep=1500)


@dataclass(frozen=True, eq=False)
class Oracle:
    """Draws of NUTS: parameters by name (draws, sources), the chain of each, cells by stock, and CPU seconds."""

    parameters: dict[str, Floats]
    chain: np.ndarray
    cells: list[np.ndarray]
    seconds: float


def _model(problem: Problem) -> Any:
    """The NumPyro model: a function without arguments."""
    cells = reference(LAW, TOP, COARSE)
    detection, figure_share, none_share = settings().detection, settings().junk_figure, settings().junk_none
    counts = jnp.array(cells.counts)
    unseen = jnp.maximum(1 - counts / detection / 256, 0.0) ** 256
    grades = np.array([[one.spread, one.junk, one.bias] for one in problem.speakers]).T
    steps = [
        jnp.array([[*steps_of(problem, stock, rate, cells)] for rate in settings().mean_days]) for stock in range(2)
    ]
    about = [[item for _, item in days_and_statements(problem, stock)] for stock in range(2)]
    figures = [jnp.array([item.low if item.shape is Shape.FIGURE else 0.0 for item in items]) for items in about]
    sources = [jnp.array([item.source for item in items]) for items in about]
    blur = about[0][0].blur ** 2 + cells.step**2 / 12

    def row(figure: Any, bias: Any, spread: Any, junk: Any) -> Any:
        away = jnp.clip(jnp.log(jnp.maximum(figure, 1e-9)) - bias - jnp.log(jnp.maximum(counts, 1e-9)), -20, 20)
        width = jnp.sqrt(spread**2 + blur)
        left = jnp.maximum(1 - (jnp.sinh(away) / width) ** 2 / 512, 1e-3)
        honest = jnp.where(counts > 0, (1 - unseen) * BELL_TOP * jnp.cosh(away) * left**256 / width, 0.0)
        number = (1 - junk) * honest + junk * figure_share / cells.reach
        return jnp.where(figure > 0, number, (1 - junk) * unseen + junk * none_share)

    def evidence(moves: Any, rows: Any) -> Any:
        """By the rate whose moves are given."""

        def onward(carried: Any, given: Any) -> Any:
            ahead, total = carried
            move, line = given
            ahead = (ahead @ move) * line
            return (ahead / ahead.sum(), total + jnp.log(ahead.sum())), None

        first = jnp.array(cells.law) * rows[0]
        start = (first / first.sum(), jnp.log(first.sum()))
        return jax.lax.scan(onward, start, (moves, rows[1:]))[0][1]

    def model() -> None:
        bias = numpyro.sample("bias", dist.Normal(0.0, grades[2]).to_event(1))
        spread = numpyro.sample("spread", dist.Normal(np.log(grades[0]), joint_settings().spread).to_event(1))
        odds = np.log(grades[1] / (1 - grades[1]))
        junk = numpyro.sample("junk", dist.Normal(odds, joint_settings().junk).to_event(1))
        total = jnp.log(jnp.array(settings().rate_weights))
        for moves, said, who in zip(steps, figures, sources, strict=True):
            rows = jax.vmap(row)(said, bias[who], jnp.exp(spread)[who], jax.nn.sigmoid(junk)[who])
            total = total + jax.vmap(evidence, in_axes=(0, None))(moves, rows)
        numpyro.factor("said", jax.nn.logsumexp(total))

    return model


def run_oracle(problem: Problem, seed: int, *, warm: int = WARM, kept: int = KEPT) -> Oracle:
    """NUTS, then for each of its draws a path of each stock, its rate drawn too."""
    began = time.process_time()
    sampler = MCMC(
        NUTS(_model(problem)), num_warmup=warm, num_samples=kept, num_chains=CHAINS, chain_method="sequential",
        progress_bar=False,
    )  # fmt: skip
    sampler.run(jax.random.PRNGKey(seed))
    found = {name: np.asarray(values, float) for name, values in sampler.get_samples().items()}
    seconds = time.process_time() - began
    return Oracle(found, np.repeat(np.arange(CHAINS), kept), _paths(problem, found, seed), seconds)


def _paths(problem: Problem, found: dict[str, Floats], seed: int) -> list[np.ndarray]:
    """Cells (draws, days) of each stock."""
    model, dice = reference(LAW, TOP, COARSE), np.random.default_rng(seed)
    steps = {rate: [steps_of(problem, stock, rate, model) for stock in range(2)] for rate in settings().mean_days}
    drawn: list[list[list[int]]] = [[], []]
    for bias, spread, junk in zip(found["bias"], found["spread"], found["junk"], strict=True):
        trust = [
            Trust(float(one), float(np.exp(two)), float(1 / (1 + np.exp(-three))))
            for one, two, three in zip(bias, spread, junk, strict=True)
        ]
        rows = [rows_of(problem, stock, trust, model) for stock in range(2)]
        weights = [
            np.log(weight) + sum(forward(model.law, steps[rate][stock], rows[stock]) for stock in range(2))
            for rate, weight in zip(settings().mean_days, settings().rate_weights, strict=True)
        ]
        chances = np.exp(np.array(weights) - max(weights))
        rate = settings().mean_days[int(dice.choice(len(chances), p=chances / chances.sum()))]
        for stock in range(2):
            drawn[stock].append(drawn_path(model.law, steps[rate][stock], rows[stock], dice))
    return [np.array(paths) for paths in drawn]


def _ours(draws: Draws) -> dict[str, Floats]:
    return {"bias": draws.bias[:, :, 0], "spread": np.log(draws.spread), "junk": np.log(draws.junk / (1 - draws.junk))}


def nuts_goals(seed: int = 1) -> tuple[list[Goal], float, Floats]:
    """Goals 3 and, for NUTS, 13; for the other peer our effective draws of biases a CPU second, and our draws."""
    problem = draw_small(seed)
    packed = pack(problem, common=0.0, spacing=COARSE)
    sample_packed(packed, seed=seed, effort=Effort(1, 1, 1))  # compiles
    began = time.process_time()
    draws = sample_packed(packed, seed=seed, effort=OURS)
    seconds = time.process_time() - began
    oracle = run_oracle(problem, seed)
    ours = _ours(draws)
    apart = max(
        float(np.max(np.abs(ours[name].mean(axis=0) - values.mean(axis=0)) / values.std(axis=0)))
        for name, values in oracle.parameters.items()
    )
    gaps = [gap for stock in range(2) for gap in _gaps(problem, draws, oracle, stock)]
    mine = effective(ours["bias"], draws.chain) / seconds
    theirs = effective(oracle.parameters["bias"], oracle.chain) / oracle.seconds
    ratio = float(np.median(mine) / np.median(theirs))
    told = f"means within {apart:.3f} sd, KS mean {np.mean(gaps):.3f}, largest {max(gaps):.3f} of {len(gaps)} counts"
    speed = f"{ratio:.0f} times NUTS (median of biases: {np.median(mine):.1f} against {np.median(theirs):.2f})"
    return [
        Goal(3, "agreement with NUTS on the same model", "means <= 0.15 sd, KS <= 0.06", told,
             apart <= 0.15 and max(gaps) <= 0.06),
        Goal(13, "effective draws a CPU second over NUTS", ">= 15", speed, ratio >= 15),
    ], float(np.median(mine)), np.stack([ours["bias"], ours["spread"], ours["junk"]], axis=-1)  # fmt: skip


def effective(values: Floats, chain: np.ndarray) -> Floats:
    """How many independent draws each column is worth."""
    return np.array([effective_size(column, chain.astype(np.int16)) for column in values.T])


def _gaps(problem: Problem, draws: Draws, oracle: Oracle, stock: int) -> list[float]:
    """Largest gap of the distribution functions of each count of a stock."""
    columns = {int(draws.node_day[node]): node for node in range(draws.first[stock], draws.first[stock + 1])}
    cells = len(draws.counts)
    found = []
    for place, (day, _) in enumerate(days_and_statements(problem, stock)):
        one = np.bincount(draws.cells[:, columns[day]], minlength=cells) / len(draws.cells)
        other = np.bincount(oracle.cells[stock][:, place], minlength=cells) / len(oracle.cells[stock])
        found.append(float(np.abs(np.cumsum(one) - np.cumsum(other)).max()))
    return found
