"""Which of the claims that touch a series weigh, once each, and why the others do not.

Pledges, plans, demands and agreements say nothing of what is (C14, C30). Moving camp is not leaving (C19). Proxies stay
proxies (C13). Claims of one origin count once for each kind: the best graded, then the earliest known, weighs; the
others are echoes (C9).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exeunt.base.dates import Precision
from exeunt.estimate.likelihood import Relation, Trust, trust
from exeunt.estimate.series import CUMULATIVE, MOVEMENTS, Series, relation
from exeunt.estimate.settings import Settings
from exeunt.ledger.mutation import mutations
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.model.estimate import ClaimUse
from exeunt.model.source import SourceClass

FLOWS = frozenset({Kind.ARRIVAL, Kind.DEPARTURE})
LEVELS = frozenset({Kind.STOCK, Kind.BASELINE, Kind.DENIAL})

PROMISES = frozenset({Stance.PLANNED, Stance.CONDITIONAL, Stance.DEMANDED})
CONTEXT = {
    Kind.RELOCATION: "estimate.relocation",
    Kind.INDICATOR: "estimate.indicator",
    Kind.CANNOT_ESTIMATE: "estimate.cannot_estimate",
}
_LEVEL_REASONS = {Relation.SAME: "estimate.direct", Relation.PART: "estimate.part", Relation.WHOLE: "estimate.whole"}
CHANGE_REASONS = {
    Kind.ARRIVAL: "estimate.arrival",
    Kind.DEPARTURE: "estimate.departure",
    Kind.CUMULATIVE_ARRIVALS: "estimate.cumulative_arrivals",
    Kind.CUMULATIVE_DEPARTURES: "estimate.cumulative_departures",
    Kind.NO_CHANGE: "estimate.no_change",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim that weighs in a series: what it is of, how far it is trusted, its day, the chance that it is a copy."""

    claim: Claim
    relation: Relation
    trust: Trust
    day: date
    monitored: bool
    copied: float = 0.0

    @property
    def reason(self) -> str:
        """The code of what it does."""
        if self.claim.kind not in LEVELS:
            return CHANGE_REASONS[self.claim.kind]
        if self.claim.count is None:
            return "estimate.presence"
        none = self.claim.count.is_zero and self.relation is Relation.SAME
        return "estimate.none_seen" if none else _LEVEL_REASONS[self.relation]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What weighs in a series, in an order that follows from content alone, and the use of the other claims."""

    evidence: tuple[Evidence, ...]
    idle: tuple[ClaimUse, ...]


def sift(case: Case, series: Series, claims: Sequence[Claim], last: date, values: Settings) -> Sifted:
    """Sort the claims that touch a series into those that weigh and those that do not."""
    candidates: list[Evidence] = []
    idle: list[ClaimUse] = []
    heard = _Heard(_first_out(series, claims), mutations(claims), {claim.id: claim for claim in claims})
    for claim in claims:
        related = relation(case, series, claim) if claim.force_id is not None else None
        if related is None:
            continue
        why = _idle(case, series, claim, related, last) or _said_already(claim, heard)
        if why:
            idle.append(ClaimUse(claim.id, why[0], why[1]))
        else:
            candidates.append(_evidence(case, claim, related, values))
    chosen: list[Evidence] = []
    seen: set[tuple[str, Kind]] = set()
    for candidate in sorted(candidates, key=_best_first):
        origin = (candidate.claim.origin, candidate.claim.kind)
        if candidate.claim.origin and origin in seen:
            idle.append(ClaimUse(candidate.claim.id, "echo", "estimate.echo"))
        elif _says_again(candidate, chosen, values):
            idle.append(ClaimUse(candidate.claim.id, "context", "estimate.bound_again"))
        else:
            seen.add(origin)
            chosen.append(candidate)
    together = [_beside(item, chosen, values) for item in chosen]
    return Sifted(tuple(sorted(together, key=_by_content)), tuple(idle))


@dataclass(frozen=True, slots=True)
class _Heard:
    """What else is said: the first departure told of, the claims that are mutations of others, and all claims by id."""

    first_out: date
    mutated: Collection[str]
    by_id: Mapping[str, Claim]


def _said_already(claim: Claim, heard: _Heard) -> tuple[str, str] | None:
    """Role and reason of a claim that adds nothing to the others."""
    if claim.id in heard.mutated:
        return "echo", "estimate.mutation"
    if follows(claim, heard.by_id):
        return "echo", "estimate.echo"
    if claim.kind is Kind.BASELINE and claim_day(claim) > heard.first_out:
        return "context", "estimate.baseline_of_all"
    return None


def follows(claim: Claim, by_id: Mapping[str, Claim]) -> bool:
    """Whether it tells nothing that the claims it derives from do not: the same again, or their difference as a flow.

    A balance that a source strikes and prints as a stock stays that source's word on the stock.
    """
    parents = [by_id[parent] for parent in claim.echo_of if parent in by_id]
    own = [parent for parent in parents if parent.force_id == claim.force_id]
    return any(parent.kind is claim.kind for parent in own) or (bool(own) and claim.kind in FLOWS)


def _beside(item: Evidence, chosen: Sequence[Evidence], values: Settings) -> Evidence:
    """A count of the force itself, seen beside the others: claims of one source share its lean, and one may be a copy.

    The lean's variance is multiplied by how many claims share it, so that their mean keeps it.
    """
    if not _counts(item):
        return item
    others = [other for other in chosen if other is not item and _counts(other)]
    speaker = item.claim.source_id or item.claim.source_text
    sharing = sum(
        math.exp(-abs((other.day - item.day).days) / values.lean["days"])
        for other in others
        if (other.claim.source_id or other.claim.source_text) == speaker
    )
    spread = math.sqrt(item.trust.spread**2 + sharing * item.trust.lean**2)
    copied = values.copy["chance"] if any(_copies(item, other, values) for other in others) else 0.0
    return replace(item, trust=replace(item.trust, spread=spread), copied=copied)


def _counts(item: Evidence) -> bool:
    """Whether it is a count of the force itself."""
    return item.relation is Relation.SAME and item.claim.kind in LEVELS and item.claim.count is not None


def _copies(item: Evidence, other: Evidence, values: Settings) -> bool:
    """Whether a claim may repeat another source's figure of the month before."""
    ours, theirs = item.claim, other.claim
    same = ours.count is not None and theirs.count is not None and ours.count.best == theirs.count.best
    if not same or not ours.count or not ours.count.best or ours.source_id == theirs.source_id:
        return False
    later = (ours.known_on, *_by_content(item)) > (theirs.known_on, *_by_content(other))
    return later and (ours.known_on - theirs.known_on).days <= values.copy["days"]


