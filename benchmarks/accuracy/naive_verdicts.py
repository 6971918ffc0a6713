"""How an obligation is judged by who takes the latest claim at its word: the naive baseline of `verdicts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.verdict.evidence import last_day

SURE = 0.95  # how sure the naive reader is of the latest claim

_DONE = {Kind.ARRIVAL, Kind.DEPARTURE, Kind.RELOCATION}


def naive(obligation: Obligation, claims: Sequence[Claim], asked: date) -> float | None:
    """P(kept) by the latest claim; None where no claim speaks of it."""
    day = min(asked, obligation.deadline or asked)
    told = sorted((claim for claim in claims if claim.stance is not Stance.DENIED), key=last_day)
    kept = _KINDS[obligation.kind](obligation, told, day)
    return None if kept is None else SURE if kept else 1 - SURE


def _figure(claims: Sequence[Claim], force: str | None, sites: tuple[str, ...], day: date) -> float | None:
    """The last stock figure of a force, at the sites or as a whole, by the day."""
    own = [
        claim for claim in claims
        if claim.kind in (Kind.STOCK, Kind.BASELINE) and claim.count and claim.force_id == force
        and set(claim.site_ids) == set(sites) and last_day(claim) <= day
    ]  # fmt: skip
    return own[-1].count.figure if own and own[-1].count else None


def _gone(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    """Last figure against the baseline; the first figure where none is declared."""
    now = _figure(claims, obligation.force, (), day)
    begin = obligation.baseline_day or obligation.start or day
    base = obligation.baseline if obligation.baseline is not None else _figure(claims, obligation.force, (), begin)
    if now is None or base is None:
        return None
    asked = obligation.quantity if obligation.quantity is not None else (obligation.share or 0) * base
    return base - now >= asked - obligation.tolerance


def _at_most(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    now = _figure(claims, obligation.force, obligation.sites, day)
    return None if now is None else now <= (obligation.quantity or 0) + obligation.tolerance


def _at_least(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    now = _figure(claims, obligation.force, obligation.sites, day)
    return None if now is None else now >= (obligation.quantity or 0) - obligation.tolerance


def _moves(obligation: Obligation, claims: Sequence[Claim], day: date, *kinds: Kind) -> list[Claim]:
    start = obligation.start or date.min
    return [
        claim for claim in claims
        if claim.kind in kinds and claim.force_id == obligation.force and start <= last_day(claim) <= day
    ]  # fmt: skip


def _begun(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    return bool(_moves(obligation, claims, day, Kind.DEPARTURE))


def _nobody_came(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    return not _moves(obligation, claims, day, Kind.ARRIVAL)


def _slow(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    out = _moves(obligation, claims, day, Kind.DEPARTURE)
    return (
        all(claim.count is None or claim.count.figure <= (obligation.quantity or 0) for claim in out) if out else None
    )


def _balanced(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    shares = []
    for force in (obligation.force, obligation.counterpart):
        base = _figure(claims, force, (), obligation.baseline_day or day)
        now = _figure(claims, force, (), day)
        if base is None or now is None or base == 0:
            return None
        shares.append((base - now) / base)
    return abs(shares[0] - shares[1]) <= (obligation.share or 0)


def _together(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    first = []
    for force in (obligation.force, obligation.counterpart):
        out = [claim for claim in claims if claim.kind is Kind.DEPARTURE and claim.force_id == force]
        out = [claim for claim in out if (obligation.start or date.min) <= last_day(claim) <= day]
        if not out:
            return None
        first.append(last_day(out[0]))
    return abs((first[0] - first[1]).days) <= (obligation.within_days or 0)


def _said(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    start = obligation.start or date.min
    found = [claim for claim in claims if claim.kind.value in obligation.needs and start <= claim.known_on <= day]
    if obligation.kind is ObligationKind.DECLARE:
        found = [claim for claim in found if claim.source_id in obligation.actors]
    return bool(found)


def _announced(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    seen = [claim for claim in _moves(obligation, claims, day, *_DONE) if claim.stance is not Stance.PLANNED]
    notices = [claim for claim in claims if claim.kind in PLEDGES and claim.force_id == obligation.force]
    return len(notices) >= len(seen) if seen else None


def _let_in(obligation: Obligation, claims: Sequence[Claim], day: date) -> bool | None:
    kinds = (Kind.MONITORING, Kind.ACCESS_DENIED)
    own = [claim for claim in claims if claim.kind in kinds and set(claim.site_ids) & set(obligation.sites)]
    own = [claim for claim in own if (obligation.start or date.min) <= last_day(claim) <= day]
    return own[-1].kind is Kind.MONITORING if own else None


_KINDS: Mapping[ObligationKind, Callable[[Obligation, Sequence[Claim], date], bool | None]] = {
    ObligationKind.WITHDRAWN_AT_LEAST: _gone,
    ObligationKind.REDUCE_BY_AT_LEAST: _gone,
    ObligationKind.HAND_OVER: _gone,
    ObligationKind.REMAINING_AT_MOST: _at_most,
    ObligationKind.VACATE_SITE: _at_most,
    ObligationKind.ASSEMBLE_AT: _at_least,
    ObligationKind.START_BY: _begun,
    ObligationKind.NO_REINFORCEMENT: _nobody_came,
    ObligationKind.FREEZE: _nobody_came,
    ObligationKind.NO_RETURN: _nobody_came,
    ObligationKind.BALANCED_WITHIN: _balanced,
    ObligationKind.SIMULTANEOUS_WITHIN: _together,
    ObligationKind.GRADUAL_WITHIN: _slow,
    ObligationKind.PRECONDITION: _said,
    ObligationKind.DECLARE: _said,
    ObligationKind.NOTIFY: _announced,
    ObligationKind.GRANT_ACCESS: _let_in,
}
