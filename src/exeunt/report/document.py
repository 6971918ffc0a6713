"""The assessment as JSON: ids, numbers and both languages' sentences; equal assessments give equal bytes.

Nothing of the machine or the moment is in it: no clock, no path, no order of a dictionary, and no tree head, since two
ledgers that hold the same entries have different salts. The head has a file of its own. Floats are rounded to
`DIGITS`, so that a last bit that differs between machines does not differ in the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from exeunt.base.dates import Span
from exeunt.base.messages import LANGUAGES
from exeunt.model.account import Account, Period
from exeunt.model.actor import Name
from exeunt.model.assessment import Assessment
from exeunt.model.balance import EstimatedMeasure
from exeunt.model.claim import Claim
from exeunt.model.count import Count
from exeunt.model.document import Document
from exeunt.model.estimate import Estimate, EstimatePoint
from exeunt.model.grounds import ClaimWeight, Grounds
from exeunt.model.source import Source
from exeunt.model.verdict import Reason, Verdict
from exeunt.report.contest import contest
from exeunt.report.evidence import Evidence
from exeunt.report.headline import headline
from exeunt.report.situation import shown_file
from exeunt.report.words import problem_sentence, reason_sentence

FORMAT = 1
DIGITS = 6

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def assessment_json(assessment: Assessment) -> str:
    """The whole assessment as text with sorted keys and a newline at its end. The publication policy is not applied."""
    value = assessment_value(assessment)
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def assessment_value(assessment: Assessment) -> dict[str, Json]:
    """The value that `assessment_json` writes."""
    case = assessment.case
    return {
        "format": FORMAT,
        "case": case.id,
        "title": _name(case.title),
        "host": _name(case.host),
        "as_of": str(assessment.as_of),
        "known_on": str(assessment.known_on),
        "seed": assessment.seed,
        "publication": {"delay_days": case.policy.delay_days, "finest_place": case.policy.finest_place},
        "headline": {language: _headline(assessment, language) for language in LANGUAGES},
        "forces": {force.id: _name(force.name) for force in case.forces},
        "sites": {site.id: _name(site.name) for site in case.sites},
        "obligations": {duty.id: _name(duty.title) for duty in case.agreement.obligations},
        "verdicts": [_verdict(verdict, assessment) for verdict in assessment.verdicts],
        "alarms": [
            {"kind": item.kind.value, "force": item.force, "day": str(item.day), **_reason(item.reason, assessment)}
            for item in assessment.alarms
        ],
        "conflicts": [_reason(item, assessment) for item in assessment.conflicts],
        "balance": _balance(assessment),
        "measures": [_estimated(item) for item in assessment.measures],
        "grounds": [_grounds(item) for item in assessment.grounds],
        "accounts": [_account(item) for item in assessment.accounts],
        "estimates": [_estimate(estimate) for estimate in assessment.estimates],
        "claims": _claims(Evidence(assessment)),
        "documents": [_document(item) for item in assessment.documents],
        "sources": [_source(source) for source in case.sources],
        "problems": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "file": shown_file(item.where.file, case.folder),
                "line": item.where.line,
                "column": item.where.column,
                "says": {language: problem_sentence(item, language) for language in LANGUAGES},
            }
            for item in assessment.problems
        ],
    }


def _headline(assessment: Assessment, language: str) -> list[str]:
    said = headline(assessment, language)
    counts = [f"{tally.word}: {tally.count}" for tally in said.tallies]
    return [said.lead, *counts, *said.limits, *said.strengths]


def _verdict(verdict: Verdict, assessment: Assessment) -> dict[str, Json]:
    return {
        "obligation": verdict.obligation,
        "as_of": str(verdict.as_of),
        "outcome": verdict.outcome.value,
        "kept": number(verdict.kept),
        "probability": number(verdict.probability),
        "qualifiers": [item.value for item in verdict.qualifiers],
        "reasons": [_reason(reason, assessment) for reason in verdict.reasons],
        "claims": list(verdict.claims),
        "shares": {claim: number(share) for claim, share in verdict.shares},
        "effects": [
            {"claim": item.claim, "kept": number(item.kept), "without": item.without.value} for item in verdict.effects
        ],
        "seen": None
        if verdict.seen is None
        else {"correct": number(verdict.seen.correct), "complete": number(verdict.seen.complete)},
        "looks": _looks(verdict, assessment),
        "standings": [
            {"who": item.who, "status": item.status.value, "claims": list(item.claims)} for item in verdict.standings
        ],
        "readings": [
            {
                "reading": item.reading,
                "outcome": item.outcome.value,
                "kept": number(item.kept),
                "qualifiers": [qualifier.value for qualifier in item.qualifiers],
            }
            for item in verdict.readings
        ],
    }


def _looks(verdict: Verdict, assessment: Assessment) -> list[Json]:
    """Each look, in numbers and in the words of each language."""
    said = {language: contest(verdict, assessment.case, language).looks for language in LANGUAGES}
    return [
        {
            "kind": item.kind,
            "sites": list(item.sites),
            "times": item.times,
            "cost": number(item.cost),
            "changes": number(item.changes),
            "results": [
                {"kept": one.kept, "probability": number(one.probability), "outcome": one.outcome.value}
                for one in item.results
            ],
            "says": {language: rows[place].text for language, rows in said.items()},
        }
        for place, item in enumerate(verdict.looks)
    ]


def _reason(reason: Reason, assessment: Assessment) -> dict[str, Json]:
    return {
        "code": reason.code,
        "slots": dict(reason.slots),
        "claims": list(reason.claims),
        "says": {language: reason_sentence(reason, assessment.case, language) for language in LANGUAGES},
    }


def _balance(assessment: Assessment) -> Json:
    found = assessment.balance
    if found is None:
        return None
    return {
        "start": str(found.start),
        "as_of": str(found.as_of),
        "tolerance": number(found.tolerance),
        "ahead": found.ahead,
        "probability": number(found.probability),
        "reasons": [_reason(item, assessment) for item in found.reasons],
        "sides": [
            {
                "side": tally.side,
                "forces": list(tally.forces),
                **{
                    name: [number(bound) for bound in numbers]
                    for name, numbers in (
                        ("before", tally.before),
                        ("now", tally.now),
                        ("gone", tally.gone),
                        ("share", tally.share),
                    )
                },
            }
            for tally in found.tallies
        ],
    }


def _estimated(measure: EstimatedMeasure) -> dict[str, Json]:
    return {
        "measure": measure.code,
        "id": measure.id,
        "unit": measure.unit.removeprefix("plan.unit_"),
        "number": [number(end) for end in measure.number] if measure.number else None,
    }


def _account(account: Account) -> dict[str, Json]:
    return {
        "force": account.force,
        "site": account.site,
        "baseline": account.baseline.value,
        "baseline_claims": list(account.baseline_claims),
        "since": _day(account.since),
        "leaning": account.leaning.value if account.leaning else None,
        "whole": _period(account.whole),
        "periods": [_period(period) for period in account.periods],
    }


def _period(period: Period) -> dict[str, Json]:
    names = ("opening", "came", "went", "closing", "unaccounted")
    numbers = {name: [number(each) for each in getattr(period, name)] for name in names}
    return {"first": str(period.first), "last": str(period.last), **numbers, "claims": list(period.claims)}


def _grounds(grounds: Grounds) -> dict[str, Json]:
    return {
        "force": grounds.force,
        "site": grounds.site,
        "day": str(grounds.day),
        "prior": [number(each) for each in grounds.prior],
        "now": [number(each) for each in grounds.now],
        "independent_sources": number(grounds.sources),
        "common_bias": number(grounds.common),
        "rhat": number(grounds.rhat),
        "effective_draws": number(grounds.size),
        "detectable_rise": number(grounds.detectable),
        "sensitivity": [
            {"common_bias": number(common), "number": [number(end) for end in ends]}
            for common, ends in grounds.sensitivity
        ],
        "claims": [_weight(weight) for weight in grounds.weights],
    }


def _weight(weight: ClaimWeight) -> dict[str, Json]:
    return {
        "claim": weight.claim_id,
        "share": number(weight.share),
        "without": [number(each) for each in weight.without],
        "foreseen": [number(each) for each in weight.foreseen] if weight.foreseen else None,
        "place": number(weight.place),
        "junk": number(weight.junk),
        "copied": number(weight.copied),
        "rotated": number(weight.rotated),
        "steady": weight.steady,
    }


def _estimate(estimate: Estimate) -> dict[str, Json]:
    return {
        "force": estimate.force,
        "site": estimate.site,
        "points": [_point(point) for point in estimate.points],
        "prior": _point(estimate.prior),
        "uses": [{"claim": use.claim_id, "role": use.role, "reason": use.reason} for use in estimate.uses],
        "last_observed": _day(estimate.last_observed),
        "origins": estimate.origins,
    }


def _point(point: EstimatePoint) -> dict[str, Json]:
    return {
        "day": str(point.day),
        "median": number(point.median),
        "intervals": [
            {"level": number(item.level), "low": number(item.low), "high": number(item.high)}
            for item in point.intervals
        ],
        "none_left": number(point.none_left),
    }


def _claims(evidence: Evidence) -> list[Json]:
    return [_claim(claim, evidence) for claim in evidence.assessment.claims]


def _claim(claim: Claim, evidence: Evidence) -> dict[str, Json]:
    echo = evidence.echo_of.get(claim.id)
    passage = claim.passage
    return {
        "id": claim.id,
        "label": claim.label,
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "force": claim.force_id,
        "force_text": claim.force_text,
        "sites": list(claim.site_ids),
        "place_text": claim.place_text,
        "count": _count(claim.count),
        "count_text": claim.count_text,
        "as_of": _span(claim.as_of),
        "known_on": str(claim.known_on),
        "source": claim.source_id,
        "source_text": claim.source_text,
        "relayed_by": claim.relayed_by,
        "origin": claim.origin,
        "echo_of": echo.id if echo else None,
        "lineage": claim.lineage,
        "credibility": claim.credibility,
        "confidence": number(claim.confidence),
        "url": claim.url,
        "note": claim.note,
        "passage": {
            "document": passage.document_id,
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
        }
        if passage
        else None,
    }


def _count(count: Count | None) -> Json:
    if count is None:
        return None
    return {
        "bound": count.bound.value,
        "low": number(count.low),
        "best": number(count.best),
        "high": number(count.high),
        "unit": count.unit,
        "words": count.words,
    }


def _document(document: Document) -> dict[str, Json]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": str(document.published),
        "date_basis": document.date_basis,
        "language": document.language,
        "url": document.url,
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "name": _name(source.name),
        "class": source.source_class.value,
        "reliability": source.reliability,
        "reason": source.reason,
        "side": source.side,
    }


def _name(name: Name) -> dict[str, Json]:
    return {"en": name.en, "ar": name.ar}


def _span(span: Span) -> dict[str, Json]:
    return {"first": _day(span.first), "last": _day(span.last), "precision": span.precision.value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def number(value: float | None) -> float | int | None:
    """A float at fixed digits; a whole number without a fraction, and never a minus before zero."""
    if value is None:
        return None
    near = round(float(value), DIGITS)
    return int(near) if near.is_integer() else near
