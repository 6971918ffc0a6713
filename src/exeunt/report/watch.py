"""Alarms, conflicts and the ledger of reciprocity as plain rows in one language, for the page and for screens."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.model.balance import EstimatedMeasure, Range
from exeunt.model.verdict import Reason
from exeunt.report.inert import anchor, inert
from exeunt.report.number import THIN_SPACE, about, about_signed
from exeunt.report.situation import Link
from exeunt.report.words import name_of, names, reason_sentence

# A side whose force doubled has sent out less than nothing; how much less says nothing more.
LEAST_SHARE = -1.0


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One alarm or conflict: what it is called, what it says, and the claims it rests on."""

    kind: str
    word: str
    text: str
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One side of the ledger of reciprocity, each number with its 90 % interval."""

    side: str
    before: str
    now: str
    gone: str
    share: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure on the estimates: what it is called, what it says, its unit, its value with its 90 % interval."""

    name: str
    meaning: str
    unit: str
    value: str


def alarm_rows(assessment: Assessment, language: str) -> tuple[WatchRow, ...]:
    """The alarms, in the order in which they ring."""
    return tuple(
        _row(assessment, alarm.reason, alarm.kind.value, say(f"alarm.kind_{alarm.kind}", (), language), language)
        for alarm in assessment.alarms
    )


def conflict_rows(assessment: Assessment, language: str) -> tuple[WatchRow, ...]:
    """The conflicts between claims."""
    title = say("alarm.conflicts_title", (), language)
    return tuple(_row(assessment, item, "conflict", title, language) for item in assessment.conflicts)


def tally_rows(assessment: Assessment, language: str) -> tuple[TallyRow, ...]:
    """The sides of the ledger of reciprocity; none where there is no ledger."""
    known = names(assessment.case, language)
    tallies = assessment.balance.tallies if assessment.balance else ()
    return tuple(
        TallyRow(
            side=name_of(tally.side, known),
            before=_present(tally.before, language),
            now=_present(tally.now, language),
            gone=about_signed(tally.gone, "", language),
            share=about_signed(_percents(tally.share), f"{THIN_SPACE}%", language),
        )
        for tally in tallies
    )


def measure_rows(assessment: Assessment, language: str) -> tuple[MeasureRow, ...]:
    """How gradual, balanced and simultaneous the withdrawal has been; none where the sides cannot be compared."""
    return tuple(
        MeasureRow(
            name=say(f"plan.measure_{item.code}", (), language),
            meaning=say(f"plan.meaning_{item.code}", (), language),
            unit=say(item.unit, (), language),
            value=_measured(item, language),
        )
        for item in assessment.measures
    )


def _measured(item: EstimatedMeasure, language: str) -> str:
    if item.number is None:
        return say("report.outcome_undetermined", (), language)
    if item.unit == "plan.unit_share":
        return about_signed(_percents(item.number), f"{THIN_SPACE}%", language)
    return about_signed(item.number, "", language)


def balance_sentences(assessment: Assessment, language: str) -> tuple[str, ...]:
    """Who is ahead, or that nobody is, or that it cannot be told."""
    reasons = assessment.balance.reasons if assessment.balance else ()
    return tuple(reason_sentence(item, assessment.case, language) for item in reasons)


def _row(assessment: Assessment, reason: Reason, kind: str, word: str, language: str) -> WatchRow:
    labels = {claim.id: claim.name for claim in assessment.claims}
    links = tuple(Link(inert(labels[claim]), anchor("claim", claim)) for claim in reason.claims if claim in labels)
    return WatchRow(kind, word, reason_sentence(reason, assessment.case, language), links)


def _present(numbers: Range, language: str) -> str:
    low, middle, high = numbers
    return about(middle, low, high, language)


def _percents(share: Range) -> Range:
    low, middle, high = (100 * max(end, LEAST_SHARE) for end in share)
    return low, middle, high
