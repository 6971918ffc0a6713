"""The judge: from findings to outcomes (capabilities C24), with qualifiers and ordered reasons.

A day is judged at its end: on the last day allowed an obligation is due. After it, the finding is about that last day,
from everything known since; what was reached later makes a breach a late one, not a met. No evidence is never
compliance: nothing is met unless someone without an interest says so and the probability reaches the standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from exeunt.estimate.posterior import Posterior
from exeunt.ledger.check import contradictions
from exeunt.model.agreement import Obligation, ObligationKind, amended, as_read
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.verdict import Outcome, Qualifier, ReadingVerdict, Reason, Verdict
from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.exempt import ended
from exeunt.verdict.explain import about_gates, about_term, about_voices, conclusion
from exeunt.verdict.finding import Finding
from exeunt.verdict.life import all_deadlines, start_day, term
from exeunt.verdict.proof import contested_by, is_breached, is_decided, is_met
from exeunt.verdict.reciprocity import about_return
from exeunt.verdict.rules import RULES
from exeunt.verdict.scope import replaced_by_another
from exeunt.verdict.standards import asked_of
from exeunt.verdict.standing import dissent, effects, shares, standings, would_change
from exeunt.verdict.value import looks
from exeunt.verdict.words import day_text, reason

_BY_NUMBER = frozenset({
    ObligationKind.WITHDRAWN_AT_LEAST, ObligationKind.REDUCE_BY_AT_LEAST, ObligationKind.REMAINING_AT_MOST
})  # fmt: skip

_STOCK_KINDS = frozenset({ObligationKind.REMAINING_AT_MOST, ObligationKind.VACATE_SITE})


@dataclass(frozen=True)
class _Ruling:
    evidence: Evidence
    finding: Finding
    outcome: Outcome


def judge(case: Case, claims: Sequence[Claim], posteriors: Sequence[Posterior], *, as_of: date) -> tuple[Verdict, ...]:
    """One verdict for each obligation, in the order of the agreement, as of the end of a day."""
    given = _Given(Docket(case, tuple(claims)), _by_series(posteriors), as_of)
    rulings = _rulings(given)
    return tuple(_verdict(given, ruling, rulings, _readings(given, ruling)) for ruling in rulings.values())


def outcomes(docket: Docket, posteriors: Sequence[Posterior], *, as_of: date) -> tuple[Verdict, ...]:
    """The verdicts of `judge` without their argument: outcome, probability and qualifiers. For many days in a row."""
    given = _Given(docket, _by_series(posteriors), as_of, argued=False)
    rulings = _rulings(given)
    return tuple(_answer(given, ruling, rulings, _readings(given, ruling))[0] for ruling in rulings.values())


@dataclass(frozen=True)
class _Given:
    """What every obligation is judged from."""

    docket: Docket
    series: Mapping[tuple[str, str | None], Posterior]
    as_of: date
    argued: bool = True


def _by_series(posteriors: Sequence[Posterior]) -> dict[tuple[str, str | None], Posterior]:
    return {(posterior.force, posterior.site): posterior for posterior in posteriors}


def _rulings(given: _Given) -> dict[str, _Ruling]:
    """The ruling on each obligation of the text that applies on the day, by id."""
    agreement = given.docket.case.agreement
    in_force = [amended(item, agreement.events, given.as_of) for item in agreement.obligations]
    return {obligation.id: _rule_on(given, obligation) for obligation in in_force}


def _rule_on(given: _Given, obligation: Obligation) -> _Ruling:
    docket = given.docket
    held = term(docket.case, obligation, given.as_of)
    claims, memo = docket.bearing(obligation, given.as_of)
    evidence = Evidence(
        case=docket.case,
        obligation=obligation,
        claims=claims,
        roots=docket.roots,
        series=given.series,
        standards=asked_of(obligation),
        term=held,
        as_of=given.as_of,
        day=min(given.as_of, held.due) if held.due else given.as_of,
        argued=given.argued,
        memo=memo,
    )
    return _after_exceptions(_ruling(evidence))


def _ruling(evidence: Evidence) -> _Ruling:
    evidence, finding = _found(evidence)
    return _Ruling(evidence, finding, _outcome(evidence, finding))


def _after_exceptions(ruling: _Ruling) -> _Ruling:
    """The ruling, or that of the first day without an exception on which it is met no longer (C6).

    Whom an exception spares until a day may stay until then; from the next day on they are held against the bound.
    """
    evidence = ruling.evidence
    for day, _ in ended(evidence.obligation, evidence.term.due, evidence.as_of):
        if ruling.outcome is not Outcome.MET or ruling.finding.continuing:
            break
        then = evidence.on(day)
        finding = RULES[evidence.obligation.kind](then)
        ruling = _Ruling(then, finding, _outcome(then, finding))
    return ruling


def _readings(given: _Given, ruling: _Ruling) -> tuple[ReadingVerdict, ...]:
    """The outcome under each rival reading of the clause, from the same evidence."""
    obligation, found = ruling.evidence.obligation, []
    for reading in obligation.readings:
        under = _rule_on(given, given.docket.read_as(obligation, reading))
        qualifiers, _ = _timing(under, out_of_order=False)
        found.append(ReadingVerdict(reading.id, under.outcome, under.finding.kept, qualifiers))
    return tuple(found)


def question_days(case: Case, as_of: date) -> tuple[date, ...]:
    """The days on which the judge will ask for the stock.

    Starts, baselines, deadlines and the day before each (was it reached early?), events, and the day itself. More days
    may be asked for: they make the day on which something was reached more exact.
    """
    days = {as_of}
    in_force = [amended(item, case.agreement.events, as_of) for item in case.agreement.obligations]
    for obligation in (read for item in in_force for read in as_read(item)):
        deadlines = all_deadlines(case, obligation)
        days |= {start_day(case, obligation), *deadlines, *(day - timedelta(days=1) for day in deadlines)}
        days |= {obligation.baseline_day} if obligation.baseline_day else set()
        days |= {item.until + timedelta(days=1) for item in obligation.exceptions if item.until}
    days |= {event.day for event in case.agreement.events}
    days |= {case.last_day}
    return tuple(sorted(day for day in days if case.first_day <= day <= as_of))


def _found(evidence: Evidence) -> tuple[Evidence, Finding]:
    """The finding of the judged day, or of the first day on which it was met for good: then it stays met.

    Without this, an empty camp that nobody needed to visit again would grow doubtful with time alone. Not so when
    witnesses have since seen otherwise.
    """
    if evidence.as_of < evidence.start:
        return evidence, Finding(kept=None)
    finding = RULES[evidence.obligation.kind](evidence)
    if is_met(evidence, finding) or not _may_have_been_met(evidence, finding):
        return evidence, finding
    day = _first_reached(evidence, finding, lambda candidate: candidate < evidence.day, for_good=True)
    return (evidence, finding) if day is None else (evidence.on(day), RULES[evidence.obligation.kind](evidence.on(day)))


def _decided(evidence: Evidence) -> tuple[Finding, Outcome]:
    """The finding and outcome of other evidence on the same obligation."""
    ruling = _after_exceptions(_ruling(evidence))
    return ruling.finding, ruling.outcome


def _may_have_been_met(evidence: Evidence, finding: Finding) -> bool:
    """Whether it may have been met for good on an earlier day though it is not found so on the judged one."""
    if finding.continuing or evidence.proves_breach(finding.opposes):
        return False
    if finding.lasting:  # then those who say so only grow in number with the days
        return evidence.proves_met(finding.supports)
    return evidence.obligation.kind in _STOCK_KINDS


def _outcome(evidence: Evidence, finding: Finding) -> Outcome:
    if evidence.as_of < evidence.start:
        return Outcome.NOT_DUE
    held, due = evidence.term, finding.continuing or evidence.term.is_due(evidence.as_of)
    if held.frees(held.denunciation):
        return Outcome.EXCUSED
    if is_met(evidence, finding) and (due or finding.lasting):
        return Outcome.MET
    if not due:
        return _not_due(evidence, finding)
    if held.frees(held.suspension):
        return Outcome.EXCUSED
    return Outcome.BREACHED if is_breached(evidence, finding) else Outcome.UNDETERMINED


def _not_due(evidence: Evidence, finding: Finding) -> Outcome:
    """Not due, unless the text sets no day and someone says it is done: then that is the question, and it is open."""
    if evidence.term.basis != "open":
        return Outcome.NOT_DUE
    claimed_done = bool(finding.supports) and not finding.opposes and not is_met(evidence, finding)
    # one says that they have gone, one that they are there, of one place: then it is disputed whether it is done
    disputed = evidence.obligation.kind in _STOCK_KINDS and bool(contradictions(evidence.claims))
    return Outcome.UNDETERMINED if claimed_done or disputed else Outcome.NOT_DUE


def _answer(
    given: _Given, ruling: _Ruling, rulings: Mapping[str, _Ruling], readings: tuple[ReadingVerdict, ...]
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict without its argument, and the reasons for its qualifiers."""
    evidence, finding, outcome = ruling.evidence, ruling.finding, ruling.outcome
    qualifiers, timing = _timing(ruling, out_of_order=bool(_closed_gates(ruling, rulings.values())), readings=readings)
    days = (evidence.start, evidence.as_of)
    by_another = replaced_by_another(given.docket, evidence.obligation, days) if outcome is Outcome.MET else ()
    if by_another and Qualifier.SCOPE_DISPUTED not in qualifiers:
        qualifiers = tuple(item for item in Qualifier if item in qualifiers or item is Qualifier.SCOPE_DISPUTED)
    bare = Verdict(
        obligation=evidence.obligation.id,
        as_of=evidence.as_of,
        outcome=outcome,
        kept=finding.kept,
        probability=_probability(finding, outcome),
        qualifiers=qualifiers,
        readings=readings,
    )
    return bare, (*timing, *by_another)


