"""Problems on a screen, grouped by the file they are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exeunt.base.problem import Problem, Severity
from exeunt.report.words import problem_sentence


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in words; line and column are from 1, 0 where they are not known."""

    line: int
    column: int
    severity: Severity
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ProblemFile:
    """The problems of one file, in the order of their lines; an empty file name gathers those without a place."""

    file: str
    errors: int
    warnings: int
    lines: tuple[ProblemLine, ...]


def problems_by_file(problems: Iterable[Problem], language: str = "en") -> tuple[ProblemFile, ...]:
    """Files in the order of their names."""
    groups: dict[str, list[Problem]] = {}
    for item in problems:
        groups.setdefault(item.where.file, []).append(item)
    return tuple(_file(file, groups[file], language) for file in sorted(groups))


def _file(file: str, problems: list[Problem], language: str) -> ProblemFile:
    ordered = sorted(problems, key=lambda item: (item.where.line, item.where.column, item.code))
    errors = sum(item.severity is Severity.ERROR for item in ordered)
    lines = tuple(
        ProblemLine(item.where.line, item.where.column, item.severity, item.code, problem_sentence(item, language))
        for item in ordered
    )
    return ProblemFile(file, errors, len(ordered) - errors, lines)
