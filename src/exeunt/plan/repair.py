"""A plan mended with few changes, in two ways; what is not in the way stays as it was.

*Put back*: what an event bars is taken off, and as long as the checker finds a rule broken, one batch that breaks it
too. Each then takes the first place from its old day on where every rule allows it, and often that is its old one.
*Ripple*: what is barred takes the next place by any exit of its site, and one batch that breaks a rule comes a day
later, until none does. It pushes others where weeks are full, but may end sooner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from exeunt.model.proposal import Contingent, Finding, Instance, Movement, Plan, Rule
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.insert import put_back

WEEK = 7
BY_MORE = (Rule.R1, Rule.R9, Rule.R12, Rule.R13, Rule.R15)
"""Rules that too few movements break, or that are about close-outs, which follow the movements."""
BY_ITSELF = (Rule.R2, Rule.R3, Rule.R14)
"""Rules that what left before today may break by itself; they cannot be kept for it any more."""


class Repair:
    """Single batches still to come, and the movements that are under way."""

    def __init__(self, instance: Instance, plan: Plan, today: int, steps: int) -> None:
        self.instance, self.today, self.steps = instance, today, steps
        self.frozen = [move for move in plan.movements if move.day < today]
        later = (move for move in plan.movements if move.day >= today)
        self.batches = [replace(move, batches=1) for move in later for _ in range(move.batches)]

    def put_back(self) -> tuple[Movement, ...] | None:
        """Movements of which those taken off are back; None where one finds no place within the deadline."""
        waiting = [move for move in self.batches if not self._open(move)]
        kept = [move for move in self.batches if self._open(move)]
        for _ in range(self.steps):
            item = self._in_the_way(kept)
            if item is None:
                grounded = Grounded(self.instance)
                frozen = grounded.moves(self.frozen)
                there = np.concatenate([frozen, grounded.moves(kept)])
                found = put_back(grounded.ground, there, grounded.moves(waiting), len(frozen))
                return None if found is None else grounded.movements(found)
            chosen = [move for move in kept if self._breaks(item, move)]
            if not chosen:
                return None
            waiting.append(max(chosen, key=lambda move: (self._out(move), move)))
            kept.remove(waiting[-1])
        return None

    def _in_the_way(self, kept: list[Movement]) -> Finding | None:
        """The first rule that is broken, but for what has left, and for what only more movements can keep."""
        found = broken(check(self.instance, self._plan(self.frozen + kept))[0])
        return next((item for item in found if item.rule not in BY_MORE and not self._is_past(item, kept)), None)

    def rippled(self) -> tuple[Movement, ...] | None:
        """Movements that break no rule, or None where the ripple does not come to rest."""
        self._around_closures()
        for _ in range(self.steps):
            plan = self._plan(self.frozen + self.batches)
            found = [item for item in broken(check(self.instance, plan)[0]) if not self._is_past(item, self.batches)]
            if not found:
                return _merged(self.frozen + self.batches)
            if not self._later(found[0]):
                return None
        return None

    def _plan(self, movements: list[Movement]) -> Plan:
        return Plan(tuple(movements))

    def _is_past(self, item: Finding, later: list[Movement]) -> bool:
        """Whether what has left breaks the rule by itself, or it is about close-outs, which follow the movements."""
        if item.rule is Rule.R15:
            return True
        if item.rule not in BY_ITSELF:
            return False
        return item.rule not in {one.rule for one in broken(check(self.instance, self._plan(later))[0])}

    def _item(self, move: Movement) -> Contingent:
        return self.instance.contingent_by_id[move.contingent]

    def _out(self, move: Movement) -> int:
        return move.day + self.instance.travel[self._item(move).site, move.exit]

    def _around_closures(self) -> None:
        """Barred batches, first come first served, take the first place that is open by any exit of their site."""
        barred = [place for place, move in enumerate(self.batches) if not self._open(move)]
        load = Counter[tuple[str, int]]()
        for place, move in enumerate(self.batches):
            if place not in set(barred):
                load[move.exit, self._out(move)] += self._item(move).load
        for place in sorted(barred, key=lambda place: self.batches[place]):
            found = next(self._places(self.batches[place], load), None)
            if found is not None:
                self.batches[place] = found
                load[found.exit, self._out(found)] += self._item(found).load

    def _places(self, move: Movement, load: Counter[tuple[str, int]]) -> Iterator[Movement]:
        room = {exit_.id: exit_.capacity for exit_ in self.instance.exits}
        exits = [route.exit for route in self.instance.routes if route.site == self._item(move).site]
        exits.sort(key=lambda name: name != move.exit)
        for day in range(move.day, self.instance.deadline + 1):
            for exit_ in exits:
                other = replace(move, day=day, exit=exit_)
                full = load[exit_, self._out(other)] + self._item(move).load > room[exit_]
                if not full and self._open(other):
                    yield other

    def _open(self, move: Movement) -> bool:
        """Whether neither a closed exit nor a security window bars a movement."""
        out, site = self._out(move), self._item(move).site
        closed = next(exit_.closed for exit_ in self.instance.exits if exit_.id == move.exit)
        if any(shut.first <= out <= shut.last for shut in closed):
            return False
        return not any(
            move.day <= window.days.last and out >= window.days.first
            and (not window.sites or site in window.sites) and (not window.exits or move.exit in window.exits)
            for window in self.instance.windows
        )  # fmt: skip

    def _later(self, item: Finding) -> bool:
        """One batch that breaks a rule comes a day later (two where that day is barred); False where none can."""
        chosen = [place for place, move in enumerate(self.batches) if self._breaks(item, move)]
        if item.day is None or not chosen:
            return False
        place = max(chosen, key=lambda place: (self._out(self.batches[place]), self.batches[place]))
        move = self.batches[place]
        for day in range(move.day + 1, self.instance.deadline + 1):
            moved = replace(move, day=day)
            if self._open(moved):
                self.batches[place] = moved
                return self._out(moved) <= self.instance.deadline
        return False

    def _breaks(self, item: Finding, move: Movement) -> bool:
        day = item.day or 0
        out, mine = self._out(move), self._item(move)
        test = ABOUT.get(item.rule)
        if test is None or (item.side and item.rule is not Rule.R12 and mine.side != item.side):
            return False
        return test(item, mine, move, out - day, move.day - day)


Test = Callable[[Finding, Contingent, Movement, int, int], bool]
ABOUT: dict[Rule, Test] = {
    Rule.R2: lambda item, _, move, out, __: move.exit == item.subject and out == 0,
    Rule.R3: lambda _, __, ___, ____, left: left <= 0,
    Rule.R4: lambda _, __, ___, out, left: left <= 0 <= out,
    Rule.R5: lambda _, mine, ___, out, __: bool(mine.capability) and out <= 0,
    Rule.R6: lambda _, mine, ___, out, __: bool(mine.heads) and -WEEK < out <= 0,
    Rule.R7: lambda _, mine, ___, ____, left: not mine.contact and not mine.equipment_of and left == 0,
    Rule.R8: lambda _, mine, ___, ____, left: mine.threat and -WEEK < left <= 0,
    Rule.R10: lambda item, mine, ___, ____, left: mine.id == item.subject and left <= 0,
    Rule.R11: lambda _, mine, ___, out, __: bool(mine.capability) and out <= 0,
}
"""By rule: whether a movement has a part in a finding; days are counted from the finding's, to the exit and to leaving.

R1, R9, R12, R13 and R14 need somebody to come sooner or elsewhere, which a ripple does not do."""


def _merged(movements: list[Movement]) -> tuple[Movement, ...]:
    """The batches that leave together as one movement, in the order of the days."""
    counted = Counter[tuple[int, str, str]]()
    for move in movements:
        counted[move.day, move.contingent, move.exit] += move.batches
    return tuple(Movement(*key, count) for key, count in sorted(counted.items()))


def repaired(instance: Instance, plan: Plan, today: int, steps: int = 400) -> Iterator[tuple[Movement, ...]]:
    """Every movement of each mended plan that there is, what changes least first; the next is made when asked for."""
    ways = (Repair(instance, plan, today, steps).put_back, Repair(instance, plan, today, steps).rippled)
    yield from (found for way in ways if (found := way()) is not None)
