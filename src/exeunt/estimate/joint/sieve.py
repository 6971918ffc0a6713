"""Which claims weigh in the joint model, once each, and why the others do not.

Pledges, plans, demands and agreements say nothing of what is (C14, C30). Proxies stay proxies (C13). Claims of one
origin and kind about stocks in common count once: the best graded, then the earliest known; the others are echoes (C9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.estimate.evidence import CONTEXT, FLOWS, LEVELS, PROMISES, claim_day, follows
from exeunt.estimate.joint.parts import Parts, Sum
from exeunt.estimate.likelihood import trust
from exeunt.estimate.series import CUMULATIVE, MOVEMENTS
from exeunt.estimate.settings import Settings
from exeunt.ledger.mutation import mutations
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.model.place import SiteKind

Why = tuple[str, str]  # role, and reason as a message code


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim that weighs, the stocks it is of, and the chance that it is a copy of another's figure."""

    claim: Claim
    of: Sum
    copied: float = 0.0


@dataclass(frozen=True)
class Sieved:
    """What weighs, in an order that follows from content alone; and of each other claim its role, reason and stocks."""

    heard: tuple[Heard, ...]
    idle: Mapping[str, tuple[Why, Sum]]


def sieve(parts: Parts, claims: Sequence[Claim], last: date, values: Settings) -> Sieved:
    """Sort the claims of known forces. Claims about days after `last` do not weigh."""
    case = parts.case
    by_id = {claim.id: claim for claim in claims}
    changed, first_out = mutations(claims), _first_out(claims)
    idle: dict[str, tuple[Why, Sum]] = {}
    candidates: list[Heard] = []
    for claim in claims:
        if claim.force_id not in case.force_by_id:
            continue
        of = parts.sum_of(claim.force_id, _ground_spoken_of(case, claim, parts))
        why = _idle(case, claim, of, last)
        if why is None and claim.id in changed:
            why = "echo", "estimate.mutation"
        elif why is None and follows(claim, by_id):
            why = "echo", "estimate.echo"
        elif why is None and claim.kind is Kind.BASELINE and claim_day(claim) > first_out.get(claim.force_id, date.max):
            why = "context", "estimate.baseline_of_all"
        if why:
            idle[claim.id] = why, of
        else:
            candidates.append(Heard(claim, of))
    return Sieved(_once_each(candidates, case, idle, values), idle)


def _once_each(
    candidates: Sequence[Heard], case: Case, idle: dict[str, tuple[Why, Sum]], values: Settings
) -> tuple[Heard, ...]:
    """The candidates without echoes, which are put with the idle; possible copies marked."""
    chosen: list[Heard] = []
    spoken: dict[tuple[str, Kind], set[int]] = {}
    for item in sorted(candidates, key=lambda item: (*_grade(item.claim, case, values), *by_content(item.claim))):
        members = spoken.setdefault((item.claim.origin, item.claim.kind), set())
        if item.claim.origin and members & set(item.of.members):
            idle[item.claim.id] = ("echo", "estimate.echo"), item.of
            continue
        members |= set(item.of.members)
        chosen.append(item)
    marked = [Heard(item.claim, item.of, _copy_chance(item, chosen, values)) for item in chosen]
    return tuple(sorted(marked, key=lambda item: by_content(item.claim)))


def _grade(claim: Claim, case: Case, values: Settings) -> tuple[float, float, date]:
    source = case.source_by_id.get(claim.source_id or "")
    trusted = trust(claim, source.reliability if source else "F", values)
    return trusted.junk, trusted.spread, claim.known_on


def _ground_spoken_of(case: Case, claim: Claim, parts: Parts) -> tuple[str, ...]:
    """The sites of a claim. Of a movement only where the stocks there are known apart, and no mere way in or out."""
    if claim.kind not in MOVEMENTS:
        return claim.site_ids
    gates = {SiteKind.CROSSING, SiteKind.PORT}
    through = any(site in case.site_by_id and case.site_by_id[site].kind in gates for site in claim.site_ids)
    apart = parts.sum_of(claim.force_id or "", claim.site_ids).exact
    return claim.site_ids if apart and not through else ()


def _idle(case: Case, claim: Claim, of: Sum, last: date) -> Why | None:
    """Role and reason of a claim that does not weigh; None for one that may."""
    if claim.kind in PLEDGES or claim.stance in PROMISES:
        return "pledge", "estimate.pledge"
    if claim.kind not in LEVELS | MOVEMENTS | {Kind.NO_CHANGE}:
        return "context", CONTEXT.get(claim.kind, "estimate.no_stock")
    if claim_day(claim) > last:
        return "unused", "estimate.after_last_day"
    if claim.count and claim.count.unit != case.force_by_id[claim.force_id or ""].unit:
        return "unused", "estimate.other_unit"
    if claim.kind is Kind.NO_CHANGE:
        return _unless(of.exact and claim.stance is not Stance.DENIED, "estimate.elsewhere")
    return _idle_count(claim, of)


def _idle_count(claim: Claim, of: Sum) -> Why | None:
    denies = claim.kind is Kind.DENIAL or claim.stance is Stance.DENIED
    if denies and (claim.kind not in LEVELS or not (claim.count and claim.count.is_zero)):
        return "context", "estimate.denial"
    if claim.count is None:
        return _unless(claim.kind is Kind.STOCK, "estimate.no_number")
    if claim.kind in MOVEMENTS or of.exact:
        return None
    if claim.count.is_zero:
        return "context", "estimate.none_at_part"
    return _unless(claim.count.low is not None or claim.count.best is not None, "estimate.no_lower_bound")


def _unless(speaks: bool, reason: str) -> Why | None:
    return None if speaks else ("context", reason)


def _first_out(claims: Sequence[Claim]) -> dict[str, date]:
    """By force, the first day on which some had left by somebody's count: what is registered later counts those too."""
    first: dict[str, date] = {}
    for claim in claims:
        left = claim.kind in (Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES) and claim.count and claim.count.figure > 0
        if left and claim.force_id:
            first[claim.force_id] = min(first.get(claim.force_id, date.max), claim_day(claim))
    return first


def _copy_chance(item: Heard, others: Sequence[Heard], values: Settings) -> float:
    """The chance that a claim repeats the same figure that another source gave of the same stocks the month before."""
    ours = item.claim
    if ours.kind in FLOWS | CUMULATIVE or not ours.count or not ours.count.best:
        return 0.0
    return values.copy["chance"] if any(_copies(item, other, values) for other in others) else 0.0


def _copies(item: Heard, other: Heard, values: Settings) -> bool:
    ours, theirs = item.claim, other.claim
    told = theirs.count is not None and ours.count is not None and theirs.count.best == ours.count.best
    if not told or theirs.kind not in LEVELS or item.of != other.of or ours.source_id == theirs.source_id:
        return False
    later = (ours.known_on, *by_content(ours)) > (theirs.known_on, *by_content(theirs))
    return later and (ours.known_on - theirs.known_on).days <= values.copy["days"]


def by_content(claim: Claim) -> tuple[object, ...]:
    """An order that does not follow how claims are numbered or listed; the id only parts claims that say the same."""
    given = (claim.count.low, claim.count.best, claim.count.high) if claim.count else ()
    numbers = tuple(-1.0 if number is None else number for number in given)
    said = (claim.force_id or "", claim.site_ids, claim.source_text, claim.count_text, claim.place_text, claim.url)
    return (claim_day(claim), claim.kind.value, numbers, claim.stance.value, *said, claim.note, claim.id)
