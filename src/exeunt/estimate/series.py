"""Which series there are, and what each claim says of each: the same stock, a part of it, or a whole around it.

Forces. A total is the sum of the forces at the ends of its members. A force is part of a total where all its own ends
are among them, so that two totals need not name each other.

Places. A claim without a resolved place, or about the host, speaks of the whole host. Points (bases, towns, crossings)
and regions are parts of it: what stands there is at least what the host holds. One region counts as the whole host: the
only one that a force's own side rules, because the force has no other ground to stand on. Who arrives in the host or
leaves it does so through some place; for the host the place of a movement is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.estimate.likelihood import Relation
from exeunt.model.agreement import ObligationKind, amended, as_read
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.place import SiteKind

CUMULATIVE = frozenset({Kind.CUMULATIVE_ARRIVALS, Kind.CUMULATIVE_DEPARTURES})
_AT_SITES = frozenset({ObligationKind.VACATE_SITE, ObligationKind.ASSEMBLE_AT})
MOVEMENTS = frozenset({Kind.ARRIVAL, Kind.DEPARTURE}) | CUMULATIVE


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
    """One series for each force with a claim or an obligation, and for each force and site to be vacated or filled.

    An obligation is asked under each of its readings, so their forces and sites are too.
    """
    agreement = case.agreement
    in_force = [amended(item, agreement.events, date.max) for item in agreement.obligations]
    obligations = [item for written in dict.fromkeys((*agreement.obligations, *in_force)) for item in as_read(written)]
    named = {claim.force_id for claim in claims} | {obligation.force for obligation in obligations}
    named |= {obligation.counterpart for obligation in obligations}
    whole = [Series(force.id) for force in case.forces if force.id in named]
    vacated = [
        Series(obligation.force, site)
        for obligation in obligations
        if obligation.kind in _AT_SITES and obligation.force in case.force_by_id
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
    if series.site is None and claim.kind in MOVEMENTS:
        return force
    place = place_relation(case, series, claim)
    if claim.count is None and series.site in claim.site_ids:
        place = Relation.SAME  # present at each of the places named, though a number is of all of them together
    if force is None or place is None or {force, place} == {Relation.PART, Relation.WHOLE}:
        return None
    return place if force is Relation.SAME else force


def force_relation(case: Case, force: str, claimed: str | None) -> Relation | None:
    """What the claimed force is, seen from a force: itself, a part of it, or a total around it."""
    if claimed is None or claimed not in case.force_by_id:
        return None
    if claimed == force:
        return Relation.SAME
    ours, theirs = case.ends[force], case.ends[claimed]
    if theirs < ours:
        return Relation.PART
    return Relation.WHOLE if ours < theirs else None


def place_relation(case: Case, series: Series, claim: Claim) -> Relation | None:
    """What the claimed place is, seen from the place of the series."""
    places = [case.site_by_id[site] for site in claim.site_ids if site in case.site_by_id]
    everywhere = not places or any(place.kind is SiteKind.HOST for place in places)
    if series.site is None:
        ground = _own_ground(case, series.force)
        return Relation.SAME if everywhere or any(place.id == ground for place in places) else Relation.PART
    if everywhere:
        return Relation.WHOLE
    if [place.id for place in places] == [series.site]:
        return Relation.SAME
    if all(series.site in _areas(case, place.id) for place in places):
        return Relation.PART
    around = _areas(case, series.site)
    return Relation.WHOLE if any(place.id in around for place in places) else None


def ground_of(case: Case, force: str, sites: Iterable[str]) -> frozenset[str] | None:
    """Every site and region inside some places; None for the whole host, which the force's own ground stands for."""
    places = [case.site_by_id[site] for site in sites if site in case.site_by_id]
    ground = _own_ground(case, force)
    if not places or any(place.kind is SiteKind.HOST or place.id == ground for place in places):
        return None
    named = {place.id for place in places}
    return frozenset(site.id for site in case.sites if named & _areas(case, site.id))


def _own_ground(case: Case, force: str) -> str | None:
    """The one region that the force's side rules; None where there are several, or the force stands on both sides."""
    side = case.force_by_id[force].side
    regions = [site for site in case.sites if site.kind is SiteKind.REGION and site.region is None]
    ruled = [site.id for site in regions if side is not None and site.side == side]
    return ruled[0] if len(ruled) == 1 else None


def _areas(case: Case, site: str) -> set[str]:
    """The site and every region around it."""
    found: set[str] = set()
    name: str | None = site
    while name is not None and name not in found:
        found.add(name)
        known = case.site_by_id.get(name)
        name = known.region if known else None
    return found


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
