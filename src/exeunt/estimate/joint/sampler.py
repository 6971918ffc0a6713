"""Chains of joint draws: every stock given the others and the sources, the sources given the stocks, in turn.

Chains run in threads, each with its own generator, counted from the seed and the number of the chain: the same problem
and seed give the same draws, however many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.joint.blame import blame
from exeunt.estimate.joint.filter import draw_stocks
from exeunt.estimate.joint.pack import Packed, pack
from exeunt.estimate.joint.pins import AT_FIRST
from exeunt.estimate.joint.problem import Draws, Effort, Problem
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.sources import look
from exeunt.estimate.joint.sweep import Dice, sweep
from exeunt.estimate.joint.tables import SAID, Floats, Room, State


def sample(problem: Problem, *, seed: int, effort: Effort | None = None, common: float | None = None) -> Draws:
    """Joint draws of a problem. `effort` and `common` (spread of the shared bias): if not those of this release."""
    return sample_packed(pack(problem, common=common), seed=seed, effort=effort or joint_settings().effort)


def sample_packed(packed: Packed, *, seed: int, effort: Effort) -> Draws:
    """Joint draws of a packed problem."""
    workers = min(effort.chains, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        chains = list(pool.map(lambda number: run_chain(packed, seed, number, effort), range(effort.chains)))
    return _gathered(packed, chains, seed)


@dataclass(frozen=True, eq=False)
class Kept:
    """What one chain kept: arrays as in `problem.Draws`, and sums over its draws of what `blame` finds."""

    cells: list[np.ndarray]
    states: list[tuple[np.ndarray, ...]]
    said: list[np.ndarray]
    blamed: Floats


class Chain:
    """One chain: its state, its room to work in, and its generator."""

    def __init__(self, packed: Packed, seed: int, number: int) -> None:
        """A start: stocks from what is said of each alone, sources from about their priors."""
        self.packed = packed
        self.dice = np.random.Generator(np.random.Philox(key=[seed % 2**63, number]))
        learned = packed.learned
        self.learned = learned._replace(step=learned.step.copy())
        self.state = fresh_state(packed, self.dice)
        self.room = make_room(packed)
        everything = (packed.ground, packed.told, self.state, self.room)
        look(*everything, self.learned)
        self.room.kept[-1] = AT_FIRST
        draw_stocks(*everything, self.dice.random((4, len(self.state.cells))))
        self.room.kept[-1] = 0

    def sweep(self, adapt: float = 0.0) -> None:
        """Draw everything once, given everything else."""
        repeats = joint_settings().repeats
        nodes, claims = len(self.state.cells), len(self.packed.told.whose)
        dice = Dice(
            path=self.dice.random((7, nodes)),
            other=self.dice.random(claims + 2 * len(self.state.habit)),
            step=self.dice.random((repeats, *self.state.known.shape)),
            normal=self.dice.standard_normal((repeats, *self.state.known.shape)),
            common=self.dice.standard_normal(len(self.state.common)),
            pair=self.dice.random((len(self.state.habit), 4)),
            ridge=self.dice.random(2),
        )
        sweep(self.packed.ground, self.packed.told, self.state, self.room, self.learned, dice, adapt)


def run_chain(packed: Packed, seed: int, number: int, effort: Effort) -> Kept:
    """One chain from its start to its last draw."""
    chain = Chain(packed, seed, number)
    for done in range(effort.burn):
        chain.sweep(adapt=1.0 / (1.0 + done) ** 0.6)
    kept = Kept([], [], [], np.zeros((len(packed.told.whose), 3)))
    for done in range(effort.keep * effort.thin):
        chain.sweep()
        if done % effort.thin == 0:
            keep(chain, kept)
    return kept


def keep(chain: Chain, kept: Kept) -> None:
    """Add the state of a chain to what is kept of it."""
    state = chain.state
    kept.cells.append(state.cells.astype(np.int16))
    kept.states.append(tuple(part.copy() for part in (state.known, state.common, state.habit, state.day)))
    kept.said.append(chain.room.said[SAID].astype(np.float32))
    blame(chain.packed.told, state, kept.blamed)


def fresh_state(packed: Packed, dice: np.random.Generator) -> State:
    """A state with sources near their priors and nobody anywhere."""
    learned, claims = packed.learned, len(packed.told.whose)
    forces, rates, rotations = len(packed.problem.forces), len(learned.rate_weight), learned.rotation.shape[1]
    return State(
        cells=np.zeros(packed.nodes.first[-1], np.int64),
        day=np.zeros(claims, np.int64),
        now=packed.said.copy(),
        known=learned.middle + 0.5 * learned.width * dice.standard_normal(learned.middle.shape),
        common=np.zeros(learned.middle.shape[1] - 2),
        habit=np.column_stack([dice.integers(0, rates, forces), dice.integers(0, rotations, forces)]),
    )


def make_room(packed: Packed) -> Room:
    """Room for a chain to work in."""
    cells, most = packed.grid.size, int(np.diff(packed.nodes.first).max())
    return Room(
        rows=np.ones((most, cells)),
        ahead=np.zeros((most, cells), np.float32),
        line=np.zeros(cells, np.float32),
        weight=np.zeros(cells),
        extra=np.zeros(cells),
        said=np.zeros((2, len(packed.told.whose))),
        pinned=np.zeros(packed.nodes.first[-1], np.int64),
        kept=np.zeros(packed.nodes.first[-1] + 1, np.int64),
    )


def _gathered(packed: Packed, chains: Sequence[Kept], seed: int) -> Draws:
    problem, count = packed.problem, len(chains[0].cells)
    known, common, habit, day = (
        np.concatenate([[state[part] for state in chain.states] for chain in chains]) for part in range(4)
    )
    sides = len(problem.sides)
    draws = len(known)
    blamed = np.sum([chain.blamed for chain in chains], axis=0) / draws
    dice = np.random.Generator(np.random.Philox(key=[seed % 2**63, 2**32]))
    return Draws(
        problem=problem,
        counts=packed.ground.counts,
        step=float(packed.told.form[-1]),
        first=np.array(packed.nodes.first, np.int64),
        node_day=np.array([day for days in packed.nodes.days for day in days], np.int64),
        cells=np.concatenate([chain.cells for chain in chains]),
        offset=dice.random((draws, len(problem.stocks))) - 0.5,
        rate=habit[:, :, 0].astype(np.int8),
        rotation=habit[:, :, 1].astype(np.int8),
        bias=known[:, :, :sides],
        common=common,
        spread=np.exp(known[:, :, sides]),
        junk=1 / (1 + np.exp(-known[:, :, sides + 1])),
        day=day.astype(np.int8),
        log_likelihood=np.concatenate([chain.said for chain in chains]),
        worthless=blamed[:, 0],
        copied=blamed[:, 1],
        rotated=blamed[:, 2],
        chain=np.repeat(np.arange(len(chains), dtype=np.int16), count),
    )
