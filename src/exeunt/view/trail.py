"""Why: from a verdict, an estimate or a claim down to passages, sources and addresses, as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from exeunt.base.messages import say
from exeunt.base.problem import NOWHERE, Problem, problem
from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.model.estimate import Estimate
from exeunt.model.grounds import Grounds
from exeunt.model.verdict import Verdict
from exeunt.report.contest import Contest, WeightRow, contest
from exeunt.report.days import day_in_words, span_in_words
from exeunt.report.evidence import ROLES, Evidence, point_at, series_id
from exeunt.report.grounds import grounds_facts, weight_facts
from exeunt.report.inert import inert, isolated
from exeunt.report.number import about_point, count_in_words, percent
from exeunt.report.words import label, name_of, names, reason_sentence, word


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trail: `kind` is verdict, estimate, reason, role, claim or detail; an `id` can be asked about."""

    kind: str
    text: str
    id: str = ""
    steps: tuple[Step, ...] = ()


def why(assessment: Assessment, ident: str, language: str = "en") -> Step | Problem:
    """The trail of an obligation's id, a force's, `force@site`, or a claim's id or label.

    An id that is none of these is a problem that names the nearest ones.
    """
    evidence = Evidence(assessment)
    for verdict in assessment.verdicts:
        if verdict.obligation == ident:
            return _verdict(verdict, evidence, language)
    for estimate in assessment.estimates:
        if series_id(estimate) == ident:
            return _estimate(estimate, evidence, language)
    for claim in assessment.claims:
        if ident in (claim.id, claim.label) and ident:
            return _claim(claim, evidence, language)
    near = get_close_matches(ident, _known_ids(assessment), n=3, cutoff=0.5)
    if not near:
        return problem("view.unknown_id", NOWHERE, id=inert(ident))
    return problem("view.unknown_id_near", NOWHERE, id=inert(ident), near=", ".join(near))


def _known_ids(assessment: Assessment) -> list[str]:
    ids = [verdict.obligation for verdict in assessment.verdicts]
    ids += [series_id(estimate) for estimate in assessment.estimates]
    return ids + [claim.name for claim in assessment.claims]


def _verdict(verdict: Verdict, evidence: Evidence, language: str) -> Step:
    case = evidence.assessment.case
    parts = [name_of(verdict.obligation, names(case, language)), word("outcome", verdict.outcome, language)]
    if verdict.probability is not None:
        parts.append(percent(verdict.probability, language))
    parts += [word("qualifier", item, language) for item in verdict.qualifiers]
    reasons = tuple(
        Step(
            "reason",
            reason_sentence(reason, case, language),
            steps=_claim_steps(evidence.claims(reason.claims), evidence, language),
        )
        for reason in verdict.reasons
    )
    said = {ident for reason in verdict.reasons for ident in reason.claims}
    rest = evidence.claims(ident for ident in verdict.claims if ident not in said)
    if rest:
        others = Step("role", label("claims_for", language), steps=_claim_steps(rest, evidence, language))
        reasons = (*reasons, others)
    beside = _beside(contest(verdict, case, language), evidence, language)
    return Step("verdict", " · ".join(parts), verdict.obligation, (*reasons, *beside))


def _beside(found: Contest, evidence: Evidence, language: str) -> tuple[Step, ...]:
    """What stands beside a verdict, each part under its heading."""

    def called(claim: str) -> str:
        return next((item.name for item in evidence.claims([claim])), claim)

    parts: dict[str, list[str]] = {
        "h_seen": list(found.seen),
        "h_readings": [_line(f"{item.word}: {item.says}", item.kept, *item.qualifiers) for item in found.readings],
        "h_standings": [f"{item.who}: {item.word}" for item in found.standings],
        "h_weights": [
            _line(
                called(item.claim),
                *(f"{label(key, language)}: {text}" for key, text in _columns(item) if text),
            )
            for item in found.weights
        ],
        "h_looks": [_line(f"{item.text}: {item.changes}", *item.results) for item in found.looks],
    }
    return tuple(
        Step("role", label(key, language), steps=tuple(Step("detail", line) for line in lines))
        for key, lines in parts.items()
        if lines
    )


