"""Forces on a screen: one row an estimate, with what it was on the first day and how it moved since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.model.estimate import Estimate, EstimatePoint
from exeunt.report.days import day_in_words
from exeunt.report.evidence import point_at, series_id
from exeunt.report.number import about_point, between, interval_of, median_alone, percent, rounded
from exeunt.report.words import name_of, names


@dataclass(frozen=True, slots=True)
class ForceRow:
    """One estimate. `trend` compares the day assessed with the baseline day: an obligation's, else the first day.

    Numbers are texts that are already rounded to what their interval supports.
    """

    series: str
    name: str
    site: str
    day: date | None
    median: str
    interval: str
    none_left: str
    last_observed: date | None
    origins: int
    trend: str


def forces(assessment: Assessment, language: str = "en") -> tuple[ForceRow, ...]:
    """Rows in the order of the estimates."""
    return tuple(_row(estimate, assessment, language) for estimate in assessment.estimates)


def baseline_point(estimate: Estimate, assessment: Assessment) -> EstimatePoint | None:
    """The estimate on the earliest baseline day of the force's obligations, else on its first day."""
    days = [
        duty.baseline_day
        for duty in assessment.case.agreement.obligations
        if duty.force == estimate.force and duty.baseline_day
    ]
    if not days:
        return estimate.points[0] if estimate.points else None
    past = [point for point in estimate.points if point.day <= min(days)]
    return past[-1] if past else None


def _row(estimate: Estimate, assessment: Assessment, language: str) -> ForceRow:
    known = names(assessment.case, language)
    now = point_at(estimate, assessment)
    median = interval = none_left = ""
    if now:
        ninety = interval_of(now, 0.9)
        median = median_alone(now, language)
        interval = between(*rounded(now.median, ninety.low, ninety.high)[1:], language)
        none_left = percent(now.none_left, language)
    return ForceRow(
        series=series_id(estimate),
        name=name_of(estimate.force, known),
        site=name_of(estimate.site, known),
        day=now.day if now else None,
        median=median,
        interval=interval,
        none_left=none_left,
        last_observed=estimate.last_observed,
        origins=estimate.origins,
        trend=_trend(baseline_point(estimate, assessment), now, language),
    )


def _trend(before: EstimatePoint | None, now: EstimatePoint | None, language: str) -> str:
    """Fell or rose only where the 90 % intervals do not overlap: else it cannot be told from no change."""
    if before is None or now is None or before.day >= now.day:
        return ""
    then, here = interval_of(before, 0.9), interval_of(now, 0.9)
    direction = "fell" if here.high < then.low else "rose" if here.low > then.high else "unclear"
    facts = {"day": day_in_words(before.day, language), "number": about_point(before, language)}
    return say(f"view.trend_{direction}", facts, language)
