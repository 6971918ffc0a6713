"""The phrase book: fixed words for verdicts and labels, and sentences with names in the reader's language (C41)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from exeunt.base.messages import catalogue, say
from exeunt.base.problem import Problem
from exeunt.model.case import Case
from exeunt.model.verdict import Outcome, Reason, Verdict
from exeunt.report.days import day_in_words
from exeunt.report.inert import inert, isolated
from exeunt.report.number import THIN_SPACE

# A shape beside the word, so that neither colour nor language alone carries an outcome.
SYMBOLS = {
    Outcome.MET: "✓",
    Outcome.BREACHED: "✕",
    Outcome.UNDETERMINED: "?",
    Outcome.NOT_DUE: "○",
    Outcome.EXCUSED: "–",
}
# Conclusions that only repeat the outcome and its probability, with the facts to show instead: the first there is.
TELLING = {
    "verdict.met": ("verdict.counted_so_far", "verdict.site_seen_empty", "verdict.in_place_since", "verdict.supports"),
    "verdict.breached": ("verdict.stock", "verdict.opposes"),
    "verdict.undetermined": (
        "verdict.site_not_looked_at",
        "verdict.too_few_against",
        "verdict.too_few_witnesses",
    ),
    "verdict.undetermined_unknown": (
        "verdict.site_not_looked_at",
        "verdict.nobody_speaks_of_that_time",
        "verdict.estimate_uninformed",
    ),
}
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERCENT = re.compile(r"([<>]?) ?(\d+) ?%")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def word(group: str, value: StrEnum | str, language: str) -> str:
    """The fixed word for a value of a group, as `outcome` and `met`. Raises KeyError for a value without one."""
    return say(f"report.{group}_{value}", (), language)


def free_word(group: str, value: str, language: str) -> str:
    """The word for a value that a case may choose freely; one the phrase book does not have is shown as it is."""
    code = f"report.{group}_{value.replace(' ', '_')}"
    return say(code, (), language) if code in catalogue(language) else inert(value)


def note_in_words(note: str, language: str) -> str:
    """A claim's note: the sentence of what read it, with the words it rests on and its rivals; a person's as it is."""
    reason, _, rivals = note.partition(" (not: ")
    rule, _, words = reason.partition(": ")
    code = f"reading.{'_'.join(_WORD.findall(rule))}"
    if code not in catalogue(language):
        return inert(note)
    said = say(code, {"words": inert(words)} if words else (), language)
    if not rivals:
        return said
    kinds = say("report.comma", (), language).join(
        word("kind", kind, language) for kind in rivals.rstrip(")").split(", ")
    )
    return f"{said} {say('reading.rivals', {'kinds': kinds}, language)}"


def label(key: str, language: str) -> str:
    """A heading or label of the report."""
    return say(f"report.{key}", (), language)


def names(case: Case, language: str) -> dict[str, str]:
    """Every id of the case with its name in a language; where two things share an id, force and site come first."""
    agreement = case.agreement
    found: dict[str, str] = {}
    for group in (agreement.sponsors, agreement.sides, agreement.parties, case.sources, case.sites, case.forces):
        found.update({thing.id: thing.name.in_language(language) for thing in group})
    found.update({text.id: text.name.in_language(language) for text in agreement.texts})
    found.update({event.id: event.says.in_language(language) for event in agreement.events})
    found.update({phase.id: phase.name.in_language(language) for phase in agreement.phases})
    found.update({item.id: item.term.in_language(language) for item in agreement.definitions})
    found.update({duty.id: duty.title.in_language(language) for duty in agreement.obligations})
    return found


def name_of(ident: str | None, known: dict[str, str]) -> str:
    """The name for an id; an id without a name is its own."""
    return inert(known.get(ident, ident)) if ident else ""


def reason_sentence(reason: Reason, case: Case, language: str) -> str:
    """A reason with its days, names, thousands and percentages as the reader's language writes them."""
    slots = [(name, _THOUSANDS.sub(THIN_SPACE, value)) for name, value in reason.slots]
    return _sentence(reason.code, slots, names(case, language), language)


def main_reason(verdict: Verdict, case: Case, language: str) -> str:
    """The one line for a board: the conclusion where it says more than the outcome, else the fact that tells most."""
    if not verdict.reasons:
        return ""
    last = verdict.reasons[-1]
    by_code = {reason.code: reason for reason in verdict.reasons}
    # in an argument about reinforcement, who saw arrivals says more than how many are there
    telling = TELLING.get(last.code, ())[:: -1 if "verdict.rise" in by_code else 1]
    told = next((by_code[code] for code in telling if code in by_code), last)
    return reason_sentence(told, case, language)


def problem_sentence(problem: Problem, language: str) -> str:
    """A problem in words; its slots are what was found in a file and stay as they are."""
    return _sentence(problem.code, problem.slots, {}, language)


def _sentence(code: str, slots: Iterable[tuple[str, str]], known: dict[str, str], language: str) -> str:
    # `count` chooses the plural, so it stays a bare number
    facts = {name: value if name == "count" else _slot(value, known, language) for name, value in slots}
    return say(code, facts, language)


def label_slots(slots: Iterable[tuple[str, str]], known: dict[str, str], language: str) -> tuple[tuple[str, str], ...]:
    """Facts as the reader's language writes them: days in words, ids by name."""
    return tuple((name, _slot(value, known, language)) for name, value in slots)


def _slot(value: str, known: dict[str, str], language: str) -> str:
    if _DAY.fullmatch(value):
        try:
            return day_in_words(date.fromisoformat(value), language)
        except ValueError:
            return value
    if found := _PERCENT.fullmatch(value):
        key = {"": "percent", ">": "percent_over", "<": "percent_under"}[found[1]]
        return say(f"report.{key}", {"number": found[2]}, language)
    parts = value.split(", ")
    named = label("comma", language)
    if all(part in known for part in parts):
        return isolated(named.join(known[part] for part in parts), language)
    return isolated(value, language)
