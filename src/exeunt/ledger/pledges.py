"""Pledges of one camp that contradict one another: who promises to go, and who of the same camp says the contrary.

A camp is the side a party, sponsor or armed group speaks for; a sponsor without a side is a camp of its own. The other
camp's word about somebody's intentions is no pledge.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.source import SourceClass
from exeunt.model.verdict import Reason

_SPEAKS_FOR_ITSELF = frozenset({SourceClass.PARTY, SourceClass.SPONSOR, SourceClass.ARMED_GROUP})
_CONTRARY = frozenset({Kind.PLAN_ARRIVAL, Kind.NO_CHANGE})


def contradicting_pledges(case: Case, claims: Sequence[Claim]) -> Iterator[Reason]:
    """Each promise to leave with what the same camp says to the contrary within half a year of it."""
    spoken = [(claim, camp) for claim in claims if (camp := _camp(case, claim)) is not None]
    for promise, camp in spoken:
        if not _promises(promise):
            continue
        for other, its_camp in spoken:
            near = abs((other.known_on - promise.known_on).days) <= _days()
            if camp == its_camp and near and _contrary(other) and _related(case, promise, other):
                slots = (("day", str(promise.known_on)), ("other", str(other.known_on)))
                yield Reason("alarm.conflict_pledges", slots, (promise.id, other.id))


def _camp(case: Case, claim: Claim) -> str | None:
    source = case.source_by_id.get(claim.source_id or "")
    if source is None or source.source_class not in _SPEAKS_FOR_ITSELF:
        return None
    return source.side or source.id


def _promises(claim: Claim) -> bool:
    return claim.kind is Kind.PLEDGE_DEPARTURE and claim.stance is not Stance.DENIED


def _contrary(claim: Claim) -> bool:
    """More are to come, they stay, or the promise is denied."""
    denied = claim.kind is Kind.PLEDGE_DEPARTURE and claim.stance is Stance.DENIED
    return denied or (claim.kind in _CONTRARY and claim.stance in (Stance.PLANNED, Stance.ASSERTED))


def _related(case: Case, one: Claim, other: Claim) -> bool:
    """Whether both are of one force, or one of a total that holds the other."""
    ours, theirs = (case.ends.get(claim.force_id or "", frozenset()) for claim in (one, other))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@cache
def _days() -> int:
    table = tomllib.loads((files("exeunt.ledger") / "check.toml").read_text(encoding="utf-8"))
    return int(table["pledges"]["days"])
