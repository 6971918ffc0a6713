"""`exeunt check`, `new` and `schema`: the text of a case."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt check cases/libya")
@common.case_argument
@common.language_option
@common.json_option
def check(folder: Path, language: str, as_json: bool) -> None:
    """List every problem of a case's files: file, line, what was found, what to do. Posts nothing."""
    from exeunt.run.texts import read_texts  # noqa: PLC0415

    with common.progress(language, quiet=as_json) as progress:
        problems = read_texts(folder, date.today(), progress).problems
    if as_json:
        common.print_json([common.problem_json(item, language) for item in problems])
    else:
        common.print_problems(problems, language)
        found = say("cli.problems_found", {"count": len(problems)}, language)
        click.echo(found if problems else say("cli.no_problems", language=language))
    common.leave(problems)


@click.command(cls=common.Verb, epilog="Example:  exeunt new cases/mine")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common.language_option
def new(folder: Path, language: str) -> None:
    """Make a new case in FOLDER by asking. What it writes is commented, and checks without an error."""
    from exeunt.case.scaffold import QUESTIONS, scaffold  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415

    if folder.exists() and any(folder.iterdir()):
        click.echo(say("cli.folder_taken", {"folder": folder}, language), err=True)
        sys.exit(1)
    answers = {key: click.prompt(say(code, language=language), default=default) for key, code, default in QUESTIONS}
    write_files(scaffold(answers), folder)
    click.echo(say("cli.case_made", {"folder": folder}, language))


@click.command(cls=common.Verb, epilog="Example:  exeunt schema --out docs/reference/schemas")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for one file a schema.")
def schema(out: Path | None) -> None:
    """Write the JSON Schemas of the case files, with which an editor completes and checks them."""
    from exeunt.case.schema import json_schemas  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415

    schemas = json_schemas()
    if out is None:
        common.print_json(schemas)
        return
    texts = {f"{name}.schema.json": json.dumps(value, indent=2) + "\n" for name, value in schemas.items()}
    write_files(texts, out)
