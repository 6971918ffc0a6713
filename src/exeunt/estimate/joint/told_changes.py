"""Claims about movements as changes over windows of days: dated flows, running totals, "no change".

A dated movement is looked for between the eve of its first day and its last day, and some days around, as far as
half-way to the next movement of the same stocks and no further than their nearest counted day. Departures and arrivals
of one source in one window are one account: the net counts.

A running total counts from the first day of its stated span where that is long; else from the baseline day of the
force. Where the same source's ledger was already running on the baseline day, its zero is unknown: then only the
increments from one entry to the next weigh, and the first entry is context.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from exeunt.estimate.evidence import FLOWS, claim_day
from exeunt.estimate.joint.problem import Shape
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.sieve import Heard, Why
from exeunt.estimate.series import CUMULATIVE, baseline_day
from exeunt.estimate.settings import Settings
from exeunt.estimate.wording import moved_in_words
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.source import SourceClass


@dataclass(frozen=True, slots=True)
class Change:
    """One statement about a change: between the ends of which days, in which form, how many (0: no number), how soft.

    `rotation_shift` is added to the log-odds that others came in for those who left.
    """

    heard: Heard
    shape: Shape
    first: date
    last: date
    size: float = 0.0
    blur: float = 0.0
    rotation_shift: float = 0.0


def changes_of(
    case: Case, heard: Sequence[Heard], counted: Mapping[int, Sequence[date]], values: Settings
) -> tuple[tuple[Change, ...], dict[str, Why]]:
    """The changes claimed, and of each movement that had to be put aside the role and reason.

    `counted` gives by stock the days on which it was counted.
    """
    idle: dict[str, Why] = {}
    dated = [_dated(case, item, values) for item in heard if item.claim.kind in FLOWS]
    stay = [_stay(item) for item in heard if item.claim.kind is Kind.NO_CHANGE]
    ledgers: dict[tuple[tuple[int, ...], str, str], list[Heard]] = {}
    for item in heard:
        if item.claim.kind in CUMULATIVE:
            key = (item.of.members, speaker_of(item.claim), item.claim.kind.value)
            ledgers.setdefault(key, []).append(item)
    running = [change for ledger in ledgers.values() for change in _running(case, ledger, values, idle)]
    return (*_netted(_padded(dated, counted, int(values.flow["pad_days"]))), *stay, *running), idle


def speaker_of(claim: Claim) -> str:
    """Who is held to what it says: the source, by its id or its words; one that nobody named is its own each time."""
    return claim.source_id or claim.source_text or claim.id


def _dated(case: Case, item: Heard, values: Settings) -> Change:
    first, last = _window(item.claim, int(values.flow["undated_days"]))
    shape = Shape.FELL if item.claim.kind is Kind.DEPARTURE else Shape.ROSE
    return _sized(case, Change(item, shape, first, last), values)


def _stay(item: Heard) -> Change:
    first, last = _window(item.claim, 30)
    return Change(item, Shape.NOT_FALLEN, first, last)


def _window(claim: Claim, undated: int) -> tuple[date, date]:
    """From the eve of the first day to the last day: stocks are those at the end of a day."""
    span = claim.as_of
    if not span.is_known:
        return claim.known_on - timedelta(days=undated), claim.known_on
    last = span.last or max(claim.known_on, span.first or claim.known_on)
    return (span.first or last) - timedelta(days=1), last


def _sized(case: Case, change: Change, values: Settings) -> Change:
    count = change.heard.claim.count
    if count is None:
        return change
    size, blur = moved_in_words(count, values)
    source = case.source_by_id.get(change.heard.claim.source_id or "")
    watched = source is not None and source.source_class is SourceClass.MONITOR
    learned = joint_settings()
    shift = learned.rotation_monitored if watched else 0.0
    if change.heard.claim.kind in CUMULATIVE:
        shift += learned.rotation_cumulative
    return replace(change, size=size, blur=blur, rotation_shift=shift)


def _padded(changes: Sequence[Change], counted: Mapping[int, Sequence[date]], pad: int) -> list[Change]:
    """Widen each window by some days at both ends."""
    return [_wider(change, changes, counted, pad) for change in changes]


def _wider(change: Change, changes: Sequence[Change], counted: Mapping[int, Sequence[date]], pad: int) -> Change:
    members = set(change.heard.of.members)
    beside = [other for other in changes if members & set(other.heard.of.members)]
    days = [day for member in members for day in counted.get(member, ())]
    room_after = [(other.first - change.last).days // 2 for other in beside if other.first >= change.last]
    room_before = [(change.first - other.last).days // 2 for other in beside if other.last <= change.first]
    room_after += [(day - change.last).days for day in days if day >= change.last]
    room_before += [(change.first - day).days for day in days if day <= change.first]
    before, after = min([pad, *room_before]), min([pad, *room_after])
    return replace(change, first=change.first - timedelta(days=before), last=change.last + timedelta(days=after))


def _netted(changes: Iterable[Change]) -> Iterator[Change]:
    """One change for each account: what one source says of the same stocks and the same window."""
    accounts: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        claim = change.heard.claim
        key = (change.heard.of.members, speaker_of(claim), change.first, change.last)
        accounts.setdefault(key, []).append(change)
    for account in accounts.values():
        yield _net(account)


def _net(account: Sequence[Change]) -> Change:
    """The net of an account, as a statement of its largest movement."""
    if len(account) == 1:
        return account[0]
    net = sum(change.size if change.shape is Shape.FELL else -change.size for change in account)
    spread = math.sqrt(sum((change.size * change.blur) ** 2 for change in account))
    largest = max(account, key=lambda change: change.size)
    size = max(abs(net), 1.0)
    return replace(
        largest,
        shape=Shape.FELL if net >= 0 else Shape.ROSE,
        size=size,
        blur=min(spread / size, 1.0),
        rotation_shift=max(change.rotation_shift for change in account),
    )


def _running(case: Case, ledger: Sequence[Heard], values: Settings, idle: dict[str, Why]) -> Iterator[Change]:
    """The entries of one source's running total, in the order of their days."""
    came = ledger[0].claim.kind is Kind.CUMULATIVE_ARRIVALS
    shape = Shape.COME_SINCE if came else Shape.GONE_SINCE
    ordered = sorted(ledger, key=lambda item: claim_day(item.claim))
    opened = claim_day(ordered[0].claim)
    baseline = baseline_day(case, ledger[0].claim.force_id or "")
    zero = min(case.first_day, opened - timedelta(days=1)) if came else baseline
    before: Heard | None = None
    for item in ordered:
        stated = _stated_start(item.claim, values)
        follows = stated is None and before is not None and opened <= zero
        start = claim_day(before.claim) if follows and before else stated or zero
        last = claim_day(item.claim)
        total = _sized(case, Change(item, shape, start, last), values)
        grown = _grown(total, before if follows else None, values)
        if start >= last or grown <= 0:
            idle[item.claim.id] = "context", "estimate.no_baseline" if start >= last else "estimate.no_increment"
        else:
            yield replace(total, size=grown)
        before = item


def _grown(total: Change, before: Heard | None, values: Settings) -> float:
    """How many the total adds to the entry before it; the whole total where it stands alone."""
    if before is None or before.claim.count is None:
        return total.size
    return total.size - moved_in_words(before.claim.count, values)[0]


def _stated_start(claim: Claim, values: Settings) -> date | None:
    span = claim.as_of
    if span.first and span.last and (span.last - span.first).days > values.cumulative["span_days"]:
        return span.first
    return None
