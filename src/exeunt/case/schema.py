"""The case format: one pydantic model for each YAML file, from which JSON Schemas for editors are made.

The models say what a file may contain; `build` turns them into the values of `model`. Descriptions are written for the
person who fills in the file: editors show them beside the key.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from exeunt.base.ids import is_slug
from exeunt.case.when import When
from exeunt.model.agreement import EventKind, ObligationKind
from exeunt.model.claim import Kind
from exeunt.model.count import PERSONS
from exeunt.model.place import SiteKind
from exeunt.model.source import SourceClass

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG_PATTERN = r"^[a-z0-9]+([-_.][a-z0-9]+)*$"


def _iso_day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # the 30th of February: said below as any other bad date
    raise PydanticCustomError("bad_date", "not a date")


def _slug(value: str) -> str:
    if not is_slug(value):
        raise PydanticCustomError("bad_slug", "not an id")
    return value


Day = Annotated[date, BeforeValidator(_iso_day), Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Id = Annotated[str, AfterValidator(_slug), Field(json_schema_extra={"pattern": _SLUG_PATTERN, "maxLength": 64})]
Words = Annotated[str, Field(max_length=2000)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=0, le=36500)]


class Entry(BaseModel):
    """What all parts of a file have in common: unknown keys are refused, values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class NameEntry(Entry):
    """What a thing is called, in English and Arabic, and its other spellings."""

    en: Annotated[Words, Field(min_length=1, description="Name or sentence in English.")]
    ar: Words = Field(default="", description="The same in Arabic; reports in Arabic show English where it is missing.")
    aliases: list[Words] = Field(
        default=[],
        description="Other spellings in any script, as claims may use them; case, accents and articles don't matter.",
    )


class ActorEntry(Entry):
    """A party (signed and is bound), a side (the camp a force fights for) or a sponsor (sends, pays or directs it)."""

    id: Id = Field(description="Id: lower-case letters, digits, single - _ or . between.")
    name: NameEntry = Field(description="What it is called.")


class PublicationEntry(Entry):
    """The limit of what is published."""

    delay_days: Days = Field(default=0, description="No claim younger than this many days is published.")
    finest_place: Literal["site", "region", "host"] = Field(
        default="site", description="No place finer than this is published."
    )


class CaseFile(Entry):
    """case.yaml: what the case is about and the time it covers."""

    id: Id = Field(description="Id of the case; usually the name of its folder.")
    title: NameEntry = Field(description="Title of the case.")
    host: NameEntry = Field(description="The state on whose territory the foreign forces stand.")
    first_day: Day = Field(description="First day that estimates cover, as YYYY-MM-DD.")
    last_day: Day = Field(description="Last day that estimates cover, as YYYY-MM-DD.")
    seed: int = Field(default=0, ge=0, le=2**63 - 1, description="Seed of every random draw: same seed, same report.")
    publication: PublicationEntry = Field(default=PublicationEntry(), description="What may be published, and when.")


class TextEntry(Entry):
    """A text that creates obligations."""

    id: Id = Field(description="Id of the text.")
    name: NameEntry = Field(description="Title of the text.")
    signed: Day = Field(description="Day of signature, as YYYY-MM-DD.")
    d_day: When | None = Field(
        default=None, description="D-day, from which D+30 counts: a day, or told by an event; one text gives it."
    )
    url: Words = Field(default="", description="Where the text can be read.")


class AccountEntry(Entry):
    """What somebody else says a clause demands, where that differs."""

    says: NameEntry = Field(description="The other account, and whose it is.")
    url: Words = Field(default="", description="Where it can be read.")


class ClauseEntry(Entry):
    """A clause of a text, in your own words."""

    id: Id = Field(description="Id of the clause.")
    text: Id = Field(description="Id of the text it stands in.")
    reference: Words = Field(description="Where in the text it stands, such as Art. II.")
    reference_ar: Words = Field(
        default="", description="The same in Arabic; where it is missing reports show the other."
    )
    says: NameEntry = Field(description="What it demands, in your own words.")
    accounts: list[AccountEntry] = Field(default=[], description="Other accounts of it that differ, with addresses.")


