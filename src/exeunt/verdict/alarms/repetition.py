"""A figure repeated without new evidence: the same number again while people moved, or a number made by bookkeeping."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.model.source import SourceClass
from exeunt.verdict.alarms.scene import Scene, limits, number, ring
from exeunt.verdict.evidence import last_day, voice
from exeunt.verdict.words import figure

_MOVES = {Kind.DEPARTURE: -1.0, Kind.ARRIVAL: 1.0}


def repetition(scene: Scene) -> list[Alarm]:
    """Pairs of stock figures of one speaker and force: equal though people moved, or apart by just the batches told."""
    limit, found = limits(AlarmKind.REPETITION), []
    stocks: dict[tuple[str, str | None, tuple[str, ...]], list[Claim]] = {}
    # echoes are wanted here: that a figure is only repeated is what rings
    for claim in scene.told:
        if claim.kind is Kind.STOCK and number(claim) > 0 and not _counted(scene, claim):
            stocks.setdefault((voice(claim), claim.force_id, claim.site_ids), []).append(claim)
    for series in stocks.values():
        for before, now in _pairs(series):
            moved = [
                claim
                for claim in scene.told
                if claim.kind in _MOVES and claim.force_id == now.force_id and voice(claim) == voice(now)
                and (not now.site_ids or claim.site_ids == now.site_ids)
                and last_day(before) < last_day(claim) <= last_day(now)
            ]  # fmt: skip
            net = sum(_MOVES[claim.kind] * number(claim) for claim in moved)
            days = (last_day(now) - last_day(before)).days
            same = number(now) == number(before) and days >= limit["days"]
            turned = sum(map(number, moved)) >= limit["moved"] * number(now)
            slots = {"number": figure(number(now)), "before": figure(number(before))}
            if same and turned:
                found.append(
                    ring(AlarmKind.REPETITION, "alarm.repetition", [now, before, *moved], last_day(now), **slots)
                )
            elif net and number(now) == number(before) + net:
                found.append(
                    ring(AlarmKind.REPETITION, "alarm.bookkeeping", [now, before, *moved], last_day(now), **slots)
                )
    return found


def _pairs(series: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each figure with the one before it, and with the last earlier one that is the same."""
    for index, now in enumerate(series[1:], start=1):
        yield series[index - 1], now
        same = [claim for claim in series[: index - 1] if number(claim) == number(now)]
        if same:
            yield same[-1], now


def _counted(scene: Scene, claim: Claim) -> bool:
    """Whether it is said to be counted by who is mandated to: that books and count agree is then good news."""
    source = scene.case.source_by_id.get(claim.source_id or "")
    return source is not None and source.source_class is SourceClass.MONITOR
