"""Exact search with CP-SAT: the whole of a small timetable, or the tail of a larger one from a day on."""

from __future__ import annotations

from collections import defaultdict
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
    LAG,
    NO_LIMIT,
    PAUSE,
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

    Everyone must be out by `last`.
    """

    def __init__(self, ground: Ground, moves: Ints, first: int, last: int) -> None:
        self.ground, self.first, self.last = ground, first, last
        self.kept = moves[moves[:, 2] < first]
        self.model: Any = extra("ortools.sat.python.cp_model").CpModel()
        gone = np.bincount(self.kept[:, 0], minlength=len(ground.side))
        self.left = ground.batches - gone
        self.leave = self._columns()
        self.at_exit, self.at_site = self._given(arrive=True), self._given(arrive=False)
        for build in (
            self._everyone,
            self._exits,
            self._teams,
            self._weeks,
            self._shares,
            self._contact,
            self._guard,
            self._pauses,
        ):
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
            self.model.add(sum(by_item[item]) == int(self.left[item]))

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
        """R5, R9, R11, R12."""
        ground = self.ground
        sides = [side for side in range(len(ground.total)) if ground.total[side]]
        out = {side: self._total(ground.strength, side, at_exit=True) for side in sides}
        for side in sides:
            for place, total in enumerate(out[side]):
                if ground.ceiling[side, self.first + place] < ground.total[side]:
                    self.model.add(total <= int(ground.ceiling[side, self.first + place]))
                if ground.floor[side, self.first + place]:
                    self.model.add(total >= int(ground.floor[side, self.first + place]))
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
        lag = int(self.ground.limits[LAG])
        for mine, later in zip(out[side], out[other][lag:], strict=False):
            self.model.add(mine * (against // common) <= later * (total // common))

    def _pauses(self) -> None:
        """R13: once anybody is out, a side that is not done has another exit within so many days."""
        pause, one = int(self.ground.limits[PAUSE]), np.ones_like(self.ground.side)
        if pause >= NO_LIMIT:
            return
        out = [self._total(one, side, at_exit=True) for side in range(len(self.ground.total))]
        for side, totals in enumerate(out):
            everyone = int(self.ground.batches[self.ground.side == side].sum())
            for place, later in enumerate(totals[pause:]):
                begun, waits = self.model.new_bool_var(""), self.model.new_bool_var("")
                self.model.add(sum(row[place] for row in out) == 0).only_enforce_if(~begun)
                self.model.add(totals[place] == everyone).only_enforce_if(~waits)
                self.model.add(later > totals[place]).only_enforce_if(begun, waits)

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

    def search(self, *, seconds: float, seed: int, workers: int = 1, deterministic: float | None = None) -> Exact:
        """Look for movements that have everyone out by `last`, within seconds (and so much deterministic time)."""
        solver = extra("ortools.sat.python.cp_model").CpSolver()
        if deterministic is not None:  # gives the same answer on every machine; the clock is only a guard
            solver.parameters.max_deterministic_time = deterministic
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = workers
        status = solver.solve(self.model)
        name = solver.status_name(status)
        if name not in ("OPTIMAL", "FEASIBLE"):
            return Exact("none" if name == "INFEASIBLE" else "unfinished", self.kept)
        rows = [key for key, column in self.leave.items() for _ in range(solver.value(column))]
        return Exact("found", np.concatenate([self.kept, np.array(rows, dtype=np.int64).reshape(-1, 3)]))
