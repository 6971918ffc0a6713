"""The order of the steps, and the only place that knows it: texts, ledger, estimates, verdicts, one assessment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from exeunt.base.problem import NOWHERE, Problem, problem
from exeunt.case.load import load_case
from exeunt.estimate.account import accounts
from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.ledger.check import conflicts
from exeunt.ledger.decided import decided_in
from exeunt.ledger.entry import retract
from exeunt.ledger.origin import with_origins
from exeunt.ledger.reconcile import reconcile
from exeunt.ledger.standing import standing
from exeunt.model.assessment import Assessment
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import TreeHead
from exeunt.model.grounds import Grounds
from exeunt.plan.measures.estimated import estimated_measures
from exeunt.run.texts import Progress, Texts, read_texts, silent
from exeunt.store.session import Ledger, open_ledger
from exeunt.verdict.alarms import alarms
from exeunt.verdict.balance import balance
from exeunt.verdict.judge import judge, question_days

CHART_POINTS = 80
"""Points that a chart has at the most; in a short case they are a week apart."""


@dataclass(frozen=True)
class Question:
    """What is asked of a case: its state on `as_of`, from what was known on `known_on` (None: the case's last day).

    `together` estimates all forces, places and sources as one problem (`estimate/joint`), else series after series.
    """

    folder: Path
    today: date
    as_of: date | None = None
    known_on: date | None = None
    seed: int | None = None
    database: str | None = None
    together: bool = False


@dataclass(frozen=True)
class Run:
    """What a run did: the assessment (None: the case could not be read), the problems, how many entries it posted."""

    assessment: Assessment | None
    problems: tuple[Problem, ...]
    posted: int = 0


def database_of(question: Question) -> str:
    """The address of the case's ledger: the one given, else the SQLite file that Exeunt keeps in the case folder."""
    if question.database:
        return question.database
    kept = question.folder / ".exeunt"
    kept.mkdir(exist_ok=True)
    return f"sqlite:///{kept / 'ledger.sqlite'}"


def assess(question: Question, progress: Progress = silent) -> Run:
    """Read, post, estimate, judge. Every step's problems are in the run; what was posted stays, whatever follows."""
    texts = read_texts(question.folder, question.today, progress)
    if texts.case is None:
        return Run(None, texts.problems)
    with open_ledger(database_of(question)) as ledger:
        posted, problems = post_texts(ledger, texts, question.today)
        problems = (*texts.problems, *problems)
        assessment = evaluate(ledger, texts.case, question, problems, progress)
    return Run(assessment, problems, posted)


def assess_ledger(question: Question, progress: Progress = silent) -> Run:
    """Estimate and judge from what the ledger holds already. Nothing is read but the case, nothing is posted."""
    case, problems = load_case(question.folder)
    if case is None:
        return Run(None, tuple(problems))
    with open_ledger(database_of(question)) as ledger:
        return Run(evaluate(ledger, case, question, tuple(problems), progress), tuple(problems))


def post_texts(ledger: Ledger, texts: Texts, today: date) -> tuple[int, tuple[Problem, ...]]:
    """Post what the texts say and the ledger does not, in one transaction. Doing it twice changes nothing."""
    log = ledger.entries()
    read = {document.id for document in texts.documents}
    entries, problems = reconcile(standing(log, today), texts.claims, read, decided_in(log), texts.reader)
    return ledger.post(entries, texts.documents), tuple(problems)


def evaluate(
    ledger: Ledger, case: Case, question: Question, problems: tuple[Problem, ...] = (), progress: Progress = silent
) -> Assessment:
    """The assessment that the ledger's claims give. It reads only."""
    last = min(question.today, case.last_day)
    as_of, known_on = question.as_of or last, question.known_on or last
    seed = case.seed if question.seed is None else question.seed
    log = ledger.entries()
    claims = standing(log, known_on)
    documents = cited_documents(ledger, claims)
    claims = with_origins(claims, documents, log)
    progress("cli.estimating", 0, 1)
    days = sorted({*question_days(case, as_of), *chart_days(case, as_of)})
    posteriors, grounds = estimated(question, case, claims, days, (as_of, seed))
    progress("cli.judging", 0, 1)
    verdicts = judge(case, claims, posteriors, as_of=as_of)
    return Assessment(
        case=case,
        as_of=as_of,
        known_on=known_on,
        seed=seed,
        claims=claims,
        documents=documents,
        estimates=tuple(posterior.summary() for posterior in posteriors),
        verdicts=verdicts,
        problems=problems,
        head=ledger.head(),
        alarms=alarms(case, claims, as_of=as_of),
        conflicts=conflicts(case, [claim for claim in claims if claim.known_on <= as_of]),
        balance=balance(case, posteriors, as_of=as_of, verdicts=verdicts),
        measures=estimated_measures(case, posteriors, as_of=as_of),
        accounts=accounts(case, claims, posteriors, as_of=as_of, seed=seed),
        grounds=grounds,
    )


def estimated(
    question: Question, case: Case, claims: Sequence[Claim], days: Sequence[date], run: tuple[date, int]
) -> tuple[tuple[Posterior, ...], tuple[Grounds, ...]]:
    """The posteriors on the days; estimated together, also why each is what it is on the day of the run.

    The single estimator has no joint draws of claims and stocks, from which alone a number can be explained.
    """
    as_of, seed = run
    if not question.together:
        return estimate(case, claims, days=days, seed=seed), ()
    from exeunt.estimate.joint.together import draw_together  # noqa: PLC0415 - compiles kernels

    found = draw_together(case, claims, days=days, seed=seed)
    return found.posteriors, found.grounds(as_of)


def chart_days(case: Case, as_of: date) -> tuple[date, ...]:
    """Days for the charts, evenly spaced from the case's first day, and the day itself."""
    days = max(0, (as_of - case.first_day).days)
    step = max(7, math.ceil(days / CHART_POINTS))
    return (*(case.first_day + timedelta(days=day) for day in range(0, days + 1, step)), as_of)


def cited_documents(ledger: Ledger, claims: tuple[Claim, ...]) -> tuple[Document, ...]:
    """The documents that claims rest on, once each, in a stable order."""
    ids = sorted({claim.passage.document_id for claim in claims if claim.passage})
    return tuple(document for document in map(ledger.document, ids) if document)


def standing_claims(question: Question) -> tuple[Claim, ...]:
    """The claims that stand in the ledger and were known on the question's day (default: today)."""
    with open_ledger(database_of(question)) as ledger:
        return tuple(ledger.claims(question.known_on or question.today))


def retract_claim(question: Question, name: str, reason: str) -> tuple[Claim | None, tuple[Problem, ...]]:
    """Retract a standing claim by its id or label. Returns the claim, or the problem that there is none."""
    with open_ledger(database_of(question)) as ledger:
        claim, problems = claim_called(name, ledger.claims(question.today))
        if claim:
            ledger.post([retract(claim.id, reason)], ())
        return claim, problems


def claim_called(name: str, claims: Sequence[Claim]) -> tuple[Claim | None, tuple[Problem, ...]]:
    """The claim with this id or label, or the problem that there is none."""
    named = {key: claim for claim in claims for key in (claim.id, claim.label) if key}
    if name in named:
        return named[name], ()
    near = ", ".join(get_close_matches(name, named, 3))
    return None, (problem("cli.claim_unknown", NOWHERE, found=name, near=near or "-"),)


def log_head(question: Question) -> TreeHead:
    """Size and root of the case's log now."""
    with open_ledger(database_of(question)) as ledger:
        return ledger.head()


def verify_log(question: Question, kept: Sequence[TreeHead] = ()) -> tuple[TreeHead, tuple[Problem, ...]]:
    """The log's head, and everything that does not verify; the log must extend each head kept from earlier."""
    with open_ledger(database_of(question)) as ledger:
        return ledger.head(), tuple(ledger.verify(kept))
