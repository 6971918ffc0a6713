"""A verdict on every obligation for each day of a stretch, each from what was known on that day.

The stretch is cut into as many parts as there are processors. A part needs nothing of another, so the days may come
from several processes; what they find does not depend on how many there are, save within the Monte Carlo error.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from exeunt.base.problem import NOWHERE, Problem, problem
from exeunt.case.load import load_case
from exeunt.estimate.series import series_of
from exeunt.estimate.successive import Knowledge, successive
from exeunt.ledger.origin import with_origins
from exeunt.ledger.standing import standing
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import Entry
from exeunt.model.history import History
from exeunt.model.verdict import Verdict
from exeunt.run.pipeline import Question, chart_days, cited_documents, database_of
from exeunt.run.texts import Progress, silent
from exeunt.store.session import open_ledger
from exeunt.verdict.docket import Docket
from exeunt.verdict.judge import outcomes, question_days

# A day on which something new is known costs about as much as so many days on which nothing is.
_NEWS_WEIGHS = 20
# Fewer days are done before another process has started.
_TOO_FEW_TO_SHARE = 120


@dataclass(frozen=True)
class Record:
    """What a part of the days is worked out from: the case, the log with its documents, and the seed."""

    case: Case
    log: Sequence[Entry]
    documents: Sequence[Document]
    seed: int


def history(
    question: Question, first: date | None, last: date | None, progress: Progress = silent, workers: int | None = None
) -> tuple[History | None, tuple[Problem, ...]]:
    """The verdicts from the first to the last day (default: from the first signature to the case's last day).

    Reads the ledger only. No history where the case cannot be read or no day is left.
    """
    case, problems = load_case(question.folder)
    if case is None:
        return None, tuple(problems)
    days = _days(case, question.today, first, last)
    if not days:
        empty = problem("history.no_days", NOWHERE, first=case.first_day, last=min(question.today, case.last_day))
        return None, (*problems, empty)
    with open_ledger(database_of(question)) as ledger:
        log = ledger.entries()
        claims = tuple(entry.claim for entry in log if entry.claim)
        record = Record(
            case, log, cited_documents(ledger, claims), case.seed if question.seed is None else question.seed
        )
    found = _shared(record, days, progress, workers or os.cpu_count() or 1)
    ids = [obligation.id for obligation in case.agreement.obligations]
    by_obligation = zip(ids, zip(*found, strict=True), strict=True)
    return History(case, record.seed, days, tuple(by_obligation)), tuple(problems)


def _days(case: Case, today: date, first: date | None, last: date | None) -> tuple[date, ...]:
    signed = min((text.signed for text in case.agreement.texts), default=case.first_day)
    begin = max(first or signed, case.first_day)
    end = min(last or case.last_day, case.last_day, today)
    return tuple(begin + timedelta(days=step) for step in range((end - begin).days + 1))


def _shared(record: Record, days: Sequence[date], progress: Progress, workers: int) -> list[tuple[Verdict, ...]]:
    """The verdicts of each day, worked out by several processes where that pays."""
    if workers == 1 or len(days) < _TOO_FEW_TO_SHARE:
        return list(verdicts_of(record, days, progress))
    parts = _parts(record, days, workers)
    progress("history.judging", 0, len(parts))
    found: list[tuple[Verdict, ...]] = []
    with ProcessPoolExecutor(len(parts)) as pool:
        waiting = [pool.submit(_list_of, record, part) for part in parts]
        for number, part in enumerate(waiting, start=1):
            found.extend(part.result())
            progress("history.judging", number, len(parts))
    return found


def _list_of(record: Record, days: Sequence[date]) -> list[tuple[Verdict, ...]]:
    return list(verdicts_of(record, days))


def _parts(record: Record, days: Sequence[date], count: int) -> list[tuple[date, ...]]:
    """The days in `count` parts about as laborious as each other."""
    news = {entry.claim.known_on for entry in record.log if entry.claim}
    labour, parts = 0, list[list[date]]()
    whole = sum(1 + _NEWS_WEIGHS * (day in news) for day in days)
    for day in days:
        if len(parts) * whole <= labour * count and len(parts) < count:
            parts.append([])
        parts[-1].append(day)
        labour += 1 + _NEWS_WEIGHS * (day in news)
    return [tuple(part) for part in parts]


def verdicts_of(record: Record, days: Sequence[date], progress: Progress = silent) -> Iterator[tuple[Verdict, ...]]:
    """The verdicts of days in a row, one an obligation, as `assess` gives them with this day as both its days."""
    case = record.case

    @cache
    def asked(day: date) -> tuple[date, ...]:
        return tuple(sorted({*question_days(case, day), *chart_days(case, day)}))

    known = _knowledge(record, days)
    dockets = {day: docket for stage in known for docket in [Docket(case, stage.claims)] for day in stage.days}
    # only what an obligation is judged by: with no claim at hand, no other series is named
    series = series_of(case, ())
    for done, (day, posteriors) in enumerate(successive(case, series, known, asked, seed=record.seed)):
        progress("history.judging", done, len(days))
        yield outcomes(dockets.pop(day), posteriors, as_of=day)


def _knowledge(record: Record, days: Sequence[date]) -> list[Knowledge]:
    """The days, put together where nothing new was known between them."""
    stages: list[tuple[tuple[Claim, ...], list[date]]] = []
    news = sorted({entry.claim.known_on for entry in record.log if entry.claim})
    for day in days:
        if stages and not any(stages[-1][1][-1] < item <= day for item in news):
            stages[-1][1].append(day)
        else:
            stages.append((standing(record.log, day), [day]))
    return [Knowledge(_with_origins(record, claims), tuple(of_stage)) for claims, of_stage in stages]


def _with_origins(record: Record, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    cited = {claim.passage.document_id for claim in claims if claim.passage}
    documents = [document for document in record.documents if document.id in cited]
    return with_origins(claims, documents, record.log)
