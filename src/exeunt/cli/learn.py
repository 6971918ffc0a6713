"""`exeunt learn`: what a case's reviews teach about kinds, with figures from before and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exeunt.base.messages import say
from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.run.learn import Learned


@click.command(cls=common.Verb, epilog="Example:  exeunt learn cases/libya")
@common.case_argument
@common.database_option
@common.language_option
@common.json_option
def learn(folder: Path, database: str | None, language: str, as_json: bool) -> None:
    """Learn the kinds of claims from the decisions of your reviews.

    Prints how many kinds are right on documents that were left out, before and by what was learned. Where that is
    better, the weights are kept in the case's folder `learned`, and the next reading uses them.
    """
    from exeunt.run.learn import learn as fit  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415

    found, problems = fit(Question(folder, date.today(), database=database))
    if as_json:
        values = [common.problem_json(item, language) for item in problems]
        common.print_json({**(_values(found) if found else {}), "problems": values})
        common.leave(problems)
    common.print_problems(problems, language)
    if found:
        click.echo(_said(found, language))
    common.leave(problems)


def _values(found: Learned) -> dict[str, object]:
    figures = found.figures
    return {
        "decisions": figures.claims,
        "corrections": found.corrections,
        "before": round(figures.before, 3),
        "after": round(figures.after, 3),
        "weights": found.file.name if found.file else None,
    }


def _said(found: Learned, language: str) -> str:
    figures = found.figures
    slots = {"before": f"{figures.before:.1%}", "after": f"{figures.after:.1%}"}
    lines = [
        say("learn.decisions", {"count": figures.claims}, language),
        say("learn.figures", slots, language),
        say("learn.kept", {"file": f"learned/{found.file.name}"}, language)
        if found.file
        else say("learn.not_better", (), language),
    ]
    return "\n".join(lines)
