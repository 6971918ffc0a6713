"""Reads the texts of a case folder: its YAML files, claims tables and documents, to claims and problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exeunt.base.problem import Problem, Where, problem
from exeunt.case.load import load_case
from exeunt.claim.extract import extract
from exeunt.claim.proposer import Weights
from exeunt.claim.table import read_claims
from exeunt.document.kinds import ENDINGS
from exeunt.document.read import read_documents
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.run.reader import reader_of

Progress = Callable[[str, int, int], None]
"""Called with a step's message code, how many are done, and of how many."""


def silent(step: str, done: int, total: int) -> None:
    """The progress that tells nobody."""


@dataclass(frozen=True)
class Texts:
    """All that a case folder says. `case` is None when it could not be read at all."""

    case: Case | None
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = ""
    """What read the documents, where it was not the package alone."""


def read_texts(folder: Path, today: date, progress: Progress = silent) -> Texts:
    """Read a case folder whole. A bad file costs what is in it, never the rest."""
    case, problems = load_case(folder)
    if case is None:
        return Texts(None, problems=tuple(problems))
    claims: list[Claim] = []
    for table in sorted((folder / "claims").glob("*.csv")):
        found, more = read_claims(table, case, shown(table, folder))
        claims += found
        problems += more
    problems += _repeated_labels(claims)
    reader, warned = reader_of(folder)
    problems += warned
    files = document_files(folder)
    documents: list[Document] = []
    for done, file in enumerate(files):
        progress("cli.reading_documents", done, len(files))
        read, found, more = read_one(file, case, today, shown(file, folder), reader.weights)
        documents += read
        claims += found
        problems += more
    return Texts(case, tuple(claims), tuple(documents), tuple(problems), reader.name)


def document_files(folder: Path) -> list[Path]:
    """The documents of a case folder, in the order of their names."""
    return [file for file in sorted((folder / "documents").glob("*")) if file.suffix.lower() in ENDINGS]


def read_one(
    file: Path, case: Case, today: date, shown_as: str, weights: Weights | None = None
) -> tuple[list[Document], list[Claim], list[Problem]]:
    """The documents of one file (several where it is a feed) with the claims read from them."""
    documents, problems = read_documents(file, today, shown_as)
    claims: list[Claim] = []
    for document in documents:
        found, more = extract(document, case, weights)
        claims += found
        problems += more
    return documents, claims, problems


def shown(file: Path, folder: Path) -> str:
    """The path as the user would write it: from the case folder, so that it is the same on every machine."""
    return file.relative_to(folder).as_posix()


def _repeated_labels(claims: Sequence[Claim]) -> list[Problem]:
    """Labels used in more than one table; within a table the reader of tables finds them."""
    first: dict[str, Where] = {}
    problems = []
    for claim in claims:
        if not claim.label:
            continue
        where = first.setdefault(claim.label, claim.where)
        if where.file != claim.where.file:
            problems.append(problem("claim.label_repeated", claim.where, label=claim.label, first=where))
    return problems
