"""The rows of a report as plain values in one language: obligations, forces, claims, sources, problems.

The template only places them. Everything in a row is text that is ready to show, an anchor in the page or a checked
address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from exeunt.base.messages import say
from exeunt.base.problem import Problem
from exeunt.model.agreement import Obligation
from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.model.source import Source
from exeunt.model.verdict import Reason, Verdict
from exeunt.report.contest import Contest, contest
from exeunt.report.days import day_in_words, span_in_words
from exeunt.report.evidence import Evidence
from exeunt.report.inert import anchor, direction_of, inert, safe_address
from exeunt.report.number import count_in_words, percent
from exeunt.report.words import SYMBOLS, label, name_of, names, note_in_words, problem_sentence, reason_sentence, word


@dataclass(frozen=True, slots=True)
class Link:
    """A text with the anchor it leads to in the page; no anchor where there is nothing to lead to."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One step of an argument and the claims under it."""

    text: str
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One obligation with its verdict; `claims` are those that no reason names.

    `contest` is what stands beside the verdict, and `links` lead to the claims it speaks of, by id.
    """

    anchor: str
    id: str
    title: str
    outcome: str
    word: str
    symbol: str
    probability: str
    kept: str
    qualifiers: tuple[str, ...]
    clause: str
    text: str
    address: str | None
    says: str
    actors: str
    force: Link
    sites: str
    deadline: str
    grace: str
    reasons: tuple[ReasonRow, ...]
    claims: tuple[Link, ...]
    contest: Contest
    links: dict[str, Link]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim: who said that which force had what count, where, as of when, and where to read it."""

    anchor: str
    name: str
    kind: str
    stance: str
    source: Link
    relayed_by: str
    said: str
    as_of: str
    force: Link
    place: str
    number: str
    words: str
    echo_of: Link
    use: str
    use_reason: str
    address: str | None
    address_text: str
    quote: str
    quote_direction: str
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source with its grade and the reason for it."""

    anchor: str
    name: str
    source_class: str
    side: str
    reliability: str
    reason: str
    claims: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem in words, with the place in a file."""

    severity: str
    text: str
    where: str


def obligation_rows(evidence: Evidence, language: str) -> tuple[ObligationRow, ...]:
    """One row a verdict, in the order of the agreement; an obligation without a verdict has no row."""
    assessment = evidence.assessment
    verdicts = {verdict.obligation: verdict for verdict in assessment.verdicts}
    duties = assessment.case.agreement.obligations
    return tuple(_obligation(duty, verdicts[duty.id], evidence, language) for duty in duties if duty.id in verdicts)


def claim_links(claims: Iterable[Claim]) -> tuple[Link, ...]:
    """Links to the rows of claims."""
    return tuple(Link(inert(claim.name), anchor("claim", claim.id)) for claim in claims)


def _obligation(duty: Obligation, verdict: Verdict, evidence: Evidence, language: str) -> ObligationRow:
    case = evidence.assessment.case
    known = names(case, language)
    clause = next((item for item in case.agreement.clauses if item.id == duty.clause), None)
    text = next((item for item in case.agreement.texts if clause and item.id == clause.text_id), None)
    comma = label("comma", language)
    named = {claim for reason in verdict.reasons for claim in reason.claims}
    beside = contest(verdict, case, language)
    cited = [claim for row in beside.standings for claim in row.claims]
    return ObligationRow(
        anchor=anchor("obligation", duty.id),
        id=duty.id,
        title=inert(duty.title.in_language(language)),
        outcome=verdict.outcome.value,
        word=word("outcome", verdict.outcome, language),
        symbol=SYMBOLS[verdict.outcome],
        probability=percent(verdict.probability, language) if verdict.probability is not None else "",
        kept=percent(verdict.kept, language) if verdict.kept is not None else "",
        qualifiers=tuple(word("qualifier", item, language) for item in verdict.qualifiers),
        clause=inert(clause.cited(language)) if clause else "",
        text=inert(text.name.in_language(language)) if text else "",
        address=safe_address(text.url) if text else None,
        says=inert(clause.says.in_language(language)) if clause else "",
        actors=comma.join(name_of(actor, known) for actor in duty.actors),
        force=_force_link(duty.force, evidence.assessment, known),
        sites=comma.join(name_of(site, known) for site in duty.sites),
        deadline=day_in_words(duty.deadline, language) if duty.deadline else "",
        grace=say("report.grace", {"count": duty.grace_days}, language) if duty.grace_days else "",
        reasons=tuple(_reason(reason, evidence, language) for reason in verdict.reasons),
        claims=claim_links(evidence.claims(claim for claim in verdict.claims if claim not in named)),
        contest=beside,
        links={
            claim: claim_links(evidence.claims([claim]))[0]
            for claim in dict.fromkeys((*cited, *(row.claim for row in beside.weights)))
            if evidence.claims([claim])
        },
    )


