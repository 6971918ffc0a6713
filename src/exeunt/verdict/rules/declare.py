"""Declare: those who are bound say what they are to say (their strength, their sites) by the day.

A declaration is proven by itself: it is in the ledger or it is not. Whether it is true is another question, and its
figures go into the estimate like any other claim (C20).
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind, Stance
from exeunt.verdict.evidence import Evidence, speaks_for
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import SUREST, testimony
from exeunt.verdict.words import day_text, reason, speakers

_DECLARED = (Kind.STOCK.value, Kind.BASELINE.value)


def declare(evidence: Evidence) -> Finding:
    """Judge by what each of the bound said; with several, all must have spoken."""
    wanted = evidence.obligation.needs or _DECLARED
    said = [claim for claim in evidence.claims if claim.kind in wanted and claim.stance is not Stance.DENIED]
    made = tuple(claim for claim in said if evidence.start <= claim.known_on <= evidence.day)
    speaking = {actor: [claim for claim in made if speaks_for(evidence, claim, actor)] for actor in _bound(evidence)}
    silent = [actor for actor, found in speaking.items() if not found]
    supports = tuple(dict.fromkeys(claim for found in speaking.values() for claim in found))
    opposes = _said_missing(evidence)
    kept = SUREST if speaking and not silent else testimony(evidence, (), opposes)
    return Finding(
        kept=kept,
        supports=supports if not silent else (),
        opposes=opposes if silent else (),
        facts=tuple(
            reason("kinds.declared_on", found[:1], day=day_text(found[0].known_on), **speakers(found[:1]))
            for found in speaking.values()
            if found
        ),
        gaps=tuple(reason("kinds.no_declaration", day=day_text(evidence.day), actor=actor) for actor in silent),
        lasting=True,
    )


def _bound(evidence: Evidence) -> tuple[str, ...]:
    return evidence.obligation.actors


def _said_missing(evidence: Evidence) -> tuple[Claim, ...]:
    """Monitors who say that it was not declared: a denial, or a denied claim of the kind asked for."""
    wanted = evidence.obligation.needs or _DECLARED
    denied = [
        claim
        for claim in evidence.claims
        if claim.kind is Kind.DENIAL or (claim.kind in wanted and claim.stance is Stance.DENIED)
    ]
    return tuple(claim for claim in denied if evidence.speaks_for_monitor(claim) and evidence.start <= claim.known_on)
