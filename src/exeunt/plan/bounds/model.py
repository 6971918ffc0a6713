"""The rules of a timetable as a linear programme: how much can be out by a given day, batches divided at will.

Whole batches enter only through what they add up to in seven days (`packing.py`). Where a rule is a choice (R7 strict,
milestones of R9) its row is the least that both choices keep. Left out, so that the bound stays a bound: R13 and R15.
Day-end values, prefix totals.
"""

from __future__ import annotations

from itertools import permutations
from math import ceil, floor

import numpy as np

from exeunt.model.proposal import Instance, Rule
from exeunt.plan.bounds.classes import Group, groups, strength_scale
from exeunt.plan.bounds.packing import Packing, week_of
from exeunt.plan.bounds.programme import FREE, Ints, Programme

WEEK = 7


class Model:
    """The programme of an instance up to day `until`: `leave[group][way]` are the columns by day of departure."""

    def __init__(
        self,
        instance: Instance,
        until: int,
        *,
        apart: bool = False,
        divisible: bool = False,
        packings: tuple[Packing, ...] = (),
    ) -> None:
        """`divisible` leaves weeks their full cap even where no whole batches add up to it.

        `packings` need every contingent `apart`.
        """
        self.instance, self.until = instance, until
        self.whole_weeks, self.packings = not divisible, packings
        self.packed: list[tuple[Ints, Packing]] = []  # rows that rest on whole batches
        self.groups = groups(instance, apart=apart)
        self.scale = strength_scale(self.groups)
        self.sides = [side for side in instance.sides if any(group.side == side for group in self.groups)]
        self.first = instance.monitored_from
        self.programme = Programme()
        self.leave = [self._columns(group) for group in self.groups]
        self.needed = sum(group.mass for group in self.groups)
        for build in (self._everyone, self._exits, self._teams, self._shares, self._pace, self._contact, self._disarm,
                      self._guard):  # fmt: skip
            build()

    def demand_all(self) -> None:
        """Everyone must be out: for questions about how far a rule must give way."""
        row = self.programme.add_rows(self.needed, FREE)
        for ways in self.leave:
            for _, columns in ways.values():
                self.programme.put(row, columns, 1)

    def days(self) -> int:
        """How many days it covers."""
        return self.until + 1

    def _columns(self, group: Group) -> dict[tuple[str, int], tuple[Ints, Ints]]:
        """By way: the days of departure and their columns. Objective: everything that is out."""
        found = {}
        for way, sites in group.ways.items():
            days = np.arange(self.first, self.until - way[1] + 1)
            days = np.array([day for day in days if self._open(way, sites, int(day))], dtype=np.int64)
            found[way] = (days, self.programme.add_columns(len(days), group.mass, 1))
        return found

    def _open(self, way: tuple[str, int], sites: frozenset[str], day: int) -> bool:
        """R14: whether any member may be on this way when it leaves on this day."""
        shut: set[str] = set()
        for window in self.instance.windows:
            on_the_way = day <= window.days.last and day + way[1] >= window.days.first
            if on_the_way and (not window.exits or way[0] in window.exits):
                if not window.sites:
                    return False
                shut |= set(window.sites)
        return not sites or not sites <= shut

    def _everyone(self) -> None:
        for group, ways in zip(self.groups, self.leave, strict=True):
            row = self.programme.add_rows(0, group.mass)
            for _, columns in ways.values():
                self.programme.put(row, columns, 1)

    def _exits(self) -> None:
        for exit_ in self.instance.exits:
            capacity = np.full(self.days(), exit_.capacity)
            for shut in exit_.closed:
                capacity[max(shut.first, 0) : max(shut.last + 1, 0)] = 0
            found = [
                (group, way[1], *parts)
                for group, ways in zip(self.groups, self.leave, strict=True)
                for way, parts in ways.items()
                if way[0] == exit_.id
            ]
            if not found:
                continue
            scale = int(np.lcm.reduce([group.load.denominator for group, *_ in found]))
            rows = self.programme.add_rows(-FREE, capacity * scale, Rule.R2, np.maximum(capacity * scale, 0))
            for group, travel, days, columns in found:
                self.programme.put(rows[days + travel], columns, int(group.load * scale))

    def _teams(self) -> None:
        """R4 in batches times the largest unit: a unit of mass needs 1/unit of a team from departure to exit."""
        teams = np.zeros(self.days(), dtype=np.int64)
        for step in sorted(self.instance.teams, key=lambda step: step.day):
            teams[max(step.day, 0) :] = step.teams
        teams = np.maximum(teams - sum(exit_.post_teams for exit_ in self.instance.exits), 0)
        largest = 2**16  # parts of a team: each group's share is rounded down, so the row is only ever too generous
        rows = self.programme.add_rows(-FREE, teams * largest, Rule.R4, np.where(teams > 0, largest, 0))
        for group, ways in zip(self.groups, self.leave, strict=True):
            part = largest // group.unit
            for (_, travel), (days, columns) in ways.items():
                for later in range(travel + 1):
                    self.programme.put(rows[days + later], columns, part)

    def _total(self, chosen: list[tuple[Group, int]], high: int, *, at_exit: bool) -> Ints:
        """A running total by day of groups with their weight a unit of mass."""
        total, rows = self.programme.prefix(self.days(), high)
        for group, weight in chosen:
            for (_, travel), (days, columns) in self.leave[self.groups.index(group)].items():
                self.programme.put(rows[days + (travel if at_exit else 0)], columns, -weight)
        return total

    def _side(self, side: str) -> list[Group]:
        return [group for group in self.groups if group.side == side]

    def _shares(self) -> None:
        """R5, R9 floors and ceilings, R11, R12: all on the strength out."""
        whole = {
            side: sum(int(group.strength * self.scale) * group.mass for group in self._side(side))
            for side in self.sides
        }
        out = {
            side: self._total([(g, int(g.strength * self.scale)) for g in self._side(side)], whole[side], at_exit=True)
            for side in self.sides
            if whole[side]
        }
        for side, other in permutations(out, 2):
            self._share_gap((out[side], whole[side]), (out[other], whole[other]))
            self._absolute((out[side], whole[side]), (out[other], whole[other]))
        self._phases(out, whole)
        self._milestones(out, whole)

    def _share_gap(self, mine: tuple[Ints, int], theirs: tuple[Ints, int]) -> None:
        """R5 and R12 as shares over one denominator: W(t) - V(t) <= gap, W(t) - V(t + lag) <= 0.

        Whole batches make whole numbers of both sides, so the gap is rounded down.
        """
        rules = self.instance.rules
        weight, against = self._weights(mine[1], theirs[1])
        if rules.share_gap is not None:
            allowed = floor(rules.share_gap * weight * mine[1])
            rows = self.programme.add_rows(-FREE, np.full(self.days(), allowed), Rule.R5, weight * mine[1])
            self.programme.put(rows, mine[0], weight)
            self.programme.put(rows, theirs[0], -against)
        lag = rules.lag_days
        if lag is not None and self.days() > lag:
            rows = self.programme.add_rows(-FREE, np.zeros(self.days() - lag), Rule.R12, weight * mine[1])
            self.programme.put(rows, mine[0][: self.days() - lag], weight)
            self.programme.put(rows, theirs[0][lag:], -against)

    @staticmethod
    def _weights(mine: int, theirs: int) -> tuple[int, int]:
        """Whole weights that turn two sides' strengths into the same shares."""
        common = int(np.gcd(mine, theirs))
        return theirs // common, mine // common

    def _absolute(self, mine: tuple[Ints, int], theirs: tuple[Ints, int]) -> None:
        allowed = self.instance.rules.absolute_gap
        if allowed is None:
            return
        most = max(floor(allowed * self.scale), abs(mine[1] - theirs[1]))
        rows = self.programme.add_rows(
            -FREE, np.full(self.days(), most + mine[1] - theirs[1]), Rule.R11, self.scale
        )  # (theirs - out) - (mine - out) <= most
        self.programme.put(rows, mine[0], 1)
        self.programme.put(rows, theirs[0], -1)

    def _phases(self, out: dict[str, Ints], whole: dict[str, int]) -> None:
        for phase in self.instance.phases:
            for side, total in out.items():
                if phase.side not in ("", side):
                    continue
                at = total[min(phase.day, self.until)]
                relief = whole[side]
                if phase.ceiling < 1 and phase.day <= self.until:
                    row = self.programme.add_rows(-FREE, floor(phase.ceiling * whole[side]), Rule.R9, relief)
                    self.programme.put(row, at, 1)
                if phase.floor > 0:
                    # what is missing at the floor may be bought at the price of the objective, so that the programme
                    # always has a solution and its duals a proof; nothing that everyone can be out by is lost
                    least = ceil(phase.floor * whole[side])
                    row = self.programme.add_rows(least, FREE, Rule.R9, relief)
                    self.programme.put(row, at, 1)
                    self.programme.put(row, self.programme.add_columns(1, least, -1), 1)

    def _milestones(self, out: dict[str, Ints], whole: dict[str, int]) -> None:
        """R9: beyond `most` only when the other has `least` out, so mine <= most + (all - most) theirs/least."""
        for link in self.instance.milestones:
            if link.side not in out or link.needs_side not in out:
                continue
            most = floor(link.share * whole[link.side])
            least = ceil(link.needs_share * whole[link.needs_side])
            if least > 0 and most < whole[link.side]:
                most_scaled, relief = np.full(self.days(), most * least), whole[link.side] * least
                rows = self.programme.add_rows(-FREE, most_scaled, Rule.R9, relief)
                self.programme.put(rows, out[link.side], least)
                self.programme.put(rows, out[link.needs_side], most - whole[link.side])

    def _pace(self) -> None:
        share = self.instance.rules.outflow_share
        if share is None:
            return
        for side in self.sides:
            chosen = [group for group in self._side(side) if group.heads]
            persons = sum(group.mass for group in chosen)
            total = self._total([(group, 1) for group in chosen], persons, at_exit=True)
            full = week_of(self.instance, side) if self.whole_weeks else None
            rows = self._weekly(total, floor(share * persons) if full is None else full.most, Rule.R6, persons)
            self.packed += [(rows, full)] if full else []
            for packing in self.packings:
                if packing.side == side:
                    weights = [weight for _, _, weight in packing.items]
                    high = sum(weight * group.mass for group, weight in zip(chosen, weights, strict=True))
                    total = self._total(list(zip(chosen, weights, strict=True)), high, at_exit=True)
                    self.packed.append((self._weekly(total, packing.most, Rule.R6, 0), packing))

    def _weekly(self, total: Ints, most: int, rule: Rule, relief: int) -> Ints:
        rows = self.programme.add_rows(-FREE, np.full(self.days(), most), rule, relief)
        self.programme.put(rows, total, 1)
        self.programme.put(rows[WEEK:], total[:-WEEK], -1)
        return rows

    def _contact(self) -> None:
        """R7: rear <= front, in shares; strict: share * rear <= front, as the rear waits for the front's share."""
        rules = self.instance.rules
        if not rules.contact_first:
            return
        top, bottom = rules.contact_share.as_integer_ratio() if rules.contact_first == "strict" else (1, 1)
        for side in self.sides:
            front = [group for group in self._side(side) if group.role == 1]
            rear = [group for group in self._side(side) if group.role == 2]
            if not front or not rear:
                continue
            totals = [sum(group.mass for group in part) for part in (front, rear)]
            gone_front = self._total([(group, 1) for group in front], totals[0], at_exit=False)
            gone_rear = self._total([(group, 1) for group in rear], totals[1], at_exit=False)
            weight, against = self._weights(totals[1], totals[0])
            rows = self.programme.add_rows(-FREE, np.zeros(self.days()), Rule.R7, bottom * weight * totals[1])
            self.programme.put(rows, gone_rear, top * weight)
            self.programme.put(rows, gone_front, -bottom * against)

    def _disarm(self) -> None:
        most = self.instance.rules.disarm_batches
        if most is None:
            return
        parts = 2**16
        for side in self.sides:
            armed = [group for group in self._side(side) if group.threat]
            if armed:
                high = sum(parts // group.unit * group.mass for group in armed)
                total = self._total([(group, parts // group.unit) for group in armed], high, at_exit=False)
                self._weekly(total, most * parts, Rule.R8, parts)

    def _guard(self) -> None:
        """R10 summed over a class: persons gone <= (1 - k) all + k (their equipment gone, at its most generous)."""
        keep = self.instance.rules.guard_share
        if keep is None:
            return
        for place, group in enumerate(self.groups):
            lots = [other for other in self.groups if other.lots_of == place]
            if not lots:
                continue
            scale = int(np.lcm.reduce([(keep * lot.guard).denominator for lot in lots] + [keep.denominator]))
            gone = self._total([(group, 1)], group.mass, at_exit=False)
            rows = self.programme.add_rows(
                -FREE, np.full(self.days(), int((1 - keep) * group.mass * scale)), Rule.R10,
                group.mass * scale,
            )  # fmt: skip
            self.programme.put(rows, gone, scale)
            for lot in lots:
                moved = self._total([(lot, 1)], lot.mass, at_exit=False)
                self.programme.put(rows, moved, -int(keep * lot.guard * scale))


def relief_unit(rule: Rule) -> str:
    """The code of the unit in which a rule is widened."""
    units = {Rule.R2: "plan.unit_capacity_share", Rule.R4: "plan.unit_teams", Rule.R8: "plan.unit_per_week",
             Rule.R11: "plan.unit_strength"}  # fmt: skip
    return units.get(rule, "plan.unit_share")
