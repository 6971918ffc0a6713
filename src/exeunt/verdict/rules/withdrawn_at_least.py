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
from exeunt.verdict.measure import departed, net_of_total, testimony, weigh
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
    short = _counted_short(evidence, amount - margin, counted)
    unchanged = _unchanged(evidence, base, amount)
    kept = weigh(testimony(evidence, counted, short + unchanged), fell(evidence, base, amount, margin))
    return Finding(
        kept=kept,
        supports=counted + _no_longer_there(evidence, base, amount, margin),
        opposes=short + unchanged + evidence.not_overtaken(_still_there(evidence, base, amount, margin), counted),
        facts=(base.reason, _asked_reason(evidence, base, amount), *stock_reason(evidence, evidence.posterior)),
        gaps=(*_so_far(evidence, counted), *_moved(evidence)),
        part=_part(evidence, base, evidence.standards.part_share * amount, arrivals),
        lasting=lasting,
    )


def _counted(evidence: Evidence, enough: float, arrivals: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims of the sources by whose count enough have left, as batches together or as a running total."""
    batches, totals = departed(evidence)
    found: list[Claim] = []
    for voices in batches:
        came = sum(claim.count.figure for claim in arrivals if claim.count and voice(claim) == voice(voices[0]))
        if sum(claim.count.figure for claim in voices if claim.count) - came >= enough:
            found.extend(voices)
    for voices in totals:
        came = sum(claim.count.figure for claim in arrivals if claim.count and voice(claim) == voice(voices[0]))
        best = max(voices, key=lambda claim: net_of_total(evidence, claim))
        if net_of_total(evidence, best) - came >= enough:
            found.append(best)
    return tuple(found)


def _counted_short(evidence: Evidence, enough: float, supports: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Running totals, of the judged day or later, that fall short: a total never falls, so it was short before too."""
    later = evidence.at_or_after(evidence.of_kind(Kind.CUMULATIVE_DEPARTURES))
    short = [claim for claim in later if claim.count and net_of_total(evidence, claim) < enough]
    return tuple(claim for claim in short if not any(voice(claim) == voice(other) for other in supports))


def _unchanged(evidence: Evidence, base: Baseline, amount: float) -> tuple[Claim, ...]:
    """Statements that nothing changed from the start to the judged day, where the change would be noticed."""
    if base.number is not None and amount < evidence.standards.seen_share * base.number:
        return ()
    return evidence.unchanged_throughout()


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


def _moved(evidence: Evidence) -> tuple[Reason, ...]:
    moves = evidence.until(evidence.of_kind(Kind.RELOCATION))
    return (reason("verdict.moved_inside", moves),) if moves else ()


def _part(evidence: Evidence, base: Baseline, amount: float, arrivals: tuple[Claim, ...]) -> float:
    if amount < 1:
        return 0.0
    counted = testimony(evidence, _counted(evidence, amount, arrivals), ())
    return weigh(counted, fell(evidence, base, amount, 0.0)) or 0.0
