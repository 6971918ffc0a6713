"""Checked entries to the values of the model, with every reference looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from exeunt.base.problem import Problem, problem, warning
from exeunt.case import schema
from exeunt.case.classes import definition, phase
from exeunt.case.dates import d_day, with_days
from exeunt.case.files import Files
from exeunt.case.forces import without_cycles
from exeunt.case.obligations import event, obligation, without_deadline
from exeunt.case.references import References, id_of, unique
from exeunt.case.shape import Placed
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Account, Agreement, AgreementEvent, Clause, Obligation, Text
from exeunt.model.case import PublicationPolicy
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source

E = TypeVar("E", bound=schema.Entry)
M = TypeVar("M")

# every list of the format, with the key that holds its words in two languages
NAMED = {
    "parties": "name",
    "sides": "name",
    "sponsors": "name",
    "texts": "name",
    "clauses": "says",
    "definitions": "term",
    "phases": "name",
    "obligations": "title",
    "events": "says",
    "forces": "name",
    "sites": "name",
    "sources": "name",
}


STRICTEST = PublicationPolicy(delay_days=36500, finest_place="host")


class Builder:
    """The entries of one case folder with one id each, and the references between them."""

    def __init__(self, files: Files) -> None:
        self.problems: list[Problem] = []
        self.lists = {key: unique(files.lists.get(key, []), self.problems) for key in NAMED}
        ids = {key: [id_of(entry) for entry in entries] for key, entries in self.lists.items()}
        sites = self.entries("sites", schema.SiteEntry)
        self.references = References(
            {
                "actor": [*ids["parties"], *ids["sides"], *ids["sponsors"]],
                "side": ids["sides"],
                "sponsor": ids["sponsors"],
                "text": ids["texts"],
                "clause": ids["clauses"],
                "definition": ids["definitions"],
                "phase": ids["phases"],
                "obligation": ids["obligations"],
                "force": ids["forces"],
                "site": ids["sites"],
                "region": [entry.value.id for entry in sites if entry.value.kind is SiteKind.REGION],
                "source": ids["sources"],
            },
            files.left_out,
            self.problems,
        )
        self._warn_of_missing_arabic()

    def agreement(self) -> Agreement:
        """Everything that binds the parties."""
        obligations, events = self._obligations_and_events()
        agreement = Agreement(
            parties=self._each("parties", schema.ActorEntry, _actor),
            sides=self._each("sides", schema.ActorEntry, _actor),
            sponsors=self._each("sponsors", schema.ActorEntry, _actor),
            texts=self._each("texts", schema.TextEntry, _text),
            clauses=self._each("clauses", schema.ClauseEntry, self._clause),
            obligations=obligations,
            events=events,
            definitions=self._each(
                "definitions", schema.DefinitionEntry, lambda entry: definition(entry, self.references, self.problems)
            ),
            phases=self._each("phases", schema.PhaseEntry, lambda entry: phase(entry, self.references)),
            d_day=d_day(self.entries("texts", schema.TextEntry), self.problems),
        )
        placed = self._placed()
        made = with_days(agreement, placed, self.problems)
        self.problems += without_deadline(made.obligations, placed)
        return made

    def _placed(self) -> dict[str, Placed[schema.Entry]]:
        """The entries whose days may be told by other days, by id."""
        return {id_of(entry): entry for key in ("texts", "phases", "obligations") for entry in self.lists[key]}

    def _obligations_and_events(self) -> tuple[tuple[Obligation, ...], tuple[AgreementEvent, ...]]:
        """Both, naming only obligations that were kept: one that lacks what its kind needs has its problem already."""
        made = self._each(
            "obligations", schema.ObligationEntry, lambda entry: obligation(entry, self.references, self.problems)
        )
        kept = {item.id for item in made}
        obligations = tuple(
            replace(
                item,
                before=tuple(name for name in item.before if name in kept),
                reciprocal=tuple(name for name in item.reciprocal if name in kept),
            )
            for item in made
        )
        events = self._each("events", schema.EventEntry, lambda entry: event(entry, self.references, self.problems))
        shortened = [
            (item, replace(item, obligations=tuple(name for name in item.obligations if name in kept)))
            for item in events
        ]
        # an event that named obligations and lost all of them must not come to touch every one
        return obligations, tuple(new for old, new in shortened if new.obligations or not old.obligations)

    def forces(self) -> tuple[Force, ...]:
        """Forces, with no total that contains itself."""
        entries = self.entries("forces", schema.ForceEntry)
        return without_cycles([self._force(entry) for entry in entries], entries, self.problems)

    def sites(self) -> tuple[Site, ...]:
        """Sites."""
        return self._each("sites", schema.SiteEntry, self._site)

    def sources(self) -> tuple[Source, ...]:
        """Sources."""
        return self._each("sources", schema.SourceEntry, self._source)

    def entries(self, key: str, model: type[E]) -> list[Placed[E]]:
        """The entries of one list, with the type that the format gives them."""
        return [Placed(entry.value, entry.node) for entry in self.lists[key] if isinstance(entry.value, model)]

    def _each(self, key: str, model: type[E], make: Callable[[Placed[E]], M | None]) -> tuple[M, ...]:
        return tuple(made for entry in self.entries(key, model) if (made := make(entry)) is not None)

    def _warn_of_missing_arabic(self) -> None:
        for key, attribute in NAMED.items():
            for entry in self.lists[key]:
                if not getattr(entry.value, attribute).ar:
                    self.problems.append(warning("case.no_arabic", entry.where(attribute), id=id_of(entry)))

    def _clause(self, entry: Placed[schema.ClauseEntry]) -> Clause:
        clause = entry.value
        text = self.references.one(entry, "text", "text") or ""
        accounts = tuple(Account(name_of(other.says), other.url) for other in clause.accounts)
        return Clause(clause.id, text, clause.reference, name_of(clause.says), accounts, clause.reference_ar)

    def _force(self, entry: Placed[schema.ForceEntry]) -> Force:
        force = entry.value
        return Force(
            id=force.id,
            name=name_of(force.name),
            kind=force.kind,
            side=self.references.one(entry, "side", "side"),
            sponsor=self.references.one(entry, "sponsor", "sponsor"),
            members=self.references.many(entry, "members", "force"),
            unit=force.unit,
        )

    def _site(self, entry: Placed[schema.SiteEntry]) -> Site:
        site = entry.value
        self._check_coordinates(entry)
        return Site(
            id=site.id,
            name=name_of(site.name),
            kind=site.kind,
            latitude=site.latitude,
            longitude=site.longitude,
            source=site.source,
            side=self.references.one(entry, "side", "side"),
            region=self.references.one(entry, "region", "region"),
        )

    def _check_coordinates(self, entry: Placed[schema.SiteEntry]) -> None:
        site = entry.value
        is_area = site.kind in (SiteKind.REGION, SiteKind.HOST)
        for key in ("latitude", "longitude"):
            # a coordinate that was written but is out of range has its own problem already
            if not is_area and getattr(site, key) is None and not entry.was_given(key):
                self.problems.append(problem("case.no_coordinates", entry.where("id"), id=site.id, key=key))

    def _source(self, entry: Placed[schema.SourceEntry]) -> Source:
        source = entry.value
        return Source(
            id=source.id,
            name=name_of(source.name),
            source_class=source.source_class,
            reliability=source.reliability,
            reason=source.reason,
            side=self.references.one(entry, "side", "side"),
            sealed=source.sealed,
        )


def name_of(entry: schema.NameEntry) -> Name:
    """A name of the model."""
    return Name(entry.en, entry.ar, tuple(entry.aliases))


def policy_of(case: Placed[schema.CaseFile]) -> PublicationPolicy:
    """The publication policy. Where part of it is wrong nothing is published: a slip must not open what was closed."""
    given = case.value.publication
    node = case.node.at("publication")
    misspelt = [key for key in case.node.keys if case.node.at(key) is None]
    is_faulty = node is None and bool(misspelt)
    if node is not None:
        is_faulty = any(node.at(key) is None for key in node.keys)
    return STRICTEST if is_faulty else PublicationPolicy(given.delay_days, given.finest_place)


def _actor(entry: Placed[schema.ActorEntry]) -> Actor:
    return Actor(entry.value.id, name_of(entry.value.name))


def _text(entry: Placed[schema.TextEntry]) -> Text:
    return Text(entry.value.id, name_of(entry.value.name), entry.value.signed, entry.value.url)
