"""The board: one row an obligation, for a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.model.assessment import Assessment
from exeunt.report.days import day_in_words
from exeunt.report.number import percent
from exeunt.report.words import SYMBOLS, main_reason, word


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One obligation: `outcome` is the code for colours, `word` and `symbol` are shown; `kept` is the probability."""

    obligation: str
    title: str
    outcome: str
    word: str
    symbol: str
    probability: str
    kept: str
    qualifiers: tuple[str, ...]
    deadline: date | None
    deadline_text: str
    reason: str


def board(assessment: Assessment, language: str = "en") -> tuple[BoardRow, ...]:
    """Rows in the order of the agreement."""
    verdicts = {verdict.obligation: verdict for verdict in assessment.verdicts}
    rows: list[BoardRow] = []
    for duty in assessment.case.agreement.obligations:
        verdict = verdicts.get(duty.id)
        if verdict is None:
            continue
        rows.append(
            BoardRow(
                obligation=duty.id,
                title=duty.title.in_language(language),
                outcome=verdict.outcome.value,
                word=word("outcome", verdict.outcome, language),
                symbol=SYMBOLS[verdict.outcome],
                probability=percent(verdict.probability, language) if verdict.probability is not None else "",
                kept=percent(verdict.kept, language) if verdict.kept is not None else "",
                qualifiers=tuple(word("qualifier", item, language) for item in verdict.qualifiers),
                deadline=duty.deadline,
                deadline_text=day_in_words(duty.deadline, language) if duty.deadline else "",
                reason=main_reason(verdict, assessment.case, language),
            )
        )
    return tuple(rows)
