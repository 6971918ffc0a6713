"""How often the accounts' Page test rings for nothing, and for something: `python -m benchmarks.accuracy.accounts`.

Worlds of one force over a year and a half in which every movement is reported, by sources of all letters with the
errors that their letters stand for; and the same worlds with an influx, or a departure, that nobody reports. The naive
baseline beside it rings when the last figure claimed lies more than a quarter away from the book.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from exeunt.base.dates import one_day
from exeunt.estimate.account import accounts
from exeunt.estimate.estimate import estimate
from exeunt.estimate.settings import settings
from exeunt.model.account import Account, Leaning
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly
from exeunt.model.force import Force
from exeunt.model.source import Source, SourceClass
from exeunt.run.executor import Workers, map_units

FIRST = date(2030, 1, 1)
LENGTH = 540
DAYS = tuple(FIRST + timedelta(days=30 * step) for step in range(LENGTH // 30 + 1))
CASE = Case(
    id="accounts",
    title=Name("Accounts", ""),
    host=Name("Host", ""),
    first_day=FIRST,
    last_day=date(2032, 1, 1),
    agreement=Agreement((), (), (), (), (), ()),
    forces=(Force("force", Name("Force", ""), "mercenary"),),
    sites=(),
    sources=tuple(Source(letter, Name(letter, ""), SourceClass.MEDIA, letter, "drawn") for letter in "ABCDE"),
)
FRESH = 10_000
"""Worlds are counted from here: the limit of the test was chosen on earlier ones."""
MOST_FALSE = 0.05
"""The share of accounts in which every movement was told and the test may ring."""


@dataclass(frozen=True)
class World:
    """Which world to draw, and the share of the stock that comes (goes, if negative) untold in the tenth month."""

    seed: int
    untold: float


@dataclass(frozen=True)
class Found:
    """Whether the test rang, in which direction, the months after the untold movement, and whether the baseline did."""

    leaning: Leaning | None
    months: float
    naive: bool
    held: bool
    """Whether the 90 % interval of what is unaccounted for holds the truth."""


def judge(world: World) -> Found:
    """Draw a world, estimate it, and look at its account."""
    chance = np.random.default_rng(np.random.SeedSequence([world.seed, 77]))
    stock, told = _history(chance, world.untold)
    claims = [*told, *_counts(chance, stock)]
    posteriors = estimate(CASE, claims, days=DAYS, seed=world.seed)
    account = accounts(CASE, claims, posteriors, as_of=DAYS[-1], seed=world.seed)[0]
    gap = account.whole.unaccounted
    # moved untold: less is unaccounted for where some came
    true = -_untold(stock, world.untold)
    months = (account.since - DAYS[9]).days / 30 if account.since else np.nan
    return Found(account.leaning, months, _naive(account, claims), gap[0] <= true <= gap[2])


def _untold(stock: np.ndarray, untold: float) -> float:
    return float(round(untold * stock[269]))


def _history(chance: np.random.Generator, untold: float) -> tuple[np.ndarray, list[Claim]]:
    """Stocks by day, and the claims of movements. All but the untold one are told, by one source or two."""
    stock = np.full(LENGTH + 1, round(float(np.exp(chance.normal(7, 1)))), dtype=float)
    told: list[Claim] = []
    for day in np.sort(chance.choice(np.arange(5, LENGTH - 5), size=1 + int(chance.poisson(7)), replace=False)):
        size = round(stock[day] * float(chance.uniform(0.05, 0.25)))
        out = chance.random() < 0.65
        stock[day:] += -size if out else size
        for letter in chance.choice(list("ABCDE"), size=int(chance.integers(1, 3)), replace=False):
            kind = Kind.DEPARTURE if out else Kind.ARRIVAL
            told.append(_claim(chance, kind, int(day), size, str(letter), len(told)))
    stock[270:] += _untold(stock, untold)
    return stock, [claim for claim in told if claim.count and claim.count.figure >= 1]


def _counts(chance: np.random.Generator, stock: np.ndarray) -> list[Claim]:
    days = np.sort(chance.choice(LENGTH, size=20, replace=False))
    letters = chance.choice(list("ABCDE"), size=20)
    return [
        _claim(chance, Kind.STOCK, int(day), stock[day], str(letter), 100 + index)
        for index, (day, letter) in enumerate(zip(days, letters, strict=True))
    ]


def _claim(chance: np.random.Generator, kind: Kind, day: int, true: float, letter: str, number: int) -> Claim:
    grade = settings().grades[letter]
    figure = true * np.exp(np.hypot(grade.spread, grade.bias) * chance.normal())
    if chance.random() < grade.junk:
        figure = np.exp(chance.uniform(0, 10))
    when = FIRST + timedelta(days=day)
    return Claim(
        id=f"c{number}",
        kind=kind,
        force_id="force",
        source_id=letter,
        as_of=one_day(when),
        known_on=when,
        count=exactly(max(round(float(figure)), 0)),
    )


def _naive(account: Account, claims: Sequence[Claim]) -> bool:
    """The last figure claimed against the book: the first figure, with all that is said to have come and gone since."""
    counts = [claim for claim in claims if claim.kind is Kind.STOCK and claim.count]
    first, last = (counts[place].count.figure for place in (0, -1))  # type: ignore[union-attr]
    book = first + account.whole.came[1] - account.whole.went[1]
    return bool(abs(last - book) > 0.25 * max(book, 1.0))


def main(count: int, workers: Workers) -> bool:
    held = []
    for name, untold in (("all told", 0.0), ("30 % came untold", 0.3), ("100 % came untold", 1.0), ("30 % left", -0.3)):
        found = list(map_units(judge, [World(FRESH + seed, untold) for seed in range(count)], workers))
        rung = np.mean([item.leaning is not None for item in found])
        right = [item for item in found if item.leaning is (Leaning.SURPLUS if untold > 0 else Leaning.MISSING)]
        after = [item.months for item in right if item.months >= 0]
        delay = f"{np.median(after):.0f} months after" if untold and after else ""
        naive = np.mean([item.naive for item in found])
        cover = np.mean([item.held for item in found])
        print(f"{name:20} rings {rung:5.1%}  rightly {len(after) / count:5.1%} {delay:18}", end=" ")
        print(f"naive {naive:5.1%}  90 % interval holds {cover:.0%}")
        if not untold:
            slack = 2 * (MOST_FALSE * (1 - MOST_FALSE) / count) ** 0.5
            held.append(rung <= MOST_FALSE + slack)
            print(f"{'met   ' if held[-1] else 'FAILED'} rings for nothing in at most {MOST_FALSE:.0%} of accounts")
    return all(held)


if __name__ == "__main__":
    sys.exit(0 if main(100 if "--quick" in sys.argv else 400, Workers(processes=2)) else 1)
