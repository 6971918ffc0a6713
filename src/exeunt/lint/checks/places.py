"""Places without geometry, places read in two ways, and clauses of which two accounts are given."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.finding import Grade, Weakness, listed, weakness
from exeunt.model.agreement import as_read
from exeunt.model.case import Case


def no_geometry(case: Case) -> Iterator[Weakness]:
    """Lines and areas that a step is about and that nobody drew."""
    for duty in case.agreement.obligations:
        sites = [case.site_by_id[site] for site in duty.sites if site in case.site_by_id]
        vague = [site.id for site in sites if not site.is_point or site.latitude is None or site.longitude is None]
        if vague:
            yield weakness("no_geometry", Grade.DISPUTE, (duty.clause,), (duty.id,), step=duty.id, places=listed(vague))


def rival_places(case: Case) -> Iterator[Weakness]:
    """Readings of one step that name different places."""
    for duty in case.agreement.obligations:
        places = list(dict.fromkeys(item.sites for item in as_read(duty) if item.sites))
        if len(places) > 1:
            slots = {"first": listed(list(places[0])), "other": listed(list(places[1]))}
            yield weakness("rival_places", Grade.DISPUTE, (duty.clause,), (duty.id,), step=duty.id, **slots)


def rival_accounts(case: Case) -> Iterator[Weakness]:
    """Clauses that are told differently, and whose text does not settle it."""
    for clause in case.agreement.clauses:
        if clause.accounts:
            yield weakness("rival_accounts", Grade.DISPUTE, (clause.id,), (clause.id,), number=len(clause.accounts) + 1)
