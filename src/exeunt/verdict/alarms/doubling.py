"""A figure that doubles: twice as many within a quarter, and too few arrivals to explain it (C30)."""

from __future__ import annotations

from itertools import pairwise

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound
from exeunt.verdict.alarms.scene import Scene, limits, number, ring
from exeunt.verdict.evidence import first_day, last_day
from exeunt.verdict.words import figure


def doubling(scene: Scene) -> list[Alarm]:
    """Following figures of the stock of one force and place, whoever gives them."""
    limit, found = limits(AlarmKind.DOUBLING), []
    series: dict[tuple[str | None, tuple[str, ...]], list[Claim]] = {}
    for claim in scene.of(Kind.STOCK):
        if claim.count and number(claim) > 0 and claim.count.bound is not Bound.AT_MOST:
            places = () if _is_everywhere(scene, claim) else claim.site_ids
            series.setdefault((claim.force_id, places), []).append(claim)
    for stocks in series.values():
        for before, now in pairwise(stocks):
            days = (last_day(now) - last_day(before)).days
            grown = number(now) - number(before)
            # "at least 200" and later 500 is no growth: the first may have been 500 too
            open_above = before.count is not None and before.count.bound is Bound.AT_LEAST
            if open_above or days > limit["days"] or number(now) < limit["factor"] * number(before):
                continue
            came = [item for item in scene.of(Kind.ARRIVAL) if scene.related(now.force_id, item.force_id)
                    and first_day(item) <= last_day(now) and last_day(item) >= last_day(before)]  # fmt: skip
            if sum(map(number, came)) < limit["explained"] * grown:
                slots = {"number": figure(number(now)), "before": figure(number(before))}
                found.append(ring(AlarmKind.DOUBLING, "alarm.doubling", [now, before], last_day(now), **slots))
    return found


def _is_everywhere(scene: Scene, claim: Claim) -> bool:
    sites = [scene.case.site_by_id[site] for site in claim.site_ids if site in scene.case.site_by_id]
    return all(site.kind.value == "host" for site in sites)
