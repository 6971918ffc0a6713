"""Forces: the accounts we keep, and totals over them."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.model.actor import Name
from exeunt.model.count import PERSONS


@dataclass(frozen=True, slots=True)
class Force:
    """A contingent (one sponsor, kind, side and host) or, where it has `members`, a total over several.

    `kind` is the label the agreement or a source uses (foreign force, mercenary, foreign fighter): not a legal finding.
    """

    id: str
    name: Name
    kind: str
    side: str | None = None
    sponsor: str | None = None
    members: tuple[str, ...] = ()
    unit: str = PERSONS

    @property
    def is_total(self) -> bool:
        """Whether it is a total over other forces."""
        return bool(self.members)
