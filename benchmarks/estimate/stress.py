"""The stress world: a case written from other assumptions than the estimator's, with forces, sites and totals.

Whole persons who leave in tranches or trickle out, transfers between sites that look like withdrawal, reports that are
rounded, late and have heavy-tailed errors and leans that drift, copies half of which nobody marked, and worthless
figures that are larger than the truth. Nothing of it is drawn from the estimator's own laws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from exeunt.base.dates import one_day
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

FIRST = date(2030, 1, 1)
LENGTH = 500
FORCES = ("north", "south")
SITES = tuple(f"site-{number}" for number in range(6))
LETTERS = "ABBCCDDE"
SPREAD = dict(zip("ABCDE", (0.06, 0.13, 0.22, 0.32, 0.45), strict=True))
JUNK = dict(zip("ABCDE", (0.02, 0.05, 0.1, 0.2, 0.35), strict=True))
LEAN = dict(zip("ABCDE", (0.05, 0.1, 0.2, 0.3, 0.45), strict=True))

Stocks = NDArray[np.float64]  # (forces, sites, days)
Chance = np.random.Generator


@dataclass(frozen=True)
class Harder:
    """What is made harder: the share of sources with a wrong letter, the spread of a bias that all share, copying.

    `junk_anywhere`: worthless figures are anything at all, evenly over the orders of magnitude, as the estimators take
    them to be, and not mostly within a factor of five of the truth.
    """

    wrong_letters: float = 0.0
    shared_bias: float = 0.0
    copies: float = 0.15
    junk_anywhere: bool = False


@dataclass(frozen=True, eq=False)
class Stress:
    """A case with its claims, the days asked, and the true stocks (forces, sites, days asked)."""

    case: Case
    claims: tuple[Claim, ...]
    days: tuple[date, ...]
    truth: Stocks


def draw_stress(seed: int, harder: Harder | None = None, *, claims: int = 160, asked: int = 8) -> Stress:
    """One world. The same seed gives the same history under every hardship."""
    harder = harder or Harder()
    chance = np.random.default_rng(np.random.SeedSequence([seed, 31]))
    stocks = _history(chance)
    voices = _voices(chance, harder)
    days = np.sort(chance.integers(20, LENGTH, claims))
    made: list[Claim] = []
    for number, day in enumerate(days):
        copied = chance.random() < harder.copies
        recent = [claim for claim in made if (_day(int(day)) - claim.known_on).days < 30]
        if copied and recent:
            made.append(_copy(chance, recent[int(chance.integers(len(recent)))], voices, int(day), number))
        else:
            made.append(_report(chance, stocks, voices, int(day), number))
    order = np.sort(chance.choice(np.arange(30, LENGTH), size=asked, replace=False))
    letters = {name: voice.printed for name, voice in voices.items()}
    return Stress(_case(letters), tuple(made), tuple(_day(int(at)) for at in order), stocks[:, :, order])


def without_copies_marked(world: Stress) -> Stress:
    """The same claims as if every copy were a second witness: no origin told."""
    return replace(world, claims=tuple(replace(claim, origin="") for claim in world.claims))


def _history(chance: Chance) -> Stocks:
    stocks = np.zeros((len(FORCES), len(SITES), LENGTH))
    for force in range(len(FORCES)):
        for site in range(len(SITES)):
            there = chance.random() < 0.8
            stocks[force, site] = float(round(float(np.exp(chance.normal(6, 1.0))))) if there else 0.0
        for _ in range(int(chance.poisson(8))):
            _move(chance, stocks[force], int(chance.integers(10, LENGTH - 10)))
    return stocks


def _move(chance: Chance, sites: Stocks, day: int) -> None:
    """Something happens to one site of a force: a tranche, a trickle, a transfer, an arrival, or a complete exit."""
    here, there = (int(index) for index in chance.choice(len(SITES), size=2, replace=False))
    size = float(round(sites[here, day] * float(chance.uniform(0.2, 0.8))))
    kind = chance.choice(["tranche", "trickle", "transfer", "arrival", "exit"], p=[0.25, 0.2, 0.25, 0.2, 0.1])
    if kind == "trickle":
        ramp = np.minimum(np.arange(1, LENGTH - day + 1) / float(chance.integers(20, 90)), 1.0)
        sites[here, day:] -= np.floor(size * ramp)
    elif kind == "arrival":
        sites[here, day:] += float(round(float(np.exp(chance.normal(5, 0.8)))))
    else:
        gone = sites[here, day:].min() if kind == "exit" else size
        sites[here, day:] -= gone
        sites[there, day:] += gone if kind == "transfer" else 0.0
    np.maximum(sites, 0.0, out=sites)


@dataclass(frozen=True, slots=True)
class _Voice:
    letter: str  # what it is worth
    printed: str  # the letter it is given
    lean: tuple[float, float]  # on each side, at the start
    drift: float  # a year
    anywhere: bool  # whether its worthless figures are anything at all


def _voices(chance: Chance, harder: Harder) -> dict[str, _Voice]:
    shared = harder.shared_bias * chance.standard_normal()
    voices = {}
    for number, letter in enumerate(LETTERS):
        lean = tuple(shared + LEAN[letter] * float(chance.standard_normal()) for _ in FORCES)
        drift, wrong, other = 0.15 * float(chance.standard_normal()), chance.random(), str(chance.choice(list("ABCDE")))
        printed = other if wrong < harder.wrong_letters else letter
        voices[f"source-{number}"] = _Voice(letter, printed, (lean[0], lean[1]), drift, harder.junk_anywhere)
    return voices


def _report(chance: Chance, stocks: Stocks, voices: dict[str, _Voice], day: int, number: int) -> Claim:
    name = str(chance.choice(list(voices)))
    known = _day(day)
    force = int(chance.integers(len(FORCES)))
    stale = max(day - int(chance.exponential(7)), 0)
    told = Claim(
        id=f"c{number}", kind=Kind.STOCK, force_id=FORCES[force], source_id=name, as_of=one_day(known), known_on=known
    )
    voice = voices[name]
    lean = voice.lean[force] + voice.drift * day / 365
    draw = chance.random()
    if draw < 0.15:
        return replace(told, count=_count(chance, float(stocks[force, :, stale].sum()), voice, lean))
    site = int(chance.integers(len(SITES)))
    told = replace(told, site_ids=(SITES[site],))
    fell = stocks[force, site, max(stale - 10, 0)] - stocks[force, site, stale]
    if draw < 0.35 and fell >= 5:
        count = exactly(_rounded(chance, float(fell) * _off(chance, voice.letter, lean)))
        return replace(told, kind=Kind.DEPARTURE, as_of=one_day(_day(stale)), count=count)
    return replace(told, count=_count(chance, float(stocks[force, site, stale]), voice, lean))


def _copy(chance: Chance, told: Claim, voices: dict[str, _Voice], day: int, number: int) -> Claim:
    """Another source's figure again; every second time somebody has marked that it is one."""
    name, known = str(chance.choice(list(voices))), _day(day)
    origin = told.origin or told.id if chance.random() < 0.5 else ""
    return replace(told, id=f"c{number}", source_id=name, known_on=known, as_of=one_day(known), origin=origin)


