"""`exeunt why`: from any verdict or number to the claims, passages and addresses it rests on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from exeunt.base.problem import Problem
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt why cases/libya all-out-in-three-months")
@common.case_argument
@click.argument("id")
@common.as_of_option
@common.known_on_option
@click.option(
    "--together", is_flag=True, help="By the joint model: also what each claim did to a number. Slow; on trial."
)
@common.database_option
@common.language_option
@common.json_option
def why(
    folder: Path,
    id: str,  # noqa: A002  (the word users see)
    as_of: date | None,
    known_on: date | None,
    together: bool,
    database: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Walk from ID down to claims, passages and addresses.

    ID is an obligation, a force, FORCE@SITE, or a claim's id or label. Reads the ledger only: run `assess` first.
    """
    from exeunt.cli.screen import show_trail  # noqa: PLC0415
    from exeunt.run.pipeline import Question, assess_ledger  # noqa: PLC0415
    from exeunt.view.trail import why as trail  # noqa: PLC0415

    with common.progress(language, quiet=as_json) as progress:
        run = assess_ledger(
            Question(folder, date.today(), as_of, known_on, database=database, together=together), progress
        )
    if run.assessment is None:
        common.print_problems(run.problems, language, folder)
        common.leave(run.problems)
    found = trail(run.assessment, id, language)
    if isinstance(found, Problem):
        common.print_problems([found], language)
        common.leave([found])
    if as_json:
        common.print_json(asdict(found))
    else:
        show_trail(found)
