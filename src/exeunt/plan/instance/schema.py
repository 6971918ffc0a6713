"""The format of `timetable.yaml`, for people who fill it in: one pydantic model, read with the checks of the case.

Days are numbers from D-day (`start`) or dates. Shares are numbers between 0 and 1, or fractions such as "1/20".
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from exeunt.case.schema import Day, Entry, Id, NameEntry


def _fraction(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "not a number")
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise PydanticCustomError("float_type", "not a number") from None


def _when(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("bad_date", "not a day") from None


_SCHEMA = {"type": ["number", "string"]}
Number = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0, le=10**9, json_schema_extra=_SCHEMA)]
Part = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0, le=1, json_schema_extra=_SCHEMA)]
When = Annotated[int | date, BeforeValidator(_when)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Some = Annotated[int, Field(ge=1, le=1_000_000)]


class SideEntry(Entry):
    """A side, with the strength that stays (local forces), where a ratio of strength is to be measured."""

    id: Id
    name: NameEntry
    local_strength: Number | None = None


class ContingentEntry(Entry):
    """What leaves from one site in equal batches. Equipment names the contingent that guards it."""

    id: Id
    name: NameEntry
    side: Id
    sponsor: Id
    site: Id
    batches: Some
    heads: Count = 0
    load: Annotated[int | None, Field(ge=1, description="Places at an exit; persons unless given.")] = None
    weight: Annotated[Number, Field(description="Capability of one person (or place of equipment).")] = Fraction(1)
    weight_low: Number | None = None
    weight_high: Number | None = None
    weapons: Count = 0
    heavy: Count = 0
    contact: bool = False
    threat: bool = False
    equipment_of: Id | None = None


class StretchEntry(Entry):
    """Days from first to last, both included."""

    first: When
    last: When


class ExitEntry(Entry):
    """A crossing through which they leave."""

    id: Id
    name: NameEntry
    capacity: Annotated[Count, Field(description="Persons (or their equivalent) a day.")]
    closed: list[StretchEntry] = Field(default_factory=list)
    post_teams: Count = 0


class RouteEntry(Entry):
    """A way from a site to an exit."""

    site: Id
    exit: Id
    days: Annotated[int, Field(ge=0, le=365)]
    through: Annotated[Id | None, Field(description="The assembly point it passes.")] = None


class TeamEntry(Entry):
    """From this day on so many monitor teams are available."""

    day: When
    teams: Count


class PhaseEntry(Entry):
    """By the end of a day each side (or one) has between floor and ceiling of its strength out."""

    id: Id
    day: When
    floor: Part = Fraction(0)
    ceiling: Part = Fraction(1)
    side: Id | None = None


class MilestoneEntry(Entry):
    """A side has more than a share out only on days when another has reached its own."""

    side: Id
    share: Part
    needs_side: Id
    needs_share: Part


class WindowEntry(Entry):
    """Nobody is on the way on these days (from these sites, to these exits)."""

    first: When
    last: When
    sites: list[Id] = Field(default_factory=list)
    exits: list[Id] = Field(default_factory=list)


class RulesEntry(Entry):
    """The demands R5 to R15; what is left out is not demanded."""

    share_gap: Part | None = None
    outflow_share: Annotated[Part | None, Field(description="Of a side's persons, in any seven days.")] = None
    contact_first: Literal["proportional", "strict"] | None = None
    contact_share: Part = Fraction(1)
    disarm_batches: Annotated[int | None, Field(ge=0, description="Of a side, in any seven days.")] = None
    disarm_dwell: Annotated[int, Field(ge=0, le=365)] = 0
    guard_share: Part | None = None
    absolute_gap: Number | None = None
    lag_days: Count | None = None
    pause_days: Some | None = None
    closeout_days: Count | None = None


class TimetableFile(Entry):
    """A timetable's instance: who leaves, by which way, watched by whom, under which rules."""

    id: Id
    title: NameEntry
    start: Annotated[Day, Field(description="D-day, day 0.")]
    deadline: Annotated[When, Field(description="The last day for an exit.")]
    sides: Annotated[list[SideEntry], Field(min_length=1)]
    contingents: Annotated[list[ContingentEntry], Field(min_length=1)]
    exits: Annotated[list[ExitEntry], Field(min_length=1)]
    routes: Annotated[list[RouteEntry], Field(min_length=1)]
    teams: Annotated[list[TeamEntry], Field(min_length=1)]
    rules: RulesEntry = RulesEntry()
    phases: list[PhaseEntry] = Field(default_factory=list)
    milestones: list[MilestoneEntry] = Field(default_factory=list)
    windows: list[WindowEntry] = Field(default_factory=list)
