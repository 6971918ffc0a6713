"""`exeunt plan make`: a timetable with its proven bound."""

from __future__ import annotations

from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.cli.plan import shared


@click.command(cls=common.Verb, epilog="Example:  exeunt plan make cases/timetables/libya-like --out plan")
@common.case_argument
@shared.seconds_option
@click.option("--seed", default=0, show_default=True, help="Same seed, same plan.")
@shared.out_option
@common.language_option
@common.json_option
def make(folder: Path, seconds: float, seed: int, out: Path | None, language: str, as_json: bool) -> None:
    """Make a near-best timetable for CASE (its timetable.yaml) with a proven bound, checked by separate code."""
    from exeunt.plan.make import Effort  # noqa: PLC0415
    from exeunt.plan.make import make as make_plan  # noqa: PLC0415
    from exeunt.report.timetable import render_impossible, summary  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    with common.progress(language, quiet=as_json) as progress:
        made = make_plan(instance, Effort(seconds=seconds, seed=seed), progress)
    if made.proposal is None:
        with common.progress(language, quiet=as_json) as progress:
            no = shared.why_not(instance, instance.deadline, progress)
        if as_json:
            common.print_json({"plan": None, "impossible": shared.impossible_json(no) if no else None})
        else:
            text = render_impossible(no, instance, language) if no else say("plan.none_found", language=language)
            click.echo(text.rstrip())
        raise SystemExit(1)
    if out is not None:
        found = made.proposal
        shared.write(out, instance, found.plan, found.findings, lambda wanted: summary(found, wanted))
    if as_json:
        common.print_json(shared.proposal_json(made.proposal))
        return
    click.echo(summary(made.proposal, language))
    shared.print_findings(instance, made.proposal.findings, language)
