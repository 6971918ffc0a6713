"""An instance as the tables of the dispatch kernel."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, lcm

import numpy as np

from exeunt.model.proposal import Contingent, Instance, Movement
from exeunt.plan.dispatch.tables import NO_LIMIT, PROPORTIONAL, STRICT, Flags, Ground, Ints

CONTACT_MODES = {"": 0, "proportional": PROPORTIONAL, "strict": STRICT}
LARGEST = 2**62


class Grounded:
    """The tables of an instance with the ids that lead back from them."""

    def __init__(self, instance: Instance, *, slack: int = 0) -> None:
        """`slack` adds days after the deadline, for a first plan of an instance whose deadline is too short."""
        self.instance, self.days = instance, instance.deadline + 1 + slack
        self.items = instance.contingents
        self.scale = lcm(*(item.capability.denominator for item in self.items))
        self.exits = {exit_.id: place for place, exit_ in enumerate(instance.exits)}
        self.ways = [self._ways(item) for item in self.items]
        self.ground = self._ground()

    def _ways(self, item: Contingent) -> list[tuple[int, int]]:
        """(days, exit) of each way from a contingent's site, fastest first."""
        return sorted((route.days, self.exits[route.exit]) for route in self.instance.routes if route.site == item.site)

    def movements(self, moves: Ints) -> tuple[Movement, ...]:
        """The kernel's batches as movements of a plan."""
        counted: dict[tuple[int, str, str], int] = {}
        for item, way, day in moves.tolist():
            key = (day, self.items[item].id, self.instance.exits[self.ways[item][way][1]].id)
            counted[key] = counted.get(key, 0) + 1
        return tuple(Movement(day, item, exit_, count) for (day, item, exit_), count in sorted(counted.items()))

    def moves(self, movements: Iterable[Movement]) -> Ints:
        """Movements of a plan as the kernel's batches."""
        place = {item.id: number for number, item in enumerate(self.items)}
        rows = []
        for move in sorted(movements):
            item, exit_ = place[move.contingent], self.exits[move.exit]
            way = next(number for number, (_, at) in enumerate(self.ways[item]) if at == exit_)
            rows += [(item, way, move.day)] * move.batches
        return np.array(rows, dtype=np.int64).reshape(-1, 3)

    def _ground(self) -> Ground:
        items, sides = self.items, self.instance.sides
        side = _ints(sides.index(item.side) for item in items)
        strength = _ints(int(item.capability * self.scale) for item in items)
        batches, heads = _ints(item.batches for item in items), _ints(item.heads for item in items)
        role = _ints(0 if item.equipment_of else 1 if item.contact else 2 for item in items)
        places = {item.id: number for number, item in enumerate(items)}
        owner = _ints(places.get(item.equipment_of, -1) for item in items)
        lots = np.zeros(len(items), dtype=np.int64)
        np.add.at(lots, owner[owner >= 0], batches[owner >= 0])
        member = np.arange(len(sides))[:, None] == side
        total = member @ (strength * batches)
        width = max(len(ways) for ways in self.ways)
        way_exit = _padded([[exit_ for _, exit_ in ways] for ways in self.ways], width)
        way_days = _padded([[days for days, _ in ways] for ways in self.ways], width)
        persons = heads * batches
        return Ground(
            side, batches, heads, _ints(item.load for item in items), strength, role,
            _ints(item.threat for item in items), owner, lots, _ints(len(ways) for ways in self.ways), way_exit,
            way_days, self._may_leave(width), self._capacity(), self._teams(), total, member @ (persons * (role == 1)),
            member @ (persons * (role == 2)), self._outflow(member @ persons), self._floor(total),
            self._ceiling(total), self._gap(total), self._links(total), self._limits(total, int(way_days.max())),
        )  # fmt: skip

    def _may_leave(self, width: int) -> Flags:
        table = np.ones((len(self.items), width, self.days), dtype=np.bool_)
        names = [exit_.id for exit_ in self.instance.exits]
        for window in self.instance.windows:
            for row, item, ways in zip(table, self.items, self.ways, strict=True):
                if window.sites and item.site not in window.sites:
                    continue
                for way, (days, exit_) in enumerate(ways):
                    if not window.exits or names[exit_] in window.exits:
                        row[way, max(window.days.first - days, 0) : max(window.days.last + 1, 0)] = False
        return table

    def _capacity(self) -> Ints:
        table = np.zeros((len(self.exits), self.days), dtype=np.int64)
        for row, exit_ in zip(table, self.instance.exits, strict=True):
            row[:] = exit_.capacity
            for shut in exit_.closed:
                row[max(shut.first, 0) : max(shut.last + 1, 0)] = 0
        return table

    def _teams(self) -> Ints:
        row = np.zeros(self.days, dtype=np.int64)
        for step in sorted(self.instance.teams, key=lambda step: step.day):
            row[max(step.day, 0) :] = step.teams
        return np.asarray(np.maximum(row - sum(exit_.post_teams for exit_ in self.instance.exits), 0))

    def _outflow(self, persons: Ints) -> Ints:
        share = self.instance.rules.outflow_share
        return _ints(NO_LIMIT if share is None else floor(share * int(number)) for number in persons)

    def _ceiling(self, total: Ints) -> Ints:
        table = np.repeat(total[:, None], self.days, axis=1)
        for phase in self.instance.phases:
            for row, side in zip(table, self.instance.sides, strict=True):
                if phase.side in ("", side):
                    most = floor(phase.ceiling * int(row[-1]))
                    np.minimum(row[: phase.day + 1], most, out=row[: phase.day + 1])
        return table

    def _floor(self, total: Ints) -> Ints:
        table = np.zeros((len(total), self.days), dtype=np.int64)
        for phase in self.instance.phases:
            for row, side, whole in zip(table, self.instance.sides, total.tolist(), strict=True):
                if phase.side in ("", side):
                    least = ceil(phase.floor * whole)
                    np.maximum(row[phase.day :], least, out=row[phase.day :])
        return table

    def _gap(self, total: Ints) -> Ints:
        gap = self.instance.rules.share_gap
        if int(total.max()) ** 2 * (max(gap.denominator, gap.numerator) if gap is not None else 1) > LARGEST:
            raise OverflowError("capability weights with smaller denominators are needed")
        if gap is None:
            return np.full((len(total), len(total)), -1, dtype=np.int64)
        return np.asarray(gap.numerator * np.outer(total, total) // gap.denominator)

    def _links(self, total: Ints) -> Ints:
        sides = self.instance.sides
        rows = []
        for link in self.instance.milestones:
            mine, other = sides.index(link.side), sides.index(link.needs_side)
            rows.append((mine, floor(link.share * int(total[mine])), other, ceil(link.needs_share * int(total[other]))))
        return np.array(rows, dtype=np.int64).reshape(-1, 4)

    def _limits(self, total: Ints, slowest: int) -> Ints:
        rules, instance = self.instance.rules, self.instance
        guard, phi = rules.guard_share, rules.contact_share
        absolute = NO_LIMIT
        if rules.absolute_gap is not None:
            absolute = max(floor(rules.absolute_gap * self.scale), int(total.max() - total.min()))
        return _ints([
            absolute,
            NO_LIMIT if rules.disarm_batches is None else rules.disarm_batches,
            instance.monitored_from + rules.disarm_dwell, *_pair(guard),
            CONTACT_MODES[rules.contact_first], *phi.as_integer_ratio(), slowest,
            NO_LIMIT if rules.lag_days is None else rules.lag_days,
            NO_LIMIT if rules.pause_days is None else rules.pause_days,
        ])  # fmt: skip


def _pair(number: Fraction | None) -> tuple[int, int]:
    return number.as_integer_ratio() if number is not None else (0, 0)


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter((int(number) for number in numbers), dtype=np.int64)


def _padded(rows: list[list[int]], width: int) -> Ints:
    return np.array([row + [-1] * (width - len(row)) for row in rows], dtype=np.int64)
