"""Claims about movements, put on windows of days: dated flows, running totals since a baseline, "no change".

A running total counts from the first day of its stated span where that is long; else from the baseline day of the
force. Where the same source's ledger was already running on the baseline day, its zero is unknown: then only the
increments from one entry to the next weigh, and the first entry is context.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from exeunt.estimate.evidence import Evidence
from exeunt.estimate.flows import Movement, Statement, account_of, come_since, gone_since, movement, not_fallen
from exeunt.estimate.grid import Grid
from exeunt.estimate.series import CUMULATIVE, Series, baseline_day
from exeunt.estimate.settings import Settings
from exeunt.estimate.windows import Window, nested, padded
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind


@dataclass(frozen=True, slots=True)
class Change:
    """One statement about the change over a window."""

    item: Evidence
    movement: Movement | None  # None: "no change"


@dataclass(frozen=True)
class Changes:
    """Every change claimed of a series, its windows, the days they need, and the evidence that had to be put aside."""

    stated: tuple[Change, ...] = ()
    windows: tuple[Window, ...] = ()
    idle: dict[Evidence, str] = field(default_factory=dict)

    @property
    def days(self) -> set[date]:
        """Days that must be nodes."""
        return {day for window in self.windows for day in (window.first, window.last)}

    @property
    def figures(self) -> list[float]:
        """How many moved, by claim: the stock was once at least about as large."""
        return [abs(change.movement.size) for change in self.stated if change.movement]

    def statements(self, grid: Grid, values: Settings) -> Iterator[tuple[Window, Statement]]:
        """Each window with what was said of it, source by source."""
        for window in self.windows:
            for said in _said([self.stated[index] for index in window.claims], window.days, grid, values):
                yield window, said


def changes(case: Case, series: Series, evidence: Sequence[Evidence], values: Settings) -> Changes:
    """Put each claim of a movement on its window; windows nest or lie side by side."""
    idle: dict[Evidence, str] = {}
    dated: list[tuple[Window, Change]] = []
    for item in evidence:
        if item.claim.kind not in CUMULATIVE:
            dated.append(_dated(item, values))
    running = list(_running(evidence, baseline_day(case, series.force), case.first_day, values, idle))
    stated = [change for _, change in (*dated, *running)]
    flows = [_numbered(window, index) for index, (window, _) in enumerate(dated)]
    totals = [_numbered(window, len(flows) + index) for index, (window, _) in enumerate(running)]
    pad = int(values.flow["pad_days"])
    short = [window for window in flows if stated[window.claims[0]].movement]
    long = [window for window in flows if not stated[window.claims[0]].movement]
    return Changes(tuple(stated), tuple(nested([*padded(short, pad), *long, *totals])), idle)


def _numbered(window: Window, index: int) -> Window:
    return Window(window.first, window.last, (index,), window.fixed)


def _dated(item: Evidence, values: Settings) -> tuple[Window, Change]:
    """A window from the eve of the first day to the last day: stocks are those at the end of a day."""
    span = item.claim.as_of
    if not span.is_known:
        last = item.claim.known_on
        first = last - timedelta(days=int(values.flow["undated_days"]))
    else:
        last = span.last or max(item.claim.known_on, span.first or item.claim.known_on)
        first = (span.first or last) - timedelta(days=1)
    if item.claim.kind is Kind.NO_CHANGE or item.claim.count is None:
        return Window(first, last, ()), Change(item, None)
    sign = 1 if item.claim.kind is Kind.DEPARTURE else -1
    rotation = values.flow["rotation_monitored" if item.monitored else "rotation"]
    return Window(first, last, ()), Change(item, movement(item.claim.count, sign, item.trust, rotation, values))


def _running(
    evidence: Sequence[Evidence], baseline: date, first_day: date, values: Settings, idle: dict[Evidence, str]
) -> Iterator[tuple[Window, Change]]:
    ledgers: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        if item.claim.kind in CUMULATIVE:
            ledgers.setdefault((_speaker(item.claim), item.claim.kind.value), []).append(item)
    for (_, kind), ledger in sorted(ledgers.items()):
        came = kind == Kind.CUMULATIVE_ARRIVALS.value
        zero = min(first_day, ledger[0].day - timedelta(days=1)) if came else baseline
        before: Evidence | None = None
        ran_before = ledger[0].day <= zero
        for item in ledger:
            start = _stated_start(item.claim, values) or (before.day if before and ran_before else zero)
            total = _increment(item, before if start and before and start == before.day else None, values)
            if start >= item.day or total is None:
                idle[item] = "estimate.no_baseline" if start >= item.day else "estimate.no_increment"
            else:
                yield Window(start, item.day, (), fixed=True), Change(item, total)
            before = item


def _speaker(claim: Claim) -> str:
    return claim.source_id or claim.source_text


def _stated_start(claim: Claim, values: Settings) -> date | None:
    span = claim.as_of
    if span.first and span.last and (span.last - span.first).days > values.cumulative["span_days"]:
        return span.first
    return None


def _increment(item: Evidence, before: Evidence | None, values: Settings) -> Movement | None:
    """The movement a running total stands for; None where it did not grow."""
    if item.claim.count is None:
        return None
    sign = 1 if item.claim.kind is Kind.CUMULATIVE_DEPARTURES else -1
    rotation = values.cumulative["rotation_monitored" if item.monitored else "rotation"]
    total = movement(item.claim.count, sign, item.trust, rotation, values)
    if before is None or before.claim.count is None:
        return total
    grown = abs(total.size) - movement(before.claim.count, 1, before.trust, rotation, values).size
    return Movement(sign * grown, total.spread, total.junk, rotation) if grown > 0 else None


def _said(stated: Sequence[Change], days: int, grid: Grid, values: Settings) -> Iterator[Statement]:
    accounts: dict[str, list[Movement]] = {}
    for change in stated:
        kind = change.item.claim.kind
        if change.movement is None:
            yield not_fallen(grid, change.item.trust, values)
        elif kind is Kind.CUMULATIVE_DEPARTURES:
            yield gone_since(grid, change.movement, days, values)
        elif kind is Kind.CUMULATIVE_ARRIVALS:
            yield come_since(grid, change.movement)
        else:
            # departures and arrivals of one source in one window are one account: the net counts (rotation pairs)
            accounts.setdefault(_speaker(change.item.claim), []).append(change.movement)
    for _, account in sorted(accounts.items()):
        yield account_of(grid, account, days, values)
