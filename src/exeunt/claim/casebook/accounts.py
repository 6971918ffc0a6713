"""The forces, sites and sources of one case of the casebook, made from the words that its rows use for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.base.ids import content_id, slug_of
from exeunt.base.text import folded
from exeunt.claim.casebook.rules import Unit, has_word, is_area, is_everyone, measure_of, rules, unit_of
from exeunt.claim.cells import Cells
from exeunt.model.actor import Name
from exeunt.model.claim import Kind
from exeunt.model.count import PERSONS
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

_PARTS = " + "
# a share is a share of what these kinds count
_COUNTING = (Kind.CUMULATIVE_DEPARTURES, Kind.BASELINE, Kind.STOCK)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The stock from which reductions are measured, on a day; `number` is None where nobody declared one."""

    day: date | None
    number: float | None


class Forces:
    """One account for each subject and unit: units of strength are never mixed, and a part is not the whole."""

    def __init__(self, claims: Sequence[Cells], obligations: Sequence[Cells], actors: Mapping[str, str]) -> None:
        self._actors = actors
        self._subjects = list(dict.fromkeys(row.text("subject") for row in claims if row.text("subject")))
        self._units = {subject: _usual_unit(subject, claims) for subject in self._subjects}
        self._made: dict[str, Force] = {}
        for row in claims:
            self.of(row.text("subject"), row.text("unit"))
        for row in obligations:
            self.bound(row)
        self._baselines = {force: _baseline(rows) for force, rows in self._rows(claims).items()}

    def of(self, subject: str, unit_text: str) -> Force:
        """The account of a subject in a unit; where no unit is given, in the one its other claims use."""
        return self._account(subject, unit_of(unit_text) or self._units.get(subject) or Unit("", PERSONS))

    def bound(self, row: Cells) -> Force:
        """The account an obligation speaks of: its actor's or, where all are bound, that of all that its unit names."""
        actor, unit_text = row.text("actor"), row.text("unit")
        if not is_everyone(actor):
            return self.of(actor, unit_text)
        words = set(folded(unit_text).split())
        everybody = [
            subject
            for subject in self._subjects
            if subject.casefold().startswith("all ") and words <= set(folded(subject).split())
        ]
        return self.of(everybody[0] if everybody else f"all {unit_text}".strip(), unit_text)

    def baseline(self, force: Force, before: date | None = None) -> Baseline:
        """The baseline of an account. A day that is not before the one given is no day to measure from."""
        found = self._baselines.get(force.id, Baseline(None, None))
        is_late = before is not None and found.day is not None and found.day >= before
        return Baseline(None, found.number) if is_late else found

    def all(self) -> tuple[Force, ...]:
        """Every account; one named as the sum of others, or that is their sum by definition, has them as members."""
        return tuple(
            Force(force.id, force.name, force.kind, None, force.sponsor, self._members(force), force.unit)
            for force in self._made.values()
        )

    def _account(self, subject: str, unit: Unit) -> Force:
        name = f"{subject} {unit.part}".strip() if unit.part not in subject.casefold() else subject
        key = folded(name)
        if key not in self._made:
            taken = {force.id for force in self._made.values()}
            sponsor = self._actors.get(subject)
            self._made[key] = Force(
                _id(name, taken), Name(name, ""), unit.part or "foreign force", None, sponsor, (), unit.unit
            )
        return self._made[key]

    def _members(self, force: Force) -> tuple[str, ...]:
        names = force.name.en.split(_PARTS) if _PARTS in force.name.en else []
        for total, parts in rules()["totals"].items():
            if force.name.en.endswith(f" {total}"):
                names = [f"{force.name.en.removesuffix(f' {total}')} {part}" for part in parts]
        found = [self._made.get(folded(name)) for name in names]
        # a sum of which one part has no account says nothing of the others
        return tuple(member.id for member in found if member) if all(found) else ()

    def _rows(self, claims: Sequence[Cells]) -> dict[str, list[Cells]]:
        rows: dict[str, list[Cells]] = {}
        for row in claims:
            rows.setdefault(self.of(row.text("subject"), row.text("unit")).id, []).append(row)
        return rows


