"""`exeunt log`: the ledger's tamper-evident log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.group()
def log() -> None:
    """Verify the ledger's log, and prove what is in it."""


@log.command(cls=common.Verb, epilog="Example:  exeunt log verify cases/libya --head kept/tree-head.txt")
@common.case_argument
@click.option(
    "--head",
    "heads",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A tree-head.txt kept from earlier: the log must extend it. May be given several times.",
)
@common.database_option
@common.language_option
@common.json_option
def verify(folder: Path, heads: tuple[Path, ...], database: str | None, language: str, as_json: bool) -> None:
    """Recompute the whole log: every entry against its leaf, every quote against its document, the root."""
    from exeunt.log.head import parse_head  # noqa: PLC0415
    from exeunt.run.pipeline import Question, verify_log  # noqa: PLC0415

    try:
        kept = [parse_head(path.read_text(encoding="utf-8")) for path in heads]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--head") from error
    head, problems = verify_log(Question(folder, date.today(), database=database), kept)
    if as_json:
        values = [common.problem_json(item, language) for item in problems]
        common.print_json({"size": head.size, "root": head.root, "problems": values})
    else:
        common.print_problems(problems, language)
        if not problems:
            click.echo(say("cli.log_verified", {"size": head.size, "root": head.root}, language))
    common.leave(problems)


@log.command(cls=common.Verb, epilog="Example:  exeunt log head cases/libya --json")
@common.case_argument
@common.database_option
@common.language_option
@common.json_option
def head(folder: Path, database: str | None, language: str, as_json: bool) -> None:
    """Print size and root. Whoever keeps them can later see whether the log was changed."""
    from exeunt.run.pipeline import Question, log_head  # noqa: PLC0415

    found = log_head(Question(folder, date.today(), database=database))
    slots = {"size": found.size, "root": found.root}
    if as_json:
        common.print_json(slots)
    else:
        click.echo(say("cli.log_head", slots, language))
