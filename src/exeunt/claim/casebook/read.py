"""A folder of the casebook to cases with their claims.

It reads `obligations.csv`, `claims.csv` and `sources.csv`, and never a file that says how a case ended: what was found
there may not guide how it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exeunt.base.dates import Span
from exeunt.base.ids import is_slug, slug_of
from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.claim.casebook.accounts import Forces, Sites, Sources
from exeunt.claim.casebook.convert import Parts, claim_of, events_of, obligation_of
from exeunt.claim.casebook.rules import is_everyone, rules
from exeunt.claim.cells import Cells, shown
from exeunt.claim.csv_text import BOM, read_text, records
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Agreement, Clause, Text
from exeunt.model.case import Case
from exeunt.model.claim import Claim

_OBLIGATION = ("case_id", "obligation_id", "actor", "host", "kind", "quantity", "unit", "site", "due_date", "text")
_CLAIM = ("case_id", "claim_id", "as_of", "published", "claimant", "claimant_role", "subject", "measure", "value")
_REQUIRED = {
    "obligations.csv": _OBLIGATION,
    "claims.csv": _CLAIM,
    "sources.csv": ("source_id", "url", "date"),
}


@dataclass(frozen=True)
class CasebookCase:
    """A case of the casebook: its agreement and accounts, the claims made of it, and their measures by label."""

    case: Case
    claims: tuple[Claim, ...]
    measures: Mapping[str, str] = field(default_factory=dict)


def read_casebook(folder: Path) -> tuple[tuple[CasebookCase, ...], list[Problem]]:
    """Every case of a folder, in the order of its obligations, and what is wrong in the tables."""
    problems: list[Problem] = []
    obligations, claims, sources = (_rows(folder / name, required, problems) for name, required in _REQUIRED.items())
    addresses = {row.text("source_id"): row for row in sources}
    names = list(dict.fromkeys(row.text("case_id") for row in [*obligations, *claims]))
    cases = tuple(
        _case(
            name,
            [row for row in obligations if row.text("case_id") == name],
            [row for row in claims if row.text("case_id") == name],
            addresses,
        )
        for name in names
    )
    for row in [*obligations, *claims, *sources]:
        problems += row.problems
    problems += _unknown_roles(claims)
    return cases, sorted(set(problems), key=lambda item: (item.where, item.code))


def _rows(path: Path, required: Sequence[str], problems: list[Problem]) -> list[Cells]:
    text, found = read_text(path, path.as_posix())
    problems += found
    if text is None:
        return []
    table = records(text.removeprefix(BOM))
    header = next(table, None)
    columns = header.cells or () if header else ()
    missing = [column for column in required if column not in columns]
    problems += [problem("claim.missing_column", Where(path.as_posix(), 1), column=column) for column in missing]
    if missing:
        return []
    rows = []
    for record in table:
        where = Where(path.as_posix(), record.line)
        if record.cells is None:
            problems.append(problem("claim.bad_quotes", where))
        elif len(record.cells) != len(columns):
            code = "claim.too_many_cells" if len(record.cells) > len(columns) else "claim.too_few_cells"
            problems.append(problem(code, where, found=len(record.cells), expected=len(columns)))
        else:
            rows.append(Cells(dict(zip(columns, record.cells, strict=True)), where))
    return rows


def _case(
    name: str, obligations: Sequence[Cells], claims: Sequence[Cells], addresses: Mapping[str, Cells]
) -> CasebookCase:
    first, last = _covered(obligations, claims)
    actors = _actors(obligations)
    parts = Parts(
        forces=Forces(claims, obligations, actors),
        sites=Sites(claims, obligations),
        sources=Sources(claims),
        addresses=addresses,
        actors=actors,
        last_day=last,
    )
    return CasebookCase(
        case=Case(
            id=name if is_slug(name) else slug_of(name) or "case",
            title=Name(name.replace("_", " ").strip() or "case", ""),
            host=Name(next((row.text("host") for row in obligations if row.text("host")), ""), ""),
            first_day=first,
            last_day=last,
            agreement=_agreement(obligations, claims, parts, first),
            forces=parts.forces.all(),
            sites=parts.sites.all(),
            sources=parts.sources.all(),
        ),
        claims=tuple(claim for row in claims if (claim := claim_of(row, parts)) is not None),
        measures={row.text("claim_id"): row.text("measure") for row in claims},
    )


def _actors(rows: Sequence[Cells]) -> dict[str, str]:
    """An id for each actor that obligations name; all together are no actor of their own."""
    names = dict.fromkeys(row.text("actor") for row in rows)
    named = [name for name in names if name and not is_everyone(name)]
    return {name: slug_of(name) or f"actor-{place}" for place, name in enumerate(named, start=1)}


def _agreement(rows: Sequence[Cells], claims: Sequence[Cells], parts: Parts, first_day: date) -> Agreement:
    """The obligations, each with a clause in the words of the casebook, which gives no day of signature."""
    parties = tuple(Actor(slug, Name(name, "")) for name, slug in parts.actors.items())
    texts = dict.fromkeys(row.text("source_id") or "text" for row in rows)
    obligations = tuple(made for row in rows if (made := obligation_of(row, parts)) is not None)
    return Agreement(
        parties=parties,
        sides=(),
        sponsors=parties,
        texts=tuple(Text(text, Name(text, ""), first_day, _address(parts, text)) for text in texts),
        clauses=tuple(_clause(row) for row in rows),
        obligations=obligations,
        events=tuple(event for row in claims for event in events_of(row, obligations, parts)),
    )


def _clause(row: Cells) -> Clause:
    name = row.text("obligation_id")
    return Clause(name, row.text("source_id") or "text", name, Name(row.text("text"), ""))


def _address(parts: Parts, source_id: str) -> str:
    row = parts.addresses.get(source_id)
    return row.text("url") if row else ""


def _covered(obligations: Sequence[Cells], claims: Sequence[Cells]) -> tuple[date, date]:
    """Whole years around every day that the rows give."""
    spans = [row.span(column) for row in claims for column in ("as_of", "published")]
    spans += [row.span("due_date") for row in obligations]
    days = _ends(spans)
    first, last = min(days, default=date(1970, 1, 1)), max(days, default=date(1970, 1, 1))
    return date(first.year, 1, 1), date(last.year, 12, 31)


def _ends(spans: Iterable[Span]) -> list[date]:
    return [day for span in spans for day in (span.first, span.last) if day is not None]


def _unknown_roles(claims: Iterable[Cells]) -> list[Problem]:
    """A warning at the first claim of each role that has no grade."""
    first: dict[str, Problem] = {}
    for row in claims:
        role = row.text("claimant_role").casefold()
        if role not in rules()["role"]:
            slots = {"found": shown(role) or "-", "known": ", ".join(rules()["role"])}
            first.setdefault(role, warning("claim.casebook_unknown_role", row.where, **slots))
    return list(first.values())
