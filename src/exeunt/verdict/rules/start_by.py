"""Start by: the first departure has happened by then. A pledge, an order to get ready or a move inside is none.

Nor is a relief: departures that the same source sets off with arrivals within a month are rotation (C17).
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import stock_reason
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, set_off, testimony, weigh
from exeunt.verdict.words import reason


def start_by(evidence: Evidence) -> Finding:
    """Judge by reported departures; a clear fall of the stock speaks for a start, its absence against none."""
    departures = evidence.until(evidence.of_kind(Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES))
    rotations = tuple(claim for claim in departures if set_off(evidence, claim, Kind.ARRIVAL, within=0))
    supports = tuple(claim for claim in departures if claim not in rotations)
    opposes = evidence.unchanged_throughout(supports)
    moves = evidence.until(evidence.of_kind(Kind.RELOCATION))
    return Finding(
        kept=weigh(testimony(evidence, supports, opposes), _clear_fall(evidence)),
        supports=supports,
        opposes=opposes,
        facts=stock_reason(evidence, evidence.posterior),
        gaps=_no_start(moves, rotations),
        lasting=True,
    )


def _no_start(moves: tuple[Claim, ...], rotations: tuple[Claim, ...]) -> tuple[Reason, ...]:
    moved = (reason("verdict.moved_inside", moves),) if moves else ()
    return (*moved, reason("verdict.relieved", rotations)) if rotations else moved


def _clear_fall(evidence: Evidence) -> float | None:
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None
    start = max(evidence.baseline_day, posterior.days[0])
    chance = posterior.fell_by_share(start, evidence.day, evidence.standards.first_departure_share)
    # a first batch may be too small to be seen in the stock, so that not seeing a fall says nothing
    return chance if chance > 0.5 else None