def _count(chance: Chance, true: float, voice: _Voice, lean: float) -> Count:
    if chance.random() < JUNK[voice.letter]:
        near = max(true, 50.0) * float(np.exp(chance.normal(0.7, 1.0)))
        return exactly(_rounded(chance, float(np.exp(chance.uniform(0, 11))) if voice.anywhere else near))
    if true <= chance.poisson(3):
        return exactly(0)
    said = true * _off(chance, voice.letter, lean)
    bound = str(chance.choice(["exact", "about", "at_least"], p=[0.4, 0.4, 0.2]))
    if bound == "at_least":
        return Count(Bound.AT_LEAST, low=_rounded(chance, said * float(chance.uniform(0.5, 1))))
    return Count(Bound(bound), best=_rounded(chance, said))


def _off(chance: Chance, letter: str, lean: float) -> float:
    return float(np.exp(lean + SPREAD[letter] * chance.standard_t(4)))


def _rounded(chance: Chance, value: float) -> float:
    digits = int(chance.choice([1, 2, 4], p=[0.3, 0.4, 0.3]))
    return float(max(round(float(f"{value:.{digits - 1}e}")), 1))


def _case(letters: dict[str, str]) -> Case:
    """Every site is asked of every force, so that each is a series."""
    duties = tuple(
        Obligation(
            id=force, kind=ObligationKind.VACATE_SITE, title=Name(force, ""), clause="c", force=force, sites=SITES
        )
        for force in FORCES
    )
    return Case(
        id="stress",
        title=Name("Stress", ""),
        host=Name("Host", ""),
        first_day=FIRST,
        last_day=_day(LENGTH),
        agreement=Agreement((), (), (), (), (), duties),
        forces=tuple(Force(force, Name(force, ""), "mercenary", side=force) for force in FORCES),
        sites=tuple(Site(site, Name(site, ""), SiteKind.CAMP, 0.0, 0.0, "drawn") for site in SITES),
        sources=tuple(
            Source(name, Name(name, ""), SourceClass.MEDIA, letter, "drawn") for name, letter in letters.items()
        ),
    )


def _day(offset: int) -> date:
    return FIRST + timedelta(days=offset)
