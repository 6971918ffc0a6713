"""A chart of one estimate as SVG text: strength over time, the claims behind it, and the deadlines.

Decisions:
- The time axis runs left to right in both languages; only the words in the drawing are Arabic. Both sides then see the
  very same picture and can point at the same place of it.
- Stocks are drawn on the counts' axis; arrivals, departures and pledges in a lane below it, because a movement of 200
  is not a presence of 200 and would be read as one.
- Two drawings are made, one for paper and desks and one for telephones, since one drawing cannot have legible letters
  at both widths; the page shows one of them.
- Colours are classes; the page's style sheet gives them for light, dark and print. Shape tells kinds apart without
  colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from statistics import median

from exeunt.base.dates import Precision
from exeunt.base.messages import say
from exeunt.model.claim import PLEDGES, Claim, Kind
from exeunt.model.count import Bound
from exeunt.model.estimate import Estimate
from exeunt.report.days import day_in_words, short_month
from exeunt.report.evidence import Evidence, holders, point_at, series_id
from exeunt.report.inert import anchor, inert
from exeunt.report.number import about_point, count_in_words, interval_of, thousands
from exeunt.report.scale import CountScale, DayScale, count_scale
from exeunt.report.words import label, name_of, names, word

STOCKS = frozenset({Kind.STOCK, Kind.BASELINE})
ARRIVALS = frozenset({Kind.ARRIVAL, Kind.PLAN_ARRIVAL})
DEPARTURES = frozenset({Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE})
BANDS = (0.95, 0.8, 0.5)
MOST_ROWS = 3
_ROW_HEIGHT = 16
_LANE = 40


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing's size in its own units, which are pixels where it is shown unscaled."""

    name: str
    width: int
    height: int
    left: int
    ticks: int


