"""Freeze: no more of the force are brought in between its start and its last day.

It is no reinforcement with an end: what comes in after the last day is no breach of it.
"""

from __future__ import annotations

from dataclasses import replace

from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.no_reinforcement import no_reinforcement
from exeunt.verdict.words import day_text, reason


def freeze(evidence: Evidence) -> Finding:
    """Judge as no reinforcement, for the days of the freeze."""
    finding = no_reinforcement(evidence)
    days = reason("kinds.freeze_days", start=day_text(evidence.start), end=day_text(evidence.term.deadline))
    return replace(finding, facts=(days, *finding.facts))
