"""Answers to the casebook's questions: an interval for each checkpoint, a verdict for each obligation.

An answer about a day uses what was known up to 30 days after it. Nothing here reads how a case ended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from exeunt.base.text import folded
from exeunt.claim.casebook.read import CasebookCase
from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.ledger.origin import with_origins
from exeunt.model.actor import Name
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.force import Force
from exeunt.model.verdict import Verdict
from exeunt.verdict.judge import judge, question_days

KNOWN_LATER = timedelta(days=30)
ENDS = (0.05, 0.5, 0.95)

Row = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """The 90 % interval and the median of a measure; None where it cannot be given."""

    low: float | None = None
    median: float | None = None
    high: float | None = None


def known(case: CasebookCase, day: date) -> tuple[Claim, ...]:
    """The claims that could be read by 30 days after a day."""
    return with_origins([claim for claim in case.claims if claim.known_on <= day + KNOWN_LATER])


def answer(case: CasebookCase, question: Row) -> Answer:
    """The answer to one row of checkpoints.csv."""
    day = date.fromisoformat(question["as_of"])
    claims = known(case, day)
    force = _force(case.case, question)
    if force is None:
        return Answer()
    if question["measure"] == "unaccounted":
        return _unaccounted(case.case, claims, force)
    series = _series(case.case, claims, force, question["site"], day)
    return Answer() if series is None else _measured(series, case.case, force, question["measure"], day)


def verdicts(case: CasebookCase, days: Mapping[str, date]) -> dict[str, Verdict]:
    """The verdict on each obligation on its own day: that of its ending where one is dated, else the last claim's."""
    found = {}
    for obligation in case.case.agreement.obligations:
        as_of = days.get(obligation.id) or max(claim.known_on for claim in case.claims)
        claims = known(case, as_of)
        asked = question_days(case.case, as_of)
        posteriors = estimate(case.case, claims, days=asked, seed=case.case.seed)
        found.update({item.obligation: item for item in judge(case.case, claims, posteriors, as_of=as_of)
                      if item.obligation == obligation.id})  # fmt: skip
    return found


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
    found = estimate(asking, claims, days=sorted({_baseline_day(case, force, day), day}), seed=case.seed)
    return next((item for item in found if item.force == force.id and item.site == (site and site.id)), None)


def _baseline_day(case: Case, force: Force, day: date) -> date:
    days = [item.baseline_day for item in case.agreement.obligations if item.force == force.id and item.baseline_day]
    return min([*days, day]) if days else min(case.first_day, day)


def _measured(series: Posterior, case: Case, force: Force, measure: str, day: date) -> Answer:
    now = series.draws[:, series.position(day)]
    if measure == "present":
        return Answer(*(series.quantile(day, end) for end in ENDS))
    before = series.draws[:, series.position(_baseline_day(case, force, day))]
    gone = np.maximum(before - now, 0)
    if measure.endswith("_fraction") or measure == "process_complete":
        return _quantiles(gone / np.maximum(before, 1))
    return _quantiles(gone) if measure.endswith("_cum") else Answer()


def _unaccounted(case: Case, claims: Sequence[Claim], force: Force) -> Answer:
    """Declared less what was counted out (C10, C15): book arithmetic on the figures given, not an estimate."""
    baselines = [item.baseline for item in case.agreement.obligations if item.force == force.id and item.baseline]
    totals = [claim for claim in claims if claim.force_id == force.id and claim.count and _is_running_total(claim)]
    if not baselines or not totals:
        return Answer()
    gap = max(baselines) - max(claim.count.figure for claim in totals if claim.count)
    return Answer(gap, gap, gap)


def _is_running_total(claim: Claim) -> bool:
    return re.match(r"cumulative_departures", claim.kind.value) is not None


def _quantiles(draws: NDArray[np.float64]) -> Answer:
    return Answer(*(float(np.quantile(draws, end)) for end in ENDS))
