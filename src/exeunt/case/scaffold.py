"""A new case from a few answers: commented files that load without an error, to be filled in.

The texts are in `skeleton/`. Nothing is invented for the user: clauses, obligations, sites, sources stand in comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from string import Template

from exeunt.base.ids import slug_of
from exeunt.base.text import folded
from exeunt.case.published import schema_files
from exeunt.case.schema import FILES

CLAIMS_HEADER = (
    "claim_id,claim_date,date_precision,refers_from,refers_to,source_org,source_class,outlet,host_side,force,sponsor,"
    "place,kind,n_low,n_best,n_high,quantity_text,lineage,note,url\r\n"
)
_MAX_NAME = 200
_WORDS = re.compile(r"[A-Za-z][A-Za-z -]*[A-Za-z]|[\u0621-\u064a][\u0621-\u064a ]*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in English and, where it is known, in Arabic."""

    en: str
    ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new case is made from. `signed` is the day the agreement was signed."""

    case_id: str
    title: Named
    host: Named
    sides: tuple[Named, ...]
    sponsors: tuple[Named, ...]
    first_day: date
    last_day: date
    agreement: Named
    signed: date


def scaffold(answers: Answers) -> dict[str, str]:
    """The files of a new case, by their path in its folder. Write them with `newline=""`, as they are."""
    case_id = slug_of(answers.case_id) or "case"
    sides, sponsors = _with_ids(answers.sides, "side"), _with_ids(answers.sponsors, "sponsor")
    contingents = [(f"{sponsor}-forces"[-64:].lstrip("-_."), name, sponsor) for sponsor, name in sponsors]
    slots = {
        "id": _quoted(case_id),
        "title": _name(answers.title, case_id),
        "host": _name(answers.host, "Host"),
        "first_day": min(answers.first_day, answers.last_day),
        "last_day": max(answers.first_day, answers.last_day),
        "seed": int(answers.signed.strftime("%Y%m%d")),
        "parties": _actors(sides),
        "sides": _actors(sides),
        "sponsors": _actors(sponsors),
        "text_id": _quoted(slug_of(answers.agreement.en) or "agreement"),
        "text_name": _name(answers.agreement, "Agreement"),
        "signed": answers.signed,
        "first_party": _quoted(sides[0][0]) if sides else "",
        "forces": "\n".join(_force(*contingent) for contingent in contingents),
        "members": ", ".join(_quoted(force) for force, _, _ in contingents),
    }
    made = {f"{name}.yaml": Template(_skeleton(name)).substitute(slots) for name in FILES}
    made |= {f".schemas/{name}": text for name, text in schema_files().items()}
    return made | {"claims/claims.csv": CLAIMS_HEADER, ".gitignore": ".exeunt/\nout/\n"}


def _skeleton(name: str) -> str:
    return (files("exeunt.case") / "skeleton" / f"{name}.yaml").read_text(encoding="utf-8")


def _with_ids(names: Iterable[Named], kind: str) -> list[tuple[str, Named]]:
    """The names with an id each; a name that is empty or was given before is left out."""
    taken = {folded("all foreign")}  # the total that every case begins with
    found: list[tuple[str, Named]] = []
    for place, name in enumerate(names, start=1):
        spellings = {folded(spelling) for spelling in (_clean(name.en), _clean(name.ar))} - {""}
        slug = slug_of(name.en) or f"{kind}-{place}"
        spellings.add(folded(slug))
        if folded(_clean(name.en)) and not spellings & taken:
            taken |= spellings
            found.append((slug, name))
    return found


def _actors(actors: Sequence[tuple[str, Named]]) -> str:
    if not actors:
        return "  []"
    return "\n".join(f"  - {{id: {_quoted(slug)}, name: {_name(name, slug)}}}" for slug, name in actors)


def _force(force: str, sponsor_name: Named, sponsor: str) -> str:
    english = f"{_clean(sponsor_name.en)} forces"
    # a name of signs alone is none: two such sponsors would have forces of one name
    arabic = f"قوات {_clean(sponsor_name.ar)}" if folded(_clean(sponsor_name.ar)) else ""
    return "\n".join(
        [
            f"  - id: {_quoted(force)}",
            f"    name: {{en: {_quoted(english)}, ar: {_quoted(arabic)}, aliases: []}}",
            "    kind: foreign force",
            f"    sponsor: {_quoted(sponsor)}",
        ]
    )


def _name(name: Named, default: str) -> str:
    return f"{{en: {_quoted(_clean(name.en) or default)}, ar: {_quoted(_clean(name.ar))}}}"


def _clean(text: str) -> str:
    """One line of printable characters, not endless."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_MAX_NAME]


def _quoted(text: str) -> str:
    """A text as YAML: plain where it is nothing but words, else in double quotes as JSON, which YAML contains."""
    is_plain = _WORDS.fullmatch(text) and text.casefold() not in ("true", "false", "null")
    return text if is_plain else json.dumps(text, ensure_ascii=False)
