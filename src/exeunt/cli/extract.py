"""`exeunt extract`: the claims of files, without a case, by the built-in language packs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from exeunt.base.problem import Problem
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt extract statement.txt --jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--jsonl", "as_lines", is_flag=True, help="Print one claim a line as JSON, for programs.")
@common.language_option
def extract(files: tuple[Path, ...], as_lines: bool, language: str) -> None:
    """Read the claims of files without a case; nothing is kept.

    A file may begin with a small header (title, publisher, date, lang, url) and a blank line: its date is the day that
    "on Friday" is counted from, its language the words it is read by. Offsets count the characters of the file as
    given, header included.
    """
    problems: list[Problem] = []
    for path in files:
        problems.extend(_file(path, as_lines))
    common.print_problems(problems, language)
    common.leave(problems)


def _file(path: Path, as_lines: bool) -> list[Problem]:
    from exeunt.claim.general import extract_general  # noqa: PLC0415
    from exeunt.claim.lines import line  # noqa: PLC0415
    from exeunt.claim.offsets import Offsets, offsets_of  # noqa: PLC0415
    from exeunt.document.read import read_document  # noqa: PLC0415

    document, problems = read_document(path, date.today(), path.name)
    if document is None:
        return problems
    claims, found = extract_general(document)
    raw = path.read_bytes().decode("utf-8", errors="replace")
    offsets = offsets_of(raw, document.text)
    if offsets is None:  # read from a format in which a text is not laid out as it is read: offsets of the kept text
        raw, offsets = document.text, Offsets()
    for number, claim in enumerate(claims, start=1):
        values = line(claim, name=path.stem, number=number, offsets=offsets, raw=raw)
        if as_lines:
            click.echo(json.dumps(values, ensure_ascii=False))
        else:
            click.echo(_sentence(values))
    return [*problems, *found]


def _sentence(values: dict[str, object]) -> str:
    fields = ("kind", "force", "quantity_text", "place", "time_start", "time_end", "source", "modality", "confidence")
    said = "  ".join(f"{name}={values[name]}" for name in fields if values[name] is not None)
    return f"{values['doc']}:{values['quote_start']}  {said}\n    {values['quote']}"
