"""Precondition: something that must be in place first: monitors, a counted baseline, an agreed mechanism (C7).

In place is what the monitor says is, or what two camps both say. That it is missing is said by whoever would know: a
denial, a monitor refused, a body that says no number can be given. What nobody speaks of stays undetermined.
"""

from __future__ import annotations

from datetime import timedelta

from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.verdict import Reason
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import testimony
from exeunt.verdict.words import day_text, reason, speakers

_SAID_TO_BE = frozenset({Stance.ASSERTED, Stance.VERIFIED})


def precondition(evidence: Evidence) -> Finding:
    """Judge by who says it is in place and who says it is missing; the later word of a source replaces its earlier."""
    supports = evidence.until(_in_place(evidence))
    opposes = _latest_word(_missing(evidence), supports)
    return Finding(
        kept=_chance(evidence, supports, opposes),
        supports=supports,
        opposes=opposes,
        facts=_since(evidence.witnesses_for_each(supports) or supports),
        gaps=_never_came(evidence, supports, opposes),
        lasting=True,
    )


def _chance(evidence: Evidence, supports: tuple[Claim, ...], opposes: tuple[Claim, ...]) -> float | None:
    if evidence.proves_met(supports) and not evidence.witnesses_for(supports):
        # both camps say so: each is a witness against its interest in blaming the other
        return max(1 - evidence.wrong(claim) for claim in supports)
    return testimony(evidence, supports, opposes)


def _in_place(evidence: Evidence) -> tuple[Claim, ...]:
    return tuple(
        claim for claim in evidence.claims if claim.kind in evidence.obligation.needs and claim.stance in _SAID_TO_BE
    )


def _missing(evidence: Evidence) -> tuple[Claim, ...]:
    """Who says that it is missing: from the month before the start to the judged day."""
    kinds = {kind for need in evidence.obligation.needs for kind in evidence.standards.missing_kinds.get(need, ())}
    earliest = evidence.start - timedelta(days=evidence.standards.missing_before_start)
    said = [
        claim
        for claim in evidence.claims
        if claim.kind in kinds or (claim.kind in evidence.obligation.needs and claim.stance is Stance.DENIED)
    ]
    return tuple(claim for claim in said if earliest <= last_day(claim) <= evidence.day)


def _latest_word(opposes: tuple[Claim, ...], supports: tuple[Claim, ...]) -> tuple[Claim, ...]:
    first_in_place = min((last_day(claim) for claim in supports), default=None)
    if first_in_place is None:
        return opposes
    return tuple(claim for claim in opposes if last_day(claim) >= first_in_place)


def _since(supports: tuple[Claim, ...]) -> tuple[Reason, ...]:
    return (reason("verdict.in_place_since", supports[:1], day=day_text(last_day(supports[0]))),) if supports else ()


def _never_came(evidence: Evidence, supports: tuple[Claim, ...], opposes: tuple[Claim, ...]) -> tuple[Reason, ...]:
    if supports:
        return ()
    counted = Kind.BASELINE in evidence.obligation.needs
    day = day_text(evidence.day)
    if not opposes:
        silent = "verdict.baseline_not_spoken_of" if counted else "verdict.precondition_not_spoken_of"
        return (reason(silent, day=day),)
    denied = "verdict.baseline_never_came" if counted else "verdict.precondition_never_came"
    return (reason(denied, opposes, day=day, **speakers(opposes)),)
