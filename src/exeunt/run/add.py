"""Takes a document into a case: keeps its file, reads its claims, posts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exeunt.base.problem import Problem, Severity, Where, problem
from exeunt.case.load import load_case
from exeunt.document.kinds import ENDINGS, LARGEST
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.run.outputs import write_bytes
from exeunt.run.pipeline import Question, database_of, post_texts
from exeunt.run.reader import reader_of
from exeunt.run.texts import Texts, read_one, shown
from exeunt.store.session import open_ledger

LARGEST_FILE = max(LARGEST.values())


@dataclass(frozen=True)
class Added:
    """What adding did: the claims read, the problems, and how many entries were new."""

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    posted: int = 0


def add_documents(question: Question, files: Sequence[Path]) -> Added:
    """Copy files into the case's documents, extract, and post in one transaction. A bad file costs itself only."""
    case, problems = load_case(question.folder)
    if case is None:
        return Added(problems=tuple(problems))
    problems = [item for item in problems if item.severity is Severity.ERROR]  # its warnings belong to `check`
    reader, warned = reader_of(question.folder)
    problems += warned
    claims: list[Claim] = []
    documents: list[Document] = []
    for file in files:
        kept, more = _keep(file, question.folder / "documents")
        problems += more
        if kept is None:
            continue
        read, found, more = read_one(kept, case, question.today, shown(kept, question.folder), reader.weights)
        documents += read
        claims += found
        problems += more
    texts = Texts(case, tuple(claims), tuple(documents), reader=reader.name)
    with open_ledger(database_of(question)) as ledger:
        posted, _ = post_texts(ledger, texts, question.today)  # rows of tables are not read here, so none is "gone"
    return Added(tuple(claims), tuple(problems), posted)


def _keep(file: Path, folder: Path) -> tuple[Path | None, list[Problem]]:
    """The file's copy in the case; the file itself where it is already there. Never overwrites another text."""
    where = Where(str(file))
    if file.suffix.lower() not in ENDINGS:
        return None, [problem("cli.file_kind", where, found=file.suffix or file.name, kinds=", ".join(ENDINGS))]
    kept = folder / file.name
    try:
        if file.stat().st_size > LARGEST_FILE:
            return None, [problem("cli.file_too_large", where, found=file.stat().st_size, most=LARGEST_FILE)]
        content = file.read_bytes()
        if kept.exists() and kept.read_bytes() != content:
            return None, [problem("cli.file_name_taken", where, name=file.name)]
        if not kept.exists():
            write_bytes(kept, content)
    except OSError as error:
        return None, [problem("cli.file_unreadable", where, found=error.strerror or error)]
    return kept, []
