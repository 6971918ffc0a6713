"""The rules once more, from their definitions, with loops over days and fractions only: slow and hard to get wrong."""

from fractions import Fraction
from itertools import permutations


class Twin:
    """One plan of one instance; `margins()` gives the worst margin by rule and unit."""

    def __init__(self, instance, plan):
        self.i, self.plan = instance, plan
        self.by_id = {c.id: c for c in instance.contingents}
        self.moves = [
            (
                self.by_id[m.contingent],
                m.exit,
                m.day,
                m.day + self.way(self.by_id[m.contingent].site, m.exit),
                m.batches,
            )
            for m in plan.movements
        ]
        self.days = range(
            min([0] + [m[2] for m in self.moves]), max([instance.deadline] + [m[3] for m in self.moves]) + 1
        )

    def way(self, site, exit_):
        return next(r.days for r in self.i.routes if (r.site, r.exit) == (site, exit_))

    def total(self, side):
        return sum(c.capability * c.batches for c in self.i.contingents if c.side == side)

    def gone(self, side, day):
        return sum(n * c.capability for c, _, _, arrival, n in self.moves if c.side == side and arrival <= day)

    def share(self, side, day):
        return Fraction(self.gone(side, day)) / self.total(side) if self.total(side) else Fraction(0)

    def sides(self):
        return [side for side in self.i.sides if self.total(side)]

    def margins(self):
        found = {}
        for name in sorted(vars(Twin)):
            if name.startswith("r") and name[1:].split("_")[0].isdigit():
                value = getattr(self, name)()
                if value is not None:
                    found[name] = Fraction(value)
        return found

    def r1(self):
        worst = []
        for c in self.i.contingents:
            moved = sum(n for d, _, _, _, n in self.moves if d.id == c.id)
            in_time = sum(n for d, _, _, arrival, n in self.moves if d.id == c.id and arrival <= self.i.deadline)
            worst += [in_time - c.batches, c.batches - moved]
        return min(worst)

    def r2(self):
        worst = []
        for exit_ in self.i.exits:
            for day in {m[3] for m in self.moves if m[1] == exit_.id}:
                shut = day > self.i.deadline or any(s.first <= day <= s.last for s in exit_.closed)
                load = sum(c.load * n for c, e, _, arrival, n in self.moves if (e, arrival) == (exit_.id, day))
                worst.append((0 if shut else exit_.capacity) - load)
        return min(worst, default=0)

    def r3(self):
        start = min([s.day for s in self.i.teams if s.teams > 0], default=self.i.deadline + 1)
        return min((m[2] - start for m in self.moves), default=0)

    def r4(self):
        worst = []
        for day in self.days:
            used = sum(n for _, _, left, arrival, n in self.moves if left <= day <= arrival)
            steps = [s for s in self.i.teams if s.day <= day]
            teams = max(steps, key=lambda s: s.day).teams if steps and day <= self.i.deadline else 0
            if used:
                worst.append(max(teams - sum(e.post_teams for e in self.i.exits), 0) - used)
        return min(worst, default=0)

    def r5(self):
        if self.i.rules.share_gap is None:
            return None
        sides = self.sides()
        gaps = [abs(self.share(a, d) - self.share(b, d)) for d in self.days for a, b in permutations(sides, 2)]
        return self.i.rules.share_gap - max(gaps, default=0)

    def r6(self):
        if self.i.rules.outflow_share is None:
            return None
        worst = []
        for side in self.i.sides:
            cap = self.i.rules.outflow_share * sum(c.heads * c.batches for c in self.i.contingents if c.side == side)
            for day in self.days:
                out = sum(n * c.heads for c, _, _, a, n in self.moves if c.side == side and day - 7 < a <= day)
                worst.append(cap - out)
        return min(worst)

    def r7(self):
        rules, worst = self.i.rules, []
        if not rules.contact_first:
            return None
        for side in self.i.sides:
            groups = [
                [c for c in self.i.contingents if c.side == side and not c.equipment_of and c.contact is contact]
                for contact in (True, False)
            ]
            totals = [sum(c.heads * c.batches for c in group) for group in groups]
            if not all(totals):
                continue
            for day in {m[2] for m in self.moves if m[0] in groups[1]}:
                front, rear = (
                    Fraction(sum(n * c.heads for c, _, left, _, n in self.moves if c in group and left <= day), total)
                    for group, total in zip(groups, totals, strict=True)
                )
                worst.append(front - rules.contact_share if rules.contact_first == "strict" else front - rear)
        return min(worst, default=0)

    def r8_per_week(self):
        if self.i.rules.disarm_batches is None:
            return None
        armed = [m for m in self.moves if m[0].threat]
        sums = [
            sum(m[4] for m in armed if m[0].side == side and day - 7 < m[2] <= day)
            for side in self.i.sides
            for day in self.days
        ]
        return self.i.rules.disarm_batches - max(sums, default=0)

    def r8_dwell(self):
        days = [m[2] for m in self.moves if m[0].threat]
        if not self.i.rules.disarm_dwell or not days:
            return None
        start = min([s.day for s in self.i.teams if s.teams > 0], default=self.i.deadline + 1)
        return min(days) - start - self.i.rules.disarm_dwell

    def r9(self):
        worst = []
        for phase in self.i.phases:
            for side in self.sides():
                if phase.side in ("", side):
                    out = self.share(side, phase.day)
                    worst += [out - phase.floor, phase.ceiling - out]
        return min(worst) if worst else None

    def r9_links(self):
        worst = []
        for link in self.i.milestones:
            beyond = [day for day in self.days if self.share(link.side, day) > link.share]
            worst.append(min((self.share(link.needs_side, day) - link.needs_share for day in beyond), default=0))
        return min(worst) if worst else None

    def r10(self):
        keep, worst = self.i.rules.guard_share, []
        owners = {c.equipment_of for c in self.i.contingents if c.equipment_of}
        if keep is None or not owners:
            return None
        for owner in owners:
            lots = [c for c in self.i.contingents if c.equipment_of == owner]
            for day in {m[2] for m in self.moves if m[0].id == owner}:
                gone = Fraction(
                    sum(m[4] for m in self.moves if m[0].id == owner and m[2] <= day), self.by_id[owner].batches
                )
                kit = Fraction(
                    sum(m[4] for m in self.moves if m[0] in lots and m[2] <= day), sum(c.batches for c in lots)
                )
                worst.append((1 - keep) + keep * kit - gone)
        return min(worst, default=0)

    def r11(self):
        allowed, worst = self.i.rules.absolute_gap, []
        if allowed is None:
            return None
        for a, b in permutations(self.i.sides, 2):
            start = abs(self.total(a) - self.total(b))
            for day in self.days:
                left = (self.total(a) - self.gone(a, day)) - (self.total(b) - self.gone(b, day))
                worst.append(max(allowed, start) - abs(left))
        return min(worst)

    def r12(self):
        allowed = self.i.rules.lag_days
        if allowed is None:
            return None
        reach = {side: [self.share(side, day) for day in self.days] for side in self.sides()}
        lags = [0]
        for a, b in permutations(reach, 2):
            for level in set(reach[a]) - {0}:
                mine, other = (
                    next((day for day, share in enumerate(reach[side]) if share >= level), len(reach[side]))
                    for side in (a, b)
                )
                lags.append(other - mine)
        return allowed - max(lags)

    def r13(self):
        allowed = self.i.rules.pause_days
        if allowed is None:
            return None
        first, worst = min((m[3] for m in self.moves), default=0), [allowed]
        for side in self.i.sides:
            days = sorted({m[3] for m in self.moves if m[0].side == side})
            worst += [allowed - (b - a) for a, b in zip([first, *days], days, strict=False)]
        return min(worst)

    def r14(self):
        if not self.i.windows:
            return None
        return -sum(
            m[4]
            for w in self.i.windows
            for m in self.moves
            if m[2] <= w.days.last and m[3] >= w.days.first
            and (not w.sites or m[0].site in w.sites) and (not w.exits or m[1] in w.exits)
        )  # fmt: skip

    def r15(self):
        allowed, worst = self.i.rules.closeout_days, []
        if allowed is None:
            return None
        closed = {c.site: c.day for c in self.plan.closings}
        for site in {m[0].site for m in self.moves}:
            last = max(m[2] for m in self.moves if m[0].site == site)
            worst.append(min(allowed - (closed[site] - last), closed[site] - last) if site in closed else -allowed - 1)
        return min(worst, default=allowed)
