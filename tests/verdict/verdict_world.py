"""An invented host for tests of verdicts, and situations in it read from YAML.

Stocks are described as people describe them: `none`, `unknown`, `25000 +- 1000`, `none (80%) or 40`. A description
holds until the next day that has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from exeunt.base.dates import Span
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import (
    Agreement,
    AgreementEvent,
    Clause,
    EventKind,
    Exemption,
    Obligation,
    ObligationKind,
    Text,
)
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.estimate import ClaimUse
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

SCENARIOS = Path(__file__).parent / "scenarios"
GRID: Floats = np.concatenate([[0.0], np.geomspace(1, 250_000, 500)])
DRAWS = 2000
SIGNED = date(2030, 1, 1)


def named(text: str) -> Name:
    return Name(text, f"{text} بالعربية")


SOURCES = (
    Source("mission", named("Mission"), SourceClass.MONITOR, "A", "counts at the exits"),
    Source("panel", named("Panel"), SourceClass.MONITOR, "B", "works from documents"),
    Source("wire", named("Wire"), SourceClass.MEDIA, "B", "own correspondents"),
    Source("relief", named("Relief"), SourceClass.NGO, "B", "staff in three towns"),
    Source("informer", named("Informer"), SourceClass.LOCAL, "C", "known", sealed=True),
    Source("friend", named("Friend"), SourceClass.THIRD_STATE, "B", "asked for the first step"),
    Source("rumour", named("Rumour"), SourceClass.ANONYMOUS, "F", "nobody knows"),
    Source("government", named("Government"), SourceClass.PARTY, "C", "bound by the agreement", side="blue"),
    Source("blue-radio", named("Blue Radio"), SourceClass.MEDIA, "D", "voice of one side", side="blue"),
    Source("front", named("Front"), SourceClass.ARMED_GROUP, "C", "bound by the agreement", side="red"),
    Source("northland", named("Northland"), SourceClass.SPONSOR, "C", "sends the guests"),
)
FORCES = (
    Force("guests", named("Guests"), "foreign force", side="blue", sponsor="northland"),
    Force("riders", named("Riders"), "mercenary", side="red", sponsor="southland"),
    Force("auxiliaries", named("Auxiliaries"), "foreign force", side="blue", sponsor="northland"),
    Force("rifles", named("Rifles"), "weapons", side="red", unit="weapons"),
    Force("all-foreign", named("All"), "foreign force", members=("guests", "riders")),
)
SITES = (
    Site("airfield", named("Airfield"), SiteKind.AIR_BASE, 1.0, 1.0, "invented"),
    Site("harbour", named("Harbour"), SiteKind.PORT, 2.0, 2.0, "invented"),
)


def case_of(obligations: Sequence[Obligation], events: Sequence[AgreementEvent] = ()) -> Case:
    """A case of the invented host with these obligations."""
    agreement = Agreement(
        parties=(Actor("government", named("Government")), Actor("front", named("Front"))),
        sides=(Actor("blue", named("Blue")), Actor("red", named("Red"))),
        sponsors=(Actor("northland", named("Northland")), Actor("southland", named("Southland"))),
        texts=(Text("truce", named("Truce"), SIGNED, "https://example.org/truce"),),
        clauses=(Clause("truce-1", "truce", "Art. 1", named("They leave")),),
        obligations=tuple(obligations),
        events=tuple(events),
    )
    return Case(
        "invented", named("Invented"), named("Host"), SIGNED, date(2033, 12, 31), agreement, FORCES, SITES, SOURCES
    )


def obligation(kind: str, **fields: Any) -> Obligation:
    """An obligation under the only clause, binding the government unless other actors are given."""
    given = {"id": "promise", "actors": ("government",), **fields}
    if "exceptions" in given:
        given["exceptions"] = [exception(fields) for fields in given["exceptions"]]
    lists = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return Obligation(kind=ObligationKind(kind), title=named(str(given["id"])), clause="truce-1", **lists)


def exception(fields: Mapping[str, Any]) -> Exemption:
    """A named exception from its fields; lists become tuples."""
    given = {"id": "spared", "says": named("those spared"), **fields}
    return Exemption(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


def event(fields: Mapping[str, Any]) -> AgreementEvent:
    """An event of the agreement's life, known on its day unless another day is given."""
    given = {"id": fields["kind"], "known_on": fields["day"], "obligations": (), "says": named("its grounds"), **fields}
    return AgreementEvent(**{**given, "kind": EventKind(given["kind"]), "obligations": tuple(given["obligations"])})