class ChangesEntry(Entry):
    """Fields of an obligation that differ: under another reading, or from the day of an amendment on."""

    actors: list[Id] | None = Field(default=None, description="Who is bound.")
    force: Id | None = Field(default=None, description="The force it speaks of.")
    sites: list[Id] | None = Field(default=None, description="The sites it speaks of.")
    quantity: Amount | None = Field(default=None, description="How many, in the force's unit of strength.")
    share: Share | None = Field(default=None, description="How much of the baseline, from 0 to 1.")
    baseline: Amount | None = Field(default=None, description="The declared baseline.")
    baseline_day: When | None = Field(default=None, description="The day of the baseline.")
    start: When | None = Field(default=None, description="First day from which it binds.")
    deadline: When | None = Field(default=None, description="Last day for it, inclusive,.")
    grace_days: Days | None = Field(default=None, description="Days of grace.")
    tolerance: Amount | None = Field(default=None, description="Difference that is accepted.")


class ReadingEntry(ChangesEntry):
    """One way to read a clause that is open to dispute: only what differs from the obligation it stands in."""

    id: Id = Field(description="Id of the reading; unique within its obligation.")
    says: NameEntry = Field(description="Who reads it so, and how, in one sentence.")
    url: Words = Field(default="", description="Where that can be read.")


class ExceptionEntry(Entry):
    """A named exception: whom it spares, how many, and its last day."""

    id: Id = Field(description="Id of the exception; unique within its obligation.")
    says: NameEntry = Field(description="Who is spared, in your own words.")
    quantity: Amount | None = Field(default=None, description="How many it spares, in the force's unit of strength.")
    force: Id | None = Field(default=None, description="Id of the force it spares, if it is a whole one.")
    sites: list[Id] = Field(default=[], description="Ids of the sites it spares, if it is about places.")
    until: When | None = Field(default=None, description="Last day on which it holds; a day, or as a deadline is told.")


class EvidenceEntry(Entry):
    """What the agreement itself asks for as proof of this obligation."""

    probability: Annotated[float, Field(gt=0.5, lt=1)] | None = Field(
        default=None, description="How probable a finding must be, above 0.5 and below 1."
    )
    sources: Annotated[int, Field(ge=1, le=20)] | None = Field(
        default=None, description="How many sources without an interest in it must say so."
    )
    verified_by: list[Id] = Field(default=[], description="Ids of the sources that the text charges with verifying it.")


class ClassReadingEntry(Entry):
    """One way to read the name of a class."""

    id: Id = Field(description="Id of the reading; unique within its definition.")
    says: NameEntry = Field(description="Who reads it so, and how, in one sentence.")
    url: Words = Field(default="", description="Where that can be read.")
    counts: list[Id] = Field(min_length=1, description="Ids of the forces that belong to the class under this reading.")


class DefinitionEntry(Entry):
    """A class as the texts name it, and how it is read: foreign forces, training crews."""

    id: Id = Field(description="Id of the class.")
    term: NameEntry = Field(description="The words of the text.")
    clause: Id | None = Field(
        default=None, description="Id of the clause that defines it; left out where none does, which is reported."
    )
    used_in: list[Id] = Field(default=[], description="Ids of the clauses that use it.")
    readings: list[ClassReadingEntry] = Field(default=[], description="How it is read, and whom each counts in.")


class PhaseEntry(Entry):
    """A stretch of the withdrawal with its own obligations."""

    id: Id = Field(description="Id of the phase.")
    name: NameEntry = Field(description="What it is called.")
    clause: Id | None = Field(default=None, description="Id of the clause that sets it.")
    start: When | None = Field(default=None, description="Its first day; left out where the text names none.")
    end: When | None = Field(default=None, description="Its last day, inclusive; left out where the text names none.")
    gates: list[Id] = Field(default=[], description="Ids of the obligations that must be met before it starts.")


