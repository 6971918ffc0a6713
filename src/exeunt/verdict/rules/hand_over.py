"""Hand over at least N: weapons or vehicles given into custody by then, counted in their own unit, never in persons.

What is handed over leaves its owner's account, so receipts are departures of a force whose unit is that of the things.
"""

from __future__ import annotations

from dataclasses import replace

from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.withdrawn_at_least import withdrawn_at_least
from exeunt.verdict.words import reason


def hand_over(evidence: Evidence) -> Finding:
    """Judge by what the receiver counted, and by the fall of what is held."""
    finding = withdrawn_at_least(evidence)
    return replace(finding, facts=(reason("kinds.own_unit", force=evidence.obligation.force), *finding.facts))
