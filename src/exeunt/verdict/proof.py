"""Whether a finding is proven: the probability reaches the standard, and witnesses say so and do not contradict it."""

from __future__ import annotations

from collections.abc import Sequence

from exeunt.model.claim import Claim
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import testimony

_ROUNDING = 1e-9  # 1 - 0.1 is not quite 0.9 to a machine


def is_met(evidence: Evidence, finding: Finding) -> bool:
    """Whether the probability and the witnesses are enough to find that it was kept."""
    proof = evidence.standards.proof(evidence.obligation.kind)
    enough = finding.kept is not None and finding.kept >= proof.met - _ROUNDING
    return enough and evidence.proves_met(finding.supports) and not contested_by(evidence, finding)


def is_breached(evidence: Evidence, finding: Finding) -> bool:
    """Whether the probability and the witnesses are enough to find that it was not kept."""
    proof = evidence.standards.proof(evidence.obligation.kind)
    enough = finding.kept is not None and 1 - finding.kept >= proof.breached - _ROUNDING
    return enough and evidence.proves_breach(finding.opposes) and not contested_by(evidence, finding)


def contested_by(evidence: Evidence, finding: Finding) -> bool:
    """Whether witnesses contradict one another about the day, and neither side outweighs the other.

    The estimate may lean to one of them, but it has no eyes of its own: it does not decide between two who looked.
    """
    supports = evidence.near_or_after(finding.supports)
    opposes = [claim for claim in evidence.near_or_after(finding.opposes) if _of_one_place(claim, supports)]
    if finding.continuing or not evidence.witnesses_for(supports) or not evidence.witnesses_against(opposes):
        return False
    proof = evidence.standards.proof(evidence.obligation.kind)
    said = testimony(evidence, supports, opposes)
    return said is not None and 1 - proof.breached + _ROUNDING < said < proof.met - _ROUNDING


def is_decided(evidence: Evidence, finding: Finding) -> bool:
    """Whether the probability alone would be enough for a finding."""
    proof = evidence.standards.proof(evidence.obligation.kind)
    return finding.kept is not None and not 1 - proof.breached < finding.kept < proof.met


def _of_one_place(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether one of the others speaks of the place of a claim, or of everywhere."""
    return any(not other.site_ids or set(other.site_ids) & set(claim.site_ids) for other in others)
