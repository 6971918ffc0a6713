"""The reference page of the agreement language, made from the descriptions of the case format and the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from pydantic.fields import FieldInfo

from exeunt.case import schema
from exeunt.case.obligations import NEEDS
from exeunt.case.when import WHEN_EXAMPLES
from exeunt.model.agreement import ObligationKind
from exeunt.verdict.rules import RULES

HEAD = """# The agreement language

Made by `make reference` from the case format and the rules. What `agreement.yaml` may contain, key by key. A key that
is left out says that the text is silent on it; `exeunt check` reports what a kind cannot do without, and `exeunt lint`
what a careful text would not leave open. [How to encode an agreement](../how-to/encode-an-agreement.md) ·
[JSON Schema](schemas/agreement.schema.json)
"""
SECTIONS: tuple[tuple[str, type[schema.Entry]], ...] = (
    ("parties, sides, sponsors", schema.ActorEntry),
    ("texts", schema.TextEntry),
    ("clauses", schema.ClauseEntry),
    ("clauses: accounts", schema.AccountEntry),
    ("definitions", schema.DefinitionEntry),
    ("definitions: readings", schema.ClassReadingEntry),
    ("phases", schema.PhaseEntry),
    ("obligations", schema.ObligationEntry),
    ("obligations: exceptions", schema.ExceptionEntry),
    ("obligations: evidence", schema.EvidenceEntry),
    ("obligations: readings", schema.ReadingEntry),
    ("events", schema.EventEntry),
)


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD, _days(), _kinds(), *(_section(title, model) for title, model in SECTIONS)]
    return "\n".join(parts)


def _days() -> str:
    rows = "\n".join(f"| `{written}` | {means} |" for written, means in WHEN_EXAMPLES)
    return f"""## Days

A deadline is the last day, and that day still counts unless the text says otherwise. Any key that holds a day of an
obligation, phase or exception may tell it by another day. `exeunt agreement CASE --on DAY` prints the day and the steps
that lead to it.

| written | means |
|---|---|
{rows}
"""


def _kinds() -> str:
    rows = "\n".join(f"| `{kind}` | {_meaning(kind)} | {_needed(kind)} |" for kind in RULES)
    return f"""## Kinds of obligation

| kind | demands | needs |
|---|---|---|
{rows}
"""


def _meaning(kind: ObligationKind) -> str:
    """The first sentence of the file that judges the kind, after its name."""
    text = sys.modules[RULES[kind].__module__].__doc__ or ""
    first = " ".join(text.split("\n\n")[0].split())
    meaning = first.partition(": ")[2] or first
    return meaning[0].upper() + meaning[1:]


def _needed(kind: ObligationKind) -> str:
    return ", ".join(" or ".join(f"`{key}`" for key in group) for group in NEEDS[kind])


def _section(title: str, model: type[schema.Entry]) -> str:
    about = " ".join((model.__doc__ or "").split())
    rows = "\n".join(_rows(model))
    return f"""## {title}

{about}

| key | | what it holds |
|---|---|---|
{rows}
"""


def _rows(model: type[schema.Entry]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"| `{field.alias or name}` | {_presence(field)} | {field.description or ''} |"


def _presence(field: FieldInfo) -> str:
    return "required" if field.is_required() else ""


if __name__ == "__main__":
    click.echo(page(), nl=False)
