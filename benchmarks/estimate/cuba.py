"""The Cuban withdrawal from Angola, 1989 to 1991: a true history made from the schedule, and drawn claims about it.

The schedule is that of the bilateral agreement of 22 December 1988 (UN document S/20345, annex): of 50,000 men none but
47,000 by 1 April 1989, 25,000 by 1 November 1989, 17,000 by 1 April 1990, 12,000 by 1 October 1990 and none by 1 July
1991; those who stayed had moved north of the 13th parallel by 31 October 1989. Convoys fill it irregularly. The claims
are drawn: seven sources, who see whole totals, two zones, and how many have left so far, known days later, every third
without its day, one source leaning upwards by half; and the press repeats what others said. Some claims follow the end,
since somebody says that they have gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exeunt.base.dates import UNKNOWN_SPAN, one_day
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, Obligation, ObligationKind, Text
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

START = date(1989, 1, 1)
END = date(1991, 11, 1)
ALLOWED = (
    (date(1989, 1, 1), 50_000),
    (date(1989, 4, 1), 47_000),
    (date(1989, 11, 1), 25_000),
    (date(1990, 4, 1), 17_000),
    (date(1990, 10, 1), 12_000),
    (date(1991, 7, 1), 0),
)
ZONES = ("south", "north")
SOUTH = 0.4
"""The share of the men who stood south of the 13th parallel at first; they had left it by `MOVED`."""
MOVED = date(1989, 10, 31)
SOURCES = (  # name, letter, lean, days late
    ("mission", "A", 0.0, 6),
    ("commission", "C", 0.0, 8),
    ("envoy", "B", 0.05, 9),
    ("intelligence", "C", 0.18, 10),
    ("rebel-radio", "E", 0.45, 6),
    ("press", "C", 0.0, 12),
    ("aid-workers", "D", -0.1, 15),
)
SPREAD = dict(zip("ABCDE", (0.04, 0.1, 0.18, 0.3, 0.4), strict=True))


@dataclass(frozen=True, eq=False)
class Withdrawal:
    """A case, its claims, the days asked and the true strength on each."""

    case: Case
    claims: tuple[Claim, ...]
    days: tuple[date, ...]
    truth: tuple[float, ...]


def draw_withdrawal(seed: int) -> Withdrawal:
    """One history with its claims."""
    chance = np.random.default_rng(np.random.SeedSequence([seed, 1989]))
    strength = _history(chance)
    claims: list[Claim] = []
    for number in range(195):
        copied = chance.random() < 0.1 and len(claims) > 5
        claims.append(_copy(chance, claims[-5:], number) if copied else _claim(chance, strength, number))
    claims.sort(key=lambda claim: claim.known_on)
    days = tuple(START + timedelta(days=30 * step) for step in range(1, 31))
    return Withdrawal(_case(), tuple(claims), days, tuple(float(strength[(day - START).days]) for day in days))


def _history(chance: np.random.Generator) -> NDArray[np.float64]:
    """Strength by day: between two dates of the schedule convoys of uneven size leave on some days; each is met."""
    strength = np.full((END - START).days + 1, float(ALLOWED[0][1]))
    for (before, high), (after, low) in pairwise(ALLOWED):
        first, last = (before - START).days, (after - START).days
        sailings = np.sort(chance.choice(np.arange(first + 5, last), size=max((last - first) // 15, 2), replace=False))
        sizes = chance.dirichlet(np.full(len(sailings), 2.0)) * (high - low)
        for day, size in zip(sailings, sizes, strict=True):
            strength[day:] -= round(float(size))
        strength[last:] = low
    strength[strength < 0] = 0.0
    return strength


def _claim(chance: np.random.Generator, strength: NDArray[np.float64], number: int) -> Claim:
    name, letter, lean, late = SOURCES[int(chance.integers(len(SOURCES)))]
    day = int(chance.integers(3, len(strength) - 30))
    known = START + timedelta(days=day + int(chance.poisson(late)))
    off = float(np.exp(lean + SPREAD[letter] * chance.standard_t(5)))
    # every third report does not say of which day it speaks
    as_of = UNKNOWN_SPAN if chance.random() < 0.33 else one_day(START + timedelta(days=day))
    told = Claim(id=f"c{number}", force_id="cuban", source_id=name, known_on=known, as_of=as_of, kind=Kind.STOCK)
    kind, there = chance.random(), float(strength[day])
    if kind < 0.25:
        gone = (float(strength[0]) - there) * off
        return replace(told, kind=Kind.CUMULATIVE_DEPARTURES, count=exactly(_rounded(max(gone, 1.0))))
    if kind < 0.45:
        zone = int(chance.integers(2))
        there *= _shares(day)[zone]
        told = replace(told, site_ids=(ZONES[zone],))
    if there < 1:
        return replace(told, count=exactly(0))
    bound = Bound.ABOUT if chance.random() < 0.7 else Bound.EXACT
    return replace(told, count=Count(bound, best=_rounded(there * off)))


def _shares(day: int) -> tuple[float, float]:
    """The shares of the men in the two zones on a day counted from the start."""
    south = SOUTH * max(1 - day / (MOVED - START).days, 0.0)
    return south, 1 - south


def _copy(chance: np.random.Generator, recent: list[Claim], number: int) -> Claim:
    """The press repeats a figure some days later, without saying whose it is or of which day."""
    told = recent[int(chance.integers(len(recent)))]
    known = told.known_on + timedelta(days=1 + int(chance.poisson(5)))
    return replace(told, id=f"c{number}", source_id="press", known_on=known, as_of=UNKNOWN_SPAN)


def _rounded(value: float) -> float:
    return float(max(round(float(f"{value:.1e}")), 1))


def _case() -> Case:
    duties = tuple(
        Obligation(
            id=f"by-{day}",
            kind=ObligationKind.REMAINING_AT_MOST,
            title=Name(str(day), ""),
            clause="c",
            force="cuban",
            quantity=float(allowed),
            deadline=day,
            baseline_day=START,
        )
        for day, allowed in ALLOWED[1:]
    )
    return Case(
        id="cuba",
        title=Name("Cuba", ""),
        host=Name("Angola", ""),
        first_day=START,
        last_day=END,
        agreement=Agreement((), (), (), (Text("t", Name("Agreement", ""), date(1988, 12, 22), ""),), (), duties),
        forces=(Force("cuban", Name("Cuban troops", ""), "foreign force", side="government"),),
        sites=(
            Site("angola", Name("Angola", ""), SiteKind.HOST, None, None, "drawn"),
            *(Site(zone, Name(zone, ""), SiteKind.REGION, None, None, "drawn") for zone in ZONES),
        ),
        sources=tuple(
            Source(name, Name(name, ""), SourceClass.MEDIA, letter, "drawn") for name, letter, _, _ in SOURCES
        ),
    )
