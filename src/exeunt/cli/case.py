"""`exeunt check`, `new` and `schema`: the text of a case."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exeunt.base.messages import say
from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.case.scaffold import Answers


@click.command(cls=common.Verb, epilog="Example:  exeunt check cases/libya")
@common.case_argument
@common.language_option
@common.json_option
def check(folder: Path, language: str, as_json: bool) -> None:
    """List every problem of a case's files: file, line, what was found, what to do. Posts nothing."""
    from exeunt.run.check import check_folder  # noqa: PLC0415

    with common.progress(language, quiet=as_json) as progress:
        problems = check_folder(folder, date.today(), progress)
    if as_json:
        common.print_json([common.problem_json(item, language) for item in problems])
    else:
        common.print_problems(problems, language, folder)
        found = say("cli.problems_found", {"count": len(problems)}, language)
        click.echo(found if problems else say("cli.no_problems", language=language))
    common.leave(problems)


@click.command(cls=common.Verb, epilog="Example:  exeunt new cases/mine")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common.language_option
@common.json_option
def new(folder: Path, language: str, as_json: bool) -> None:
    """Make a new case in FOLDER by asking. What it writes is commented, and checks without an error.

    Empty answers are fine: everything can be changed in the files later.
    """
    from exeunt.case.scaffold import scaffold  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415

    if folder.exists() and any(folder.iterdir()):
        click.echo(say("cli.folder_taken", {"folder": folder}, language), err=True)
        sys.exit(1)
    written = write_files(scaffold(_answers(folder.name, language, to_stderr=as_json)), folder)
    if as_json:
        common.print_json({"files": [str(path) for path in written]})
    else:
        click.echo(say("cli.case_made", {"folder": folder}, language))


def _answers(name: str, language: str, *, to_stderr: bool) -> Answers:
    """Ask for what a new case is made of; on standard error where standard output is for JSON."""
    from exeunt.case.scaffold import Answers, Named  # noqa: PLC0415

    def ask(key: str, default: str = "") -> str:
        question = say(f"cli.ask_{key}", language=language)
        found: str = click.prompt(question, default=default, show_default=bool(default), err=to_stderr)
        return found

    def ask_name(key: str, default: str = "") -> Named:
        return Named(ask(f"{key}_en", default), ask(f"{key}_ar"))

    def ask_several(key: str) -> tuple[Named, ...]:
        return tuple(Named(part.strip()) for part in ask(key).split(",") if part.strip())

    def ask_day(key: str, default: date) -> date:
        question = say(f"cli.ask_{key}", language=language)
        found: date = click.prompt(question, default=default, type=common.Day(), err=to_stderr)
        return found

    signed = ask_day("signed", date.today())
    return Answers(
        case_id=name,
        title=ask_name("title", name),
        host=ask_name("host"),
        agreement=ask_name("agreement"),
        sides=ask_several("sides"),
        sponsors=ask_several("sponsors"),
        signed=signed,
        first_day=ask_day("first_day", signed),
        last_day=ask_day("last_day", signed + timedelta(days=730)),
    )


@click.command(cls=common.Verb, epilog="Example:  exeunt schema --out docs/reference/schemas")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for one file a schema.")
@common.json_option
def schema(out: Path | None, as_json: bool) -> None:
    """Write the JSON Schemas of the case files, with which an editor completes and checks them.

    Without --out they are printed, as one JSON object.
    """
    from exeunt.case.published import json_schemas, schema_files  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415

    if out is None:
        common.print_json(json_schemas())
    else:
        written = write_files(schema_files(), out)
        if as_json:
            common.print_json({"files": [str(path) for path in written]})