def _columns(item: WeightRow) -> tuple[tuple[str, str], ...]:
    return (("column_share", item.share), ("column_effect", item.effect), ("column_without", item.without))


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _estimate(estimate: Estimate, evidence: Evidence, language: str) -> Step:
    known = names(evidence.assessment.case, language)
    place = say("report.site", {"site": name_of(estimate.site, known)}, language) if estimate.site else ""
    parts = [f"{name_of(estimate.force, known)} {place}".strip()]
    point = point_at(estimate, evidence.assessment)
    if point:
        parts += [about_point(point, language), day_in_words(point.day, language)]
    facts = [f"{label('prior', language)}: {about_point(estimate.prior, language)}"]
    if estimate.last_observed:
        facts.append(f"{label('last_observed', language)}: {day_in_words(estimate.last_observed, language)}")
    facts.append(f"{label('origins', language)}: {estimate.origins}")
    grounds = grounds_of(evidence.assessment, estimate)
    facts += grounds_facts(grounds, language) if grounds else []
    steps = [Step("detail", fact) for fact in facts]
    for role in ROLES:
        claims = evidence.used_as(estimate, role)
        if claims:
            told = _weighed(_claim_steps(claims, evidence, language), grounds, language)
            steps.append(Step("role", word("role", role, language), steps=told))
    return Step("estimate", " · ".join(parts), series_id(estimate), tuple(steps))


def grounds_of(assessment: Assessment, estimate: Estimate) -> Grounds | None:
    """Why the number of an estimate is what it is; None where that was not asked."""
    found = (item for item in assessment.grounds if (item.force, item.site) == (estimate.force, estimate.site))
    return next(found, None)


def _weighed(steps: tuple[Step, ...], grounds: Grounds | None, language: str) -> tuple[Step, ...]:
    """The steps of claims with what each did to the number, those that moved it most first."""
    weights = {weight.claim_id: weight for weight in grounds.weights} if grounds else {}
    order = sorted(steps, key=lambda step: -weights[step.id].share if step.id in weights else 0.0)
    return tuple(
        replace(step, steps=(*(Step("detail", fact) for fact in weight_facts(weights[step.id], language)), *step.steps))
        if step.id in weights
        else step
        for step in order
    )


def _claim_steps(claims: Iterable[Claim], evidence: Evidence, language: str) -> tuple[Step, ...]:
    return tuple(_claim(claim, evidence, language) for claim in claims)


def _claim(claim: Claim, evidence: Evidence, language: str) -> Step:
    known = names(evidence.assessment.case, language)
    number = count_in_words(claim.count, language) if claim.count else inert(claim.count_text)
    force = name_of(claim.force_id, known) or inert(claim.force_text)
    shown = (
        word("kind", claim.kind, language),
        number,
        isolated(force, language),
        span_in_words(claim.as_of, language),
    )
    text = " · ".join(part for part in (claim.name, *shown) if part)
    return Step("claim", text, claim.id, tuple(Step("detail", line) for line in _details(claim, evidence, language)))


def _details(claim: Claim, evidence: Evidence, language: str) -> list[str]:
    lines: list[str] = []
    if claim.passage:
        quote = " ".join(claim.passage.quote.split())
        lines.append(say("report.quoted", {"text": isolated(quote, language)}, language))
    lines.append(_source_line(claim, evidence, language))
    echo = evidence.echo_of.get(claim.id)
    if echo:
        lines.append(f"{label('echo_of', language)} {echo.name}")
    use = evidence.use_of.get(claim.id)
    if use:
        reason = f": {say(use.reason, (), language)}" if use.reason else ""
        lines.append(f"{word('role', use.role, language)}{reason}")
    document = evidence.document_by_id.get(claim.passage.document_id) if claim.passage else None
    address = claim.url or (document.url if document else "")
    if address:
        lines.append(isolated(address, language))
    return lines


def _source_line(claim: Claim, evidence: Evidence, language: str) -> str:
    case = evidence.assessment.case
    source = case.source_by_id.get(claim.source_id or "")
    said = f"{label('comma', language)}{day_in_words(claim.known_on, language)}"
    if source is None:
        return isolated(claim.source_text or label("source_unnamed", language), language) + said
    grade = say("view.grade", {"grade": source.reliability, "reason": isolated(source.reason, language)}, language)
    return f"{isolated(source.name.in_language(language), language)}{said} ({grade})"
