"""Reduce by at least N, or by a share: the stock is that much below its baseline.

Unlike a withdrawal it is a matter of how many are there: who is replaced has not been reduced, so the arrivals that a
source reports are set against its departures (C17).
"""

from __future__ import annotations

from exeunt.model.claim import Kind
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.withdrawn_at_least import by_departures


def reduce_by_at_least(evidence: Evidence) -> Finding:
    """Judge by the fall of the stock, and by departures net of arrivals."""
    arrivals = evidence.until(evidence.of_kind(Kind.ARRIVAL))
    return by_departures(evidence, lasting=False, arrivals=arrivals)
