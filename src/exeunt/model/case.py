"""A case: the agreement, forces, sites and sources that reports are read against, and what may be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, Obligation
from exeunt.model.force import Force
from exeunt.model.place import Site
from exeunt.model.source import Source


@dataclass(frozen=True, slots=True)
class PublicationPolicy:
    """The limit of what is published: no claim younger than `delay_days`, no place finer than `finest_place`.

    `finest_place` is `site`, `region` or `host`.
    """

    delay_days: int = 0
    finest_place: str = "site"


@dataclass(frozen=True)
class Case:
    """A case as read from its folder. `first_day` and `last_day` bound the time the estimates cover."""

    id: str
    title: Name
    host: Name
    first_day: date
    last_day: date
    agreement: Agreement
    forces: tuple[Force, ...]
    sites: tuple[Site, ...]
    sources: tuple[Source, ...]
    policy: PublicationPolicy = PublicationPolicy()
    seed: int = 0
    folder: str = field(default="", compare=False)

    @cached_property
    def force_by_id(self) -> dict[str, Force]:
        """Forces by id."""
        return {force.id: force for force in self.forces}

    @cached_property
    def site_by_id(self) -> dict[str, Site]:
        """Sites by id."""
        return {site.id: site for site in self.sites}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def obligation_by_id(self) -> dict[str, Obligation]:
        """Obligations by id."""
        return {obligation.id: obligation for obligation in self.agreement.obligations}

    @cached_property
    def ends(self) -> dict[str, frozenset[str]]:
        """For each force the forces without members that it consists of in the end: itself, where it has none."""
        return {force.id: frozenset(self._ends(force.id)) for force in self.forces}

    def _ends(self, force: str) -> set[str]:
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [force]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            known = self.force_by_id.get(name)
            if known and known.members:
                waiting.extend(known.members)
            else:
                found.add(name)
        return found
