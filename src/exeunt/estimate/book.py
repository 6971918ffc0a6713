"""What the record says came and went: one book from many accounts, with its uncertainty.

Movements told by several sources for the same days are one movement: the most trusted account is booked, the next one
where it is worthless. What one source says of a longer stretch holds what it says of the days within; only the rest is
booked beside them.

Running totals go before dated movements: up to its last entry a total holds them; later ones go on top. Of several
totals the most trusted is kept; the growth that others show after its last entry goes on top of it. Two ledgers of one
force are never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from exeunt.estimate.evidence import claim_day
from exeunt.estimate.likelihood import trust
from exeunt.estimate.posterior import Floats
from exeunt.estimate.series import CUMULATIVE
from exeunt.estimate.settings import Settings
from exeunt.estimate.wording import moved_in_words
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind

ARRIVALS = frozenset({Kind.ARRIVAL, Kind.CUMULATIVE_ARRIVALS})
DEPARTURES = frozenset({Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES})
_SAME_DAYS = 3
_PACE = (
    0.5  # how unevenly a stretch that is told as a whole may have gone: spread of the logarithm of the power of time
)


@dataclass(frozen=True, slots=True)
class Told:
    """A movement, or an entry of a running total, as one source tells it: how many, how soft, how likely worthless.

    It happened after the end of `first` and by the end of `last`.
    """

    claim: str
    speaker: str
    first: date
    last: date
    size: float
    spread: float
    junk: float
    running: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book: a movement by the accounts that speakers give of it, the most trusted account first."""

    first: date
    last: date
    accounts: tuple[tuple[Told, ...], ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it rests on."""
        return tuple(item.claim for account in self.accounts for item in account)


@dataclass(frozen=True, eq=False)
class Drawn:
    """A line with draws of how many moved, and of how the pace changed (1: evenly over its days)."""

    line: Line
    number: Floats
    pace: Floats

    def between(self, start: date, end: date) -> Floats:
        """How many of them moved after `start` and up to `end`."""
        days = max((self.line.last - self.line.first).days, 1)
        before, by_end = (min(max((day - self.line.first).days / days, 0.0), 1.0) for day in (start, end))
        share: Floats = by_end**self.pace - before**self.pace
        return self.number * share


def make_book(case: Case, claims: Sequence[Claim], kinds: frozenset[Kind], zero: date, values: Settings) -> list[Line]:
    """The lines of one direction. Running totals, and flows with an open start, begin on the day `zero`."""
    found = [_told(case, claim, zero, values) for claim in claims if claim.kind in kinds and claim.count]
    ranked = sorted(found, key=lambda item: (item.junk, item.spread, item.last, item.size, item.claim))
    speakers = dict.fromkeys(item.speaker for item in ranked)
    growth = _curve([[item for item in ranked if item.running and item.speaker == name] for name in speakers], zero)
    rest = {name: _rest([i for i in ranked if not i.running and i.speaker == name]) for name in speakers}
    dated = [item for one in ranked if (item := rest[one.speaker].get(one.claim))]
    held = (growth[0].first, growth[-1].last) if growth else (date.min, date.min)
    beside = [line for line in _movements(dated) if not held[0] < line.last <= held[1]]
    return [*(Line(item.first, item.last, ((item,),)) for item in growth), *beside]


def draw_book(lines: Sequence[Line], draws: int, generator: np.random.Generator) -> list[Drawn]:
    """Draws of every line; the growths of one running total share its lean."""
    leans = {name: generator.standard_normal(draws) for name in sorted({i.speaker for i in _running(lines)})}
    drawn = []
    for line in lines:
        pace = np.exp(_PACE * generator.standard_normal(draws))
        drawn.append(Drawn(line, _number(line, leans, draws, generator), pace))
    return drawn


def _running(lines: Sequence[Line]) -> list[Told]:
    return [item for line in lines for account in line.accounts for item in account if item.running]


def _number(line: Line, leans: dict[str, Floats], draws: int, generator: np.random.Generator) -> Floats:
    """Draws of one movement: of the first account that is worth anything; nobody moved where none is."""
    number, settled = np.zeros(draws), np.zeros(draws, dtype=bool)
    for account in line.accounts:
        junk = 1 - np.prod([1 - item.junk for item in account])
        sound = (generator.random(draws) >= junk) & ~settled
        off = [leans[i.speaker] if i.running else generator.standard_normal(draws) for i in account]
        figures = [item.size * np.exp(item.spread * lean) for item, lean in zip(account, off, strict=True)]
        number = np.where(sound, np.sum(figures, axis=0), number)
        settled |= sound
    return number


def _told(case: Case, claim: Claim, zero: date, values: Settings) -> Told:
    source = case.source_by_id.get(claim.source_id or "")
    trusted = trust(claim, source.reliability if source else "F", values)
    size, blur = moved_in_words(claim.count, values) if claim.count else (0.0, 0.0)
    last = claim_day(claim) if claim.kind in CUMULATIVE else claim.as_of.last or claim_day(claim)
    given = claim.as_of.first - timedelta(days=1) if claim.as_of.first else zero
    first = min(given if claim.as_of.is_known else last - timedelta(days=int(values.flow["undated_days"])), last)
    speaker = claim.source_id or claim.source_text or claim.id
    spread = float(np.hypot(trusted.spread, blur))
    return Told(claim.id, speaker, first, last, size, spread, trusted.junk, claim.kind in CUMULATIVE)


def _curve(ledgers: Sequence[Sequence[Told]], zero: date) -> list[Told]:
    """The growth of the running total from entry to entry, by the most trusted ledger and what others add later.

    A ledger that was running on the day of zero has an unknown beginning: its first entry is where growth is counted
    from. Any other began at none on that day.
    """
    growth: list[Told] = []
    reached, at = zero, 0.0
    for entries in ledgers:
        ordered = sorted(entries, key=lambda item: item.last)
        if ordered and ordered[0].last > zero:
            ordered = [replace(ordered[0], last=zero, size=0.0), *ordered]
        # what this ledger had reached on the day the others end; where it tells nothing of that day, what they had
        known = [item for item in ordered if item.last <= reached]
        base = known[-1].size if known and (known[-1].last > zero or not growth) else at
        for item in ordered:
            if item.last > reached and item.size > base:
                growth.append(replace(item, first=reached, size=item.size - base))
                at += item.size - base
                reached, base = item.last, item.size
    return growth


def _rest(movements: Sequence[Told]) -> dict[str, Told]:
    """One source's movements by claim, each less by what it says of the days within; what it says twice, once."""
    kept: dict[str, Told] = {}
    subtotal: list[tuple[Told, float]] = []  # movements that no longer one holds so far, with all within
    for item in sorted(movements, key=lambda item: (item.last - item.first, item.size)):
        if any((item.first, item.last, item.size) == (other.first, other.last, other.size) for other, _ in subtotal):
            continue
        within = [
            entry
            for entry in subtotal
            if item.first <= entry[0].first and entry[0].last <= item.last
            and (item.first, item.last) != (entry[0].first, entry[0].last)
        ]  # fmt: skip
        inside = sum(size for _, size in within)
        subtotal = [entry for entry in subtotal if entry not in within] + [(item, max(item.size, inside))]
        if item.size > inside:
            kept[item.claim] = replace(item, size=item.size - inside)
    return kept


def _movements(dated: Sequence[Told]) -> list[Line]:
    """Movements that overlap in time, give or take some days, are one, told by several."""
    clusters: list[list[Told]] = []
    reach = date.min
    for item in sorted(dated, key=lambda item: (item.first, item.last)):
        if clusters and item.first < reach:
            clusters[-1].append(item)
        else:
            clusters.append([item])
        reach = max(reach, item.last + timedelta(days=_SAME_DAYS))
    return [_line(cluster, dated) for cluster in clusters]


def _line(cluster: Sequence[Told], ranked: Sequence[Told]) -> Line:
    accounts: dict[str, list[Told]] = {}
    for item in ranked:
        if item in cluster:
            accounts.setdefault(item.speaker, []).append(item)
    told = tuple(tuple(account) for account in accounts.values())
    return Line(min(item.first for item in told[0]), max(item.last for item in told[0]), told)
