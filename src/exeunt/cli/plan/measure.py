"""`exeunt plan measure`: how gradual, balanced and simultaneous a timetable is, exactly or over drawn strengths."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.cli.plan import shared

if TYPE_CHECKING:
    from exeunt.model.proposal import Instance, Measured, Plan

DRAWS = 300
"""Enough for a median and a 5 to 95 % range that are printed to three digits."""


@click.command(
    cls=common.Verb,
    epilog="Example:  exeunt plan measure cases/timetables/angola cases/timetables/angola/plan.csv",
)
@common.case_argument
@shared.plan_argument
@click.option("--estimated", is_flag=True, help="Strengths as the case's claims give them: median, 5 and 95 %.")
@click.option(
    "--reaction", default=14, show_default=True, type=click.IntRange(0), help="Days until a stop is answered."
)
@common.as_of_option
@common.known_on_option
@common.database_option
@common.language_option
@common.json_option
def measure(folder: Path, file: Path, estimated: bool, reaction: int, as_of: date | None, known_on: date | None,
            database: str | None, language: str, as_json: bool) -> None:  # fmt: skip
    """Measure PLAN by persons, capability, weapons and heavy equipment. Exact unless --estimated.

    With --estimated every measure has its median and its 5 to 95 % range over draws of the case's estimate.
    """
    instance = shared.instance_of(folder, language)
    plan = shared.plan_of(file, instance, language)
    if estimated:
        measures = _drawn(folder, instance, plan, language, as_of, known_on, database, reaction)
    else:
        from exeunt.plan.measures.flow import WEIGHTS  # noqa: PLC0415
        from exeunt.plan.measures.table import exact_measures  # noqa: PLC0415

        measures = tuple(m for weight in WEIGHTS for m in exact_measures(instance, plan, weight=weight, delay=reaction))
    if as_json:
        common.print_json([shared.measure_json(item) | {"formula": item.formula} for item in measures])
        return
    from exeunt.report.timetable import measure_rows  # noqa: PLC0415

    for row in measure_rows(measures, language):
        click.echo(" | ".join(row))
    if any(item.low is not None for item in measures):
        click.echo(say("plan.drawn_note", language=language))


def _drawn(folder: Path, instance: Instance, plan: Plan, language: str, as_of: date | None, known_on: date | None,
           database: str | None, reaction: int) -> tuple[Measured, ...]:  # fmt: skip
    from exeunt.plan.instance.estimates import drawn_sizes, from_estimates  # noqa: PLC0415
    from exeunt.plan.measures.flow import WEIGHTS  # noqa: PLC0415
    from exeunt.plan.measures.table import drawn_measures  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415
    from exeunt.run.timetable import strengths  # noqa: PLC0415

    question = Question(folder, date.today(), as_of, known_on, database=database)
    with common.progress(language, quiet=False) as progress:
        found = strengths(question, progress)
        common.print_problems(found.problems, language, folder)
        if found.case is None:
            raise SystemExit(1)
        common.print_problems(from_estimates(instance, found.posteriors, found.day)[1], language)
        sizes = drawn_sizes(instance, found.posteriors, found.day, DRAWS)
        progress("plan.step_measure", 0, 1)
        return tuple(
            m for weight in WEIGHTS for m in drawn_measures(instance, plan, sizes, weight=weight, delay=reaction)
        )