def _verdict(
    given: _Given, ruling: _Ruling, rulings: Mapping[str, _Ruling], readings: tuple[ReadingVerdict, ...]
) -> Verdict:
    evidence, finding, outcome = ruling.evidence, ruling.finding, ruling.outcome
    answer, timing = _answer(given, ruling, rulings, readings)
    begun = evidence.as_of >= evidence.start
    worth = looks(evidence, finding, outcome, lambda imagined: _decided(imagined)[1]) if begun else ()
    argument = (
        *_pace(ruling, rulings),
        *finding.facts,
        *about_voices(evidence, finding),
        *finding.gaps,
        *about_gates(_closed_gates(ruling, rulings.values())),
        *about_return(evidence.obligation, evidence.term, {name: other.outcome for name, other in rulings.items()}),
        *timing,
        *dissent(evidence, finding, outcome),
        *_disputed_reading(outcome, readings),
        *(() if worth else would_change(evidence, finding, outcome)),
    )
    contested = contested_by(evidence, finding) and is_decided(evidence, finding)
    reasons = (
        *about_term(evidence),
        *(argument if begun else ()),
        conclusion(evidence, finding, outcome, contested=contested),
    )
    return replace(
        answer,
        reasons=reasons,
        claims=tuple(dict.fromkeys(claim for item in reasons for claim in item.claims)),
        shares=shares(evidence, finding),
        effects=effects(evidence, finding, _decided),
        looks=worth,
        seen=finding.seen,
        standings=standings(evidence, finding),
    )


