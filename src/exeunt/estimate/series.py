"""Which series there are, and what each claim says of each: the same stock, a part of it, or a whole around it.

Places. A claim without a resolved place, or about the host, speaks of the whole host. A region counts as the whole host
for a force that fights for one side, because it stands where that side rules; for other forces it is a part. Points
(bases, towns, crossings) are parts of the host: what stands there is at least what the host holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.estimate.likelihood import Relation
from exeunt.model.agreement import ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.place import Site, SiteKind


@dataclass(frozen=True, slots=True)
class Series:
    """A force in the whole host, or at one site."""

    force: str
    site: str | None = None

    @property
    def id(self) -> str:
        """What its draws are seeded by, beside the seed of the run."""
        return f"{self.force}@{self.site}" if self.site else self.force


def series_of(case: Case, claims: Sequence[Claim]) -> tuple[Series, ...]:
    """One series for each force with a claim or an obligation, and for each force and site to be vacated."""
    obligations = case.agreement.obligations
    named = {claim.force_id for claim in claims} | {obligation.force for obligation in obligations}
    whole = [Series(force.id) for force in case.forces if force.id in named]
    vacated = [
        Series(obligation.force, site)
        for obligation in obligations
        if obligation.kind is ObligationKind.VACATE_SITE and obligation.force in case.force_by_id
        for site in obligation.sites
    ]
    return (*whole, *dict.fromkeys(vacated))


def series_class(case: Case, series: Series) -> str:
    """The name of its stationary law in `prior.toml`."""
    if series.site:
        return "site"
    return "total" if case.force_by_id[series.force].is_total else "force"


def relation(case: Case, series: Series, claim: Claim) -> Relation | None:
    """What the claim's force and place are, seen from the series; None where they say nothing of each other."""
    force = force_relation(case, series.force, claim.force_id)
    place = place_relation(case, series, claim)
    if force is None or place is None or {force, place} == {Relation.PART, Relation.WHOLE}:
        return None
    return place if force is Relation.SAME else force


def force_relation(case: Case, force: str, claimed: str | None) -> Relation | None:
    """What the claimed force is, seen from a force: itself, a member, or a total around it."""
    if claimed is None or claimed not in case.force_by_id:
        return None
    if claimed == force:
        return Relation.SAME
    if claimed in members(case, force):
        return Relation.PART
    return Relation.WHOLE if force in members(case, claimed) else None


def members(case: Case, force: str) -> frozenset[str]:
    """Every force below a total, members of members included."""
    found: set[str] = set()
    waiting = [force]
    while waiting:
        known = case.force_by_id.get(waiting.pop())
        fresh = set(known.members if known else ()) - found
        found |= fresh
        waiting.extend(fresh)
    return frozenset(found)


def place_relation(case: Case, series: Series, claim: Claim) -> Relation | None:
    """What the claimed place is, seen from the place of the series."""
    places = [case.site_by_id[site] for site in claim.site_ids if site in case.site_by_id]
    if series.site is None:
        return _in_host(places, one_sided=case.force_by_id[series.force].side is not None)
    if not places or any(place.kind is SiteKind.HOST for place in places):
        return Relation.WHOLE
    if [place.id for place in places] == [series.site]:
        return Relation.SAME
    region = case.site_by_id[series.site].region if series.site in case.site_by_id else None
    around = {series.site, region}
    return Relation.WHOLE if any(place.id in around for place in places) else None


def _in_host(places: Sequence[Site], *, one_sided: bool) -> Relation:
    if not places or any(place.kind is SiteKind.HOST for place in places):
        return Relation.SAME
    if one_sided and any(place.kind is SiteKind.REGION for place in places):
        return Relation.SAME
    return Relation.PART


def baseline_day(case: Case, force: str) -> date:
    """The day reductions of a force are measured from: of its obligations, else the first signature, else day one."""
    days = [
        obligation.baseline_day
        for obligation in case.agreement.obligations
        if obligation.baseline_day and force_relation(case, force, obligation.force) in (Relation.SAME, Relation.WHOLE)
    ]
    signed = [text.signed for text in case.agreement.texts]
    return min(days or signed or [case.first_day])


def figures_of_obligations(case: Case, series: Series) -> tuple[float, ...]:
    """Ceilings that will be asked about: they are cells of the grid."""
    return tuple(
        obligation.quantity
        for obligation in case.agreement.obligations
        if obligation.force == series.force and obligation.quantity
    )
