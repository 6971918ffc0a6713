"""The ledger of reciprocity (C28): each side's fall since the agreement, with its uncertainty, and who is ahead.

The stock of a side is the sum of the forces that fight for it. The draws of each force run from the first day to the
last, so a bias that both days share cancels in the fall. Shares are compared, since sides begin with unequal numbers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.balance import Balance, Range, Tally
from exeunt.model.case import Case
from exeunt.model.verdict import Reason, Verdict
from exeunt.verdict.life import start_day
from exeunt.verdict.reciprocity import owed
from exeunt.verdict.words import day_text, figure, percent, reason

_ENDS = (0.05, 0.5, 0.95)


def balance(
    case: Case, posteriors: Sequence[Posterior], *, as_of: date, verdicts: Sequence[Verdict] = ()
) -> Balance | None:
    """The ledger on a day; None where fewer than two sides have a force with an estimate, or nothing has begun.

    With the verdicts of the day it also says which steps a side may hold back, since what was promised is breached.
    """
    found = compared(case, posteriors, as_of=as_of)
    if found is None:
        return None
    start, sides = found
    draws = {side: tuple(_stock(forces, day) for day in (start, as_of)) for side, forces in sides.items()}
    tallies = tuple(
        _tally(side, tuple(item.force for item in sides[side]), before, now) for side, (before, now) in draws.items()
    )
    ahead, probability = _lead({side: _share(before, now) for side, (before, now) in draws.items()})
    reasons = (*_reasons(tallies, ahead, probability, start), *owed(case, verdicts))
    return Balance(start, as_of, tallies, ahead, probability, _limits()["tolerance"], reasons)


def compared(
    case: Case, posteriors: Sequence[Posterior], *, as_of: date
) -> tuple[date, dict[str, tuple[Posterior, ...]]] | None:
    """The day from which the sides are compared and the forces that stand for each: what every balance is made from.

    None where fewer than two sides have a force with an estimate from that day on, or nothing has begun.
    """
    series = {posterior.force: posterior for posterior in posteriors if posterior.site is None}
    begun = [start_day(case, item) for item in case.agreement.obligations]
    start = max(min(begun, default=as_of), case.first_day)
    if start >= as_of:
        return None
    found = {side.id: _forces(case, series, side.id) for side in case.agreement.sides}
    sides = {side: forces for side, forces in found.items() if forces and all(item.days[0] <= start for item in forces)}
    return (start, sides) if len(sides) > 1 else None


def _forces(case: Case, series: Mapping[str, Posterior], side: str) -> tuple[Posterior, ...]:
    """The forces of a side; its total is used where no single force is known."""
    mine = [force for force in case.forces if force.side == side and force.id in series]
    single = [force for force in mine if not force.is_total]
    return tuple(series[force.id] for force in single or mine[:1])


def _stock(forces: Sequence[Posterior], day: date) -> Floats:
    """Draws of the sum of the forces on a day."""
    stock: Floats = np.sum([force.draws[:, force.position(day)] for force in forces], axis=0)
    return stock


def _tally(side: str, forces: tuple[str, ...], before: Floats, now: Floats) -> Tally:
    return Tally(side, forces, _range(before), _range(now), _range(before - now), _range(_share(before, now)))


def _share(before: Floats, now: Floats) -> Floats:
    share: Floats = (before - now) / np.maximum(before, 1.0)
    return share


def _range(draws: Floats) -> Range:
    low, middle, high = np.quantile(draws, _ENDS)
    return float(low), float(middle), float(high)


def _lead(shares: Mapping[str, Floats]) -> tuple[str | None, float | None]:
    """The side ahead of every other beyond the tolerance with the probability asked; else P(all within it)."""
    limits = _limits()
    for side, share in shares.items():
        others = np.max([other for name, other in shares.items() if name != side], axis=0)
        chance = float((share - others > limits["tolerance"]).mean())
        if chance >= limits["proof"]:
            return side, chance
    together = np.array(list(shares.values()))
    return None, float((together.max(axis=0) - together.min(axis=0) <= limits["tolerance"]).mean())


def _reasons(tallies: Sequence[Tally], ahead: str | None, probability: float | None, start: date) -> tuple[Reason, ...]:
    limits = _limits()
    slots = {
        "day": day_text(start),
        "tolerance": percent(limits["tolerance"]),
        "probability": percent(probability or 0),
    }
    if ahead is None:
        balanced = probability is not None and probability >= limits["proof"]
        return (reason("verdict.balance_even" if balanced else "verdict.balance_open", **slots),)
    by_side = {tally.side: tally for tally in tallies}
    other = max((tally for tally in tallies if tally.side != ahead), key=lambda tally: tally.share[1])
    lead = by_side[ahead].gone[1] - other.gone[1]
    return (reason("verdict.balance_ahead", side=ahead, number=figure(lead, abs(lead)), **slots),)


@cache
def _limits() -> dict[str, Any]:
    text = (files("exeunt.verdict") / "balance.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["balance"]
    return found