def _first_out(series: Series, claims: Sequence[Claim]) -> date:
    """The first day on which some had left by somebody's count: what is registered later counts those too."""
    out = [
        claim_day(claim)
        for claim in claims
        if claim.force_id == series.force and claim.kind in (Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES)
        and claim.count and claim.count.figure > 0
    ]  # fmt: skip
    return min(out, default=date.max)


def _says_again(item: Evidence, chosen: Sequence[Evidence], values: Settings) -> bool:
    """Whether a better count of the same part, or whole, near in time is there already: their bounds are one bound."""
    near = values.timing["one_bound_days"]
    return item.relation is not Relation.SAME and any(
        other.relation is item.relation
        and other.claim.force_id == item.claim.force_id
        and abs((other.day - item.day).days) < near
        for other in chosen
    )


def _idle(case: Case, series: Series, claim: Claim, related: Relation, last: date) -> tuple[str, str] | None:
    """Role and reason of a claim that does not weigh; None for one that may."""
    if claim.kind in PLEDGES or claim.stance in PROMISES:
        return "pledge", "estimate.pledge"
    if claim.kind not in LEVELS | MOVEMENTS | {Kind.NO_CHANGE}:
        return "context", CONTEXT.get(claim.kind, "estimate.no_stock")
    if claim_day(claim) > last:
        return "unused", "estimate.after_last_day"
    if claim.count and claim.count.unit != case.force_by_id[series.force].unit:
        return "unused", "estimate.other_unit"
    if claim.kind is Kind.NO_CHANGE:
        return _unless(related is Relation.SAME and claim.stance is not Stance.DENIED, "estimate.elsewhere")
    return _idle_count(claim, related)


