"""The headline: what the verdicts together say, and no more (C29).

It is counted, never composed: how many obligations have which outcome, how many of the met were not verified, and the
lowest probability among the findings. So it cannot be stronger than the weakest finding it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.model.verdict import Outcome, Qualifier
from exeunt.report.days import day_in_words
from exeunt.report.evidence import leaves, point_at
from exeunt.report.number import about_point, percent_at_least
from exeunt.report.words import SYMBOLS, name_of, names, word

# Worst news first, as a reader who looks only once must not miss it.
ORDER = (Outcome.BREACHED, Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_DUE, Outcome.EXCUSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations have one outcome."""

    outcome: str
    word: str
    symbol: str
    count: int


@dataclass(frozen=True, slots=True)
class Headline:
    """The first lines of a report: a count by outcome, then sentences that limit it, then strengths of totals."""

    lead: str
    tallies: tuple[Tally, ...]
    limits: tuple[str, ...]
    strengths: tuple[str, ...]


def headline(assessment: Assessment, language: str) -> Headline:
    """What the report may say at its head."""
    outcomes = [verdict.outcome for verdict in assessment.verdicts]
    day = day_in_words(assessment.as_of, language)
    return Headline(
        lead=say("report.lead", {"count": len(outcomes), "day": day}, language),
        tallies=tuple(
            Tally(outcome.value, word("outcome", outcome, language), SYMBOLS[outcome], outcomes.count(outcome))
            for outcome in ORDER
        ),
        limits=tuple(_limits(assessment, language)),
        strengths=tuple(_strengths(assessment, language)),
    )


def _limits(assessment: Assessment, language: str) -> list[str]:
    said: list[str] = []
    for outcome in (Outcome.BREACHED, Outcome.MET):
        found = [verdict for verdict in assessment.verdicts if verdict.outcome is outcome]
        if found:
            lowest = min(verdict.probability or 0 for verdict in found)
            facts = {"count": len(found), "probability": percent_at_least(lowest, language)}
            said.append(say(f"report.limit_{outcome}", facts, language))
    unverified = sum(
        verdict.outcome is Outcome.MET and Qualifier.UNVERIFIED in verdict.qualifiers for verdict in assessment.verdicts
    )
    if unverified:
        said.append(say("report.limit_unverified", {"count": unverified}, language))
    if not any(verdict.outcome in (Outcome.MET, Outcome.BREACHED) for verdict in assessment.verdicts):
        said.append(say("report.limit_nothing_found", (), language))
    return said


def _strengths(assessment: Assessment, language: str) -> list[str]:
    """The strength of each total that is not part of a larger one: the rest follows under the heading of forces."""
    case = assessment.case
    estimates = {estimate.force: estimate for estimate in assessment.estimates if estimate.site is None}
    totals = [force.id for force in case.forces if force.is_total and force.id in estimates]
    under = {total: leaves(total, case) for total in totals}
    known = names(case, language)
    said: list[str] = []
    for total in totals:
        point = point_at(estimates[total], assessment)
        if point is not None and not any(under[total] < under[other] for other in totals):
            facts = {"force": name_of(total, known), "number": about_point(point, language)}
            said.append(say("report.strength", {**facts, "day": day_in_words(point.day, language)}, language))
    return said
