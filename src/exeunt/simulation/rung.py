"""How good alarms are: rung without a cause in the world, silent where there is one, and how late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exeunt.ledger.origin import with_origins
from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.claim import Claim, Kind
from exeunt.simulation.cast import FIRST_DAY, day_of
from exeunt.simulation.play import Staged
from exeunt.simulation.world import Act, Evasion, World
from exeunt.verdict.alarms import alarms
from exeunt.verdict.alarms.scene import limits

STEP = 15  # days between two looks at the alarms
_SLACK = 31  # days by which a claim's day may miss the event it tells of

# the alarm that should ring for an evasion; none is made for padding, which is a discrepancy between figures
EXPECTED: Mapping[Evasion, AlarmKind | None] = {
    Evasion.ROTATION: AlarmKind.ROTATION,
    Evasion.RELABELLING: AlarmKind.SUBSTITUTION,
    Evasion.HIDING: AlarmKind.RELOCATION,
    Evasion.RETURN: AlarmKind.INFLUX,
    Evasion.INFLUX: AlarmKind.INFLUX,
    Evasion.PADDING: None,
}
_WHY = {Evasion.ROTATION: "rotation", Evasion.RELABELLING: "relabelling", Evasion.HIDING: "hiding",
        Evasion.RETURN: "return", Evasion.INFLUX: "influx"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watched:
    """One world with an evasion or a trick: when it began, and the day the alarm first rang (None: it never did)."""

    begins: int
    rang: int | None

    @property
    def delay(self) -> int | None:
        """Days from the beginning to the ring."""
        return None if self.rang is None else max(self.rang - self.begins, 0)


def without_cause(staged: Staged) -> Iterator[Alarm]:
    """Alarms at the end of a world for which nothing in it is a cause."""
    for alarm in alarms(staged.case, staged.known, as_of=staged.as_of):
        if not is_caused(staged, alarm):
            yield alarm


def is_caused(staged: Staged, alarm: Alarm) -> bool:
    """Whether something like what the alarm suspects did happen about then, whoever told of it."""
    cause = _CAUSES.get(alarm.kind)
    return cause is None or cause(staged, alarm)


def watch(staged: Staged, kind: AlarmKind, force: str, begins: int) -> Watched:
    """The first look, from the beginning on, at which an alarm of the kind rings about the force, and not of before."""
    told = with_origins(staged.claims)  # a claim follows only from earlier ones, so that once is enough for every look
    for day in range(begins, staged.drawn.world.length, STEP):
        as_of = day_of(day)
        known = [claim for claim in told if claim.known_on <= as_of]
        since = day_of(max(begins - _SLACK, 0))
        if any(item.kind is kind and item.force == force and (item.day >= since or kind is AlarmKind.SILENCE)
               for item in alarms(staged.case, known, as_of=as_of)):  # fmt: skip
            return Watched(begins, day)
    return Watched(begins, None)


def evasion_begins(world: World) -> int | None:
    """The day of the first event that is one of the evasion; None where it came to nothing."""
    why = _WHY.get(world.evasion) if world.evasion else None
    return next((event.day for event in world.events if event.why == why and event.persons > 0), None)


def _rotated(staged: Staged, alarm: Alarm) -> bool:
    world, (first, last) = staged.drawn.world, _around(staged, alarm, _SLACK)
    limit = limits(AlarmKind.ROTATION)
    for force in _parts(staged, alarm.force):
        out = int(world.out(force, singly=False)[first:last].sum())
        came = int(world.came(force)[max(first - _SLACK, 0) : last + _SLACK].sum())
        if out and came >= limit["share"] * out / 2:
            return True
    return False


def _substituted(staged: Staged, alarm: Alarm) -> bool:
    world = staged.drawn.world
    first, last = _around(staged, alarm, limits(AlarmKind.SUBSTITUTION)["days"] + _SLACK)
    brother = staged.drawn.cast.brother_of(alarm.force)
    relabelled = any(event.act is Act.RELABEL and first <= event.day < last for event in world.events)
    came = bool(brother) and int(world.came(brother)[first:last].sum()) > 0
    return relabelled or (came and int(world.out(alarm.force, singly=False)[first:last].sum()) > 0)


def _relocated(staged: Staged, alarm: Alarm) -> bool:
    first, last = _around(staged, alarm, 2 * _SLACK)
    return any(first <= event.day < last for force in _parts(staged, alarm.force)
               for event in staged.drawn.world.of(force, Act.SHIFT))  # fmt: skip


def _flooded(staged: Staged, alarm: Alarm) -> bool:
    """At least half as many came, net, as the alarm asks for."""
    limit, (first, last) = limits(AlarmKind.INFLUX), _around(staged, alarm, _SLACK)
    world = staged.drawn.world
    net = sum(int((world.came(force) - world.out(force))[max(first - _SLACK, 0) : last].sum())
              for force in _parts(staged, alarm.force))  # fmt: skip
    came = sum(int(world.came(force)[max(first - _SLACK, 0) : last].sum()) for force in _parts(staged, alarm.force))
    stock = sum(int(world.stock(force)[max(first - 1, 0)]) for force in _parts(staged, alarm.force))
    enough = 0.5 * max(limit["least"], limit["share"] * stock)
    return bool(max(net, came // 2) >= enough)


def _misfigured(staged: Staged, alarm: Alarm) -> bool:
    """One of the figures is off by half, or the stock did grow so."""
    by_id = {claim.id: claim for claim in staged.claims}
    told = [by_id[ident] for ident in alarm.reason.claims if ident in by_id]
    stocks = [claim for claim in told if claim.kind is Kind.STOCK and claim.count]
    true = [_true(staged, claim) for claim in stocks]
    off = any(max(claim.count.figure + 1, there + 1) >= 1.5 * min(claim.count.figure + 1, there + 1)
              for claim, there in zip(stocks, true, strict=True) if claim.count)  # fmt: skip
    return off or (len(true) > 1 and max(true) >= 1.5 * max(min(true), 1.0))


def _true(staged: Staged, claim: Claim) -> float:
    day = _offset(staged, claim.as_of.last or claim.known_on)
    world, places = staged.drawn.world, claim.site_ids or (None,)
    parts = _parts(staged, claim.force_id or "")
    return float(sum(int(world.stock(force, place)[day]) for force in parts for place in places))


def _repeated(staged: Staged, alarm: Alarm) -> bool:
    """Whether the figure was carried on by the trick; nobody else in these worlds keeps a ledger."""
    by_id = {claim.id: claim for claim in staged.claims}
    return any(by_id[ident].label.startswith("T") for ident in alarm.reason.claims if ident in by_id)


def _around(staged: Staged, alarm: Alarm, days: int) -> tuple[int, int]:
    day = _offset(staged, alarm.day)
    return max(day - days, 1), min(day + days + 1, staged.drawn.world.length)


def _offset(staged: Staged, day: date) -> int:
    return min(max((day - FIRST_DAY).days, 0), staged.drawn.world.length - 1)


def _parts(staged: Staged, force: str) -> tuple[str, ...]:
    known = staged.case.force_by_id.get(force)
    return known.members if known and known.members else (force,)


_CAUSES: Mapping[AlarmKind, Callable[[Staged, Alarm], bool]] = {
    AlarmKind.ROTATION: _rotated,
    AlarmKind.SUBSTITUTION: _substituted,
    AlarmKind.RELOCATION: _relocated,
    AlarmKind.INFLUX: _flooded,
    AlarmKind.DOUBLING: _misfigured,
    AlarmKind.REPETITION: _repeated,
}
