"""`exeunt plan check`: any timetable against the rules."""

from __future__ import annotations

from pathlib import Path

import click

from exeunt.cli import common
from exeunt.cli.plan import shared


@click.command(
    cls=common.Verb,
    epilog="Example:  exeunt plan check cases/timetables/angola cases/timetables/angola/plan.csv",
)
@common.case_argument
@shared.plan_argument
@shared.out_option
@common.language_option
@common.json_option
def check(folder: Path, file: Path, out: Path | None, language: str, as_json: bool) -> None:
    """Check a timetable (CSV, XLSX or YAML, made by anyone) against the rules of CASE: worst margin, day and side."""
    from exeunt.plan.check.check import check as check_plan  # noqa: PLC0415
    from exeunt.plan.measures.table import all_measures  # noqa: PLC0415
    from exeunt.plan.table import read_plan  # noqa: PLC0415
    from exeunt.report.timetable import checked  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    found, problems = read_plan(file, instance)
    if found is None:
        common.print_problems(problems, language)
        raise SystemExit(1)
    findings, more = check_plan(instance, found, file.as_posix())
    problems = [*problems, *more]
    if as_json:
        measures = [shared.measure_json(item) for item in all_measures(instance, found)] if not problems else []
        values = [common.problem_json(item, language) for item in problems]
        common.print_json(
            {"findings": [shared.finding_json(item) for item in findings], "measures": measures, "problems": values}
        )
    else:
        shared.print_findings(instance, findings, language)
        common.print_problems(problems, language)
    if out is not None:
        shared.write(out, instance, found, findings, lambda wanted: checked(instance, found, findings, wanted))
    if any(not item.kept for item in findings):
        raise SystemExit(1)
    common.leave(problems)
