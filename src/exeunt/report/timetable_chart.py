"""Drawings of a timetable as SVG: who leaves when, shares with the gap, load of exits and monitors.

As on the other charts, time runs left to right in both languages, so that both sides point at the same place. Series
differ by dash as well as by class, so they can be told apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from exeunt.base.messages import say
from exeunt.model.proposal import Instance, Plan

WIDTH, LEFT, RIGHT, ROW = 960, 210, 20, 18
LONGEST_LABEL = 32
"""Characters that fit left of the drawings."""
HEIGHT = 260


class Curves:
    """The numbers behind the drawings, by day from D-day to the last exit or closing."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance, self.plan = instance, plan
        self.moves = [
            (item, move.exit, move.day, move.day + instance.travel[item.site, move.exit], move.batches)
            for move in plan.movements
            if (item := instance.contingent_by_id.get(move.contingent)) and (item.site, move.exit) in instance.travel
        ]
        self.days = max((arrival for _, _, _, arrival, _ in self.moves), default=0) + 1

    def share(self, side: str) -> list[float]:
        """The share of a side's capability out at the end of each day."""
        total = sum(
            (item.capability * item.batches for item in self.instance.contingents if item.side == side), Fraction(0)
        )
        out = [Fraction(0)] * self.days
        for item, _, _, arrival, batches in self.moves:
            if item.side == side:
                out[arrival] += item.capability * batches
        gone, found = Fraction(0), []
        for number in out:
            gone += number
            found.append(float(gone / total) if total else 0.0)
        return found

    def teams(self) -> list[float]:
        """Batches under way on each day, each with a team."""
        used = [0.0] * self.days
        for _, _, day, arrival, batches in self.moves:
            for busy in range(max(day, 0), arrival + 1):
                used[busy] += batches
        return used

    def teams_there(self) -> list[float]:
        """Teams available on each day."""
        there = [0.0] * self.days
        for step in sorted(self.instance.teams, key=lambda step: step.day):
            for day in range(max(step.day, 0), self.days):
                there[day] = step.teams
        return there

    def load(self, exit_: str) -> list[float]:
        """Places taken at an exit on each day."""
        taken = [0.0] * self.days
        for item, name, _, arrival, batches in self.moves:
            if name == exit_:
                taken[arrival] += item.load * batches
        return taken


def gantt(instance: Instance, plan: Plan, language: str) -> str:
    """A row a contingent: a bar from each departure to its exit, as thick as the batches are many."""
    curves = Curves(instance, plan)
    axis = _Axis(curves.days)
    names = {exit_.id: exit_.name.in_language(language) for exit_ in instance.exits}
    parts = []
    for row, item in enumerate(instance.contingents):
        top = row * ROW + 20
        parts.append(_label(item.name.in_language(language), top + 12))
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{top + 9}" x2="{WIDTH - RIGHT}" y2="{top + 9}"/>')
        for moving, exit_, day, arrival, batches in curves.moves:
            if moving is item:
                title = say("plan.chart_movement", {
                    "day": instance.date_of(day), "arrival": instance.date_of(arrival), "exit": names.get(exit_, exit_),
                    "count": batches,
                }, language)  # fmt: skip
                high = min(4 + 2 * batches, 14)
                width = max(axis.at(arrival + 1) - axis.at(day), 2)
                parts.append(
                    f'<rect class="side{instance.sides.index(item.side) % 4}" x="{axis.at(day):.1f}" '
                    f'y="{top + 9 - high / 2:.1f}" width="{width:.1f}" height="{high}">'
                    f"<title>{_text(title)}</title></rect>"
                )
    height = len(instance.contingents) * ROW + 60
    return _drawing(height, [*parts, *axis.marks(instance, height - 30)], say("plan.chart_gantt", language=language))


def shares(instance: Instance, plan: Plan, language: str) -> str:
    """Each side's share out and the gap between the furthest and the last."""
    curves = Curves(instance, plan)
    rows = [(instance.side_name(side, language), curves.share(side)) for side in instance.sides]
    gap = [max(values) - min(values) for values in zip(*(row for _, row in rows), strict=True)]
    rows.append((say("plan.measure_share_gap", language=language), gap))
    return lines(instance, rows, say("plan.chart_shares", language=language), percent=True)


def monitors(instance: Instance, plan: Plan, language: str) -> str:
    """Teams needed against teams there."""
    curves = Curves(instance, plan)
    rows = [
        (say("plan.chart_teams_needed", language=language), curves.teams()),
        (say("plan.chart_teams_there", language=language), curves.teams_there()),
    ]
    return lines(instance, rows, say("plan.chart_monitors", language=language))


