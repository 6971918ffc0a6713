"""The docket: the claims of a case as they are read for its obligations, on any day.

What a claim bears on follows from the claim and the obligation alone, and is worked out once. What differs from day to
day is which claims speak of that day already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from exeunt.ledger.mutation import mutations
from exeunt.model.agreement import Obligation, ObligationKind, Reading, read_as
from exeunt.model.alarm import Alarm
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.verdict.evidence import first_day, first_of_origin, last_day, members, moved
from exeunt.verdict.standards import standards

_NOT_SAID_OF_NOW = frozenset({Stance.PLANNED, Stance.CONDITIONAL, Stance.DEMANDED})
_BEARS_ANYWAY = {
    ObligationKind.GRANT_ACCESS: frozenset({Kind.MONITORING, Kind.ACCESS_DENIED}),
    ObligationKind.DECLARE: frozenset({Kind.STOCK, Kind.BASELINE, Kind.DENIAL}),
}


@dataclass(frozen=True, eq=False)
class Docket:
    """The claims that are known of a case. `roots` are those that others repeat, by origin.

    `notes` keep the alarms that were worked out from them, by what they depend on.
    """

    case: Case
    claims: tuple[Claim, ...]
    _read: dict[tuple[int, str], tuple[Obligation, Obligation]] = field(default_factory=dict)
    _bearing: dict[int, tuple[Obligation, tuple[Claim, ...]]] = field(default_factory=dict)
    notes: dict[object, tuple[Alarm, ...]] = field(default_factory=dict)
    _told: dict[tuple[int, int], tuple[tuple[Claim, ...], dict[object, object]]] = field(default_factory=dict)

    @cached_property
    def roots(self) -> Mapping[str, Claim]:
        """The claim that others repeat, by origin, where it is known."""
        return {claim.id: claim for claim in self.claims if claim.id == claim.origin}

    def begun(self, as_of: date) -> int:
        """How many of the claims speak of days up to this one: days with the same number see the same claims."""
        return bisect_right(self._first_days, as_of)

    def read_as(self, obligation: Obligation, reading: Reading) -> Obligation:
        """The obligation under a rival reading; the same value each time."""
        key = (id(obligation), reading.id)
        if key not in self._read:
            self._read[key] = (obligation, read_as(obligation, reading))
        return self._read[key][1]

    def bearing(self, obligation: Obligation, as_of: date) -> tuple[tuple[Claim, ...], dict[object, object]]:
        """The claims that may bear on an obligation, one an origin, in the order of the days they speak of.

        With them comes what an `Evidence` may keep of the two; it is the same on every day that has the same claims.
        """
        # an inspection follows the day: what was seen shortly after it, where that is known by now, may bear on it
        spoken_of = self.begun(moved(as_of, standards().seen_after_days))
        key = (id(obligation), spoken_of)
        if key not in self._told:
            begun = {claim.id for claim in self._by_first_day[:spoken_of]}
            told = [claim for claim in self._all_bearing(obligation) if claim.id in begun]
            self._told[key] = (tuple(sorted(first_of_origin(told), key=_in_order)), {})
        return self._told[key]

    def _all_bearing(self, obligation: Obligation) -> tuple[Claim, ...]:
        if id(obligation) not in self._bearing:
            found = tuple(_bearing(self.case, obligation, self.claims, self._mutated))
            self._bearing[id(obligation)] = (obligation, found)  # kept, so that its id stays its own
        return self._bearing[id(obligation)][1]

    @cached_property
    def _mutated(self) -> Collection[str]:
        return mutations(self.claims)

    @cached_property
    def _by_first_day(self) -> list[Claim]:
        return sorted(self.claims, key=first_day)

    @cached_property
    def _first_days(self) -> list[date]:
        return [first_day(claim) for claim in self._by_first_day]


def _bearing(case: Case, obligation: Obligation, claims: Sequence[Claim], mutated: Collection[str]) -> Sequence[Claim]:
    """The claims that bear on an obligation, whatever day they speak of."""
    announced = obligation.kind is ObligationKind.NOTIFY  # there the announcement is what is asked for
    bearing = [claim for claim in claims if (announced or _said_of_now(claim)) and claim.id not in mutated]
    if obligation.kind is not ObligationKind.PRECONDITION or obligation.force:
        both = (*members(case, obligation.force), *members(case, obligation.counterpart))
        forces = {force: case.force_by_id[force].unit for force in both}
        bearing = [claim for claim in bearing if _of_forces(claim, forces) or _bears_anyway(obligation, claim)]
    if obligation.sites:
        bearing = [claim for claim in bearing if set(claim.site_ids) & set(obligation.sites)]
    return bearing


def _bears_anyway(obligation: Obligation, claim: Claim) -> bool:
    """Whether a claim bears on it though it is not of the force: the kind is what is asked for."""
    if claim.kind in obligation.needs:
        return True
    own = claim.kind in _BEARS_ANYWAY.get(obligation.kind, ())
    return own and (obligation.force is None or claim.force_id is None)


def _of_forces(claim: Claim, units: Mapping[str, str]) -> bool:
    """Whether it speaks of one of the forces, and counts it in its unit of strength: units never mix."""
    if claim.force_id is None or claim.force_id not in units:
        return False
    return claim.count is None or claim.count.unit == units[claim.force_id]


def _said_of_now(claim: Claim) -> bool:
    return claim.kind not in PLEDGES and claim.stance not in _NOT_SAID_OF_NOW


def _in_order(claim: Claim) -> tuple[date, date, str]:
    return (last_day(claim), claim.known_on, claim.id)
