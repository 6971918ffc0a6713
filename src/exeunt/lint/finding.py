"""A finding of the linter: which clause, what is missing or ambiguous in it, and with which facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much it costs: a dispute about the verdict, a verdict that cannot be given, or only a nuisance."""

    DISPUTE = "dispute"
    GAP = "gap"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """One weak spot. `check` names the sentences (found, why, hurt, wording) in the catalogue.

    `clauses` are the ids of the clauses it stands in, `subjects` of the obligations, classes or places it is about;
    `slots` are the facts of the sentences, ids where there is a name to show.
    """

    check: str
    grade: Grade
    clauses: tuple[str, ...]
    subjects: tuple[str, ...]
    slots: tuple[tuple[str, str], ...] = ()
    line: int = 0


def weakness(
    check: str, grade: Grade, clauses: tuple[str, ...], subjects: tuple[str, ...], **slots: object
) -> Weakness:
    """Make one from its facts."""
    facts = tuple((name, str(value)) for name, value in slots.items())
    return Weakness(
        check=check,
        grade=grade,
        clauses=tuple(dict.fromkeys(clause for clause in clauses if clause)),
        subjects=tuple(dict.fromkeys(subjects)),
        slots=facts,
    )


def listed(ids: tuple[str, ...] | list[str]) -> str:
    """Ids as one slot, which the reader's language names."""
    return ", ".join(dict.fromkeys(ids))
