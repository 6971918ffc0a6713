"""What a case's reviews teach: weights for the choice between kinds, fitted on the decisions in its log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from exeunt.base.problem import NOWHERE, Problem, problem
from exeunt.case.load import load_case
from exeunt.claim import proposer
from exeunt.claim.names import names_of
from exeunt.claim.taught import Lessons
from exeunt.ledger.review import learn_from_at_least
from exeunt.model.claim import Claim, Kind
from exeunt.model.document import Document
from exeunt.model.entry import Act, Entry
from exeunt.run.outputs import write_bytes
from exeunt.run.pipeline import Question, database_of
from exeunt.run.reader import CURRENT, FOLDER, hash_of
from exeunt.store.session import open_ledger

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Learned:
    """What was learned: shares of right kinds on documents left out, and where the weights are (None: not better)."""

    figures: proposer.Figures
    corrections: int
    file: Path | None
    hash: str = ""


def learn(question: Question) -> tuple[Learned | None, Problems]:
    """Fit weights on the decisions of a case, from the package's on, and keep them where they choose better.

    Better is meant on documents left out, and than the weights in the package.
    """
    case, problems = load_case(question.folder)
    if case is None:
        return None, tuple(problems)
    with open_ledger(database_of(question)) as ledger:
        examples, corrections = decisions(ledger.entries(), ledger.document, Lessons(names_of(case)))
    least = learn_from_at_least()
    if len(examples) < least:
        return None, (problem("learn.too_few", NOWHERE, count=len(examples), least=least),)
    base = proposer.package_weights()
    figures = proposer.cross_validate(examples, base)
    if figures.after <= figures.before:
        return Learned(figures, corrections, None), ()
    content = proposer.to_bytes(proposer.train(examples, base))
    name = hash_of(content)
    file = question.folder / FOLDER / f"{name}.npz"
    write_bytes(file, content)
    write_bytes(question.folder / FOLDER / CURRENT, f"{name}\n".encode())
    return Learned(figures, corrections, file, name), ()


def decisions(
    entries: Iterable[Entry], document: Callable[[str], Document | None], lessons: Lessons
) -> tuple[list[proposer.Example], int]:
    """The reviewed readings as examples, in the order of the log, and how many of their kinds a person changed.

    What counts of several decisions on one reading is the last. A claim that a person added was read by nobody.
    """
    claims: dict[str, Claim] = {}
    root: dict[str, str] = {}
    decided: dict[str, Kind | None] = {}
    for entry in entries:
        if entry.claim:
            claims.setdefault(entry.claim.id, entry.claim)
        if not entry.by or entry.subject not in claims:
            continue
        read = root.get(entry.subject, entry.subject)
        if entry.act is Act.ACCEPT:
            decided[read] = claims[entry.subject].kind
        elif entry.act is Act.RETRACT:
            decided[read] = None
        elif entry.act is Act.SUPERSEDE and entry.claim:
            root[entry.claim.id] = read
            decided[read] = entry.claim.kind
    examples, corrections = [], 0
    for identity, kind in decided.items():
        claim = claims[identity]
        text = document(claim.passage.document_id) if claim.passage else None
        made = lessons.example(text, claim.passage, kind) if text and claim.passage else None
        if made is not None:
            examples.append(made)
            corrections += kind is not claim.kind
    return examples, corrections
