"""Simultaneous within days: the first departures of two forces lie no further apart than so many days.

A relief is no departure: what the same source sets off with arrivals within a month is rotation (C17).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from exeunt.model.claim import Claim, Kind
from exeunt.verdict.evidence import Evidence, first_day, last_day, members
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import set_off, testimony
from exeunt.verdict.words import day_text, reason


def simultaneous_within(evidence: Evidence) -> Finding:
    """Judge by the day each of the two was first seen to leave."""
    obligation = evidence.obligation
    one, other = _first(evidence, obligation.force), _first(evidence, obligation.counterpart)
    allowed = timedelta(days=obligation.within_days or 0)
    if one is None and other is None:
        return Finding(kept=None, gaps=(reason("kinds.none_began"),))
    if one is None or other is None:
        begun = one or other
        waiting = obligation.force if one is None else obligation.counterpart
        return _one_alone(evidence, begun.claim if begun else None, waiting, allowed)
    apart = abs(one.latest - other.latest)
    pair = (one.claim, other.claim)
    fact = reason("kinds.days_apart", pair, number=apart.days, one=obligation.force, other=obligation.counterpart)
    # the day of each is known only within a span, and what follows from both needs both to be right
    both = math.prod(1 - evidence.wrong(claim) for claim in pair)
    if max(one.latest - other.earliest, other.latest - one.earliest) <= allowed:
        return Finding(kept=both, supports=pair, facts=(fact,), lasting=True)
    if max(one.earliest - other.latest, other.earliest - one.latest) > allowed:
        return Finding(kept=1 - both, opposes=pair, facts=(fact,))
    return Finding(kept=None, gaps=(reason("kinds.days_too_wide", pair),))


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The first departure of a force: no earlier and no later than these days, and the claim that says so."""

    earliest: date
    latest: date
    claim: Claim


def _first(evidence: Evidence, force: str | None) -> _Beginning | None:
    """The first departure of the force that a witness reports and no arrivals set off."""
    own = members(evidence.case, force)
    departures = evidence.until(evidence.of_kind(Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES))
    seen = [
        claim
        for claim in departures
        if claim.force_id in own and evidence.verifies(claim) and not set_off(evidence, claim, Kind.ARRIVAL, within=0)
    ]
    claim = min(seen, key=last_day, default=None)
    if claim is None:
        return None
    return _Beginning(min(first_day(item) for item in seen), last_day(claim), claim)


def _one_alone(evidence: Evidence, moved: Claim | None, waiting: str | None, allowed: timedelta) -> Finding:
    """One has begun and the other has not been seen to: too late for it only where somebody says it stands still."""
    if moved is None:
        return Finding(kept=None)
    begun = last_day(moved)
    own = members(evidence.case, waiting)
    still = tuple(
        claim
        for claim in evidence.of_kind(Kind.NO_CHANGE)
        if claim.force_id in own and begun + allowed < last_day(claim) <= evidence.day
    )
    gap = reason("kinds.one_began", [moved], day=day_text(begun), other=waiting)
    opposes = (moved, *still) if still else ()
    return Finding(kept=testimony(evidence, (), still), opposes=opposes, gaps=(gap,))
