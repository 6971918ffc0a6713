"""Notify: each movement of the force is announced so many days ahead. It binds every day (the notice is a claim)."""

from __future__ import annotations

from datetime import timedelta

from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.verdict.evidence import Evidence, first_day, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import SUREST, testimony
from exeunt.verdict.words import day_text, reason

_MOVEMENTS = (Kind.ARRIVAL, Kind.DEPARTURE, Kind.RELOCATION)


def notify(evidence: Evidence) -> Finding:
    """Judge each movement that was seen by whether a notice of it, by those who are bound, was early enough."""
    notices = tuple(claim for claim in evidence.claims if is_notice(claim) and evidence.interested(claim))
    seen = [claim for claim in evidence.until(evidence.of_kind(*_MOVEMENTS)) if not is_notice(claim)]
    answered = {claim: [notice for notice in notices if _is_in_time(evidence, notice, claim)] for claim in seen}
    opposes = tuple(claim for claim, found in answered.items() if not found)
    supports = tuple(dict.fromkeys(notice for found in answered.values() for notice in found))
    kept = testimony(evidence, (), opposes) if opposes else (SUREST if supports else None)
    return Finding(
        kept=kept,
        supports=() if opposes else supports,
        opposes=opposes,
        facts=(reason("kinds.notice_days", number=_notice_days(evidence)),),
        gaps=tuple(reason("kinds.unannounced", [claim], day=day_text(first_day(claim))) for claim in opposes)
        or (() if seen else (reason("kinds.no_movement_seen"),)),
        continuing=True,
        outright=True,
    )


def is_notice(claim: Claim) -> bool:
    """Whether a claim announces a movement that is still to come."""
    return claim.kind in PLEDGES or (claim.kind in _MOVEMENTS and claim.stance is Stance.PLANNED)


def _is_in_time(evidence: Evidence, notice: Claim, movement: Claim) -> bool:
    """Whether the notice came the asked days before the movement and speaks of about that day."""
    early_enough = notice.known_on <= first_day(movement) - timedelta(days=_notice_days(evidence))
    spoken_of = last_day(notice) if notice.as_of.is_known else None
    near = timedelta(days=evidence.standards.seen_after_days)
    names_it = spoken_of is None or first_day(movement) <= spoken_of + near
    recent = first_day(movement) - notice.known_on <= timedelta(days=evidence.standards.near_days)
    return early_enough and names_it and recent


def _notice_days(evidence: Evidence) -> int:
    return evidence.obligation.within_days or 0
