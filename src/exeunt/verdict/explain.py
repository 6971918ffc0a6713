"""The argument of a verdict as reasons in a fixed order: the term, the facts, who speaks, what is missing, the end."""

from __future__ import annotations

from collections.abc import Sequence

from exeunt.model.agreement import ObligationKind
from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Outcome, Reason
from exeunt.verdict.evidence import Evidence, last_day, voice
from exeunt.verdict.exempt import ended, spared
from exeunt.verdict.finding import Finding
from exeunt.verdict.words import day_text, figure, percent, reason, speakers

_MANY = 4  # names a sentence can carry; the claims are all listed with the reason
_SUPPORTS = ("verdict.supports", "verdict.supports_many")
_OPPOSES = ("verdict.opposes", "verdict.opposes_many")
_WATCHED = ("verdict.watched", "verdict.watched_many")
_REQUESTER, _INTERESTED = "verdict.only_requester", "verdict.only_interested"
_UNABLE, _TOO_FEW = "verdict.cannot_verify", "verdict.too_few_witnesses"
_WITHOUT_DEADLINE = {
    "open": "verdict.no_deadline_open",
    "stage": "verdict.no_deadline_stage",
    "period": "verdict.no_deadline_period",
}
_BREACHED_MISSING = {True: "verdict.breached_no_baseline", False: "verdict.breached_missing"}
_NOT_DUE_MISSING = {True: "verdict.not_due_no_baseline", False: "verdict.not_due_missing"}


def about_term(evidence: Evidence) -> tuple[Reason, ...]:
    """Which deadline holds and why; whether the obligation is suspended or denounced."""
    term, found = evidence.term, list[Reason]()
    if evidence.as_of < evidence.start:
        found.append(reason("verdict.not_begun", day=day_text(evidence.start)))
        return tuple(found)
    if term.deadline and evidence.obligation.grace_days:
        found.append(reason("verdict.deadline_with_grace", day=day_text(term.deadline), last=day_text(term.due)))
    elif term.deadline:
        found.append(reason("verdict.deadline", day=day_text(term.deadline)))
    else:
        found.append(reason(_WITHOUT_DEADLINE[term.basis], day=day_text(term.due)))
    found.extend(term.told)
    if evidence.obligation.exceptions:
        found.append(reason("verdict.spared", number=figure(spared(evidence))))
        found.extend(
            reason("verdict.exception_ended", day=day_text(item.until))
            for day, item in ended(evidence.obligation, term.due, evidence.as_of)
            if day <= evidence.day
        )
    if term.extension:
        before = day_text(term.first_deadline)
        found.append(
            reason("verdict.extended", day=day_text(term.extension.day), before=before, after=day_text(term.deadline))
        )
    if term.refused_extension:
        found.append(reason("verdict.extension_not_agreed", day=day_text(term.refused_extension.day)))
    if term.suspension:
        code = "verdict.suspended_by_agreement" if term.suspension.agreed else "verdict.suspended"
        found.append(reason(code, day=day_text(term.suspension.day)))
    if term.denunciation:
        code = "verdict.ended_by_agreement" if term.denunciation.agreed else "verdict.denounced"
        found.append(reason(code, day=day_text(term.denunciation.day)))
    return tuple(found)


def about_voices(evidence: Evidence, finding: Finding) -> tuple[Reason, ...]:
    """Who says it was kept, who says it was not, and whether anyone without an interest does."""
    found = []
    if finding.supports:
        found.append(_listed(_WATCHED if finding.continuing and not finding.outright else _SUPPORTS, finding.supports))
    if finding.opposes:
        found.append(_listed(_OPPOSES, finding.opposes))
    asked_now = finding.continuing or evidence.term.is_due(evidence.as_of)
    if asked_now and not finding.supports and not finding.opposes:
        found.append(_silence(evidence))
    if finding.supports and not evidence.proves_met(finding.supports):
        found.extend(_unproven(evidence, finding.supports))
    if finding.opposes and not evidence.proves_breach(finding.opposes):
        found.append(reason("verdict.too_few_against", finding.opposes))
    return tuple(found)


def about_gates(closed: Sequence[str]) -> tuple[Reason, ...]:
    """That it was to wait for obligations that are not met."""
    return tuple(reason("verdict.gate_closed", step=step) for step in closed)


