"""The linter's findings in words: what was found, why it matters, what happened elsewhere, a wording."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.lint.finding import Weakness
from exeunt.lint.run import addresses, lint
from exeunt.model.case import Case
from exeunt.report.words import label_slots, names

# which field the rival readings of a finding differ in
_ABOUT = {"rival_days": "deadline", "inclusive_or_exclusive": "deadline", "rival_places": "sites"}


@dataclass(frozen=True, slots=True)
class WeakClause:
    """One finding as a reader sees it. `clauses` are their references with our words for them; `sources` addresses."""

    check: str
    grade: str
    clauses: tuple[str, ...]
    accounts: tuple[str, ...]
    found: str
    why: str
    elsewhere: str
    sources: tuple[str, ...]
    wording: str
    line: int


def weak_clauses(case: Case, language: str) -> tuple[WeakClause, ...]:
    """Every finding of the linter in a language, the gravest first."""
    known = names(case, language)
    return tuple(_row(case, item, known, language) for item in lint(case))


def _row(case: Case, item: Weakness, known: dict[str, str], language: str) -> WeakClause:
    slots = dict(label_slots(_worded(item, language), known, language))
    clauses = [clause for clause in case.agreement.clauses if clause.id in item.clauses]
    texts = {text.id: text.name.in_language(language) for text in case.agreement.texts}
    accounts = _accounts(case, item, language)
    return WeakClause(
        check=item.check,
        grade=say(f"lint.grade_{item.grade.value}", language=language),
        clauses=tuple(
            f"{texts.get(clause.text_id, clause.text_id)}, {clause.cited(language)}: "
            f"{clause.says.in_language(language)}"
            for clause in clauses
        ),
        accounts=accounts,
        found=say(f"lint.found_{item.check}", slots, language),
        why=say(f"lint.why_{item.check}", slots, language),
        elsewhere=say(f"lint.hurt_{item.check}", slots, language),
        sources=addresses()[item.check],
        wording=say(f"lint.wording_{item.check}", slots, language),
        line=item.line,
    )


def _worded(item: Weakness, language: str) -> list[tuple[str, str]]:
    """The facts, with words of pace instead of the kinds that would measure them."""
    return [
        (name, ", ".join(say(f"lint.measure_{kind}", language=language) for kind in value.split(", ")))
        if item.check == "unmeasured_word"
        else (name, value)
        for name, value in item.slots
    ]


def _accounts(case: Case, item: Weakness, language: str) -> tuple[str, ...]:
    """The rival readings that the case itself has on record for what the finding is about, with their addresses."""
    said = [
        (account.says, account.url)
        for clause in case.agreement.clauses
        if clause.id in item.subjects
        for account in clause.accounts
    ]
    for definition in case.agreement.definitions:
        said += [(reading.says, reading.url) for reading in definition.readings if definition.id in item.subjects]
    field = _ABOUT.get(item.check)
    for duty in case.agreement.obligations:
        about = [reading for reading in duty.readings if field in dict(reading.changes)]
        said += [(reading.says, reading.url) for reading in about if duty.id in item.subjects]
    return tuple(dict.fromkeys(f"{says.in_language(language)} {url}".strip() for says, url in said))
