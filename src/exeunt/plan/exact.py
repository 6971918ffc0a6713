"""Exact search with CP-SAT: the whole of a small timetable, or the tail of a larger one from a day on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from exeunt.plan.dispatch.tables import (
    ABSOLUTE,
    CONTACT,
    DISARM,
    DWELL,
    GUARD_BOTTOM,
    GUARD_TOP,
    NO_LIMIT,
    PHI_BOTTOM,
    PHI_TOP,
    PROPORTIONAL,
    STRICT,
    Ground,
    Ints,
)
from exeunt.plan.extras import extra

WEEK = 7
Terms = list[tuple[int, Any]]


@dataclass(frozen=True, eq=False)
class Exact:
    """What the search said: `status` is found, none (proven) or unfinished."""

    status: str
    moves: Ints


class Tail:
    """The movements from day `first` on as whole numbers; those before it are given.

    Either everyone must be out by `last`, or with `values` (one a contingent) as much value as possible as early as
    possible, which packs the weeks up to `last` well.
    """

    def __init__(self, ground: Ground, moves: Ints, first: int, last: int, *, values: Ints | None = None) -> None:
        self.ground, self.first, self.last, self.values = ground, first, last, values
        self.kept = moves[moves[:, 2] < first]
        self.model: Any = extra("ortools.sat.python.cp_model").CpModel()
        gone = np.bincount(self.kept[:, 0], minlength=len(ground.side))
        self.left = ground.batches - gone
        self.leave = self._columns()
        self.at_exit, self.at_site = self._given(arrive=True), self._given(arrive=False)
        for build in (self._everyone, self._exits, self._teams, self._weeks, self._shares, self._contact, self._guard):
            build()

    def _columns(self) -> dict[tuple[int, int, int], Any]:
        found = {}
        for item in np.flatnonzero(self.left).tolist():
            for way in range(int(self.ground.ways[item])):
                for day in range(self.first, self.last - int(self.ground.way_days[item, way]) + 1):
                    armed_too_soon = self.ground.threat[item] and day < self.ground.limits[DWELL]
                    if self.ground.may_leave[item, way, day] and self.ground.teams[day] and not armed_too_soon:
                        found[item, way, day] = self.model.new_int_var(0, int(self.left[item]), "")
        return found

    def _given(self, *, arrive: bool) -> list[tuple[int, int, int]]:
        """(contingent, way, day) of the kept batches by day of arrival or departure."""
        return [
            (item, way, day + (int(self.ground.way_days[item, way]) if arrive else 0))
            for item, way, day in self.kept.tolist()
        ]

    def _everyone(self) -> None:
        by_item: dict[int, list[Any]] = defaultdict(list)
        for (item, _, _), column in self.leave.items():
            by_item[item].append(column)
        for item in np.flatnonzero(self.left).tolist():
            if self.values is None:
                self.model.add(sum(by_item[item]) == int(self.left[item]))
            else:
                self.model.add(sum(by_item[item]) <= int(self.left[item]))
        if self.values is not None:
            self.model.maximize(sum(
                int(self.values[item]) * (self.last + 1 - day - int(self.ground.way_days[item, way])) * column
                for (item, way, day), column in self.leave.items()
            ))  # fmt: skip

    def _exits(self) -> None:
        ground = self.ground
        given: dict[tuple[int, int], int] = defaultdict(int)
        terms: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for item, way, day in self.at_exit:
            given[int(ground.way_exit[item, way]), day] += int(ground.load[item])
        for (item, way, day), column in self.leave.items():
            key = (int(ground.way_exit[item, way]), day + int(ground.way_days[item, way]))
            terms[key].append(int(ground.load[item]) * column)
        for key, parts in terms.items():
            self.model.add(sum(parts) <= int(ground.capacity[key]) - given[key])

    def _teams(self) -> None:
        given: dict[int, int] = defaultdict(int)
        terms: dict[int, list[Any]] = defaultdict(list)
        for item, way, day in self.kept.tolist():
            for busy in range(day, day + int(self.ground.way_days[item, way]) + 1):
                given[busy] += 1
        for (item, way, day), column in self.leave.items():
            for busy in range(day, day + int(self.ground.way_days[item, way]) + 1):
                terms[busy].append(column)
        for busy, parts in terms.items():
            self.model.add(sum(parts) <= int(self.ground.teams[busy]) - given[busy])

    def _daily(self, weight: Ints, side: int, *, at_exit: bool) -> tuple[dict[int, int], dict[int, list[Any]]]:
        """What is given and what is to be decided of a side by day, weighed."""
        given: dict[int, int] = defaultdict(int)
        terms: dict[int, list[Any]] = defaultdict(list)
        for item, _, day in self.at_exit if at_exit else self.at_site:
            if self.ground.side[item] == side:
                given[day] += int(weight[item])
        for (item, way, day), column in self.leave.items():
            if self.ground.side[item] == side and weight[item]:
                when = day + (int(self.ground.way_days[item, way]) if at_exit else 0)
                terms[when].append(int(weight[item]) * column)
        return given, terms

    def _weeks(self) -> None:
        """R6 and R8."""
        for side in range(len(self.ground.total)):
            for weight, most, at_exit in (
                (self.ground.heads, int(self.ground.outflow[side]), True),
                (self.ground.threat, int(self.ground.limits[DISARM]), False),
            ):
                if most >= NO_LIMIT:
                    continue
                given, terms = self._daily(weight, side, at_exit=at_exit)
                for end in range(self.first, self.last + 1):
                    week = range(end - WEEK + 1, end + 1)
                    parts = [part for day in week for part in terms.get(day, ())]
                    if parts:
                        self.model.add(sum(parts) <= most - sum(given.get(day, 0) for day in week))

    def _total(self, weight: Ints, side: int, *, at_exit: bool) -> list[Any]:
        """Running totals from day `first` to `last`, each its own whole number."""
        given, terms = self._daily(weight, side, at_exit=at_exit)
        members = self.ground.side == side
        high = int((weight * self.ground.batches)[members].sum())
        totals: list[Any] = []
        before: Any = sum(number for day, number in given.items() if day < self.first)
        for day in range(self.first, self.last + 1):
            total = self.model.new_int_var(0, high, "")
            self.model.add(total == before + sum(terms.get(day, ())) + given.get(day, 0))
            totals.append(total)
            before = total
        return totals

    def _shares(self) -> None:
        """R5, R9 ceilings and milestones, R11."""
        ground = self.ground
        sides = [side for side in range(len(ground.total)) if ground.total[side]]
        out = {side: self._total(ground.strength, side, at_exit=True) for side in sides}
        for side in sides:
            for place, total in enumerate(out[side]):
                if ground.ceiling[side, self.first + place] < ground.total[side]:
                    self.model.add(total <= int(ground.ceiling[side, self.first + place]))
        for side in sides:
            for other in sides:
                if side != other:
                    self._pair(side, other, out)
        for mine, most, other, least in ground.links.tolist():
            for my, their in zip(out[mine], out[other], strict=True):
                passed = self.model.new_bool_var("")
                self.model.add(my <= most).only_enforce_if(~passed)
                self.model.add(their >= least).only_enforce_if(passed)

    def _pair(self, side: int, other: int, out: dict[int, list[Any]]) -> None:
        total, against = int(self.ground.total[side]), int(self.ground.total[other])
        common = int(np.gcd(total, against))
        absolute = int(self.ground.limits[ABSOLUTE])
        for mine, theirs in zip(out[side], out[other], strict=True):
            if self.ground.gap[side, other] >= 0:
                allowed = int(self.ground.gap[side, other]) // common
                self.model.add(mine * (against // common) - theirs * (total // common) <= allowed)
            if absolute < NO_LIMIT:
                self.model.add(mine - theirs <= absolute + total - against)

    def _contact(self) -> None:
        ground, mode = self.ground, int(self.ground.limits[CONTACT])
        for side in range(len(ground.total)) if mode else ():
            all_front, all_rear = int(ground.front_total[side]), int(ground.rear_total[side])
            if not all_front or not all_rear:
                continue
            front = self._total(ground.heads * (ground.role == 1), side, at_exit=False)
            if mode == PROPORTIONAL:
                rear = self._total(ground.heads * (ground.role == 2), side, at_exit=False)
                common = int(np.gcd(all_front, all_rear))
                for ahead, behind in zip(front, rear, strict=True):
                    self.model.add(behind * (all_front // common) <= ahead * (all_rear // common))
            elif mode == STRICT:
                self._strict(side, front)

    def _strict(self, side: int, front: list[Any]) -> None:
        top, bottom = int(self.ground.limits[PHI_TOP]), int(self.ground.limits[PHI_BOTTOM])
        _, moving = self._daily(self.ground.role == 2, side, at_exit=False)
        for place, total in enumerate(front):
            for part in moving.get(self.first + place, ()):
                allowed = self.model.new_bool_var("")
                self.model.add(part == 0).only_enforce_if(~allowed)
                self.model.add(total * bottom >= top * int(self.ground.front_total[side])).only_enforce_if(allowed)

    def _guard(self) -> None:
        ground, limits = self.ground, self.ground.limits
        top, bottom = int(limits[GUARD_TOP]), int(limits[GUARD_BOTTOM])
        for item in np.flatnonzero(ground.lots).tolist() if bottom else ():
            side = int(ground.side[item])
            gone = self._total(np.arange(len(ground.side)) == item, side, at_exit=False)
            moved = self._total(ground.owner == item, side, at_exit=False)
            batches, lots = int(ground.batches[item]), int(ground.lots[item])
            for people, kit in zip(gone, moved, strict=True):
                self.model.add(bottom * lots * people - top * batches * kit <= (bottom - top) * batches * lots)

    def search(
        self, *, seconds: float, seed: int, workers: int = 1, hint: Ints | None = None, deterministic: bool = True
    ) -> Exact:
        """Look for movements that have everyone out by `last`, within so much deterministic time (or clock time)."""
        counted = Counter(tuple(row) for row in hint.tolist()) if hint is not None else Counter()
        for key, column in self.leave.items() if hint is not None else ():
            self.model.add_hint(column, counted[key])
        solver = extra("ortools.sat.python.cp_model").CpSolver()
        # deterministic time gives the same answer on every machine; the clock is only a guard
        if deterministic:
            solver.parameters.max_deterministic_time = seconds
        solver.parameters.max_time_in_seconds = 3 * seconds if deterministic else seconds
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = workers
        status = solver.solve(self.model)
        name = solver.status_name(status)
        if name not in ("OPTIMAL", "FEASIBLE"):
            return Exact("none" if name == "INFEASIBLE" else "unfinished", self.kept)
        rows = [key for key, column in self.leave.items() for _ in range(solver.value(column))]
        return Exact("found", np.concatenate([self.kept, np.array(rows, dtype=np.int64).reshape(-1, 3)]))
