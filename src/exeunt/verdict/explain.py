"""The argument of a verdict as reasons in a fixed order: the term, the facts, who speaks, what is missing, the end."""

from __future__ import annotations

from collections.abc import Sequence

from exeunt.model.claim import Claim
from exeunt.model.verdict import Outcome, Reason
from exeunt.verdict.evidence import Evidence, last_day, voice
from exeunt.verdict.finding import Finding
from exeunt.verdict.words import day_text, percent, reason, speakers, titled


def about_term(evidence: Evidence) -> tuple[Reason, ...]:
    """Which deadline holds and why; whether the obligation is suspended or denounced."""
    term, found = evidence.term, list[Reason]()
    if evidence.as_of < evidence.start:
        found.append(reason("not_begun", day=day_text(evidence.start)))
        return tuple(found)
    if term.deadline and evidence.obligation.grace_days:
        found.append(reason("deadline_with_grace", day=day_text(term.deadline), last=day_text(term.due)))
    elif term.deadline:
        found.append(reason("deadline", day=day_text(term.deadline)))
    else:
        found.append(reason(f"no_deadline_{term.basis}", day=day_text(term.due)))
    if term.extension:
        before = day_text(term.first_deadline)
        found.append(reason("extended", day=day_text(term.extension.day), before=before, after=day_text(term.deadline)))
    if term.refused_extension:
        found.append(reason("extension_not_agreed", day=day_text(term.refused_extension.day)))
    if term.suspension:
        code = "suspended_by_agreement" if term.suspension.agreed else "suspended"
        found.append(
            reason(code, day=day_text(term.suspension.day), **titled(term.suspension.says, "says", sentence=True))
        )
    if term.denunciation:
        code = "ended_by_agreement" if term.denunciation.agreed else "denounced"
        found.append(reason(code, day=day_text(term.denunciation.day)))
    return tuple(found)


def about_voices(evidence: Evidence, finding: Finding) -> tuple[Reason, ...]:
    """Who says it was kept, who says it was not, and whether anyone without an interest does."""
    found = []
    for code, claims in ((finding.support_code, finding.supports), ("opposes", finding.opposes)):
        if claims:
            count = len({voice(claim) for claim in claims})
            found.append(reason(code, claims, count=count, **speakers(evidence.case, claims)))
    if not finding.supports and not finding.opposes:
        found.append(_silence(evidence))
    if finding.supports and not evidence.proves_met(finding.supports):
        found.extend(_unproven(evidence, finding.supports))
    if finding.opposes and not evidence.proves_breach(finding.opposes):
        found.append(reason("too_few_against", finding.opposes))
    return tuple(found)


def about_gates(closed: Sequence[tuple[str, str]]) -> tuple[Reason, ...]:
    """That it was to wait for something that is not in place; given as titles in English and Arabic."""
    return tuple(reason("gate_closed", step_en=en, step_ar=ar) for en, ar in closed)


def conclusion(evidence: Evidence, finding: Finding, outcome: Outcome) -> Reason:
    """The last reason: the probability against the standard."""
    proof = evidence.standards.proof(evidence.obligation.kind)
    if outcome is Outcome.MET and finding.kept is not None:
        return reason("met", probability=percent(finding.kept), standard=percent(proof.met))
    if outcome is Outcome.BREACHED and finding.kept is not None:
        return reason("breached", probability=percent(1 - finding.kept), standard=percent(proof.breached))
    if outcome is Outcome.UNDETERMINED and finding.kept is not None:
        slots = {"met": percent(proof.met), "breached": percent(1 - proof.breached)}
        return reason("undetermined", probability=percent(finding.kept), **slots)
    if outcome is Outcome.NOT_DUE and finding.kept is not None:
        return reason("not_due_so_far", day=day_text(evidence.as_of), probability=percent(finding.kept))
    return reason("undetermined_unknown" if outcome is Outcome.UNDETERMINED else outcome.value)


def _silence(evidence: Evidence) -> Reason:
    """That nobody speaks of it, or nobody of that time."""
    if any(last_day(claim) >= evidence.start for claim in evidence.claims):
        return reason("nobody_speaks_of_that_time", day=day_text(evidence.day))
    return reason("nobody_speaks")


def _unproven(evidence: Evidence, supports: Sequence[Claim]) -> list[Reason]:
    """Why their word is not enough: they asked for it, are bound by it, cannot verify it, or are too few."""
    groups: dict[str, list[Claim]] = {}
    for claim in supports:
        groups.setdefault(_standing(evidence, claim), []).append(claim)
    order = ("only_requester", "only_interested", "cannot_verify", "too_few_witnesses")
    return [reason(code, groups[code], **speakers(evidence.case, groups[code])) for code in order if code in groups]


def _standing(evidence: Evidence, claim: Claim) -> str:
    source = evidence.source(claim)
    if source is not None and source.id in evidence.obligation.requested_by:
        return "only_requester"
    if evidence.interested(claim):
        return "only_interested"
    return "too_few_witnesses" if evidence.verifies(claim) else "cannot_verify"