def exits(instance: Instance, plan: Plan, language: str) -> str:
    """A row an exit: on each day a bar as high as the share of its places that is taken."""
    curves = Curves(instance, plan)
    axis = _Axis(curves.days)
    parts = []
    for row, exit_ in enumerate(instance.exits):
        base = row * 2 * ROW + 44
        name = _text(exit_.name.in_language(language))
        parts.append(_label(exit_.name.in_language(language), base))
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{base}" x2="{WIDTH - RIGHT}" y2="{base}"/>')
        for day, taken in enumerate(curves.load(exit_.id)):
            if taken:
                share = taken / max(exit_.capacity, 1)
                high, width = 28 * min(share, 1), axis.at(day + 1) - axis.at(day)
                parts.append(
                    f'<rect class="load" x="{axis.at(day):.1f}" y="{base - high:.1f}" width="{width:.1f}" '
                    f'height="{high:.1f}"><title>{name}: {instance.date_of(day)} {share:.0%}</title></rect>'
                )
    height = len(instance.exits) * 2 * ROW + 70
    return _drawing(height, [*parts, *axis.marks(instance, height - 30)], say("plan.chart_exits", language=language))


def exposure(instance: Instance, plan: Plan, language: str, delay: int = 14) -> str:
    """By side: how far ahead it would be if the other stopped on that day and was answered `delay` days later."""
    curves = Curves(instance, plan)
    out = {side: curves.share(side) for side in instance.sides}
    rows = []
    for side, row in out.items():
        others = [other for name, other in out.items() if name != side] or [row]
        ahead = [
            max(row[min(day + delay, curves.days - 1)] - min(other[day] for other in others), 0.0)
            for day in range(curves.days)
        ]
        rows.append((instance.side_name(side, language), ahead))
    return lines(instance, rows, say("plan.chart_exposure", {"count": delay}, language), percent=True)


def lines(instance: Instance, rows: Sequence[tuple[str, Sequence[float]]], title: str, *, percent: bool = False) -> str:
    """Curves by day on one scale from zero, each named at its side."""
    top = max((max(values) for _, values in rows if values), default=1.0) or 1.0
    axis = _Axis(max((len(values) for _, values in rows), default=1))
    parts = [f'<line class="grid" x1="{LEFT}" y1="{HEIGHT}" x2="{WIDTH - RIGHT}" y2="{HEIGHT}"/>']
    for step in (0, 0.5, 1):
        label = f"{top * step:.0%}" if percent else f"{top * step:.0f}"
        y = HEIGHT - step * (HEIGHT - 30)
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{label}</text>')
    for number, (name, values) in enumerate(rows):
        points = " ".join(
            f"{axis.at(day):.1f},{HEIGHT - value / top * (HEIGHT - 30):.1f}" for day, value in enumerate(values)
        )
        parts.append(f'<polyline class="line{number % 6}" points="{points}"><title>{_text(name)}</title></polyline>')
        parts.append(f'<line class="line{number % 6}" x1="4" y1="{22 + 16 * number}" x2="28" y2="{22 + 16 * number}"/>')
        parts.append(f'<text x="34" y="{26 + 16 * number}">{_text(name)}</text>')
    height = max(HEIGHT, 16 * len(rows) + 20) + 40
    return _drawing(height, [*parts, *axis.marks(instance, height - 30)], title)


class _Axis:
    """Days on the drawing's width."""

    def __init__(self, days: int) -> None:
        self.days = max(days, 1)

    def at(self, day: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(day, self.days) / self.days

    def _anchor(self, day: int) -> str:
        """Under its mark, but for a date that would run over the edge."""
        return "end" if self.at(day) > WIDTH - 2 * RIGHT else "middle"

    def marks(self, instance: Instance, y: int) -> list[str]:
        step = max(self.days // 6, 1)
        return [
            f'<text x="{self.at(day):.1f}" y="{y + 20}" text-anchor="{self._anchor(day)}">'
            f"{instance.date_of(day).isoformat()}</text>"
            f'<line class="grid" x1="{self.at(day):.1f}" y1="{y}" x2="{self.at(day):.1f}" y2="{y + 5}"/>'
            for day in range(0, self.days, step)
        ]


def _label(words: str, y: int) -> str:
    """A name at the left of its row, cut where it would not fit; the whole of it shows when pointed at."""
    short = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1].rstrip()}…"
    return f'<text x="{LEFT - 6}" y="{y}" text-anchor="end">{_text(short)}<title>{_text(words)}</title></text>'


def _text(words: str) -> str:
    return escape(words, quote=False)


def _drawing(height: int, parts: list[str], title: str) -> str:
    body = "".join(parts)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" direction="ltr" '
        f'xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    )
