"""Reduce by at least N, or by a share: the stock is that much below its baseline.

Unlike a withdrawal it is a matter of how many are there at the deadline: who is replaced has not been reduced, so
arrivals within a month are set against departures, whoever reports them (C17), and who counts them near the day is a
witness beside who saw some leave.
"""

from __future__ import annotations

from exeunt.model.claim import Kind
from exeunt.verdict.evidence import Evidence, first_day, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.withdrawn_at_least import by_departures


def reduce_by_at_least(evidence: Evidence) -> Finding:
    """Judge by the fall of the stock, and by departures net of arrivals."""
    came = evidence.of_kind(Kind.ARRIVAL)
    # an arrival of one of several days may have come by the first of them
    arrivals = tuple(claim for claim in came if evidence.start <= last_day(claim) and first_day(claim) <= evidence.day)
    return by_departures(evidence, lasting=False, arrivals=arrivals)
