"""Withdrawn at least N: so many have left the host since the baseline day, by then.

Two ways to know: those who left were counted, or the stock is so much smaller. Counting at the exit goes further: a
batch of 300 out of 20,000 cannot be seen in stock figures. A move inside the host is not leaving it (C19).
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import (
    Baseline,
    asked,
    baseline,
    fell,
    margin_of,
    readable,
    stock_above,
    stock_reason,
    stock_within,
)
from exeunt.verdict.evidence import Evidence, last_day, voice
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import counted_testimony, departed, moved_not_left, net_of_total, replaced, testimony, weigh
from exeunt.verdict.words import day_text, figure, reason, speakers


def withdrawn_at_least(evidence: Evidence) -> Finding:
    """Judge by counted departures and by the fall of the stock."""
    return by_departures(evidence, lasting=True)


def by_departures(evidence: Evidence, *, lasting: bool, arrivals: tuple[Claim, ...] = ()) -> Finding:
    """The finding for an amount that was to go; `arrivals` are set against the departures of the same source."""
    base = baseline(evidence)
    amount = asked(evidence, base)
    if amount is None:
        return Finding(kept=None, facts=(base.reason,), gaps=(reason("verdict.amount_unknown"),), lasting=lasting)
    margin = margin_of(evidence, amount)
    counted = _counted(evidence, amount - margin, arrivals)
    still_there = evidence.not_overtaken(_still_there(evidence, base, amount, margin), counted)
    against = (*_counted_short(evidence, amount - margin, counted), *_unchanged(evidence, base, amount, counted))
    moved = _moved(evidence)
    # a reduction holds at the deadline or it does not: who counts them near the day is a witness of it
    gone = _no_longer_there(evidence, base, amount, margin)
    near, low = [() if lasting else _near_the_day(evidence, found) for found in (still_there, gone)]
    ceiling = None if base.number is None else base.number - amount + margin
    said = counted_testimony(evidence, (*counted, *low), (*against, *moved, *near), ceiling)
    return Finding(
        kept=weigh(said, fell(evidence, base, amount, margin)),
        supports=counted + gone,
        opposes=tuple(dict.fromkeys((*against, *moved, *near, *still_there))),
        facts=(base.reason, _asked_reason(evidence, base, amount), *stock_reason(evidence, evidence.posterior)),
        gaps=(*_so_far(evidence, counted), *_moves(evidence, moved), *_relieved(evidence, amount - margin, arrivals)),
        part=_part(evidence, base, evidence.standards.part_share * amount, arrivals),
        lasting=lasting,
    )


def _counted(evidence: Evidence, enough: float, arrivals: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims of the sources by whose count enough have left, as batches together or as a running total."""
    batches, totals = departed(evidence)
    inside = moved_not_left(evidence, [claim for voices in (*batches, *totals) for claim in voices])
    found: list[Claim] = []
    for voices in batches:
        out = [claim for claim in voices if claim.id not in inside]
        if sum(claim.count.figure for claim in out if claim.count) - replaced(evidence, out, arrivals) >= enough:
            found.extend(out)
    for voices in totals:
        out = [claim for claim in voices if claim.id not in inside]
        best = max(out, key=lambda claim: net_of_total(evidence, claim), default=None)
        if best and net_of_total(evidence, best) - replaced(evidence, out, arrivals) >= enough:
            found.append(best)
    return tuple(found)


def _moved(evidence: Evidence) -> tuple[Claim, ...]:
    """Moves inside the host that a witness reports and others told as departures."""
    told = [claim for voices in (*departed(evidence)[0], *departed(evidence)[1]) for claim in voices]
    return tuple(dict.fromkeys(moved_not_left(evidence, told).values()))


def _near_the_day(evidence: Evidence, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Counts of the month around the judged day: of each witness the nearest to it."""
    within = evidence.standards.rotation_days
    near = [claim for claim in claims if abs((last_day(claim) - evidence.day).days) <= within]
    return tuple(sorted(near, key=lambda claim: -abs((last_day(claim) - evidence.day).days)))


def _relieved(evidence: Evidence, enough: float, arrivals: tuple[Claim, ...]) -> tuple[Reason, ...]:
    """That others came in for those who left, where without them enough would have gone."""
    if not arrivals or len(_counted(evidence, enough, ())) == len(_counted(evidence, enough, arrivals)):
        return ()
    return (reason("verdict.relieved", arrivals),)


def _counted_short(evidence: Evidence, enough: float, supports: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Running totals, of the judged day or later, that fall short: a total never falls, so it was short before too."""
    later = evidence.at_or_after(evidence.of_kind(Kind.CUMULATIVE_DEPARTURES))
    short = [claim for claim in later if claim.count and net_of_total(evidence, claim) < enough]
    return tuple(claim for claim in short if not any(voice(claim) == voice(other) for other in supports))


def _unchanged(evidence: Evidence, base: Baseline, amount: float, counted: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Statements that nothing changed from the start to the judged day, where the change would be noticed."""
    if base.number is not None and amount < evidence.standards.seen_share * base.number:
        return ()
    return evidence.unchanged_throughout(counted)


def _no_longer_there(evidence: Evidence, base: Baseline, amount: float, margin: float) -> tuple[Claim, ...]:
    """Counts of the stock that are so low; the estimate has weighed them, so they are witnesses and no more."""
    if base.number is None or not readable(evidence, base, amount):
        return ()
    return stock_within(evidence, base.number - amount + margin)


def _still_there(evidence: Evidence, base: Baseline, amount: float, margin: float) -> tuple[Claim, ...]:
    if base.number is None or not readable(evidence, base, amount):
        return ()
    return stock_above(evidence, base.number - amount + margin)


def _asked_reason(evidence: Evidence, base: Baseline, amount: float) -> Reason:
    """The amount; a share of an estimated baseline is no more exact than that baseline."""
    given = evidence.obligation.quantity is not None or base.fixed
    return reason("verdict.asked", number=figure(amount) if given else figure(amount, amount))


def _so_far(evidence: Evidence, counted: tuple[Claim, ...]) -> tuple[Reason, ...]:
    """The highest running total by the judged day, where it falls short."""
    totals = [claim for claim in evidence.until(evidence.of_kind(Kind.CUMULATIVE_DEPARTURES)) if claim.count]
    if counted or not totals:
        return ()
    highest = max(totals, key=lambda claim: net_of_total(evidence, claim))
    number = figure(net_of_total(evidence, highest))
    day = day_text(last_day(highest))
    return (reason("verdict.counted_so_far", [highest], day=day, number=number, **speakers([highest])),)


def _moves(evidence: Evidence, told_as_exits: tuple[Claim, ...]) -> tuple[Reason, ...]:
    moves = evidence.until(evidence.of_kind(Kind.RELOCATION))
    told = (reason("verdict.moved_told_as_exit", told_as_exits, **speakers(told_as_exits)),) if told_as_exits else ()
    return (*((reason("verdict.moved_inside", moves),) if moves else ()), *told)


def _part(evidence: Evidence, base: Baseline, amount: float, arrivals: tuple[Claim, ...]) -> float:
    if amount < 1:
        return 0.0
    counted = testimony(evidence, _counted(evidence, amount, arrivals), ())
    return weigh(counted, fell(evidence, base, amount, 0.0)) or 0.0
