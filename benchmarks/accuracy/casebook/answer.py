"""Answers to the casebook's questions: an interval for each checkpoint, a verdict for each obligation.

An answer about a day uses what was known up to 30 days after it. Nothing here reads how a case ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.casebook.totals import DRAWS, SAME_DAYS, gone, points, sampled, unaccounted
from exeunt.base.dates import Precision
from exeunt.base.text import folded
from exeunt.claim.casebook.read import CasebookCase
from exeunt.claim.casebook.rules import measure_of
from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.ledger.origin import with_origins
from exeunt.model.actor import Name
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.force import Force
from exeunt.model.verdict import Verdict
from exeunt.verdict.judge import judge, question_days
from exeunt.verdict.standards import standards

KNOWN_LATER = timedelta(days=30)
SEEN_AFTER = timedelta(days=standards().seen_after_days)
ENDS = (0.05, 0.5, 0.95)

Row = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """The 90 % interval and the median of a measure; None where it cannot be given."""

    low: float | None = None
    median: float | None = None
    high: float | None = None


def known(case: CasebookCase, day: date) -> tuple[Claim, ...]:
    """The claims that could be read by 30 days after a day.

    Where only the month or year of publication is given, a claim could be read from the day it speaks of, once that
    month or year had begun.
    """
    return with_origins([claim for claim in case.claims if _readable_from(claim) <= day + KNOWN_LATER])


def answer(case: CasebookCase, question: Row) -> Answer:
    """The answer to one row of checkpoints.csv."""
    day = date.fromisoformat(question["as_of"])
    claims = known(case, day)
    force = _force(case.case, question)
    if force is None:
        return Answer()
    asked = _Asked(case, claims, force, question["measure"], question["site"], day)
    measure = measure_of(question["measure"].removeprefix("verified_"), "", False)
    if question["measure"] == "unaccounted":
        return _unaccounted(asked)
    if measure.kind is Kind.STOCK:
        series = _series(case.case, claims, force, question["site"], day)
        return Answer() if series is None else Answer(*(series.quantile(day, end) for end in ENDS))
    if measure.kind is Kind.CUMULATIVE_DEPARTURES:
        return _gone(asked, is_share=measure.is_share)
    return _named(asked)


def verdicts(case: CasebookCase, days: Mapping[str, date]) -> dict[str, Verdict]:
    """The verdict on each obligation on its own day: that of its ending where one is dated, else the last claim's.

    What was published later about that day may be used: what was known late may change what is found about a day.
    """
    found = {}
    claims = with_origins(case.claims)
    for obligation in case.case.agreement.obligations:
        as_of = days.get(obligation.id) or max((claim.known_on for claim in case.claims), default=case.case.last_day)
        asked = (*question_days(case.case, as_of), as_of + SEEN_AFTER)
        posteriors = estimate(case.case, claims, days=asked, seed=case.case.seed)
        found.update({item.obligation: item for item in judge(case.case, claims, posteriors, as_of=as_of)
                      if item.obligation == obligation.id})  # fmt: skip
    return found


@dataclass(frozen=True)
class _Asked:
    """What a checkpoint asks: a measure of a force on a day, from the claims known."""

    case: CasebookCase
    claims: tuple[Claim, ...]
    force: Force
    measure: str
    site: str
    day: date


def _readable_from(claim: Claim) -> date:
    last = claim.as_of.last
    if last is None or claim.as_of.precision is Precision.APPROX or claim.known_precision is Precision.DAY:
        return claim.known_on
    is_year = claim.known_precision is Precision.YEAR
    begun = claim.known_on.replace(month=1, day=1) if is_year else claim.known_on.replace(day=1)
    return min(claim.known_on, max(begun, last))


def _force(case: Case, question: Row) -> Force | None:
    """The account whose name is the subject's, in the unit asked about where there are several."""
    wanted, unit = folded(question["subject"]), question["unit"]
    named = [force for force in case.forces if folded(force.name.en) in (wanted, f"{wanted} {unit}", f"all {wanted}")]
    bound = {obligation.force for obligation in case.agreement.obligations}
    # a subject that is only counted in things (weapons, caches) has an account for each; the one bound is meant
    things = [force for force in case.forces if folded(force.name.en).startswith(f"{wanted} ") and force.id in bound]
    by_unit = [force for force in named if folded(force.name.en).endswith(unit) or force.unit == unit]
    return next(iter([*by_unit, *named, *things]), None)


