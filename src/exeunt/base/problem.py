"""Problems: something wrong in what came from outside, as a value with a code, a place and the facts.

The sentence is not here: `base.messages` builds it from the code and the slots, in English or Arabic.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error makes the command end with exit code 1; a warning is only said."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: the path as the user would write it, line and column from 1 (0: the file as a whole)."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` names a message of the catalogue, `slots` are its facts."""

    code: str
    where: Where
    slots: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR


def problem(code: str, where: Where, **slots: object) -> Problem:
    """Make an error from its facts."""
    return Problem(code, where, _texts(slots))


def warning(code: str, where: Where, **slots: object) -> Problem:
    """Make a warning from its facts."""
    return Problem(code, where, _texts(slots), Severity.WARNING)


def has_errors(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    """Whether any of them is an error."""
    return any(item.severity is Severity.ERROR for item in problems)


def _texts(slots: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in slots.items())
