"""The rows of a report about strength: each estimate with its charts, numbers, prior and claims, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from exeunt.model.count import PERSONS
from exeunt.model.estimate import Estimate, EstimatePoint
from exeunt.report.chart import NARROW, WIDE, chart, deadline_marks, scale_note
from exeunt.report.days import day_in_words
from exeunt.report.evidence import ROLES, Evidence, point_at, series_id
from exeunt.report.inert import anchor
from exeunt.report.number import about_point, between, interval_of, median_alone, percent, rounded
from exeunt.report.situation import Link, claim_links
from exeunt.report.words import free_word, label, name_of, names, word

FEW_DAYS = 16


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A letter on the chart, its day, and the obligations due then."""

    letter: str
    day: str
    obligations: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """The estimate on one day."""

    day: str
    median: str
    intervals: tuple[str, ...]
    none_left: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """The claims that play one role in an estimate."""

    role: str
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """One estimate: a force, or a force at a site."""

    anchor: str
    name: str
    site: str
    kind: str
    side: str
    sponsor: str
    members: str
    unit: str
    day: str
    now: str
    prior: str
    none_left: str
    last_observed: str
    origins: int
    wide: Markup
    narrow: Markup
    scale_note: str
    marks: tuple[MarkRow, ...]
    points: tuple[PointRow, ...]
    days: int
    uses: tuple[UseRow, ...]


def strength_rows(evidence: Evidence, language: str) -> tuple[StrengthRow, ...]:
    """One row an estimate: totals first, then forces in the order of the case, each followed by its sites."""
    case = evidence.assessment.case
    order = {force.id: index for index, force in enumerate(case.forces)}

    def place(estimate: Estimate) -> tuple[bool, int, str]:
        force = case.force_by_id.get(estimate.force)
        return not (force and force.is_total), order.get(estimate.force, len(order)), estimate.site or ""

    return tuple(_strength(item, evidence, language) for item in sorted(evidence.assessment.estimates, key=place))


def _strength(estimate: Estimate, evidence: Evidence, language: str) -> StrengthRow:
    assessment = evidence.assessment
    known = names(assessment.case, language)
    force = assessment.case.force_by_id.get(estimate.force)
    now = point_at(estimate, assessment)
    comma = label("comma", language)
    unknown = label("no_estimate", language)
    return StrengthRow(
        anchor=anchor("force", series_id(estimate)),
        name=name_of(estimate.force, known),
        site=name_of(estimate.site, known),
        kind=free_word("force_kind", force.kind, language) if force else "",
        side=name_of(force.side, known) if force else "",
        sponsor=name_of(force.sponsor, known) if force else "",
        members=comma.join(name_of(member, known) for member in force.members) if force else "",
        unit=free_word("unit", force.unit if force else PERSONS, language),
        day=day_in_words(now.day if now else assessment.as_of, language),
        now=about_point(now, language) if now else unknown,
        prior=about_point(estimate.prior, language),
        none_left=percent(now.none_left, language) if now else unknown,
        last_observed=day_in_words(estimate.last_observed, language)
        if estimate.last_observed
        else label("never_observed", language),
        origins=estimate.origins,
        # `chart` escapes every text that it places
        wide=Markup(chart(estimate, evidence, language, size=WIDE)),  # noqa: S704
        narrow=Markup(chart(estimate, evidence, language, size=NARROW)),  # noqa: S704
        scale_note=scale_note(estimate, evidence, language),
        marks=_marks(estimate, evidence, language),
        points=tuple(_point(point, language) for point in shown_points(estimate, evidence)),
        days=len(estimate.points),
        uses=_uses(estimate, evidence, language),
    )


def _marks(estimate: Estimate, evidence: Evidence, language: str) -> tuple[MarkRow, ...]:
    known = names(evidence.assessment.case, language)
    return tuple(
        MarkRow(
            mark.letter,
            day_in_words(mark.day, language),
            tuple(Link(name_of(duty, known), anchor("obligation", duty)) for duty in mark.obligations),
        )
        for mark in deadline_marks(estimate, evidence, language)
    )


def shown_points(estimate: Estimate, evidence: Evidence) -> tuple[EstimatePoint, ...]:
    """The days a page lists: all where they are few, else the ends, the day assessed, deadlines and ends of years.

    The table of estimates that is published beside the page has every day.
    """
    points = estimate.points
    if len(points) <= FEW_DAYS:
        return points
    now = point_at(estimate, evidence.assessment)
    wanted = {points[0].day, points[-1].day, *(mark.day for mark in deadline_marks(estimate, evidence, "en"))}
    wanted |= {now.day} if now else set()
    wanted |= {point.day for point, after in pairwise(points) if point.day.year != after.day.year}
    return tuple(point for point in points if point.day in wanted)


def _point(point: EstimatePoint, language: str) -> PointRow:
    intervals = []
    for level in (0.5, 0.9):
        interval = interval_of(point, level)
        intervals.append(between(*rounded(point.median, interval.low, interval.high)[1:], language))
    return PointRow(
        day_in_words(point.day, language),
        median_alone(point, language),
        tuple(intervals),
        percent(point.none_left, language),
    )


def _uses(estimate: Estimate, evidence: Evidence, language: str) -> tuple[UseRow, ...]:
    found = ((role, evidence.used_as(estimate, role)) for role in ROLES)
    return tuple(UseRow(word("role", role, language), claim_links(claims)) for role, claims in found if claims)
