"""A small invented case and short ways to write its claims."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exeunt.base.dates import one_day
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, Obligation, ObligationKind, Text
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

D_DAY = date(2030, 3, 1)
DAYS = tuple(D_DAY + timedelta(days=30 * step) for step in range(-2, 13))


def name(text: str) -> Name:
    return Name(text, "")


def source(letter: str, source_class: SourceClass = SourceClass.MEDIA) -> Source:
    return Source(f"source-{letter.lower()}", name(letter), source_class, letter, "invented")


OBLIGATIONS = (
    Obligation(
        id="all-out",
        kind=ObligationKind.REMAINING_AT_MOST,
        title=name("all out"),
        clause="c1",
        force="hawks",
        quantity=300,
        deadline=date(2030, 9, 1),
        baseline_day=D_DAY,
    ),
    Obligation(
        id="leave-base",
        kind=ObligationKind.VACATE_SITE,
        title=name("leave"),
        clause="c1",
        force="hawks",
        sites=("base",),
    ),
)

CASE = Case(
    id="invented",
    title=name("invented"),
    host=name("Host"),
    first_day=date(2029, 1, 1),
    last_day=date(2031, 12, 31),
    agreement=Agreement((), (), (), (Text("t", name("text"), D_DAY, ""),), (), OBLIGATIONS),
    forces=(
        Force("hawks", name("Hawks"), "mercenary", side="north"),
        Force("doves", name("Doves"), "mercenary", side="south"),
        Force("all", name("All"), "foreign force", members=("hawks", "doves")),
        Force("tanks", name("Tanks"), "vehicles", side="north", unit="vehicles"),
    ),
    sites=(
        Site("base", name("Base"), SiteKind.AIR_BASE, 1.0, 1.0, "invented", side="north", region="east"),
        Site("camp", name("Camp"), SiteKind.CAMP, 1.0, 2.0, "invented", side="north", region="east"),
        Site("east", name("East"), SiteKind.REGION, None, None, "invented", side="north"),
        Site("coast", name("Coast"), SiteKind.REGION, None, None, "invented", side="north", region="east"),
        Site("host", name("Host"), SiteKind.HOST, None, None, "invented"),
    ),
    sources=(*(source(letter) for letter in "ABCDEF"), Source("un", name("UN"), SourceClass.MONITOR, "A", "invented")),
)


def claim(kind: Kind = Kind.STOCK, count: Count | float | None = None, day: date = D_DAY, **fields: Any) -> Claim:
    """A claim about the Hawks by the source graded B on a day, known on that day."""
    number = exactly(count) if isinstance(count, int | float) else count
    given: dict[str, Any] = {"force_id": "hawks", "source_id": "source-b", "as_of": one_day(day), "known_on": day}
    return Claim(kind=kind, count=number, **{**given, **fields})


def at_least(number: float) -> Count:
    return Count(Bound.AT_LEAST, low=number)


def at_most(number: float) -> Count:
    return Count(Bound.AT_MOST, high=number)