def _reason(reason: Reason, evidence: Evidence, language: str) -> ReasonRow:
    text = reason_sentence(reason, evidence.assessment.case, language)
    return ReasonRow(text, claim_links(evidence.claims(reason.claims)))


def claim_rows(evidence: Evidence, language: str) -> tuple[ClaimRow, ...]:
    """One row a claim, by the day it could first be read."""
    known = names(evidence.assessment.case, language)
    ordered = sorted(evidence.assessment.claims, key=lambda claim: (claim.known_on, claim.name))
    return tuple(_claim(claim, evidence, known, language) for claim in ordered)


def _claim(claim: Claim, evidence: Evidence, known: dict[str, str], language: str) -> ClaimRow:
    assessment = evidence.assessment
    echo = evidence.echo_of.get(claim.id)
    use = evidence.use_of.get(claim.id)
    document = evidence.document_by_id.get(claim.passage.document_id) if claim.passage else None
    address = claim.url or (document.url if document else "")
    comma = label("comma", language)
    return ClaimRow(
        anchor=anchor("claim", claim.id),
        name=inert(claim.name),
        kind=word("kind", claim.kind, language),
        stance=word("stance", claim.stance, language),
        source=_source_link(claim, assessment, known, language),
        relayed_by=inert(claim.relayed_by),
        said=day_in_words(claim.known_on, language),
        as_of=span_in_words(claim.as_of, language),
        force=_force_link(claim.force_id, assessment, known, claim.force_text),
        place=comma.join(name_of(site, known) for site in claim.site_ids) or inert(claim.place_text),
        number=inert(count_in_words(claim.count, language)) if claim.count else "",
        words=inert(claim.count_text or (claim.count.words if claim.count else "")),
        echo_of=claim_links([echo])[0] if echo else Link(""),
        use=word("role", use.role, language) if use else "",
        use_reason=say(use.reason, (), language) if use and use.reason else "",
        address=safe_address(address),
        address_text=_address_text(address),
        quote=inert(claim.passage.quote) if claim.passage else "",
        quote_direction=direction_of(claim.passage.quote if claim.passage else ""),
        document=inert(document.title) if document else "",
        note=note_in_words(claim.note, language),
    )


def _address_text(address: str) -> str:
    # a link shows where it leads, not a long query; what is no link is shown whole, as text
    checked = safe_address(address)
    return urlsplit(checked).netloc if checked else inert(address)


def _force_link(force: str | None, assessment: Assessment, known: dict[str, str], text: str = "") -> Link:
    if not force:
        return Link(inert(text))
    shown = any(estimate.force == force and estimate.site is None for estimate in assessment.estimates)
    return Link(name_of(force, known), anchor("force", force) if shown else "")


def _source_link(claim: Claim, assessment: Assessment, known: dict[str, str], language: str) -> Link:
    if claim.source_id and claim.source_id in assessment.case.source_by_id:
        return Link(name_of(claim.source_id, known), anchor("source", claim.source_id))
    return Link(inert(claim.source_text) or say("report.source_unnamed", (), language))


def source_rows(assessment: Assessment, language: str) -> tuple[SourceRow, ...]:
    """Sources that a claim names, best grade first."""
    used = [claim.source_id for claim in assessment.claims]
    sources = [source for source in assessment.case.sources if source.id in used]
    known = names(assessment.case, language)
    # by id within a grade, so that both languages list them alike
    ordered = sorted(sources, key=lambda source: (source.reliability, source.id))
    return tuple(_source(source, used.count(source.id), known, language) for source in ordered)


def _source(source: Source, claims: int, known: dict[str, str], language: str) -> SourceRow:
    return SourceRow(
        anchor=anchor("source", source.id),
        name=name_of(source.id, known),
        source_class=word("class", source.source_class, language),
        side=name_of(source.side, known),
        reliability=inert(source.reliability),
        reason=inert(source.reason),
        claims=claims,
    )


def problem_rows(problems: Iterable[Problem], folder: str, language: str) -> tuple[ProblemRow, ...]:
    """Problems in the order of their places."""
    ordered = sorted(problems, key=lambda item: (shown_file(item.where.file, folder), item.where.line, item.code))
    return tuple(
        ProblemRow(
            severity=word("severity", item.severity, language),
            text=problem_sentence(item, language),
            where=":".join(
                [
                    inert(shown_file(item.where.file, folder)),
                    *(str(n) for n in (item.where.line, item.where.column) if n),
                ]
            ),
        )
        for item in ordered
    )


def shown_file(file: str, folder: str) -> str:
    """A file as it is called inside the case's folder: where a machine keeps it is nobody's business."""
    if folder and file.startswith(folder.rstrip("/") + "/"):
        return file[len(folder.rstrip("/")) + 1 :]
    absolute = file.startswith(("/", "\\")) or file[1:3] == ":\\"
    return file.replace("\\", "/").rsplit("/", 1)[-1] if absolute else file