WIDE = Size("wide", 960, 380, 62, 12)
NARROW = Size("narrow", 340, 320, 48, 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A deadline on the chart: a letter at the head of a vertical line, and what the letter stands for."""

    letter: str
    day: date
    obligations: tuple[str, ...]


@dataclass(frozen=True)
class _Drawing:
    estimate: Estimate
    evidence: Evidence
    language: str
    size: Size
    days: DayScale
    counts: CountScale


def deadline_marks(estimate: Estimate, evidence: Evidence, language: str) -> tuple[Mark, ...]:
    """Deadlines that bind the force or a total it belongs to, inside the chart's days, one letter a day."""
    case = evidence.assessment.case
    if not estimate.points:
        return ()
    bound = holders(estimate.force, case)
    by_day: dict[date, list[str]] = {}
    for duty in case.agreement.obligations:
        on_axis = duty.deadline and estimate.points[0].day <= duty.deadline <= estimate.points[-1].day
        if duty.force in bound and duty.deadline and on_axis:
            by_day.setdefault(duty.deadline, []).append(duty.id)
    letters = label("letters", language).split()
    days = sorted(by_day)
    # beyond the alphabet a number serves as well
    return tuple(
        Mark(letters[index] if index < len(letters) else str(index + 1), day, tuple(by_day[day]))
        for index, day in enumerate(days)
    )


def chart(estimate: Estimate, evidence: Evidence, language: str, *, size: Size = WIDE) -> str:
    """The SVG element; an empty text where there are fewer than two days to draw between."""
    if len(estimate.points) < 2:
        return ""
    drawing = _layout(estimate, evidence, language, size)
    ident = anchor(f"chart-{size.name}", series_id(estimate))
    parts = [
        f'<svg class="chart {size.name}" viewBox="0 0 {size.width} {size.height}" role="group" direction="ltr" '
        f'aria-labelledby="{ident}-title" aria-describedby="{ident}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{ident}-title">{_text(_title(drawing))}</title>',
        f'<desc id="{ident}-desc">{_text(_description(drawing))}</desc>',
        *_grid(drawing),
        *_bands(drawing),
        *_deadlines(drawing),
        *_claims(drawing),
        "</svg>",
    ]
    return "\n".join(parts)


def drawn_claims(estimate: Estimate, evidence: Evidence) -> tuple[Claim, ...]:
    """Claims that the chart shows: those of the very force (and site), with a day, and a number in the force's unit."""
    force = evidence.assessment.case.force_by_id.get(estimate.force)
    first, last = estimate.points[0].day, estimate.points[-1].day
    return tuple(
        claim
        for claim in evidence.assessment.claims
        if claim.force_id == estimate.force
        and (estimate.site is None or estimate.site in claim.site_ids)
        and claim.kind in STOCKS | ARRIVALS | DEPARTURES
        and claim.count is not None
        and (force is None or claim.count.unit == force.unit)
        and (claim.as_of.is_known or claim.known_precision is not Precision.UNKNOWN)
        and first <= _day_of(claim) <= last
    )


def scale_note(estimate: Estimate, evidence: Evidence, language: str) -> str:
    """What the vertical axis does, in words."""
    if len(estimate.points) < 2:
        return ""
    scale = _layout(estimate, evidence, language, WIDE).counts
    if scale.knee is None:
        return label("axis_linear", language)
    return say("report.axis_symlog", {"knee": thousands(scale.knee)}, language)


def _layout(estimate: Estimate, evidence: Evidence, language: str, size: Size) -> _Drawing:
    stocks = [claim.count for claim in drawn_claims(estimate, evidence) if claim.kind in STOCKS and claim.count]
    values = [interval_of(point, 0.95).high for point in estimate.points] + [count.figure for count in stocks]
    values += [count.high for count in stocks if count.high is not None]
    days = DayScale(estimate.points[0].day, estimate.points[-1].day, size.left, size.width - 14)
    marks = deadline_marks(estimate, evidence, language)
    rows = max(_rows(marks, days), default=-1) + 1
    counts = count_scale(
        values,
        median(point.median for point in estimate.points),
        bottom=size.height - 28 - _LANE,
        ceiling=8 + rows * _ROW_HEIGHT,
    )
    return _Drawing(estimate, evidence, language, size, days, counts)


def _rows(marks: Iterable[Mark], days: DayScale) -> list[int]:
    """For each deadline the row of its letter: the first in which it does not touch the one before it."""
    ends = [-100.0] * MOST_ROWS
    rows: list[int] = []
    for mark in marks:
        x = days.at(mark.day)
        row = next((index for index, end in enumerate(ends) if x - end >= 17), MOST_ROWS - 1)
        ends[row] = x
        rows.append(row)
    return rows


def _title(drawing: _Drawing) -> str:
    known = names(drawing.evidence.assessment.case, drawing.language)
    force = name_of(drawing.estimate.force, known)
    if drawing.estimate.site:
        return f"{force} – {name_of(drawing.estimate.site, known)}"
    return force


def _description(drawing: _Drawing) -> str:
    points, language = drawing.estimate.points, drawing.language
    last = point_at(drawing.estimate, drawing.evidence.assessment) or points[-1]
    facts = {
        "first": day_in_words(points[0].day, language),
        "last": day_in_words(points[-1].day, language),
        "day": day_in_words(last.day, language),
        "number": about_point(last, language),
        "count": len(drawn_claims(drawing.estimate, drawing.evidence)),
    }
    return say("report.chart_desc", facts, language)


def _grid(drawing: _Drawing) -> Iterable[str]:
    size, days, counts = drawing.size, drawing.days, drawing.counts
    for tick in counts.ticks():
        y = counts.at(tick)
        yield f'<line class="grid" x1="{size.left}" y1="{y}" x2="{days.right}" y2="{y}"/>'
        yield f'<text class="tick" x="{size.left - 6}" y="{y + 4}" text-anchor="end">{thousands(tick)}</text>'
    lane = counts.bottom + _LANE
    width = days.right - size.left
    yield f'<rect class="lane" x="{size.left}" y="{counts.bottom + 4}" width="{width}" height="{_LANE - 4}"/>'
    ticks = days.ticks(size.ticks)
    only_years = all(day.month == 1 for day in ticks)
    for day in ticks:
        x = days.at(day)
        text = str(day.year) if only_years else short_month(day, drawing.language)
        # near an edge the middle of a label would leave the drawing
        side = "start" if x - size.left < 20 else "end" if days.right - x < 26 else "middle"
        yield f'<line class="grid" x1="{x}" y1="{lane}" x2="{x}" y2="{lane + 5}"/>'
        yield f'<text class="tick" x="{x}" y="{lane + 19}" text-anchor="{side}">{_text(text)}</text>'


def _bands(drawing: _Drawing) -> Iterable[str]:
    points, days, counts = drawing.estimate.points, drawing.days, drawing.counts
    for level in BANDS:
        places = [(days.at(point.day), interval_of(point, level)) for point in points]
        upper = _line([(x, counts.at(item.high)) for x, item in places])
        lower = _line([(x, counts.at(item.low)) for x, item in places])
        yield f'<polygon class="band band{level * 100:.0f}" points="{" ".join([*upper, *reversed(lower)])}"/>'
    # over the bands, or a band that reaches none would hide where none is
    zero = counts.at(0)
    yield f'<line class="zero" x1="{days.left}" y1="{zero}" x2="{days.right}" y2="{zero}"/>'
    line = " ".join(_line([(days.at(point.day), counts.at(point.median)) for point in points]))
    yield f'<polyline class="median" points="{line}"/>'


def _line(places: list[tuple[float, float]]) -> list[str]:
    """The places as text, without those inside a level stretch: they would draw the same line."""
    kept = [
        place
        for index, place in enumerate(places)
        if index in (0, len(places) - 1) or not places[index - 1][1] == place[1] == places[index + 1][1]
    ]
    return [f"{x:g},{y:g}" for x, y in kept]


def _deadlines(drawing: _Drawing) -> Iterable[str]:
    days, counts, language = drawing.days, drawing.counts, drawing.language
    assessment = drawing.evidence.assessment
    lane = counts.bottom + _LANE
    if days.covers(assessment.as_of):
        x = days.at(assessment.as_of)
        yield f'<line class="today" x1="{x}" y1="{counts.ceiling}" x2="{x}" y2="{lane}"/>'
    marks = deadline_marks(drawing.estimate, drawing.evidence, language)
    for mark, row in zip(marks, _rows(marks, days), strict=True):
        x = days.at(mark.day)
        y = 9 + row * _ROW_HEIGHT
        titles = "; ".join(name_of(ident, names(assessment.case, language)) for ident in mark.obligations)
        tip = f"{mark.letter}: {day_in_words(mark.day, language)} – {titles}"
        yield f'<a href="#{anchor("obligation", mark.obligations[0])}" tabindex="-1" class="deadline">'
        yield f"<title>{_text(tip)}</title>"
        yield f'<line x1="{x}" y1="{y + 7}" x2="{x}" y2="{lane}"/><circle cx="{x}" cy="{y}" r="7.5"/>'
        yield f'<text x="{x}" y="{y + 4}" text-anchor="middle">{_text(mark.letter)}</text></a>'


def _claims(drawing: _Drawing) -> Iterable[str]:
    echoes, uses = drawing.evidence.echo_of, drawing.evidence.use_of
    claims = drawn_claims(drawing.estimate, drawing.evidence)

    def is_echo(claim: Claim) -> bool:
        return claim.id in echoes or (claim.id in uses and uses[claim.id].role == "echo")

    # echoes first, so that they lie under what they repeat
    for claim in sorted(claims, key=lambda claim: not is_echo(claim)):
        style = (
            f"claim {shape_of(claim)}{' pledge' if claim.kind in PLEDGES else ''}{' echo' if is_echo(claim) else ''}"
        )
        # Not a stop of the tab key: every claim is linked again in the lists under the chart.
        yield f'<a href="#{anchor("claim", claim.id)}" tabindex="-1" class="{style}">'
        yield f"<title>{_text(_tip(claim, drawing))}</title>{_glyph(claim, drawing)}</a>"


def shape_of(claim: Claim) -> str:
    """Which glyph stands for a claim."""
    if claim.kind in ARRIVALS:
        return "arrival"
    if claim.kind in DEPARTURES:
        return "departure"
    bound = claim.count.bound if claim.count else Bound.EXACT
    return {Bound.AT_LEAST: "least", Bound.AT_MOST: "most"}.get(bound, "stock")


def _glyph(claim: Claim, drawing: _Drawing) -> str:
    x = drawing.days.at(_day_of(claim))
    bottom = drawing.counts.bottom
    shape = shape_of(claim)
    if shape == "arrival":
        return triangle(x, bottom + 14, up=True)
    if shape == "departure":
        return triangle(x, bottom + 31, up=False)
    if claim.count is None:
        return ""
    y = drawing.counts.at(claim.count.figure)
    if shape in ("least", "most"):
        return arrow(x, y, up=shape == "least")
    bar = ""
    if claim.count.low is not None and claim.count.high is not None:
        ends = drawing.counts.at(claim.count.low), drawing.counts.at(claim.count.high)
        bar = f'<line x1="{x}" y1="{ends[0]}" x2="{x}" y2="{ends[1]}"/>'
    return f'{bar}<circle cx="{x}" cy="{y}" r="4"/>'


def triangle(x: float, y: float, *, up: bool) -> str:
    """A triangle around a point; it stands on its base where it points up."""
    tip, base = (y - 5, y + 4) if up else (y + 5, y - 4)
    return f'<path d="M{x:g} {tip:g}L{x + 5:g} {base:g}L{x - 5:g} {base:g}Z"/>'


def arrow(x: float, y: float, *, up: bool) -> str:
    """A bar at the bound with an arrow to the side where the number may lie."""
    sign = -1 if up else 1
    head = y + sign * 12
    return (
        f'<path d="M{x - 5:g} {y:g}H{x + 5:g}M{x:g} {y:g}V{head:g}'
        f'M{x - 3.5:g} {head - sign * 4:g}L{x:g} {head:g}L{x + 3.5:g} {head - sign * 4:g}"/>'
    )


def _tip(claim: Claim, drawing: _Drawing) -> str:
    language = drawing.language
    known = names(drawing.evidence.assessment.case, language)
    number = count_in_words(claim.count, language) if claim.count else ""
    source = name_of(claim.source_id, known) or claim.source_text
    day = day_in_words(_day_of(claim), language)
    return " · ".join(part for part in (claim.name, word("kind", claim.kind, language), number, day, source) if part)


def _day_of(claim: Claim) -> date:
    return claim.as_of.middle or claim.known_on


def _text(text: str) -> str:
    return escape(inert(text))
