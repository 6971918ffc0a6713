"""The assessment as CSV tables, safe to open in a spreadsheet: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.model.estimate import LEVELS, EstimatePoint
from exeunt.report.document import DIGITS
from exeunt.report.evidence import Evidence
from exeunt.report.inert import safe_cell
from exeunt.report.number import interval_of
from exeunt.report.words import main_reason

Cell = str | int | float | None

VERDICT_COLUMNS = (
    "obligation", "title_en", "title_ar", "as_of", "deadline", "outcome", "probability", "kept", "qualifiers",
    "main_reason_en", "main_reason_ar", "claims",
)  # fmt: skip
ESTIMATE_COLUMNS = (
    "force", "site", "day", "median", *(f"{end}_{level * 100:.0f}" for level in LEVELS for end in ("low", "high")),
    "none_left",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id",
    "label",
    "kind",
    "stance",
    "force",
    "force_text",
    "sites",
    "place_text",
    "bound",
    "low",
    "best",
    "high",
    "unit",
    "count_text",
    "as_of_first",
    "as_of_last",
    "as_of_precision",
    "known_on",
    "source",
    "source_text",
    "relayed_by",
    "origin",
    "echo_of",
    "role",
    "credibility",
    "url",
    "quote",
    "note",
)


def verdicts_csv(assessment: Assessment) -> str:
    """One line a verdict."""
    case = assessment.case
    rows: list[Sequence[Cell]] = []
    for verdict in assessment.verdicts:
        duty = case.obligation_by_id.get(verdict.obligation)
        rows.append((
            verdict.obligation,
            duty.title.en if duty else "",
            duty.title.ar if duty else "",
            str(verdict.as_of),
            str(duty.deadline) if duty and duty.deadline else "",
            verdict.outcome.value,
            verdict.probability,
            verdict.kept,
            " ".join(item.value for item in verdict.qualifiers),
            main_reason(verdict, case, "en"),
            main_reason(verdict, case, "ar"),
            " ".join(verdict.claims),
        ))  # fmt: skip
    return _csv(VERDICT_COLUMNS, rows)


def estimates_csv(assessment: Assessment) -> str:
    """One line a day of an estimate; an empty site is the whole host."""
    rows = [
        (estimate.force, estimate.site or "", *_point(point))
        for estimate in assessment.estimates
        for point in estimate.points
    ]
    return _csv(ESTIMATE_COLUMNS, rows)


def claims_csv(assessment: Assessment) -> str:
    """One line a claim."""
    evidence = Evidence(assessment)
    return _csv(CLAIM_COLUMNS, (_claim(claim, evidence) for claim in assessment.claims))


def _point(point: EstimatePoint) -> tuple[Cell, ...]:
    intervals = (interval_of(point, level) for level in LEVELS)
    ends = (end for interval in intervals for end in (interval.low, interval.high))
    return (str(point.day), point.median, *ends, point.none_left)


def _claim(claim: Claim, evidence: Evidence) -> tuple[Cell, ...]:
    count, span = claim.count, claim.as_of
    echo = evidence.echo_of.get(claim.id)
    use = evidence.use_of.get(claim.id)
    return (
        claim.id,
        claim.label,
        claim.kind.value,
        claim.stance.value,
        claim.force_id,
        claim.force_text,
        " ".join(claim.site_ids),
        claim.place_text,
        *((count.bound.value, count.low, count.best, count.high, count.unit) if count else (None,) * 5),
        claim.count_text,
        str(span.first) if span.first else "",
        str(span.last) if span.last else "",
        span.precision.value,
        str(claim.known_on),
        claim.source_id,
        claim.source_text,
        claim.relayed_by,
        claim.origin,
        echo.id if echo else "",
        use.role if use else "",
        claim.credibility,
        claim.url,
        claim.passage.quote if claim.passage else "",
        claim.note,
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        near = round(cell, DIGITS)
        return str(int(near)) if near.is_integer() else str(near)
    return safe_cell(cell)
