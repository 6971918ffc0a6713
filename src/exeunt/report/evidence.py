"""Which claims stand behind which number: echoes, uses, and the lookups that a report needs of an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from exeunt.model.assessment import Assessment
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.estimate import ClaimUse, Estimate, EstimatePoint

# From what moves an estimate most to what moves it not at all.
ROLES = ("evidence", "echo", "pledge", "context", "unused")


@dataclass(frozen=True)
class Evidence:
    """Lookups over one assessment."""

    assessment: Assessment

    @cached_property
    def claim_by_id(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.assessment.claims}

    @cached_property
    def document_by_id(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.assessment.documents}

    @cached_property
    def echo_of(self) -> dict[str, Claim]:
        """For each claim that repeats another: the earliest claim of the same origin."""
        first: dict[str, Claim] = {}
        echoes: dict[str, Claim] = {}
        for claim in sorted(self.assessment.claims, key=lambda claim: (claim.known_on, claim.name)):
            if claim.origin and first.setdefault(claim.origin, claim) is not claim:
                echoes[claim.id] = first[claim.origin]
        return echoes

    @cached_property
    def use_of(self) -> dict[str, ClaimUse]:
        """What each claim does in the estimate of its own force; where that has none, the most it does in any."""
        best: dict[str, tuple[bool, int, ClaimUse]] = {}
        for estimate in self.assessment.estimates:
            for use in estimate.uses:
                claim = self.claim_by_id.get(use.claim_id)
                own = claim is not None and claim.force_id == estimate.force and estimate.site is None
                if use.claim_id not in best or (not own, _rank(use)) < best[use.claim_id][:2]:
                    best[use.claim_id] = (not own, _rank(use), use)
        return {ident: use for ident, (_, _, use) in best.items()}

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids, in the order given; ids that are not in the assessment are left out."""
        return tuple(self.claim_by_id[ident] for ident in dict.fromkeys(ids) if ident in self.claim_by_id)

    def used_as(self, estimate: Estimate, role: str) -> tuple[Claim, ...]:
        """Claims that play a role in an estimate."""
        return self.claims(use.claim_id for use in estimate.uses if use.role == role)


def leaves(force: str, case: Case) -> frozenset[str]:
    """The forces that are no totals under a force; a force that is none is its own leaf."""
    known = case.force_by_id
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [force]
    while waiting:
        ident = waiting.pop()
        members = known[ident].members if ident in known else ()
        if not members:
            found.add(ident)
        elif ident not in seen:
            seen.add(ident)
            waiting.extend(members)
    return frozenset(found)


def holders(force: str, case: Case) -> frozenset[str]:
    """The force itself and every total that holds all of it: what binds one of these binds the force."""
    own = leaves(force, case)
    return frozenset({force, *(total.id for total in case.forces if total.is_total and own <= leaves(total.id, case))})


def point_at(estimate: Estimate, assessment: Assessment) -> EstimatePoint | None:
    """The estimate on the day the assessment speaks of: the last point not after it; None where there is none."""
    past = [point for point in estimate.points if point.day <= assessment.as_of]
    return past[-1] if past else None


def series_id(estimate: Estimate) -> str:
    """`wagner`, or `wagner@jufra` for a site."""
    return f"{estimate.force}@{estimate.site}" if estimate.site else estimate.force


def _rank(use: ClaimUse) -> int:
    return ROLES.index(use.role) if use.role in ROLES else len(ROLES)
