"""Who accepts a finding and who disputes it (C26), whose word carries it, and what would change it (C24)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from exeunt.model.claim import Claim, Kind
from exeunt.model.source import SourceClass
from exeunt.model.verdict import Effect, Outcome, Reason, Standing, Status
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.words import day_text, percent, reason, speakers

MONITOR = "monitor"
_SPEAKS_FOR_A_CAMP = frozenset({SourceClass.PARTY, SourceClass.SPONSOR, SourceClass.ARMED_GROUP})
_COULD_NOT = (Kind.CANNOT_ESTIMATE, Kind.ACCESS_DENIED)


def standings(evidence: Evidence, finding: Finding) -> tuple[Standing, ...]:
    """The monitor's status and that of each camp that speaks, or is bound, in a fixed order; the later word counts."""
    unable = tuple(evidence.near_or_after(evidence.of_kind(*_COULD_NOT)))
    said = [(claim, Status.ACCEPTS) for claim in finding.supports] if not finding.continuing else []
    said += [(claim, Status.DISPUTES) for claim in finding.opposes]
    said += [(claim, Status.CANNOT_SAY) for claim in unable if claim not in finding.opposes]
    by_who: dict[str, list[tuple[Claim, Status]]] = {MONITOR: []}
    for actor in evidence.obligation.actors:
        by_who[actor] = []
    for claim, status in said:
        who = _speaks_for(evidence, claim)
        if who is not None:
            by_who.setdefault(who, []).append((claim, status))
    return tuple(_standing(who, words) for who, words in by_who.items())


def dissent(evidence: Evidence, finding: Finding, outcome: Outcome) -> tuple[Reason, ...]:
    """The camps, and the monitor, that say otherwise than what was found."""
    other = {Outcome.MET: Status.DISPUTES, Outcome.BREACHED: Status.ACCEPTS}.get(outcome)
    against = finding.opposes if outcome is Outcome.MET else finding.supports
    who = {standing.who for standing in standings(evidence, finding) if standing.status is other}
    said = [claim for claim in against if _speaks_for(evidence, claim) in who]
    return (reason("verdict.dissent", said, **speakers(said)),) if other and said else ()


def shares(evidence: Evidence, finding: Finding) -> tuple[tuple[str, float], ...]:
    """The part of the witnesses' weight that each claim carries: its |log-odds| over those of all who are witnesses."""
    witnesses = (*evidence.witnesses_for(finding.supports), *evidence.witnesses_against(finding.opposes))
    weights = {claim.id: _weight(evidence.wrong(claim)) for claim in witnesses}
    total = sum(weights.values())
    return tuple((claim, weight / total) for claim, weight in weights.items()) if total else ()


def effects(
    evidence: Evidence, finding: Finding, decided: Callable[[Evidence], tuple[Finding, Outcome]]
) -> tuple[Effect, ...]:
    """What each origin among the claims for and against does: the verdict with it against the verdict without it."""
    found = []
    for claim in dict.fromkeys((*finding.supports, *finding.opposes)):
        rest = tuple(other for other in evidence.claims if other.id != claim.id)
        without, outcome = decided(replace(evidence, claims=rest, memo={}))
        known = finding.kept is not None and without.kept is not None
        found.append(Effect(claim.id, (finding.kept or 0.0) - (without.kept or 0.0) if known else None, outcome))
    return tuple(found)


def would_change(evidence: Evidence, finding: Finding, outcome: Outcome) -> tuple[Reason, ...]:
    """The cheapest evidence that would settle an undetermined verdict: one witness, or the fewest that suffice."""
    if outcome is not Outcome.UNDETERMINED:
        return ()
    day = day_text(evidence.day)
    proof = evidence.standards.proof(evidence.obligation.kind)
    if finding.kept is not None and finding.kept >= proof.met and not evidence.proves_met(finding.supports):
        return (reason("verdict.change_by_one_witness", day=day),)
    odds = 0.0 if finding.kept is None else _log_odds(finding.kept)
    step = _weight(evidence.standards.wrong["B"])
    up = _needed(_log_odds(proof.met) - odds, step)
    down = _needed(_log_odds(proof.breached) + odds, step)
    now = percent(0.5 if finding.kept is None else finding.kept)
    return (reason("verdict.change_by_counts", day=day, up=up, down=down, probability=now),)


def _speaks_for(evidence: Evidence, claim: Claim) -> str | None:
    source = evidence.source(claim)
    if source is None:
        return None
    if source.source_class is SourceClass.MONITOR:
        return MONITOR
    if source.source_class not in _SPEAKS_FOR_A_CAMP:
        return None
    return source.id if source.id in evidence.obligation.actors else source.side or source.id


def _standing(who: str, words: Sequence[tuple[Claim, Status]]) -> Standing:
    if not words:
        return Standing(who, Status.SILENT)
    latest = max(last_day(claim) for claim, _ in words)
    now = {status for claim, status in words if last_day(claim) == latest}
    # who says both on one day has not accepted it
    status = next(item for item in (Status.DISPUTES, Status.CANNOT_SAY, Status.ACCEPTS) if item in now)
    return Standing(who, status, tuple(claim.id for claim, _ in words))


def _weight(wrong: float) -> float:
    return abs(_log_odds(wrong))


def _log_odds(p: float) -> float:
    bounded = min(max(p, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def _needed(distance: float, step: float) -> int:
    return max(1, math.ceil(distance / step - 1e-9))