def _disputed_reading(outcome: Outcome, readings: Sequence[ReadingVerdict]) -> tuple[Reason, ...]:
    """That the answer depends on how the clause is read."""
    other = [item.reading for item in readings if item.outcome is not outcome]
    return (reason("verdict.depends_on_reading", readings=", ".join(other)),) if other else ()


def _probability(finding: Finding, outcome: Outcome) -> float | None:
    if finding.kept is None or outcome not in (Outcome.MET, Outcome.BREACHED):
        return None
    return finding.kept if outcome is Outcome.MET else 1 - finding.kept


def _timing(
    ruling: _Ruling, *, out_of_order: bool, readings: Sequence[ReadingVerdict] = ()
) -> tuple[tuple[Qualifier, ...], tuple[Reason, ...]]:
    """Qualifiers, and the reasons that say when it was reached or how far it went."""
    evidence, finding, outcome = ruling.evidence, ruling.finding, ruling.outcome
    qualifiers, reasons = [], []
    early = _reached_early(ruling) if outcome is Outcome.MET else None
    late = _reached_late(ruling) if outcome is Outcome.BREACHED else None
    if early:
        qualifiers.append(Qualifier.EARLY)
        reasons.append(reason("verdict.early", day=day_text(early)))
    if late:
        qualifiers.append(Qualifier.LATE)
        reasons.append(reason("verdict.late", day=day_text(late)))
    other_reading = {item.outcome for item in readings} - {outcome}
    if other_reading and outcome in (Outcome.MET, Outcome.BREACHED) and not out_of_order:
        qualifiers.append(Qualifier.SCOPE_DISPUTED)
    if out_of_order and outcome is Outcome.MET:
        qualifiers.append(Qualifier.SCOPE_DISPUTED)
        reasons.append(reason("verdict.out_of_order"))
    if evidence.term.extension and outcome is not Outcome.EXCUSED:
        qualifiers.append(Qualifier.AFTER_EXTENSION)
    if outcome is Outcome.BREACHED and finding.part >= evidence.standards.part_probability:
        qualifiers.append(Qualifier.IN_PART)
        reasons.append(reason("verdict.in_part"))
    if evidence.term.suspension and outcome is not Outcome.MET:
        qualifiers.append(Qualifier.SUSPENDED)
    if outcome is Outcome.UNDETERMINED and _unverified(evidence, finding):
        qualifiers.append(Qualifier.UNVERIFIED)
    return tuple(qualifiers), tuple(reasons)


