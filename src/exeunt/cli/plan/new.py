"""`exeunt plan new`: a first timetable of a case, from its estimates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt plan new cases/example --as-of 2024-03-01")
@common.case_argument
@common.as_of_option
@common.known_on_option
@common.database_option
@common.language_option
@common.json_option
def new(folder: Path, as_of: date | None, known_on: date | None, database: str | None, language: str,
        as_json: bool) -> None:  # fmt: skip
    """Draft timetable.yaml for CASE: its forces as estimated, its exits, and what is assumed marked as such.

    The day of --as-of becomes D-day. A timetable that is there already is left alone.
    """
    from exeunt.plan.instance.draft import draft  # noqa: PLC0415
    from exeunt.plan.instance.read import FILE  # noqa: PLC0415
    from exeunt.run.outputs import write_files  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415
    from exeunt.run.timetable import strengths  # noqa: PLC0415

    if (folder / FILE).exists():
        click.echo(say("plan.timetable_there", {"file": folder / FILE}, language), err=True)
        raise SystemExit(1)
    with common.progress(language, quiet=as_json) as progress:
        found = strengths(Question(folder, date.today(), as_of, known_on, database=database), progress)
    text, problems = (None, []) if found.case is None else draft(found.case, found.posteriors, found.day)
    common.print_problems([*found.problems, *problems], language, folder)
    if text is None:
        raise SystemExit(1)
    (written,) = write_files({FILE: text}, folder)
    if as_json:
        common.print_json({"file": str(written), "day": found.day.isoformat()})
    else:
        click.echo(say("plan.drafted", {"file": written, "assumed": text.count("ASSUMED")}, language))
