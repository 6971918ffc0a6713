"""What the alarms look at: the claims about each force, once an origin, in the order of the days they speak of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from exeunt.model.alarm import Alarm, AlarmKind
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.model.source import SourceClass
from exeunt.verdict.evidence import first_day, first_of_origin, last_day, members, voice
from exeunt.verdict.words import reason

_PARTISAN = frozenset({SourceClass.PARTY, SourceClass.SPONSOR, SourceClass.ARMED_GROUP})
_NOT_OF_NOW = frozenset({Stance.PLANNED, Stance.CONDITIONAL, Stance.DEMANDED, Stance.DENIED})


@dataclass(frozen=True)
class Scene:
    """A case on a day. `claims` say what is, `plans` what is to be, both without echoes; `told` has all of them."""

    case: Case
    as_of: date
    told: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    plans: tuple[Claim, ...]

    def of(self, *kinds: Kind) -> list[Claim]:
        """Claims of these kinds, in the order of days."""
        return [claim for claim in self.claims if claim.kind in kinds]

    def arrivals(self, *more: Kind) -> list[Claim]:
        """Arrivals, and claims of more kinds, but not what the enemy of a force alleges of it (trap 13)."""
        return [claim for claim in self.of(Kind.ARRIVAL, *more) if not self._is_of_the_enemy(claim)]

    def _is_of_the_enemy(self, claim: Claim) -> bool:
        source = self.case.source_by_id.get(claim.source_id or "")
        force = self.case.force_by_id.get(claim.force_id or "")
        if source is None or force is None or source.source_class not in _PARTISAN:
            return False
        return source.side is not None and force.side is not None and source.side != force.side

    def forces(self) -> list[str]:
        """Forces of which anything is said, in the order of the case."""
        said = {claim.force_id for claim in self.claims}
        return [force.id for force in self.case.forces if force.id in said]

    def related(self, one: str | None, other: str | None) -> bool:
        """Whether two accounts are one, or one of them a part of the other."""
        if one is None or other is None:
            return False
        return one == other or one in members(self.case, other) or other in members(self.case, one)

    def of_one_sponsor(self, one: str | None, other: str | None) -> bool:
        """Whether two different accounts, neither a part of the other, have one sponsor."""
        first, second = (self.case.force_by_id.get(force or "") for force in (one, other))
        if first is None or second is None or self.related(one, other):
            return False
        return first.sponsor is not None and first.sponsor == second.sponsor


def scene(case: Case, claims: Sequence[Claim], as_of: date) -> Scene:
    """The scene on a day."""
    told = sorted((claim for claim in claims if first_day(claim) <= as_of and claim.force_id), key=_in_order)
    now = [claim for claim in told if claim.kind not in PLEDGES and claim.stance not in _NOT_OF_NOW]
    plans = [claim for claim in told if claim.kind in PLEDGES]
    # one batch of a long ledger is no echo of another: those of one origin are told apart by kind and day
    return Scene(case, as_of, tuple(told), _distinct(now), _distinct(plans))


def within(one: Claim, other: Claim, days: int) -> bool:
    """Whether the days of two claims come within so many days of one another."""
    gap = max(first_day(one) - last_day(other), first_day(other) - last_day(one))
    return gap <= timedelta(days=days)


def number(claim: Claim) -> float:
    """The figure of a claim; 0 where it has none."""
    return claim.count.figure if claim.count else 0.0


def says(claim: Claim, words: Iterable[str]) -> bool:
    """Whether the words of the claim itself, not those of who filed it, hold one of these."""
    text = " ".join((claim.count_text, claim.passage.quote if claim.passage else ""))
    return any(re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in words)


def ring(kind: AlarmKind, code: str, claims: Sequence[Claim], day: date, **slots: object) -> Alarm:
    """An alarm about the force of the first claim."""
    force = claims[0].force_id or ""
    return Alarm(kind, force, day, reason(code, claims, force=force, day=day.isoformat(), **slots))


@cache
def limits(kind: AlarmKind) -> dict[str, Any]:
    """The thresholds of an alarm."""
    text = (files("exeunt.verdict.alarms") / "alarms.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[kind.value]
    return found


def _distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.kind, claim.origin or claim.id), []).append(claim)
    kept = [claim for group in groups.values() for claim in first_of_origin(group)]
    return tuple(sorted(kept, key=_in_order))


def _in_order(claim: Claim) -> tuple[date, date, str, str]:
    return (last_day(claim), claim.known_on, voice(claim), claim.id)