def claim(fields: Mapping[str, Any]) -> Claim:
    """A claim: `said` by a source, of a `kind`, of a `count`, `on` a day or `from`-`to`, `known` later if need be."""
    last = fields.get("to") or fields["on"]
    number = count(fields.get("count"))
    if number and "unit" in fields:
        number = replace(number, unit=fields["unit"])
    identity = fields.get("id") or f"{fields['said']}-{fields['kind']}-{last}"
    return Claim(
        id=identity,
        kind=Kind(fields["kind"]),
        stance=Stance(fields.get("stance", "asserted")),
        force_id=fields.get("force", "guests"),
        site_ids=tuple(fields.get("sites", ())),
        count=number,
        as_of=Span(fields.get("from", last), last),
        known_on=fields.get("known", last),
        source_id=fields["said"],
        origin=fields.get("origin", identity),
    )


def count(text: Any) -> Count | None:
    """A count as people give it: 300, `about 300`, `at least 300`, `at most 300`, `300-400`."""
    if text is None:
        return None
    words = str(text)
    numbers = [float(number) for number in re.findall(r"\d+", words)]
    if words.startswith("at least"):
        return Count(Bound.AT_LEAST, low=numbers[0])
    if words.startswith("at most"):
        return Count(Bound.AT_MOST, high=numbers[0])
    if len(numbers) == 2:
        return Count(Bound.RANGE, low=numbers[0], high=numbers[1])
    return Count(Bound.ABOUT if words.startswith("about") else Bound.EXACT, best=numbers[0])


def posterior(levels: Mapping[date, str], force: str = "guests", site: str | None = None) -> Posterior:
    """A posterior that says of each day what its description says; days are drawn independently of one another."""
    rng = np.random.default_rng(7)
    days = sorted(levels)
    draws = np.stack([_described(levels[day], rng) for day in days], axis=1)
    marginal = np.stack([_histogram(draws[:, column]) for column in range(len(days))])
    prior = _histogram(_described("unknown", rng))
    uses = (ClaimUse("evidence-is-named-by-its-claims", "evidence", "test"),)
    return Posterior(force, site, tuple(days), GRID, marginal, draws, prior, uses)


def situation(path: Path) -> dict[str, Any]:
    """A scenario file as plain values."""
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def _described(words: str, rng: np.random.Generator) -> Floats:
    unknown = np.where(rng.random(DRAWS) < 0.35, 0.0, rng.lognormal(np.log(400), 1.9, DRAWS))
    if words == "unknown":
        return unknown
    if words == "none":
        return np.zeros(DRAWS)
    mixed = re.fullmatch(r"none \((\d+)%\) or (.+)", words)
    if mixed:
        gone = rng.permutation(DRAWS) < DRAWS * int(mixed[1]) / 100
        return np.where(gone, 0.0, _described(mixed[2], rng))
    middle, _, spread = words.partition(" +- ")
    return np.maximum(rng.normal(float(middle), float(spread or 0), DRAWS).round(), 1.0)


def _histogram(draws: Floats) -> Floats:
    edges = np.concatenate([[-1.0, 0.5], np.sqrt(GRID[1:-1] * GRID[2:]), [np.inf]])
    counts, _ = np.histogram(draws, edges)
    return counts / counts.sum()
