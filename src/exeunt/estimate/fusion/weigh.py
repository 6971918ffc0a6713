"""What the claims about an object say of each candidate for its true value, and what each claim then most likely is.

A claim is a copy of another claim that states the same figure, or it speaks for itself; then it is exact (states the
truth to the digit), near (an honest error, by a Student law around truth plus the source's bias) or junk (a law that
hardly knows the truth). Claims that state one figure are a group. At least one of them speaks for itself, so

    group = prod_c (own_c + copy_c) - prod_c copy_c,      own = (1 - copy) (exact [y = truth] + near + junk)

whatever the order in which they were made. A group of wrong equal figures is thus one error and copies of it, and two
sources that agree are worth more the less they copy and the finer the figure is. The probability of a figure is the
density times the step between figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.block import Block
from exeunt.estimate.fusion.family import Family
from exeunt.estimate.fusion.values import values
from exeunt.estimate.posterior import Floats

TINY = 1e-200


@dataclass(frozen=True, eq=False)
class Expected:
    """What to expect of each claim of a family: shares of exact, near and junk; copying; bias and spread when near."""

    exact: Floats
    near: Floats
    junk: Floats
    copy: Floats
    bias: Floats
    spread: Floats


@dataclass(frozen=True, eq=False)
class Weighed:
    """`mass[b, j]`: probability of each candidate. By claim [b, c]: probabilities of what it is, and moments.

    `wrong` and `wrong_copy` are the parts of not-the-truth and of a copy of it. `moved` holds, over the near part, the
    weight, and the sums of weighted distance and of weighted squared distance from the truth.
    """

    mass: Floats
    exact: Floats
    near: Floats
    junk: Floats
    copy: Floats
    wrong: Floats
    wrong_copy: Floats
    moved: tuple[Floats, Floats, Floats, Floats]
    log_factor: Floats  # (objects, claims, candidates): what each claim adds


@dataclass(frozen=True, eq=False)
class _Own:
    exact: Floats
    near: Floats
    junk: Floats
    distance: Floats
    pull: Floats


def prior_of(family: Family, block: Block) -> Floats:
    """Log prior mass of the candidates: figures are spread like those of other objects, with heavy tails."""
    density = _figures_law(family, block.places)
    prior: Floats = np.where(block.measure > 0, np.log(np.maximum(density * block.measure, TINY)), -np.inf)
    return prior


def _figures_law(family: Family, places: Floats) -> Floats:
    """The law of figures of any object: a Student law of four degrees around the middle object."""
    away = (places - family.centre) / family.spread
    return 0.375 / family.spread * (1 + away**2 / 4) ** -2.5


def weigh(family: Family, block: Block, expected: Expected) -> Weighed:
    """Probabilities of the candidates of each object, and of what each claim is."""
    own = _own(family, block, expected)
    copy = np.where(block.held, expected.copy[block.claims], 0.5)[:, :, None]
    alone = np.maximum((1 - copy) * (own.exact + own.near + own.junk), TINY)
    held = block.held[:, :, None]
    both = np.where(held, np.log(alone + copy), 0.0)
    copied = np.where(held, np.log(copy), 0.0)
    all_both, all_copied = block.same @ both, block.same @ copied
    # never below: a group holds at least the claim's own part times the others
    group = all_both + np.log(-np.expm1(np.minimum(all_copied - all_both, -1e-300)))
    total = prior_of(family, block) + (group * block.first[:, :, None]).sum(axis=1)
    mass = np.exp(total - total.max(axis=1, keepdims=True))
    mass /= mass.sum(axis=1, keepdims=True)

    others_both, others_copied = all_both - both, all_copied - copied
    # where a claim has equals: the group without it; where it has none, nothing is left to copy
    rest = others_both + np.log(np.maximum(-np.expm1(np.minimum(others_copied - others_both, 0.0)), TINY))
    lonely = (block.same.sum(axis=2) <= 1)[:, :, None]
    factor = np.where(held, np.where(lonely, group, group - rest), 0.0)
    copies = np.where(lonely | ~held, 0.0, np.clip(np.exp(copied + rest - group), 0.0, 1.0))
    return _sums(block, mass, own, copies, factor)


def _sums(block: Block, mass: Floats, own: _Own, copies: Floats, factor: Floats) -> Weighed:
    held = block.held[:, :, None]
    speaks = np.where(held, mass[:, None, :] * (1 - copies), 0.0)
    speaks = speaks / np.maximum(own.exact + own.near + own.junk, TINY)
    near = speaks * own.near
    copied = np.where(held, mass[:, None, :] * copies, 0.0)
    # a repeated figure is evidence of copying only against another stated figure: that all agreement is copying of
    # one error can never be refuted
    against = held & (block.width == 0)[:, None, :] & ~block.equal
    pulled = near * own.pull
    return Weighed(
        mass=mass,
        exact=(speaks * own.exact).sum(axis=2),
        near=near.sum(axis=2),
        junk=(speaks * own.junk).sum(axis=2),
        copy=copied.sum(axis=2),
        wrong=np.where(against, mass[:, None, :], 0.0).sum(axis=2),
        wrong_copy=np.where(against, copied, 0.0).sum(axis=2),
        moved=(
            near.sum(axis=2),
            pulled.sum(axis=2),
            (pulled * own.distance).sum(axis=2),
            (pulled * own.distance**2).sum(axis=2),
        ),
        log_factor=factor,
    )


def _own(family: Family, block: Block, expected: Expected) -> _Own:
    """The parts of a claim that speaks for itself, by claim and candidate."""
    index = block.claims
    degrees = values()["near"]["degrees"]
    step = family.step[index][:, :, None]
    place = family.low[index][:, :, None]
    about = np.where(family.about[index], values()["near"]["about"], 0.0)
    spread = np.sqrt(expected.spread[index] ** 2 + family.step[index] ** 2 / 12 + about**2)[:, :, None]
    point = (family.point[index] & block.held)[:, :, None]
    distance = np.where(point, place - block.places[:, None, :], 0.0)
    square = ((distance - expected.bias[index][:, :, None]) / spread) ** 2
    peak = math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    law = peak / spread * (1 + square / degrees) ** (-(degrees + 1) / 2)
    exact = np.where(family.about[index], 0.0, expected.exact[index])[:, :, None]
    honest = (1 - expected.junk[index])[:, :, None]
    near = np.where(family.about[index], 1 - expected.junk[index], expected.near[index])[:, :, None]
    junk = expected.junk[index][:, :, None]
    inside = _inside(family, block, spread)
    elsewhere = values()["junk"]["anywhere"] * family.elsewhere[index][:, :, None]
    return _Own(
        exact=exact * block.equal,
        near=np.where(point, near * np.minimum(law * step, 1.0), honest * inside),
        junk=junk * np.where(point, np.minimum(_junk_law(family, place, distance) * step + elsewhere, 1.0), 0.5),
        distance=distance,
        pull=np.where(point, (degrees + 1) / (degrees + square), 0.0),
    )


def _inside(family: Family, block: Block, spread: Floats) -> Floats:
    """How well each candidate keeps the bounds of a claim, with ends as soft as the source is exact."""
    low, high = family.low[block.claims][:, :, None], family.high[block.claims][:, :, None]
    softness = np.maximum(spread, 1e-9)
    above = 1 / (1 + np.exp(np.clip((low - block.places[:, None, :]) / softness, -50, 50)))
    below = 1 / (1 + np.exp(np.clip((block.places[:, None, :] - high) / softness, -50, 50)))
    return above * below


def _junk_law(family: Family, place: Floats, distance: Floats) -> Floats:
    """Density of a worthless figure: see `fusion.toml`."""
    junk = values()["junk"]
    anywhere = junk["anywhere"] * _figures_law(family, np.where(np.isfinite(place), place, 0.0))
    around = junk["around"] / (math.pi * junk["scale"]) / (1 + (distance / junk["scale"]) ** 2)
    tens = math.log(10) * np.array([1.0, 2.0, 3.0])
    wide = max(family.typical, 0.01)
    shifted = sum(np.exp(-0.5 * ((np.abs(distance) - ten) / wide) ** 2) for ten in tens)
    powers = junk["shift"] / 6 / (wide * math.sqrt(2 * math.pi)) * shifted
    law: Floats = anywhere + junk["uniform"] / family.reach + around + powers
    return law
