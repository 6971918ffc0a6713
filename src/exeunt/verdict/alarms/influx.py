"""Influx: more come than go, and more than the reporting error of the stock."""

from __future__ import annotations

from datetime import date, timedelta

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.verdict.alarms.scene import Scene, limits, number, ring
from exeunt.verdict.evidence import first_day, last_day, voice
from exeunt.verdict.words import figure


def influx(scene: Scene) -> list[Alarm]:
    """For each force, the greatest net arrivals of a month by one speaker; one wave rings once."""
    limit, found = limits(AlarmKind.INFLUX), []
    for force in scene.forces():
        moves = [claim for claim in scene.arrivals(Kind.DEPARTURE) if claim.force_id == force and claim.count]
        months = [_month(moves, last, limit["days"]) for last in moves if last.kind is Kind.ARRIVAL]
        rung: list[date] = []
        for month in sorted(months, key=_net, reverse=True):
            day = last_day(month[-1])
            enough = max(limit["least"], limit["share"] * _stock(scene, force, month))
            if _net(month) >= enough and all(abs((day - other).days) > limit["days"] for other in rung):
                rung.append(day)
                slots = {"number": figure(_net(month))}
                found.append(ring(AlarmKind.INFLUX, "alarm.influx", month, day, **slots))
    return sorted(found, key=lambda alarm: (alarm.day, alarm.force))


def _month(moves: list[Claim], last: Claim, days: int) -> list[Claim]:
    """The movements that the speaker of one reports for the month up to it."""
    day = last_day(last)
    since = day - timedelta(days=days)
    return [claim for claim in moves if voice(claim) == voice(last) and since < last_day(claim) <= day]


def _net(moves: list[Claim]) -> float:
    return sum(number(claim) if claim.kind is Kind.ARRIVAL else -number(claim) for claim in moves)


def _stock(scene: Scene, force: str, came: list[Claim]) -> float:
    """The last figure of the stock before the first of these; 0 where there is none."""
    begun = min(first_day(claim) for claim in came)
    stocks = [claim for claim in scene.of(Kind.STOCK) if claim.force_id == force and last_day(claim) <= begun]
    return number(stocks[-1]) if stocks else 0.0