class ObligationEntry(Entry):
    """What a party must do or not do, by when, within what tolerance, under which clause."""

    id: Id = Field(description="Id of the obligation.")
    kind: Annotated[ObligationKind, Field(strict=False)] = Field(description="What it demands.")
    title: NameEntry = Field(description="The obligation in one line.")
    clause: Id = Field(description="Id of the clause it follows from.")
    actors: list[Id] = Field(default=[], description="Ids of the parties, sides or sponsors that are bound.")
    force: Id | None = Field(default=None, description="Id of the force it speaks of; may be a total.")
    sites: list[Id] = Field(default=[], description="Ids of the sites it speaks of.")
    quantity: Amount | None = Field(default=None, description="How many, in the force's unit of strength.")
    share: Share | None = Field(
        default=None, description="How much of the baseline, from 0 to 1; of a balance: how far apart."
    )
    baseline: Amount | None = Field(default=None, description="The declared baseline; left out where it is estimated.")
    baseline_day: When | None = Field(default=None, description="The day whose stock is the baseline.")
    start: When | None = Field(
        default=None, description="First day from which it binds; left out: the start of its phase, else signature."
    )
    deadline: When | None = Field(
        default=None,
        description="Last day for it, inclusive: a day, D+30, 'within 90 days of ceasefire', 'before phase-3'.",
    )
    grace_days: Days = Field(default=0, description="Days after the deadline before a breach is found.")
    tolerance: Amount = Field(default=0, description="Difference that the agreement accepts, in the unit of strength.")
    replacements: Literal["allowed", "forbidden"] = Field(
        default="allowed",
        description="For no_reinforcement and freeze: whether others may come in for those who leave.",
    )
    needs: list[Annotated[Kind, Field(strict=False)]] = Field(
        default=[],
        description="Kinds of claim that show that a precondition holds or that a duty to declare is done, such as "
        "monitoring or baseline.",
    )
    before: list[Id] = Field(
        default=[], description="Ids of the obligations that may not start before this one is met."
    )
    requested_by: list[Id] = Field(
        default=[], description="Ids of sources with an interest in a met: their word alone verifies nothing."
    )
    phase: Id | None = Field(default=None, description="Id of the phase it belongs to; it takes its days from there.")
    definition: Id | None = Field(
        default=None, description="Id of the class it speaks of; each reading of the class is a reading of it."
    )
    counterpart: Id | None = Field(
        default=None, description="Id of the force of the other side that this one is measured against."
    )
    within_days: Days | None = Field(
        default=None,
        description="Days: how far apart two sides may be, how long a window is, how long ahead notice is.",
    )
    reciprocal: list[Id] = Field(
        default=[],
        description="Ids of the obligations that the other side keeps in return for this one.",
    )
    exceptions: list[ExceptionEntry] = Field(
        default=[], description="Who is spared, how many, and until when; say all three."
    )
    evidence: EvidenceEntry | None = Field(
        default=None, description="The proof that the text itself asks for; left out: the published standard."
    )
    readings: list[ReadingEntry] = Field(
        default=[], description="Rival readings of the clause, beside the one taken here; each is judged too."
    )


class EventEntry(Entry):
    """A dated event in the agreement's life that is not a breach of it."""

    id: Id = Field(description="Id of the event.")
    kind: Annotated[EventKind, Field(strict=False)] = Field(description="What happened.")
    day: Day = Field(description="The day it took effect.")
    known_on: Day | None = Field(default=None, description="The day it became known; left out: the day it took effect.")
    obligations: list[Id] = Field(default=[], description="Ids of the obligations it touches; left out: all of them.")
    new_deadline: Day | None = Field(default=None, description="The new deadline, for an extension.")
    instead: ChangesEntry | None = Field(
        default=None, description="For an amendment: the fields of the obligations that differ from that day on."
    )
    agreed: bool = Field(default=False, description="Whether both sides accepted it.")
    says: NameEntry = Field(description="What happened, in your own words.")
    url: Words = Field(default="", description="Where this can be read.")


