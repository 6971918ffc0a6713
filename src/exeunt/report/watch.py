"""Alarms, conflicts and the ledger of reciprocity as plain rows in one language, for the page and for screens."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.model.balance import Range
from exeunt.model.verdict import Reason
from exeunt.report.inert import anchor, inert
from exeunt.report.number import thousands
from exeunt.report.situation import Link
from exeunt.report.words import name_of, names, reason_sentence


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
            before=_numbers(tally.before),
            now=_numbers(tally.now),
            gone=_numbers(tally.gone),
            share=f"{_percent(tally.share[1])} ({_percent(tally.share[0])}…{_percent(tally.share[2])})",
        )
        for tally in tallies
    )


def balance_sentences(assessment: Assessment, language: str) -> tuple[str, ...]:
    """Who is ahead, or that nobody is, or that it cannot be told."""
    reasons = assessment.balance.reasons if assessment.balance else ()
    return tuple(reason_sentence(item, assessment.case, language) for item in reasons)


def _row(assessment: Assessment, reason: Reason, kind: str, word: str, language: str) -> WatchRow:
    labels = {claim.id: claim.name for claim in assessment.claims}
    links = tuple(Link(inert(labels[claim]), anchor("claim", claim)) for claim in reason.claims if claim in labels)
    return WatchRow(kind, word, reason_sentence(reason, assessment.case, language), links)


def _numbers(numbers: Range) -> str:
    low, middle, high = (round(number) for number in numbers)
    return f"{_signed(middle)} ({_signed(low)}…{_signed(high)})"


def _signed(number: int) -> str:
    return f"−{thousands(-number)}" if number < 0 else thousands(number)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("-", "−")
