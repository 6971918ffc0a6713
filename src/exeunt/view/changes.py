"""What changed since an earlier assessment: verdicts that moved, medians that left their old interval, claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.model.estimate import Estimate
from exeunt.model.verdict import Verdict
from exeunt.report.evidence import point_at, series_id
from exeunt.report.number import about, interval_of, percent
from exeunt.report.words import name_of, names, word
from exeunt.view.trail import grounds_of

# A probability that moves less than this moves nothing that a reader would do.
SMALLEST_MOVE = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` is verdict, estimate, moved_by, new_claim or removed_claim; `subject` can be asked about."""

    kind: str
    subject: str
    text: str


def changes(previous: Mapping[str, object] | None, assessment: Assessment, language: str = "en") -> tuple[Change, ...]:
    """Changes since `previous`, a loaded `assessment.json`. None, or another case's file, has nothing to compare."""
    if previous is None or previous.get("case") != assessment.case.id:
        return ()
    return (
        *_verdicts(previous, assessment, language),
        *_estimates(previous, assessment, language),
        *_claims(previous, assessment, language),
    )


def _verdicts(previous: Mapping[str, object], assessment: Assessment, language: str) -> Iterator[Change]:
    old = {str(row.get("obligation")): row for row in _rows(previous, "verdicts")}
    known = names(assessment.case, language)
    for verdict in assessment.verdicts:
        before = old.get(verdict.obligation)
        facts = {"name": name_of(verdict.obligation, known), "after": _outcome(verdict, language)}
        if before is None:
            yield Change("verdict", verdict.obligation, say("view.verdict_new", facts, language))
            continue
        kept = _number(before.get("kept"))
        if before.get("outcome") == verdict.outcome.value and not _moved(kept, verdict.kept):
            continue
        outcome = word("outcome", str(before.get("outcome")), language)
        facts["before"] = f"{outcome} ({percent(kept, language)})" if kept is not None else outcome
        yield Change("verdict", verdict.obligation, say("view.verdict_moved", facts, language))


def _outcome(verdict: Verdict, language: str) -> str:
    outcome = word("outcome", verdict.outcome, language)
    return f"{outcome} ({percent(verdict.kept, language)})" if verdict.kept is not None else outcome


def _moved(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) >= SMALLEST_MOVE


def _estimates(previous: Mapping[str, object], assessment: Assessment, language: str) -> Iterator[Change]:
    old = {(row.get("force"), row.get("site")): row for row in _rows(previous, "estimates")}
    as_of = str(previous.get("as_of"))
    heard = {str(row.get("id")) for row in _rows(previous, "claims")}
    for estimate in assessment.estimates:
        row = old.get((estimate.force, estimate.site))
        past = [item for item in _rows(row or {}, "points") if str(item.get("day")) <= as_of]
        if past:
            yield from _estimate(estimate, past[-1], heard, assessment, language)


def _estimate(
    estimate: Estimate, before: Mapping[str, object], heard: Collection[str], assessment: Assessment, language: str
) -> Iterator[Change]:
    """A change where the median left the old 50 % interval: less is what the old estimate expected."""
    point = point_at(estimate, assessment)
    half, ninety = _interval(before, 0.5), _interval(before, 0.9)
    median = _number(before.get("median"))
    if point is None or half is None or ninety is None or median is None or half[0] <= point.median <= half[1]:
        return
    now = interval_of(point, 0.9)
    known = names(assessment.case, language)
    place = say("report.site", {"site": name_of(estimate.site, known)}, language) if estimate.site else ""
    facts = {
        "name": f"{name_of(estimate.force, known)} {place}".strip(),
        "before": about(median, *ninety, language),
        "after": about(point.median, now.low, now.high, language),
    }
    yield Change("estimate", series_id(estimate), say("view.estimate_moved", facts, language))
    yield from _moved_by(estimate, facts["name"], heard, assessment, language)


def _moved_by(
    estimate: Estimate, name: str, heard: Collection[str], assessment: Assessment, language: str
) -> Iterator[Change]:
    """The new claim that moved an estimate most, where that was asked."""
    grounds = grounds_of(assessment, estimate)
    by_id = {claim.id: claim.name for claim in assessment.claims}
    new = [weight for weight in grounds.weights if weight.claim_id not in heard] if grounds else []
    for weight in new[:1]:
        facts = {"name": name, "claim": by_id.get(weight.claim_id, ""), "share": percent(weight.share, language)}
        yield Change("moved_by", weight.claim_id, say("grounds.moved_by", facts, language))


def _claims(previous: Mapping[str, object], assessment: Assessment, language: str) -> Iterator[Change]:
    old = {str(row.get("id")): str(row.get("label") or row.get("id")) for row in _rows(previous, "claims")}
    new = {claim.id: claim.name for claim in assessment.claims}
    for ident in [ident for ident in new if ident not in old]:
        yield Change("new_claim", ident, say("view.claim_new", {"name": new[ident]}, language))
    for ident in [ident for ident in old if ident not in new]:
        yield Change("removed_claim", ident, say("view.claim_removed", {"name": old[ident]}, language))


def _rows(value: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    rows = value.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _interval(point: Mapping[str, object], level: float) -> tuple[float, float] | None:
    for row in _rows(point, "intervals"):
        low, high = _number(row.get("low")), _number(row.get("high"))
        if row.get("level") == level and low is not None and high is not None:
            return low, high
    return None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