def conclusion(evidence: Evidence, finding: Finding, outcome: Outcome, *, contested: bool = False) -> Reason:
    """The last reason, which a board shows alone: what was found, and in a few words on what ground."""
    if outcome is Outcome.UNDETERMINED:
        return _contested(finding) if contested else _undetermined(evidence, finding)
    proof, kept = evidence.standards.proof(evidence.obligation.kind), finding.kept
    if outcome is Outcome.MET and kept is not None:
        return reason("verdict.met", probability=percent(kept), standard=percent(proof.met))
    if outcome is Outcome.BREACHED and kept is not None:
        slots = {"probability": percent(1 - kept), "standard": percent(proof.breached)}
        missing = {"day": day_text(evidence.day)} if _is_missing(evidence, finding) else {}
        return reason(_BREACHED_MISSING[_of_baseline(evidence)] if missing else "verdict.breached", **slots, **missing)
    if outcome is Outcome.NOT_DUE and _is_missing(evidence, finding):
        return reason(_NOT_DUE_MISSING[_of_baseline(evidence)], day=day_text(evidence.day))
    if outcome is Outcome.NOT_DUE and kept is not None:
        return reason("verdict.not_due_so_far", day=day_text(evidence.as_of), probability=percent(kept))
    return reason("verdict.excused" if outcome is Outcome.EXCUSED else "verdict.not_due")


def _contested(finding: Finding) -> Reason:
    said = (*finding.supports, *finding.opposes)
    return reason("verdict.undetermined_contested", said, **speakers(said))


def _undetermined(evidence: Evidence, finding: Finding) -> Reason:
    if not finding.supports and not finding.opposes and _is_silence(evidence):
        return reason("verdict.undetermined_silence")
    standings = {_standing(evidence, claim) for claim in finding.supports} - {_UNABLE}
    if standings and standings <= {_REQUESTER, _INTERESTED} and not evidence.proves_met(finding.supports):
        by_requester = standings == {_REQUESTER}
        said = [claim for claim in finding.supports if _standing(evidence, claim) in standings]
        code = "verdict.undetermined_only_requester" if by_requester else "verdict.undetermined_only_interested"
        return reason(code, said, **speakers(said))
    if finding.kept is None:
        return reason("verdict.undetermined_unknown")
    proof = evidence.standards.proof(evidence.obligation.kind)
    slots = {"met": percent(proof.met), "breached": percent(1 - proof.breached)}
    return reason("verdict.undetermined", probability=percent(finding.kept), **slots)


def _is_missing(evidence: Evidence, finding: Finding) -> bool:
    """Whether it is a precondition that somebody says is missing and nobody says is there."""
    is_precondition = evidence.obligation.kind is ObligationKind.PRECONDITION
    return is_precondition and bool(finding.opposes) and not finding.supports


def _of_baseline(evidence: Evidence) -> bool:
    return Kind.BASELINE in evidence.obligation.needs


def _listed(codes: tuple[str, str], claims: Sequence[Claim]) -> Reason:
    """Who speaks; of many, the first in the order of days."""
    voices = list(dict.fromkeys(voice(claim) for claim in claims))
    few, many = codes
    first = [claim for claim in claims if voice(claim) in voices[:_MANY]]
    return reason(many if len(voices) > _MANY else few, claims, count=len(voices), **speakers(first))


def _silence(evidence: Evidence) -> Reason:
    """That nobody speaks of it, or nobody of that time."""
    if _is_silence(evidence):
        return reason("verdict.nobody_speaks")
    return reason("verdict.nobody_speaks_of_that_time", day=day_text(evidence.day))


def _is_silence(evidence: Evidence) -> bool:
    """Whether no claim since the start bears on it; what bears on a precondition is for or against it."""
    if evidence.obligation.kind is ObligationKind.PRECONDITION:
        return True
    return all(last_day(claim) < evidence.start for claim in evidence.claims)


def _unproven(evidence: Evidence, supports: Sequence[Claim]) -> list[Reason]:
    """Why their word is not enough: they asked for it, are bound by it, cannot verify it, or are too few."""
    groups: dict[str, list[Claim]] = {}
    for claim in supports:
        groups.setdefault(_standing(evidence, claim), []).append(claim)
    order = (_REQUESTER, _INTERESTED, _UNABLE, _TOO_FEW)
    return [reason(code, groups[code], **speakers(groups[code])) for code in order if code in groups]


def _standing(evidence: Evidence, claim: Claim) -> str:
    source = evidence.source(claim)
    if source is not None and source.id in evidence.obligation.requested_by:
        return _REQUESTER
    if evidence.interested(claim):
        return _INTERESTED
    return _TOO_FEW if evidence.verifies(claim) else _UNABLE
