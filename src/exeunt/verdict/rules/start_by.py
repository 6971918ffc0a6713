"""Start by: the first departure has happened by then. A pledge, an order to get ready or a move inside is none."""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.verdict.amount import stock_reason
from exeunt.verdict.evidence import Evidence, first_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, testimony, weigh
from exeunt.verdict.words import reason


def start_by(evidence: Evidence) -> Finding:
    """Judge by reported departures; a clear fall of the stock speaks for a start, its absence against none."""
    supports = evidence.until(evidence.of_kind(Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES))
    opposes = _nothing_left(evidence)
    moves = evidence.until(evidence.of_kind(Kind.RELOCATION))
    return Finding(
        kept=weigh(testimony(evidence, supports, opposes), _clear_fall(evidence)),
        supports=supports,
        opposes=opposes,
        facts=stock_reason(evidence, evidence.posterior),
        gaps=(reason("moved_inside", moves),) if moves else (),
        lasting=True,
    )


def _nothing_left(evidence: Evidence) -> tuple[Claim, ...]:
    """Statements that nothing changed in a stretch that holds the judged day."""
    said = evidence.at_or_after(evidence.of_kind(Kind.NO_CHANGE))
    return tuple(claim for claim in said if first_day(claim) <= evidence.day)


def _clear_fall(evidence: Evidence) -> float | None:
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None
    start = max(evidence.baseline_day, posterior.days[0])
    chance = posterior.fell_by_share(start, evidence.day, evidence.standards.first_departure_share)
    # a first batch may be too small to be seen in the stock, so that not seeing a fall says nothing
    return chance if chance > 0.5 else None
