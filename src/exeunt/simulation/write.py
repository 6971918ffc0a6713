"""A simulated world as a case folder: the files that people write, and beside them the truth that nobody else has.

JSON is YAML, so each entry is one line of it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date

from exeunt.claim.table import write_claims
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Obligation
from exeunt.model.case import Case
from exeunt.model.force import Force
from exeunt.model.place import Site
from exeunt.model.source import Source
from exeunt.simulation.cast import day_of
from exeunt.simulation.play import Staged

_PLAIN = ("quantity", "share", "baseline", "baseline_day", "start", "deadline", "force", "counterpart", "within_days")
_LISTS = ("actors", "sites", "needs", "requested_by")


def case_files(staged: Staged) -> dict[str, str]:
    """The text of every file of the case folder, by its path in it.

    `truth.csv` has the stock of each force at each place on the days it changed; `truth_obligations.csv` what was kept.
    """
    case = staged.case
    return {
        "case.yaml": _yaml(_head(case)),
        "agreement.yaml": _agreement(case),
        "forces.yaml": _list("forces", [_force(item) for item in case.forces]),
        "sites.yaml": _list("sites", [_site(item) for item in case.sites]),
        "sources.yaml": _list("sources", [_source(item) for item in case.sources]),
        "claims/all.csv": write_claims(staged.claims),
        "truth.csv": _truth(staged),
        "truth_obligations.csv": _kept(staged),
        "README.md": _readme(staged),
    }


def _head(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "title": _name(case.title),
        "host": _name(case.host),
        "first_day": case.first_day,
        "last_day": case.last_day,
        "seed": case.seed,
    }


def _agreement(case: Case) -> str:
    agreement = case.agreement
    texts: list[dict[str, object]] = [
        {"id": item.id, "name": _name(item.name), "signed": item.signed} for item in agreement.texts
    ]
    clauses: list[dict[str, object]] = [
        {"id": item.id, "text": item.text_id, "reference": item.reference, "says": _name(item.says)}
        for item in agreement.clauses
    ]
    lists: dict[str, list[dict[str, object]]] = {
        "parties": [_actor(item) for item in agreement.parties],
        "sides": [_actor(item) for item in agreement.sides],
        "sponsors": [_actor(item) for item in agreement.sponsors],
        "texts": texts,
        "clauses": clauses,
        "obligations": [_obligation(item) for item in agreement.obligations],
    }
    return "".join(_list(key, entries) for key, entries in lists.items())


def _obligation(item: Obligation) -> dict[str, object]:
    plain = {key: getattr(item, key) for key in _PLAIN if getattr(item, key) is not None}
    lists = {key: list(getattr(item, key)) for key in _LISTS if getattr(item, key)}
    more = {"grace_days": item.grace_days, "tolerance": item.tolerance}
    head = {"id": item.id, "kind": item.kind.value, "title": _name(item.title), "clause": item.clause}
    return {**head, **plain, **lists, **{key: value for key, value in more.items() if value}}


def _force(item: Force) -> dict[str, object]:
    known = {"side": item.side, "sponsor": item.sponsor, "members": list(item.members) or None, "unit": item.unit}
    return {"id": item.id, "name": _name(item.name), "kind": item.kind} | _given(known)


def _site(item: Site) -> dict[str, object]:
    known = {"latitude": item.latitude, "longitude": item.longitude, "side": item.side, "source": item.source}
    return {"id": item.id, "name": _name(item.name), "kind": item.kind.value} | _given(known)


def _source(item: Source) -> dict[str, object]:
    known = {"reliability": item.reliability, "reason": item.reason, "side": item.side}
    return {"id": item.id, "name": _name(item.name), "class": item.source_class.value} | _given(known)


def _actor(item: Actor) -> dict[str, object]:
    return {"id": item.id, "name": _name(item.name)}


def _name(name: Name) -> dict[str, object]:
    return {"en": name.en, "ar": name.ar}


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}


def _list(key: str, entries: Iterable[Mapping[str, object]]) -> str:
    lines = [f"  - {_json(entry)}\n" for entry in entries]
    return f"{key}:\n{''.join(lines)}" if lines else f"{key}: []\n"


def _yaml(entry: Mapping[str, object]) -> str:
    return "".join(f"{key}: {_json(value)}\n" for key, value in entry.items())


def _json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_json(item)}" for key, item in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _truth(staged: Staged) -> str:
    """Stock by force, place and day, where it changed."""
    world, rows = staged.drawn.world, []
    places = sorted({(post.force, post.place) for event in world.events for move in event.moves
                     for post in (move.origin, move.target) if post})  # fmt: skip
    for force, place in places:
        stock, before = world.stock(force, place), -1
        for day, there in enumerate(stock.tolist()):
            if there != before:
                rows.append([force, place, day_of(day).isoformat(), there])
            before = there
    return _csv(("force", "place", "day", "persons"), rows)


def _kept(staged: Staged) -> str:
    rows = [[obligation, "kept" if kept else "broken"] for obligation, kept in staged.kept().items()]
    return _csv(("obligation", f"on_{staged.as_of.isoformat()}"), rows)


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return text.getvalue()


def _readme(staged: Staged) -> str:
    evasion = staged.drawn.world.evasion
    told = f"Evasion: {evasion.value} by {staged.drawn.world.evader}." if evasion else "Nobody evades."
    return (
        f"# {staged.case.title.en}\n\nEverything in this case is invented: `exeunt simulate` drew it. {told} "
        f"The truth is in `truth.csv` and `truth_obligations.csv`; asked on {staged.as_of.isoformat()}.\n"
    )
