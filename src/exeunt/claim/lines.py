"""Claims as plain values in the fields of the annotation guideline, one claim a line of JSON."""

from __future__ import annotations

from typing import Any

from exeunt.base.dates import Span
from exeunt.claim.offsets import Offsets
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import PERSONS, Bound, Count

_KINDS = {
    Kind.STOCK: "presence",
    Kind.BASELINE: "presence",
    Kind.NO_CHANGE: "presence",
    Kind.CANNOT_ESTIMATE: "presence",
    Kind.PLAN_ARRIVAL: "arrival",
    Kind.CUMULATIVE_ARRIVALS: "arrival",
    Kind.CUMULATIVE_DEPARTURES: "departure",
    Kind.RELOCATION: "departure",
    Kind.DENIAL: "departure",
    Kind.PLEDGE_DEPARTURE: "departure_planned",
    Kind.INDICATOR: "arms_supply",
    Kind.INTERDICTION: "monitoring",
    Kind.ACCESS_DENIED: "monitoring",
    Kind.RETURN_REFUSED: "departure_planned",
}


def kind_of_line(claim: Claim) -> str:
    """The guideline's name of a claim's kind."""
    return _KINDS.get(claim.kind, claim.kind.value)


def line(claim: Claim, *, name: str, number: int, offsets: Offsets, raw: str) -> dict[str, Any]:
    """One claim of file `name` as JSON values. Offsets count code points of the file as given, its header included."""
    passage = claim.passage
    start = offsets.raw_of(passage.start) if passage else 0
    end = offsets.raw_of(passage.end) if passage else 0
    low, high = _ends(claim.count)
    first, last = _days(claim.as_of)
    basis = dict(claim.basis)
    speaker = None if basis.get("source") == "default" else claim.source_text or None
    stance = Stance.PLANNED if claim.kind is Kind.PLAN_ARRIVAL and claim.stance is Stance.ASSERTED else claim.stance
    return {
        "doc": name,
        "id": number,
        "quote_start": start,
        "quote_end": end,
        "quote": raw[start:end],
        "kind": kind_of_line(claim),
        "force": claim.force_text or None,
        "side": claim.side or None,
        "sponsor": claim.sponsor or None,
        "place": claim.place_text or None,
        "quantity_text": claim.count_text or None,
        "low": low,
        "high": high,
        "unit": _unit(claim.count),
        "time_start": first,
        "time_end": last,
        "source": speaker,
        "source_resolved": speaker,
        "via": claim.relayed_by or None,
        "modality": stance.value,
        "confidence": claim.confidence,
        "basis": basis,
        "reason": claim.note,
    }


def _ends(count: Count | None) -> tuple[float | None, float | None]:
    if count is None:
        return None, None
    exact = count.best if count.bound is Bound.EXACT else None
    return _plain(count.low if count.low is not None else exact), _plain(
        count.high if count.high is not None else exact
    )


def _plain(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number


def _unit(count: Count | None) -> str | None:
    if count is None:
        return None
    return "people" if count.unit == PERSONS else count.unit


def _days(span: Span) -> tuple[str | None, str | None]:
    return span.first.isoformat() if span.first else None, span.last.isoformat() if span.last else None