class Sites:
    """One site for each place that rows name. A place whose words all stand in an obligation's place is that place."""

    def __init__(self, claims: Sequence[Cells], obligations: Sequence[Cells]) -> None:
        self._sites: dict[str, Site] = {}
        self._places = [place for row in obligations for place in places_of(row)]
        for place in [*self._places, *(place for row in claims for place in places_of(row))]:
            self._add(place)

    def ids(self, row: Cells) -> tuple[str, ...]:
        """The ids of the places of a row."""
        return tuple(dict.fromkeys(self._sites[self._key(place)].id for place in places_of(row)))

    def all(self) -> tuple[Site, ...]:
        """Every site. The casebook gives no coordinates."""
        return tuple(self._sites.values())

    def _key(self, place: str) -> str:
        words = set(folded(place).split())
        wider = [other for other in self._places if len(words) > 1 and words <= set(folded(other).split())]
        return folded(wider[0] if wider else place)

    def _add(self, place: str) -> None:
        key = self._key(place)
        if key not in self._sites:
            taken = {site.id for site in self._sites.values()}
            kind = SiteKind.REGION if is_area(place) else SiteKind.TOWN
            self._sites[key] = Site(_id(place, taken), Name(place, ""), kind, None, None, "casebook")


class Sources:
    """One source for each claimant in a role, graded by the role."""

    def __init__(self, claims: Sequence[Cells]) -> None:
        self._sources: dict[tuple[str, str], Source] = {}
        for row in claims:
            claimant, role = row.text("claimant"), row.text("claimant_role").casefold()
            key = (folded(claimant), role)
            if key not in self._sources:
                grade = rules()["role"].get(role, rules()["role"]["other"])
                taken = {source.id for source in self._sources.values()}
                self._sources[key] = Source(
                    _id(claimant, taken),
                    Name(claimant, ""),
                    SourceClass(grade["class"]),
                    grade["reliability"],
                    grade["reason"],
                )

    def id_of(self, row: Cells) -> str:
        """The id of the source of a row."""
        return self._sources[folded(row.text("claimant")), row.text("claimant_role").casefold()].id

    def all(self) -> tuple[Source, ...]:
        """Every source."""
        return tuple(self._sources.values())


def places_of(row: Cells) -> list[str]:
    """The places of a row, apart by semicolons."""
    return [place.strip() for place in row.text("site").split(";") if folded(place)]


def number_of(row: Cells, column: str) -> float | None:
    """The number of a cell, which may be negative (a change); None where the cell has none."""
    text = row.text(column).replace("\u2212", "-")
    sign = -1 if text.startswith("-") else 1
    digits = text.removeprefix("-")
    is_number = digits.replace(".", "", 1).isdecimal() and digits.isascii() and len(digits) < 16
    return sign * float(digits) if is_number else None


def _usual_unit(subject: str, claims: Iterable[Cells]) -> Unit:
    """The unit of most of a subject's claims; of those that count what left or what there was, where there are any."""
    units: list[tuple[Kind, Unit]] = []
    for row in claims:
        unit = unit_of(row.text("unit"))
        if unit is not None and row.text("subject") == subject:
            units.append((measure_of(row.text("measure"), "", False).kind, unit))
    for kind in _COUNTING:
        if counted := Counter(unit for found, unit in units if found is kind):
            return counted.most_common(1)[0][0]
    return units[0][1] if units else Unit("", PERSONS)


def _baseline(rows: Sequence[Cells]) -> Baseline:
    """A number declared as the baseline, the earliest; else the day of the earliest stock, with no number."""
    declared: list[tuple[date, float]] = []
    stocks: list[date] = []
    for row in rows:
        kind = measure_of(row.text("measure"), "", False).kind
        day = row.span("as_of").last
        number = number_of(row, "value")
        if day is None or number is None or kind not in (Kind.STOCK, Kind.BASELINE):
            continue
        stocks.append(day)
        if kind is Kind.BASELINE or has_word(row.text("note"), rules()["notes"]["baseline"]):
            declared.append((day, number))
    if declared:
        return Baseline(*min(declared))
    return Baseline(min(stocks, default=None), None)


def _id(name: str, taken: set[str]) -> str:
    """An id for a name that no other has."""
    slug = slug_of(name) or content_id("x", name.encode("utf-8", "replace"))
    place, made = 1, slug
    while made in taken:
        place += 1
        made = f"{slug}-{place}"
    return made
