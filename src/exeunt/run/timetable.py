"""What a case's claims say of the strengths that a timetable moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.base.problem import Problem
from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.ledger.origin import with_origins
from exeunt.ledger.standing import standing
from exeunt.model.case import Case
from exeunt.run.pipeline import Question, cited_documents, database_of, post_texts
from exeunt.run.texts import Progress, read_texts, silent
from exeunt.store.session import open_ledger


@dataclass(frozen=True)
class Strengths:
    """A case (None: it cannot be read) with the posteriors of its forces on the day, and the problems of its texts."""

    case: Case | None
    day: date
    posteriors: tuple[Posterior, ...] = ()
    problems: tuple[Problem, ...] = ()


def strengths(question: Question, progress: Progress = silent) -> Strengths:
    """How many of each force are estimated on the question's day. New texts are posted first, as `assess` does."""
    texts = read_texts(question.folder, question.today, progress)
    case = texts.case
    if case is None:
        return Strengths(None, question.today, (), texts.problems)
    last = min(question.today, case.last_day)
    day = question.as_of or last
    with open_ledger(database_of(question)) as ledger:
        _, problems = post_texts(ledger, texts, question.today)
        log = ledger.entries()
        claims = standing(log, question.known_on or last)
        claims = with_origins(claims, cited_documents(ledger, claims), log)
    progress("cli.estimating", 0, 1)
    seed = case.seed if question.seed is None else question.seed
    posteriors = estimate(case, claims, days=[day], seed=seed)
    return Strengths(case, day, posteriors, (*texts.problems, *problems))
