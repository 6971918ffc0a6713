"""What a table teaches about its sources: how often exact, near, worthless or copied, and how far off when near.

Each claim is judged by what its source did elsewhere: its own part is taken out of the counts first (collapsed
variational Bayes of order zero: Asuncion and others 2009, "On smoothing and inference for topic models"). So a source
with one claim is judged by the table as a whole and never vouches for itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.block import Block
from exeunt.estimate.fusion.family import Family
from exeunt.estimate.fusion.values import junk_by_grade, values
from exeunt.estimate.fusion.weigh import Expected, Weighed
from exeunt.estimate.posterior import Floats


@dataclass(eq=False)
class Account:
    """By claim: probabilities of exact, near, junk; of being wrong, and a wrong copy; moments of near errors."""

    parts: Floats  # (claims, 3)
    wrong: Floats
    wrong_copy: Floats
    moved: Floats  # (claims, 4): weight, pulled weight, pulled distance, pulled square

    def enter(self, block: Block, weighed: Weighed) -> None:
        """Write down what a block's claims were."""
        held = block.held
        index = block.claims[held]
        for place, part in enumerate((weighed.exact, weighed.near, weighed.junk)):
            self.parts[index, place] = part[held]
        self.wrong[index], self.wrong_copy[index] = weighed.wrong[held], weighed.wrong_copy[held]
        for place, part in enumerate(weighed.moved):
            self.moved[index, place] = part[held]


def empty_account(family: Family) -> Account:
    """The account before anything is known."""
    size = len(family.figures)
    return Account(np.zeros((size, 3)), np.zeros(size), np.zeros(size), np.zeros((size, 4)))


def expect(family: Family, account: Account) -> Expected:
    """What to expect of each claim, by what its source's other claims were."""
    shares = _shares(family, account)
    own = account.parts
    known = _by_source(family, own)[family.source] - own
    weight = values()["source"]["claims"]
    mixed = (weight * shares[family.kind] + known) / (weight + known.sum(axis=1, keepdims=True))
    bias, spread = _errors(family, account)
    return Expected(mixed[:, 0], mixed[:, 1], mixed[:, 2], _copying(family, account), bias, spread)


def _shares(family: Family, account: Account) -> Floats:
    """Shares of exact, near and junk of each kind of claim, over the whole table."""
    start = values()["shares"]
    honest = start["exact"] + start["near"]
    found = np.zeros((len(family.kinds), 3))
    np.add.at(found, family.kind, account.parts)
    pooled = account.parts.sum(axis=0)
    for place, (grade, _, _) in enumerate(family.kinds):
        junk = junk_by_grade(grade)
        prior = np.array([start["exact"] / honest * (1 - junk), start["near"] / honest * (1 - junk), junk])
        if not grade:
            # kinds that differ only in time or in how much was said start from the table as a whole
            prior = (prior * start["pseudo"] + pooled) / (start["pseudo"] + pooled.sum())
        found[place] += start["pseudo"] * prior
    shares: Floats = found / found.sum(axis=1, keepdims=True)
    return shares


def _copying(family: Family, account: Account) -> Floats:
    """How often each claim's source copies, from what was wrong and repeated."""
    start = values()["copy"]
    rate = (start["rate"] * start["claims"] + account.wrong_copy.sum()) / (start["claims"] + account.wrong.sum())
    copied = _by_source(family, account.wrong_copy)[family.source] - account.wrong_copy
    wrong = _by_source(family, account.wrong)[family.source] - account.wrong
    weight = start["source_claims"]
    rates: Floats = np.clip(start["everywhere"] * (weight * rate + copied) / (weight + wrong), 0.001, 0.98)
    return rates


def _errors(family: Family, account: Account) -> tuple[Floats, Floats]:
    """Bias and spread of each claim's source when it is near."""
    start = values()
    known = _by_source(family, account.moved)[family.source] - account.moved
    count, pulled, distance, square = known.T
    held = start["source"]["bias"]
    bias = distance / (pulled + held)
    general = general_spread(family, account) ** 2
    weight = start["source"]["spread"]
    inner = np.maximum(square - bias * distance, 0.0)
    variance = (weight * general + inner) / (weight + count) * (1 + 1 / (pulled + held))
    return bias, np.clip(np.sqrt(variance), 1e-8, start["near"]["largest"])


def general_spread(family: Family, account: Account) -> float:
    """How far near claims are off over the whole table."""
    total = account.moved.sum(axis=0)
    pseudo = values()["near"]["pseudo"]
    spread = math.sqrt((total[3] + pseudo * family.typical**2) / (total[0] + pseudo))
    return min(spread, values()["near"]["largest"])


def common_lean(family: Family, account: Account) -> float:
    """How far all sources together may lean: their leans were learned against one another, so that what they share is
    not seen. It is the spread of their leans over the root of how many sources carry the weight."""
    pulled, distance = (_by_source(family, account.moved)[:, place] for place in (1, 2))
    weight = values()["source"]["bias"]
    held = pulled > weight
    if held.sum() < 2:
        return 0.0
    leans, share = distance[held] / pulled[held], pulled[held]
    noise = general_spread(family, account) ** 2 / share
    variance = max(float(np.average(leans**2 - noise, weights=share)), 0.0)
    effective = share.sum() ** 2 / (share**2).sum()
    return math.sqrt(variance / float(effective))


def _by_source(family: Family, parts: Floats) -> Floats:
    total = np.zeros((len(family.sources), *parts.shape[1:]))
    np.add.at(total, family.source, parts)
    return total