def _unverified(evidence: Evidence, finding: Finding) -> bool:
    """Whether what is missing is a witness, not agreement among witnesses."""
    if finding.kept is None or not (finding.supports or finding.opposes):
        return True
    return bool(finding.supports) and not evidence.proves_met(finding.supports)


def _reached_early(ruling: _Ruling) -> date | None:
    """The first day before the deadline on which a witness saw it done and the standard was reached."""
    deadline = ruling.evidence.term.deadline
    if deadline is None or ruling.finding.continuing:
        return None
    return _first_reached(ruling.evidence, ruling.finding, lambda day: day < deadline)


def _reached_late(ruling: _Ruling) -> date | None:
    """The first day after the last one allowed on which it was done, if it has been since."""
    due = ruling.evidence.term.due
    if due is None or due >= ruling.evidence.as_of or ruling.finding.continuing:
        return None
    now = ruling.evidence.on(ruling.evidence.as_of)
    since = RULES[now.obligation.kind](now)
    return _first_reached(now, since, lambda day: day > due) if is_met(now, since) else None


def _first_reached(
    evidence: Evidence, finding: Finding, allowed: Callable[[date], bool], *, for_good: bool = False
) -> date | None:
    """The first day, observed or estimated, from the first observation on, on which it is found met."""
    seen = {last_day(claim) for claim in finding.supports}
    if not seen:
        return None
    asked = {day for posterior in evidence.series.values() for day in posterior.days if day >= min(seen)}
    rule = RULES[evidence.obligation.kind]
    for day in sorted(filter(allowed, seen | asked)):
        on_day = evidence.on(day)
        on_that_day = rule(on_day)
        if is_met(on_day, on_that_day) and (on_that_day.lasting or not for_good):
            return day
    return None


def _closed_gates(ruling: _Ruling, rulings: Iterable[_Ruling]) -> list[str]:
    """Ids of what this obligation was to wait for and what is not met."""
    step = ruling.evidence.obligation.id
    gates = [other for other in rulings if step in other.evidence.obligation.before]
    return [gate.evidence.obligation.id for gate in gates if gate.outcome is not Outcome.MET]


def _pace(ruling: _Ruling, rulings: Mapping[str, _Ruling]) -> tuple[Reason, ...]:
    """When suspended: whether what had fallen due of the same force by that day had been done."""
    suspension = ruling.evidence.term.suspension
    if suspension is None:
        return ()
    due = [other for other in rulings.values() if _fell_due(other, ruling.evidence.obligation, suspension.day)]
    if not due:
        return (reason("verdict.nothing_due_before_suspension"),)
    outcomes = {other.outcome for other in due}
    if outcomes == {Outcome.MET}:
        return (reason("verdict.ahead_when_suspended"),)
    return (reason("verdict.behind_when_suspended" if Outcome.BREACHED in outcomes else "verdict.pace_unknown"),)


def _fell_due(other: _Ruling, obligation: Obligation, day: date) -> bool:
    due, step = other.evidence.term.due, other.evidence.obligation
    return due is not None and due <= day and step.force == obligation.force and step.kind in _BY_NUMBER
