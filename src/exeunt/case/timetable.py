"""The format of `timetable.yaml`, for people who fill it in; a case may do without the file.

Days are numbers from D-day (`start`) or dates. Shares are numbers between 0 and 1, or fractions such as "1/20".
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
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


def _numbers(most: int) -> WithJsonSchema:
    """What an editor checks: a number up to `most`, or a text such as "1/20" or "0.05"."""
    text = {"type": "string", "pattern": r"^\d+(\.\d+|/[1-9]\d*)?$"}
    return WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": most}, text]})


_WHEN = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}]}
Number = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0, le=10**9), _numbers(10**9)]
Part = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0, le=1), _numbers(1)]
When = Annotated[int | date, BeforeValidator(_when), WithJsonSchema(_WHEN)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Some = Annotated[int, Field(ge=1, le=1_000_000)]


class SideEntry(Entry):
    """A side, with the strength that stays (local forces), where a ratio of strength is to be measured."""

    id: Id = Field(description="Id of the side; that of the case where there is one.")
    name: NameEntry = Field(description="What it is called.")
    local_strength: Number | None = Field(
        default=None, description="Strength of the local forces that stay, in units of capability; for the ratio (B5)."
    )


class ContingentEntry(Entry):
    """What leaves from one site in equal batches. Equipment names the contingent that guards it."""

    id: Id = Field(description="Id of the contingent.")
    name: NameEntry = Field(description="What it is called.")
    force: Id | None = Field(
        default=None, description="The case's force it is part of; that of its own id unless given."
    )
    side: Id = Field(description="Id of the side it fights for.")
    sponsor: Id = Field(description="Id of who sends, pays or directs it.")
    site: Id = Field(description="Id of the place it leaves from.")
    batches: Some = Field(description="Into how many equal batches it is divided; a batch moves together.")
    heads: Count = Field(default=0, description="Persons of one batch; 0 for equipment.")
    load: Annotated[int | None, Field(ge=1)] = Field(
        default=None, description="Places that a batch takes at an exit; its persons unless given."
    )
    weight: Number = Field(default=Fraction(1), description="Capability of one person, or of one place of equipment.")
    weight_low: Number | None = Field(default=None, description="The least weight that a side argues for.")
    weight_high: Number | None = Field(default=None, description="The largest weight that a side argues for.")
    weapons: Count = Field(default=0, description="Weapons that go with one batch.")
    heavy: Count = Field(default=0, description="Heavy pieces that go with one batch.")
    contact: bool = Field(default=False, description="Whether it stands on the line of contact (R7).")
    threat: bool = Field(default=False, description="Whether it is disarmed before transit (R8).")
    equipment_of: Id | None = Field(
        default=None, description="For equipment: the contingent whose persons guard it (R10)."
    )


class StretchEntry(Entry):
    """Days from first to last, both included."""

    first: When = Field(description="The first day, as a number or a date.")
    last: When = Field(description="The last day, included.")


class ExitEntry(Entry):
    """A crossing through which they leave."""

    id: Id = Field(description="Id of the exit; that of the case's site where there is one.")
    name: NameEntry = Field(description="What it is called.")
    capacity: Count = Field(description="Places a day: persons, or their equivalent for equipment (R2).")
    closed: list[StretchEntry] = Field(default=[], description="Days on which nobody can leave through it.")
    post_teams: Count = Field(default=0, description="Monitor teams that must stay here and accompany nobody (R4).")


class RouteEntry(Entry):
    """A way from a site to an exit."""

    site: Id = Field(description="Id of the site where it begins.")
    exit: Id = Field(description="Id of the exit where it ends.")
    days: Annotated[int, Field(ge=0, le=365)] = Field(
        description="Days of travel; 0: verified out on the day of departure."
    )
    through: Id | None = Field(default=None, description="The assembly point it passes.")


class TeamEntry(Entry):
    """From this day on so many monitor teams are available."""

    day: When = Field(description="The first day with so many teams.")
    teams: Count = Field(description="Monitor teams in all from this day on; nobody leaves before the first (R3).")


class PhaseEntry(Entry):
    """By the end of a day each side (or one) has between floor and ceiling of its strength out (R9)."""

    id: Id = Field(description="Id of the phase, by which a finding names it.")
    day: When = Field(description="Its last day.")
    floor: Part = Field(default=Fraction(0), description="At least this share is out by the end of the day.")
    ceiling: Part = Field(default=Fraction(1), description="At most this share is out by the end of the day.")
    side: Id | None = Field(default=None, description="The side it binds; left out: every side.")


class MilestoneEntry(Entry):
    """A linkage: a side has more than a share out only on days when another has reached its own (R9)."""

    side: Id = Field(description="The side that waits.")
    share: Part = Field(description="The share that it does not pass before.")
    needs_side: Id = Field(description="The side it waits for.")
    needs_share: Part = Field(description="The share that this side must have out.")


class WindowEntry(Entry):
    """Nobody is on the way on these days, from these sites or to these exits (R14)."""

    first: When = Field(description="The first day without movement.")
    last: When = Field(description="The last day without movement, included.")
    sites: list[Id] = Field(default=[], description="Only movements from these sites; left out: from any.")
    exits: list[Id] = Field(default=[], description="Only movements to these exits; left out: to any.")


class RulesEntry(Entry):
    """The demands R5 to R15; what is left out is not demanded."""

    share_gap: Part | None = Field(default=None, description="R5: largest difference of the sides' shares out.")
    outflow_share: Part | None = Field(
        default=None, description="R6: largest share of a side's persons out in any seven days."
    )
    contact_first: Literal["proportional", "strict"] | None = Field(
        default=None, description="R7: the rear leaves no sooner than the line of contact, in proportion or strictly."
    )
    contact_share: Part = Field(
        default=Fraction(1), description="R7 strict: share of the line of contact that is gone before the rear leaves."
    )
    disarm_batches: Annotated[int | None, Field(ge=0)] = Field(
        default=None, description="R8: batches that are a threat, of a side, in any seven days."
    )
    disarm_dwell: Annotated[int, Field(ge=0, le=365)] = Field(
        default=0, description="R8: days of monitoring before the first batch that is a threat leaves."
    )
    guard_share: Part | None = Field(
        default=None, description="R10: the last share of the persons, who stay until their equipment is out."
    )
    absolute_gap: Number | None = Field(
        default=None, description="R11: largest difference of strength present, or that of day 0 where it is larger."
    )
    lag_days: Count | None = Field(default=None, description="R12: days by which a side may reach a share later.")
    pause_days: Some | None = Field(default=None, description="R13: longest pause of a side between exits.")
    closeout_days: Count | None = Field(
        default=None, description="R15: days from the last departure to the close-out of the site."
    )


class TimetableFile(Entry):
    """timetable.yaml: who leaves, by which way, watched by whom, under which rules."""

    id: Id = Field(description="Id of the timetable; usually that of the case.")
    title: NameEntry = Field(description="Title of the timetable.")
    start: Day = Field(description="D-day, day 0, as YYYY-MM-DD.")
    deadline: When = Field(description="The last day for an exit, as a number from D-day or a date.")
    sides: Annotated[list[SideEntry], Field(min_length=1)] = Field(description="The sides whose forces leave.")
    contingents: Annotated[list[ContingentEntry], Field(min_length=1)] = Field(
        description="Who and what leaves, one entry a contingent and site."
    )
    exits: Annotated[list[ExitEntry], Field(min_length=1)] = Field(description="The crossings they leave through.")
    routes: Annotated[list[RouteEntry], Field(min_length=1)] = Field(description="The ways from sites to exits.")
    teams: Annotated[list[TeamEntry], Field(min_length=1)] = Field(description="Monitor teams by day.")
    rules: RulesEntry = Field(default=RulesEntry(), description="What is demanded of the timetable.")
    phases: list[PhaseEntry] = Field(default=[], description="Floors and ceilings at the end of phases (R9).")
    milestones: list[MilestoneEntry] = Field(default=[], description="Linkages of the sides' shares (R9).")
    windows: list[WindowEntry] = Field(default=[], description="Days without movement (R14).")