def _idle_count(claim: Claim, related: Relation) -> tuple[str, str] | None:
    denies = claim.kind is Kind.DENIAL or claim.stance is Stance.DENIED
    if denies and (claim.kind not in LEVELS or not (claim.count and claim.count.is_zero)):
        return "context", "estimate.denial"
    if claim.count is None:
        return _unless(claim.kind is Kind.STOCK and related is not Relation.WHOLE, "estimate.no_number")
    if claim.kind in MOVEMENTS:
        return _unless(related is Relation.SAME, "estimate.elsewhere")
    if claim.count.is_zero:
        return _unless(related is not Relation.PART, "estimate.none_at_part")
    bounds_from_above = claim.count.high is not None or claim.count.best is not None
    bounds_from_below = claim.count.low is not None or claim.count.best is not None
    if related is Relation.WHOLE:
        return _unless(bounds_from_above, "estimate.no_upper_bound")
    return _unless(related is Relation.SAME or bounds_from_below, "estimate.no_lower_bound")


def _unless(speaks: bool, reason: str) -> tuple[str, str] | None:
    return None if speaks else ("context", reason)


def claim_day(claim: Claim) -> date:
    """The day a claim is put on: the middle of what it speaks of; a running total's last day; the day it was known."""
    if claim.kind in CUMULATIVE and claim.as_of.last:
        return claim.as_of.last
    return claim.as_of.middle or claim.known_on


def _evidence(case: Case, claim: Claim, related: Relation, values: Settings) -> Evidence:
    source = case.source_by_id.get(claim.source_id or "")
    graded = trust(claim, source.reliability if source else "F", values)
    spread = (graded.spread**2 + day_spread(claim, values) ** 2) ** 0.5 if claim.kind in LEVELS else graded.spread
    monitored = source is not None and source.source_class is SourceClass.MONITOR
    return Evidence(claim, related, replace(graded, spread=spread), claim_day(claim), monitored)


def day_spread(claim: Claim, values: Settings) -> float:
    """Extra spread from not knowing the day: with the square root of the span, more where it is approximate."""
    span = claim.as_of
    if not span.is_known:
        return values.timing["undated"]
    days = (span.last - span.first).days if span.first and span.last else 0
    vague = values.timing["approximate"] if span.precision is Precision.APPROX else 0.0
    return float(values.timing["year"] * (days / 365) ** 0.5 + vague)


_RANK = {Relation.SAME: 0, Relation.PART: 1, Relation.WHOLE: 2}


def _best_first(item: Evidence) -> tuple[object, ...]:
    claim = item.claim
    return (_RANK[item.relation], item.trust.junk, item.trust.spread, claim.known_on, *_by_content(item))


def _by_content(item: Evidence) -> tuple[object, ...]:
    """An order that does not follow how claims are numbered or listed; the id only parts claims that say the same."""
    claim, count = item.claim, item.claim.count
    given = (count.low, count.best, count.high) if count else ()
    numbers = tuple(-1.0 if number is None else number for number in given)
    said = (claim.source_text, claim.count_text, claim.place_text, claim.url, claim.note)
    graded = (item.relation.value, item.trust.junk, item.trust.spread)
    return (item.day, claim.kind.value, numbers, *graded, *said, claim.id)
