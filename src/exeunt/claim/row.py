"""One row of a table to a claim, and a claim that came from no table to the cells of a row."""

from __future__ import annotations

from exeunt.base.problem import Severity
from exeunt.claim.cells import Cells, day_said, days_spoken_of
from exeunt.claim.resolve import Resolver
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.model.count import PERSONS

COLUMNS = (
    "claim_id", "claim_date", "date_precision", "refers_from", "refers_to", "source_org", "source_class", "outlet",
    "host_side", "force", "sponsor", "place", "kind", "n_low", "n_best", "n_high", "quantity_text", "lineage", "note",
    "url",
)  # fmt: skip
OPTIONAL = ("stance", "unit", "credibility", "known_on")


def claim_of(cells: Cells, case: Case, names: Resolver) -> Claim | None:
    """The claim of a row, without its id and its cells; None where a cell is wrong."""
    for column in ("claim_id", "kind"):
        if not cells.text(column):
            cells.report("claim.missing_cell", column)
    kind = cells.word("kind", Kind, Kind.INDICATOR)
    force = names.forces.id_of(cells.text("force"))
    said, precision, said_days = day_said(cells, case.last_day)
    known_on = cells.span("known_on").last or said
    count = cells.count(cells.text("unit") or (case.force_by_id[force].unit if force else PERSONS))
    as_of = days_spoken_of(cells, said_days)
    stance = cells.word("stance", Stance, Stance.PLANNED if kind in PLEDGES else Stance.ASSERTED)
    credibility = cells.whole("credibility", 1, 6)
    if known_on is None or any(item.severity is Severity.ERROR for item in cells.problems):
        return None
    return Claim(
        label=cells.text("claim_id"),
        kind=kind,
        stance=stance,
        force_id=force,
        force_text=cells.text("force"),
        side=names.sides.id_of(cells.text("host_side")) or cells.text("host_side"),
        sponsor=names.sponsors.id_of(cells.text("sponsor")) or cells.text("sponsor"),
        site_ids=names.places(cells.text("place")).site_ids,
        place_text=cells.text("place"),
        count=count,
        count_text=cells.text("quantity_text"),
        as_of=as_of,
        known_on=known_on,
        known_precision=precision,
        source_id=names.sources.id_of(cells.text("source_org")),
        source_text=cells.text("source_org"),
        relayed_by=cells.text("outlet"),
        lineage=cells.text("lineage"),
        credibility=credibility,
        url=cells.text("url"),
        note=cells.text("note"),
        where=cells.where,
    )


def cells_of(claim: Claim) -> dict[str, str]:
    """The cells of a claim that came from no table."""
    count = claim.count
    numbers = (count.low, count.best, count.high) if count else (None, None, None)
    low, best, high = ("" if number is None else f"{number:.15g}" for number in numbers)
    cells = {
        "claim_id": claim.name,
        "claim_date": claim.known_on.isoformat(),
        "date_precision": claim.known_precision.value,
        "refers_from": claim.as_of.first.isoformat() if claim.as_of.first else "",
        "refers_to": claim.as_of.last.isoformat() if claim.as_of.last else "",
        "source_org": claim.source_text or claim.source_id or "",
        "outlet": claim.relayed_by,
        "host_side": claim.side,
        "force": claim.force_text or claim.force_id or "",
        "sponsor": claim.sponsor,
        "place": claim.place_text or "; ".join(claim.site_ids),
        "kind": claim.kind.value,
        "n_low": low,
        "n_best": best,
        "n_high": high,
        "quantity_text": claim.count_text or (count.words if count else ""),
        "lineage": claim.lineage,
        "note": claim.note,
        "url": claim.url,
    }
    more = {
        "stance": claim.stance.value,
        "unit": count.unit if count else "",
        "credibility": str(claim.credibility or ""),
    }
    return {column: cells.get(column, "") for column in COLUMNS} | more
