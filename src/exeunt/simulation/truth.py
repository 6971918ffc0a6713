"""Whether an obligation was kept in a world, by the clause's own words: one function a kind, from the world alone.

No margin of counting and no standard of proof enter here: 299 of 300 is not 300. What the agreement itself tolerates is
in its words. Where a rule of interpretation is needed it is the published one: who is relieved within a month has not
been withdrawn, and is no reinforcement (C17); moving inside the host is not leaving it (C19).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.claim import Kind
from exeunt.simulation.cast import FIRST_DAY
from exeunt.simulation.draw import Drawn
from exeunt.simulation.procedure import Procedure, is_notifiable
from exeunt.simulation.world import Ints, World, not_set_off
from exeunt.verdict.standards import standards


@dataclass(frozen=True)
class Facts:
    """A world with its procedure, and the day on which the question is asked (numbered from the first)."""

    drawn: Drawn
    procedure: Procedure
    as_of: int

    @property
    def world(self) -> World:
        """The world."""
        return self.drawn.world

    def until(self, obligation: Obligation) -> int:
        """The last day that counts: its last allowed day, or the day of the question where that is earlier."""
        if obligation.deadline is None:
            return self.as_of
        return min(self.as_of, _offset(obligation.deadline) + obligation.grace_days)


def kept(facts: Facts, obligation: Obligation) -> bool:
    """Whether it was kept: by its last day, or up to the day of the question where it binds every day."""
    return _KEPT[obligation.kind](facts, obligation)


def _offset(day: date | None) -> int:
    return (day - FIRST_DAY).days if day else 0


def _amount(obligation: Obligation, facts: Facts) -> float:
    """How many it asks for."""
    if obligation.quantity is not None:
        return obligation.quantity
    stock = facts.world.stock(obligation.force or "")
    base = obligation.baseline if obligation.baseline is not None else float(stock[_offset(obligation.baseline_day)])
    return (obligation.share or 0.0) * base


def _gone_for_good(facts: Facts, force: str, first: int, last: int) -> int:
    world, within = facts.world, standards().rotation_days
    return int(not_set_off(world.out(force), world.came(force), within)[first + 1 : last + 1].sum())


def _beginnings(facts: Facts, force: str, start: int) -> Ints:
    """Days, from the start on, on which some leave and are not relieved. A man who goes home sick begins nothing."""
    world, within = facts.world, standards().rotation_days
    gone = not_set_off(world.out(force, singly=False), world.came(force), within)
    return np.flatnonzero(gone[start : facts.as_of + 1])


def _withdrawn(facts: Facts, obligation: Obligation) -> bool:
    gone = _gone_for_good(facts, obligation.force or "", _offset(obligation.start), facts.until(obligation))
    return gone >= _amount(obligation, facts) - obligation.tolerance


def _reduced(facts: Facts, obligation: Obligation) -> bool:
    stock = facts.world.stock(obligation.force or "")
    base = obligation.baseline if obligation.baseline is not None else float(stock[_offset(obligation.baseline_day)])
    return base - float(stock[facts.until(obligation)]) >= _amount(obligation, facts) - obligation.tolerance


def _remaining(facts: Facts, obligation: Obligation) -> bool:
    forces = _members(facts, obligation.force or "")
    there = sum(int(facts.world.stock(force)[facts.until(obligation)]) for force in forces)
    return there <= (obligation.quantity or 0) + obligation.tolerance


def _vacated(facts: Facts, obligation: Obligation) -> bool:
    limit = (obligation.quantity or 0) + obligation.tolerance
    day = facts.until(obligation)
    return all(facts.world.stock(obligation.force or "", site)[day] <= limit for site in obligation.sites)


def _assembled(facts: Facts, obligation: Obligation) -> bool:
    day = facts.until(obligation)
    there = sum(int(facts.world.stock(obligation.force or "", site)[day]) for site in obligation.sites)
    return there >= _amount(obligation, facts) - obligation.tolerance


def _started(facts: Facts, obligation: Obligation) -> bool:
    days = _beginnings(facts, obligation.force or "", _offset(obligation.start))
    return bool(len(days)) and _offset(obligation.start) + int(days[0]) <= facts.until(obligation)


def _not_reinforced(facts: Facts, obligation: Obligation) -> bool:
    world, within = facts.world, standards().rotation_days
    came = not_set_off(world.came(obligation.force or ""), world.out(obligation.force or ""), within)
    return int(came[_offset(obligation.start) : facts.until(obligation) + 1].sum()) <= obligation.tolerance


def _not_returned(facts: Facts, obligation: Obligation) -> bool:
    came = facts.world.came(obligation.force or "")
    return int(came[_offset(obligation.start) : facts.until(obligation) + 1].sum()) <= obligation.tolerance


def _balanced(facts: Facts, obligation: Obligation) -> bool:
    start, day = _offset(obligation.baseline_day), facts.as_of
    gone = []
    for force in (obligation.force, obligation.counterpart):
        stock = facts.world.stock(force or "")
        gone.append(float(stock[start] - stock[day]) / max(float(stock[start]), 1.0))
    return abs(gone[0] - gone[1]) <= (obligation.share or 0.0)


def _simultaneous(facts: Facts, obligation: Obligation) -> bool:
    """Both have begun, and no further apart than that."""
    start = _offset(obligation.start)
    one, other = (_beginnings(facts, force or "", start) for force in (obligation.force, obligation.counterpart))
    return bool(len(one)) and bool(len(other)) and abs(int(one[0]) - int(other[0])) <= (obligation.within_days or 0)


def _gradual(facts: Facts, obligation: Obligation) -> bool:
    out = facts.world.out(obligation.force or "")[_offset(obligation.start) : facts.as_of + 1]
    window = np.convolve(out, np.ones(obligation.within_days or 1, dtype=int))
    return int(window.max(initial=0)) <= _amount(obligation, facts) + obligation.tolerance


def _in_place(facts: Facts, obligation: Obligation) -> bool:
    done = {Kind.MONITORING.value: facts.procedure.monitors, Kind.BASELINE.value: facts.procedure.baseline}
    days = [done[need] for need in obligation.needs]
    return all(day is not None and day <= facts.until(obligation) for day in days)


def _declared(facts: Facts, obligation: Obligation) -> bool:
    sides = [actor.removesuffix("-government") for actor in obligation.actors]
    days = [facts.procedure.declared[side] for side in sides]
    # it is declared once it is published, the day after
    return all(day is not None and day + 1 <= facts.until(obligation) for day in days)


def _notified(facts: Facts, obligation: Obligation) -> bool:
    start, ahead = _offset(obligation.start), obligation.within_days or 0
    for event in facts.world.of(obligation.force or ""):
        if is_notifiable(event) and start <= event.day <= facts.as_of:
            notice = facts.procedure.notices.get(event)
            if notice is None or notice > event.day - ahead:
                return False
    return True


def _let_in(facts: Facts, obligation: Obligation) -> bool:
    sides = {actor.removesuffix("-government") for actor in obligation.actors}
    start, allowed = _offset(obligation.start), obligation.within_days or 0
    for visit in facts.procedure.visits:
        if visit.side in sides and start <= visit.day <= facts.as_of and visit.refused:
            waited = (facts.as_of if visit.admitted is None else min(visit.admitted, facts.as_of)) - visit.day
            if waited > allowed:
                return False
    return True


def _members(facts: Facts, force: str) -> tuple[str, ...]:
    found = next(item for item in facts.drawn.cast.forces if item.id == force)
    return found.members or (force,)


_KEPT: Mapping[ObligationKind, Callable[[Facts, Obligation], bool]] = {
    ObligationKind.WITHDRAWN_AT_LEAST: _withdrawn,
    ObligationKind.HAND_OVER: _withdrawn,
    ObligationKind.REDUCE_BY_AT_LEAST: _reduced,
    ObligationKind.REMAINING_AT_MOST: _remaining,
    ObligationKind.VACATE_SITE: _vacated,
    ObligationKind.ASSEMBLE_AT: _assembled,
    ObligationKind.START_BY: _started,
    ObligationKind.NO_REINFORCEMENT: _not_reinforced,
    ObligationKind.FREEZE: _not_reinforced,
    ObligationKind.NO_RETURN: _not_returned,
    ObligationKind.BALANCED_WITHIN: _balanced,
    ObligationKind.SIMULTANEOUS_WITHIN: _simultaneous,
    ObligationKind.GRADUAL_WITHIN: _gradual,
    ObligationKind.PRECONDITION: _in_place,
    ObligationKind.DECLARE: _declared,
    ObligationKind.NOTIFY: _notified,
    ObligationKind.GRANT_ACCESS: _let_in,
}