class AgreementFile(Entry):
    """agreement.yaml: who is bound, by which texts, to do what, and what became of it."""

    parties: list[ActorEntry] = Field(default=[], description="Who signed and is bound.")
    sides: list[ActorEntry] = Field(default=[], description="The camps that forces fight for.")
    sponsors: list[ActorEntry] = Field(default=[], description="Who sends, pays or directs a foreign force.")
    texts: list[TextEntry] = Field(default=[], description="The texts that create obligations.")
    clauses: list[ClauseEntry] = Field(default=[], description="Their clauses, in your own words.")
    definitions: list[DefinitionEntry] = Field(
        default=[], description="The classes that texts name, and their readings."
    )
    phases: list[PhaseEntry] = Field(default=[], description="The stretches of the withdrawal, in their order.")
    obligations: list[ObligationEntry] = Field(default=[], description="What each clause obliges whom to do.")
    events: list[EventEntry] = Field(default=[], description="Suspensions, resumptions, extensions and the like.")


class ForceEntry(Entry):
    """A contingent, or a total over several forces where it has members."""

    id: Id = Field(description="Id of the force.")
    name: NameEntry = Field(description="What it is called.")
    kind: Words = Field(
        description="The label the agreement or a source uses: foreign force, mercenary, foreign fighter."
    )
    side: Id | None = Field(default=None, description="Id of the side it fights for.")
    sponsor: Id | None = Field(default=None, description="Id of its sponsor.")
    members: list[Id] = Field(default=[], description="For a total: ids of the forces it is the sum of.")
    unit: Words = Field(default=PERSONS, description="Unit of strength: persons, vehicles, aircraft.")


class ForcesFile(Entry):
    """forces.yaml: the accounts that are kept, and totals over them."""

    forces: list[ForceEntry] = Field(default=[], description="Forces, as the agreement or a source names them.")


class SiteEntry(Entry):
    """A place where a contingent may be."""

    id: Id = Field(description="Id of the site.")
    name: NameEntry = Field(description="What it is called.")
    kind: Annotated[SiteKind, Field(strict=False)] = Field(description="What sort of place it is.")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="Degrees north, WGS 84.")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="Degrees east, WGS 84.")
    side: Id | None = Field(default=None, description="Id of the side that holds it.")
    region: Id | None = Field(default=None, description="Id of the site of kind region that it lies in.")
    source: Words = Field(description="Where its position and name were found.")


class SitesFile(Entry):
    """sites.yaml: places where a contingent may be, with the source of their position."""

    sites: list[SiteEntry] = Field(
        default=[], description="Bases, towns, camps, crossings and the regions around them."
    )


class SourceEntry(Entry):
    """Who published or said something, and how far it is to be relied on."""

    id: Id = Field(description="Id of the source.")
    name: NameEntry = Field(description="What it is called; aliases as claims write it.")
    source_class: Annotated[SourceClass, Field(strict=False)] = Field(
        alias="class", description="The role it speaks in."
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        description="NATO grade: A completely reliable to E unreliable, F cannot be judged."
    )
    reason: Words = Field(description="Why it has that grade.")
    side: Id | None = Field(default=None, description="Id of the side it speaks for, if any.")
    sealed: bool = Field(default=False, description="A sealed source is never named in what is published.")


class SourcesFile(Entry):
    """sources.yaml: who reports, in what role, with what reliability and why."""

    sources: list[SourceEntry] = Field(
        default=[], description="Missions, parties, states, media and others who report."
    )


FILES: dict[str, type[Entry]] = {
    "case": CaseFile,
    "agreement": AgreementFile,
    "forces": ForcesFile,
    "sites": SitesFile,
    "sources": SourcesFile,
}
