"""Rows of the casebook to claims and obligations of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from exeunt.base.dates import UNKNOWN_SPAN, Precision, Span
from exeunt.base.problem import warning
from exeunt.claim.casebook.accounts import Baseline, Forces, Sites, Sources, number_of, places_of
from exeunt.claim.casebook.rules import has_word, is_share_unit, measure_of, rules
from exeunt.claim.cells import Cells, shown
from exeunt.claim.identity import identified
from exeunt.claim.wording import is_hedged, vague_count
from exeunt.model.actor import Name
from exeunt.model.agreement import AgreementEvent, EventKind, Obligation, ObligationKind
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count
from exeunt.model.force import Force

_STRETCH = re.compile(r"(\d{1,2} [A-Z][a-z]{2,8} \d{4}) (?:-|to|until) (\d{1,2} [A-Z][a-z]{2,8} \d{4})")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the rows of one case refer to. `last_day` is the day on which what has no date was surely known."""

    forces: Forces
    sites: Sites
    sources: Sources
    addresses: Mapping[str, Cells]
    actors: Mapping[str, str]
    last_day: date


def claim_of(row: Cells, parts: Parts) -> Claim | None:
    """The claim of a row; None where a date of it cannot be read."""
    address = parts.addresses.get(row.text("source_id"))
    published = row.span("published")
    if not published.is_known and address is not None:
        published = address.span("date")
    as_of = _days_spoken_of(row, published)
    if row.problems:
        return None
    # an archive that gives a month says nothing of the day: its middle is wrong by least. One that gives nothing, of a
    # claim about a day, leaves that day: it was said then or soon after
    known_on = (
        max(day for day in (published.middle, as_of.last, as_of.first) if day) if as_of.is_known else parts.last_day
    )
    if not published.is_known:
        slots = {"id": row.text("claim_id"), "day": known_on}
        row.problems.append(warning("claim.unknown_day", row.where, **slots))
    claim = _said(row, parts)
    return identified(
        replace(
            claim,
            as_of=as_of,
            known_on=known_on,
            known_precision=published.precision,
            url=address.text("url") if address else "",
        )
    )


def _said(row: Cells, parts: Parts) -> Claim:
    """What the row says and who says it, without its days."""
    note = row.text("note")
    measure = measure_of(row.text("measure"), note, number_of(row, "value") == 0)
    force = parts.forces.of(row.text("subject"), row.text("unit"))
    by, _, relayed = row.text("claimant").partition(" via ")
    return Claim(
        label=row.text("claim_id"),
        kind=measure.kind,
        stance=measure.stance,
        force_id=force.id,
        force_text=row.text("subject"),
        site_ids=parts.sites.ids(row),
        place_text="; ".join(places_of(row)),
        count=_count(row, force, parts.forces.baseline(force) if measure.is_share else None)
        if measure.kind is not Kind.NO_CHANGE
        else None,
        count_text=note,
        known_on=parts.last_day,
        source_id=parts.sources.id_of(row),
        source_text=by,
        relayed_by=relayed,
        note=f"{row.text('measure')}: {note}" if measure.kind is Kind.INDICATOR else note,
        where=row.where,
    )


def obligation_of(row: Cells, parts: Parts) -> Obligation | None:
    """The obligation of a row; None, with a warning, where our kinds have none like it or it lacks its number."""
    given = row.text("kind").casefold()
    name = rules()["obligations"].get(given, given)
    made = _obligation(row, ObligationKind(name), parts) if name in list(ObligationKind) else None
    if row.problems:
        return None
    if made is None or not _is_complete(made):
        slots = {"id": row.text("obligation_id"), "kind": shown(given) or "-"}
        row.problems.append(warning("claim.casebook_unsupported_obligation", row.where, **slots))
        return None
    return made


def _obligation(row: Cells, kind: ObligationKind, parts: Parts) -> Obligation:
    quantity = number_of(row, "quantity")
    is_share = "fraction" in row.text("kind").casefold() or is_share_unit(row.text("unit"))
    force = parts.forces.bound(row)
    due = row.span("due_date").last
    baseline = parts.forces.baseline(force, due)
    return Obligation(
        id=row.text("obligation_id"),
        kind=kind,
        title=Name(row.text("text") or row.text("obligation_id"), ""),
        clause=row.text("obligation_id"),
        actors=(parts.actors[row.text("actor")],) if row.text("actor") in parts.actors else (),
        force=force.id,
        sites=parts.sites.ids(row),
        quantity=None if is_share else quantity,
        share=_as_share(quantity) if is_share else None,
        baseline=baseline.number,
        baseline_day=baseline.day,
        deadline=due,
        line=row.where.line,
    )