def _series(case: Case, claims: Sequence[Claim], force: Force, place: str, day: date) -> Posterior | None:
    site = next((item for item in case.sites if folded(place) in map(folded, item.name.all)), None) if place else None
    watched = Obligation(
        id="asked",
        kind=ObligationKind.VACATE_SITE if site else ObligationKind.REMAINING_AT_MOST,
        title=Name("asked", ""),
        clause="",
        force=force.id,
        sites=(site.id,) if site else (),
        quantity=0,
    )
    obligations = (*case.agreement.obligations, watched)
    asking = replace(case, agreement=replace(case.agreement, obligations=obligations))
    found = estimate(
        asking, claims, days=sorted({_baseline_day(case, force, day), day, day + KNOWN_LATER}), seed=case.seed
    )
    return next((item for item in found if item.force == force.id and item.site == (site and site.id)), None)


def _baseline_day(case: Case, force: Force, day: date) -> date:
    days = [item.baseline_day for item in case.agreement.obligations if item.force == force.id and item.baseline_day]
    return min([*days, day]) if days else min(case.first_day, day)


def _gone(asked: _Asked, *, is_share: bool) -> Answer:
    """How many, or which share, have gone: by running totals where there are any, else by the fall of the stock."""
    case = asked.case.case
    generator = np.random.default_rng(case.seed)
    base = _declared(asked, generator)
    known_totals = points(
        case, asked.claims, _accounts(case, asked.force), verified=asked.measure.startswith("verified_")
    )
    draws = gone(known_totals, asked.day, base, generator)
    if draws is not None and base is not None:
        return _quantiles(draws / np.maximum(base, 1) if is_share else draws)
    if draws is not None and not is_share:
        return _quantiles(draws)
    series = _series(case, asked.claims, asked.force, asked.site, asked.day)
    if series is None:
        return Answer()
    now = series.draws[:, series.position(asked.day)]
    if draws is not None:  # nobody gave a baseline: those who have gone and those who are there are the whole
        went = generator.choice(draws, size=len(now))
        return _quantiles(went / np.maximum(went + now, 1))
    before = series.draws[:, series.position(_baseline_day(case, asked.force, asked.day))]
    fall = np.maximum(before - now, 0)
    return _quantiles(fall / np.maximum(before, 1) if is_share else fall)


def _accounts(case: Case, force: Force) -> tuple[str, ...]:
    """The account, else those whose name says that they are a part of it."""
    words = set(folded(force.name.en).split()) - {"all"}
    parts = [
        other.id for other in case.forces if words < set(folded(other.name.en).split()) and other.unit == force.unit
    ]
    return (force.id, *parts)


def _declared(asked: _Asked, generator: np.random.Generator) -> NDArray[np.float64] | None:
    """Draws of the number declared or registered to begin with; None where nobody gave one."""
    counted = [claim for claim in asked.claims if claim.force_id == asked.force.id and claim.count]
    registered = [claim for claim in counted if claim.kind is Kind.BASELINE]
    number = _baseline_number(asked)
    if number is None:
        return None
    stated = [claim for claim in registered or counted if claim.count and claim.count.figure == number]
    return sampled(stated[:1], asked.case.case, generator) if registered and stated else np.full(DRAWS, number)


def _baseline_number(asked: _Asked) -> float | None:
    obligations = asked.case.case.agreement.obligations
    given = [item.baseline for item in obligations if item.force == asked.force.id and item.baseline]
    figures = {claim.count.figure for claim in asked.claims if claim.force_id == asked.force.id and claim.count}
    return max((number for number in given if number in figures), default=None)


def _unaccounted(asked: _Asked) -> Answer:
    declared = _baseline_number(asked)
    totals = points(asked.case.case, asked.claims, (asked.force.id,))
    totals = [point for point in totals if point.day <= asked.day + KNOWN_LATER]
    if declared is None or not totals:
        return Answer()
    return Answer(*unaccounted(declared, totals, asked.claims, asked.case.measures, asked.force.id))


def _named(asked: _Asked) -> Answer:
    """A quantity of its own: what the last claims that name it by the day say."""
    said = [
        claim
        for claim in asked.claims
        if asked.case.measures.get(claim.label) == asked.measure
        and claim.count
        and folded(asked.force.name.en).startswith(folded(claim.force_text))
    ]
    by_day = [claim for claim in said if (claim.as_of.last or claim.known_on) <= asked.day] or said
    if not by_day:
        return Answer()
    last = max(claim.as_of.last or claim.known_on for claim in by_day)
    now = [claim for claim in by_day if (last - (claim.as_of.last or claim.known_on)).days <= SAME_DAYS]
    return _quantiles(sampled(now, asked.case.case, np.random.default_rng(asked.case.case.seed)))


def _quantiles(draws: NDArray[np.float64]) -> Answer:
    return Answer(*(float(np.quantile(draws, end)) for end in ENDS))
