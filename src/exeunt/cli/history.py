"""`exeunt history`: the verdicts of a case day by day, each from what was known on that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt history cases/libya --from 2021-10-01 --to 2022-03-31")
@common.case_argument
@click.option("--from", "first", type=common.Day(), help="The first day. Default: the first signature.")
@click.option("--to", "last", type=common.Day(), help="The last day. Default: the case's last day.")
@click.option("--seed", type=int, help="For the draws. Default: the case's own.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="For the pages. Default: CASE/out.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a line a day and obligation, and write nothing.")
@common.database_option
@common.language_option
@common.json_option
def history(
    folder: Path,
    first: date | None,
    last: date | None,
    seed: int | None,
    out: Path | None,
    as_csv: bool,
    database: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Judge every obligation on each day, from what was known on that day.

    Prints when an answer changed, and writes history.html, history.ar.html, history.csv and history.json. Reads the
    ledger only: run `assess` first.
    """
    from exeunt.report.history import history_csv, history_json, history_outputs  # noqa: PLC0415
    from exeunt.run.history import history as judge_days  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415

    with common.progress(language, quiet=as_json or as_csv) as progress:
        question = Question(folder, date.today(), seed=seed, database=database)
        found, problems = judge_days(question, first, last, progress)
    common.print_problems(problems, language, folder)
    if found is None:
        common.leave(problems)
    if as_json or as_csv:
        click.echo(history_json(found) if as_json else history_csv(found), nl=False)
    else:
        from exeunt.cli.screen import show_history  # noqa: PLC0415

        show_history(found, language)
        target = out or folder / "out"
        write_files(history_outputs(found), target)
        click.echo(say("history.written", {"folder": target}, language))
    common.leave(problems)