def events_of(row: Cells, obligations: Sequence[Obligation], parts: Parts) -> tuple[AgreementEvent, ...]:
    """The event of a row that says that a step was put off: it holds what falls due of that force in the quarter."""
    rule = rules()["deferral"]
    day = row.span("as_of").last
    if day is None or not re.fullmatch(rule["pattern"], row.text("measure"), re.IGNORECASE):
        return ()
    force = parts.forces.of(row.text("subject"), row.text("unit")).id
    held = [
        item.id
        for item in obligations
        if item.force == force and item.deadline and 0 <= (item.deadline - day).days <= rule["days"]
    ]
    if not held:
        return ()
    by_bound = row.text("claimant_role").casefold() in ("party", "sponsor")
    agreed = not by_bound and has_word(row.text("note"), rule["agreed"])
    said, name = Name(row.text("note") or row.text("measure"), ""), row.text("claim_id")
    return (
        AgreementEvent(
            id=name, kind=EventKind.SUSPENSION, day=day, known_on=day, obligations=tuple(held), agreed=agreed, says=said
        ),
    )


def _is_complete(obligation: Obligation) -> bool:
    """Whether it has what its kind is judged by: sites, needs, or a number that is not negative."""
    if obligation.kind is ObligationKind.VACATE_SITE:
        return bool(obligation.sites)
    if obligation.kind is ObligationKind.PRECONDITION:
        return bool(obligation.needs)
    if obligation.kind in (ObligationKind.START_BY, ObligationKind.NO_REINFORCEMENT):
        return True
    amount = obligation.share if obligation.quantity is None else obligation.quantity
    return amount is not None and amount >= 0


def _as_share(number: float | None) -> float | None:
    """A share from 0 to 1, also where it is written in per cent; None where it is neither."""
    if number is None or not 0 <= number <= 100:
        return None
    return number if number <= 1 else number / 100


def _count(row: Cells, force: Force, baseline: Baseline | None) -> Count | None:
    """The count of low, value and high; a share of a declared baseline is turned into a number of its unit."""
    low, best, high = (number_of(row, column) for column in ("low", "value", "high"))
    note = row.text("note")
    given = [number for number in (low, best, high) if number is not None]
    if not given:
        return vague_count(note, force.unit)
    if min(given) < 0 or given != sorted(given):
        return None  # a fall, said as a negative change, is no count; the words are kept
    unit = row.text("unit") if is_share_unit(row.text("unit")) else force.unit
    factor = 1.0
    if baseline is not None and baseline.number is not None and unit != force.unit:
        factor, unit = baseline.number, force.unit
    low, best, high = (None if number is None else number * factor for number in (low, best, high))
    is_about = best is not None and (factor != 1 or is_hedged(note, best))
    return Count(_bound(low, best, high, is_about), low, best, high, unit, note)


def _bound(low: float | None, best: float | None, high: float | None, is_about: bool) -> Bound:
    if low is not None and high is not None:
        return Bound.RANGE
    if low is not None or high is not None:
        return Bound.AT_LEAST if low is not None else Bound.AT_MOST
    return Bound.ABOUT if is_about and best is not None else Bound.EXACT


def _days_spoken_of(row: Cells, published: Span) -> Span:
    """The days of as_of, or the stretch that the note of a flow gives; with neither, up to the day of publication."""
    as_of = row.span("as_of")
    stretch = _STRETCH.search(row.text("note"))
    if stretch and row.text("measure").endswith("_between"):
        first, last = _day(stretch[1]), _day(stretch[2])
        if first and last and first <= last:
            return Span(first, last, Precision.DAY)
    if as_of.is_known:
        return as_of
    return Span(None, published.last, Precision.APPROX) if published.last else UNKNOWN_SPAN


def _day(text: str) -> date | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
