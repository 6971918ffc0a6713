"""`exeunt assess`: the main job, from a case's texts to its verdicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt assess cases/libya --as-of 2021-01-23 --known-on 2021-01-23")
@common.case_argument
@common.as_of_option
@common.known_on_option
@click.option("--seed", type=int, help="For the draws. Default: the case's own.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="For reports. Default: CASE/out.")
@click.option("--together", is_flag=True, help="One joint model of all forces, places and sources. Slow; on trial.")
@common.database_option
@common.language_option
@common.json_option
def assess(
    folder: Path,
    as_of: date | None,
    known_on: date | None,
    seed: int | None,
    out: Path | None,
    together: bool,
    database: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Read a case from its texts to its verdicts, and write the reports.

    Posts what is new to the ledger, estimates how many of which force were where, judges every obligation, and says
    what changed since the last run. Reports: report.html, report.ar.html, assessment.json and three CSV tables.
    """
    from exeunt.run.outputs import last_assessment, write_outputs  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415
    from exeunt.run.pipeline import assess as run_assess  # noqa: PLC0415

    target = out or folder / "out"
    with common.progress(language, quiet=as_json) as progress:
        run = run_assess(Question(folder, date.today(), as_of, known_on, seed, database, together), progress)
    if run.assessment is None:
        common.print_problems(run.problems, language, folder)
        common.leave(run.problems)
    before = last_assessment(target)
    write_outputs(run.assessment, target)
    if as_json:
        click.echo((target / "assessment.json").read_text(encoding="utf-8"), nl=False)
    else:
        from exeunt.cli.screen import show_assessment  # noqa: PLC0415

        show_assessment(run.assessment, before, language)
        click.echo(say("cli.posted", {"count": run.posted}, language))
        click.echo(say("cli.reports_written", {"folder": target}, language))
    common.leave(run.problems)
