"""Conflicting figures to one answer for each object and attribute, with the reliability of the sources learned.

Deterministic: no draws. Each object's candidates are summed exactly given what is expected of the sources; what is
expected of the sources follows from all objects; repeated until nothing moves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from exeunt.estimate.fusion.answer import Answer, answers
from exeunt.estimate.fusion.block import Block, blocks
from exeunt.estimate.fusion.family import Family, families, make_family
from exeunt.estimate.fusion.figure import Figure
from exeunt.estimate.fusion.learn import Account, common_lean, empty_account, expect, general_spread
from exeunt.estimate.fusion.values import values
from exeunt.estimate.fusion.weigh import weigh
from exeunt.estimate.posterior import Floats


def fuse(figures: Sequence[Figure]) -> list[Answer]:
    """One answer for each object and attribute, in the order of their names."""
    found = [answer for family in families(figures) for answer in _fuse(family)]
    return sorted(found, key=lambda answer: (answer.object, answer.attribute))


def _fuse(figures: Sequence[Figure]) -> list[Answer]:
    family = make_family(figures)
    account = empty_account(family)
    limits = values()["iteration"]
    _settle(family, list(blocks(family)), account, int(limits["first"]))
    # candidates are placed anew by the errors that were found, not guessed
    family.grain = max(general_spread(family, account), 1e-9)
    parts = list(blocks(family))
    _settle(family, parts, account, int(limits["most"]))
    expected, lean = expect(family, account), common_lean(family, account)
    return [item for block in parts for item in answers(family, block, weigh(family, block, expected), lean)]


def _settle(family: Family, parts: Sequence[Block], account: Account, most: int) -> None:
    """Weigh and learn in turn until no candidate's probability moves, or `most` times."""
    before: list[Floats] = []
    for _ in range(most):
        expected = expect(family, account)
        masses = []
        for block in parts:
            weighed = weigh(family, block, expected)
            account.enter(block, weighed)
            masses.append(weighed.mass)
        pairs = zip(masses, before, strict=bool(before))
        if before and max(float(np.abs(new - old).max()) for new, old in pairs) < values()["iteration"]["change"]:
            return
        before = masses
