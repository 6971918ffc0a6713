"""`exeunt plan explain` and `frontier`: why not, and what each rule and each team is worth."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.cli.plan import shared

if TYPE_CHECKING:
    from exeunt.model.proposal import Rule


@click.command(cls=common.Verb, epilog="Example:  exeunt plan explain cases/timetables/libya-like --day 100")
@common.case_argument
@click.option("--day", type=int, help="Everyone out by the end of this day (from D-day). Default: the deadline.")
@click.option("--certificate", type=click.Path(dir_okay=False, path_type=Path), help="A file for the proof.")
@click.option(
    "--cost", "costs", metavar="RULE=NUMBER", multiple=True,
    help="What a unit of a rule's change counts in the cheapest changes together, as r4=5.",
)  # fmt: skip
@click.option("--prices", is_flag=True, help="Also say by how many days the bound falls when a rule is dropped.")
@common.language_option
@common.json_option
def explain(
    folder: Path,
    day: int | None,
    certificate: Path | None,
    costs: tuple[str, ...],
    prices: bool,
    language: str,
    as_json: bool,
) -> None:
    """Say why a timetable this short is impossible: rules in conflict, what each would have to give, and a proof.

    The proof is checked by `python src/exeunt/plan/verify.py FILE`, which needs nothing else of Exeunt.
    """
    from exeunt.plan.explain import prices as priced  # noqa: PLC0415
    from exeunt.report.timetable import render_impossible  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    wish = instance.deadline if day is None else day
    priced_by = _costs(costs, language)
    with common.progress(language, quiet=as_json) as progress:
        found = shared.why_not(instance, wish, progress, priced_by)
    dropped = {rule.value: days for rule, days in priced(instance, instance.deadline).items()} if prices else {}
    if certificate is not None and found is not None:
        certificate.write_text(found.certificate, encoding="utf-8")
    if as_json:
        common.print_json(
            {"day": wish, "impossible": shared.impossible_json(found) if found else None, "prices": dropped}
        )
    else:
        shown = render_impossible(found, instance, language) if found else say("plan.not_excluded", language=language)
        click.echo(shown.rstrip())
        for rule, days in dropped.items():
            name = f"{rule.upper()} {say(f'plan.rule_{rule}', language=language)}"
            click.echo(say("plan.price", {"rule": name, "days": days}, language))
    raise SystemExit(1 if found else 0)


def _costs(given: tuple[str, ...], language: str) -> dict[Rule, float]:
    """The costs of the command line. Raises BadParameter where one is no rule of the programme or no number above 0."""
    from exeunt.model.proposal import Rule  # noqa: PLC0415
    from exeunt.plan.changes import usual_costs  # noqa: PLC0415

    found = {}
    for text in given:
        rule, _, number = text.partition("=")
        try:
            cost = float(number)
        except ValueError:
            cost = 0
        if rule not in usual_costs() or not 0 < cost < 10**9:
            form = f"RULE=NUMBER ({', '.join(usual_costs())})"
            raise click.BadParameter(
                say("plan.bad_event", {"found": text, "form": form}, language), param_hint="--cost"
            )
        found[Rule(rule)] = cost
    return found


@click.command(
    cls=common.Verb, epilog="Example:  exeunt plan frontier cases/timetables/libya-like --teams 10 --teams 15"
)
@common.case_argument
@click.option("--gap", "gaps", multiple=True, default=("0.02", "0.05", "0.1"), help="Share gaps to try.")
@click.option("--teams", multiple=True, type=int, help="Monitor teams at their height. Default: those of the case.")
@click.option("--seconds", default=10.0, show_default=True, help="Longest time for each point.")
@common.language_option
@common.json_option
def frontier(
    folder: Path, gaps: tuple[str, ...], teams: tuple[int, ...], seconds: float, language: str, as_json: bool
) -> None:
    """Duration against imbalance against monitors: for each pair the proven bound and a plan."""
    from exeunt.plan.frontier import frontier as points  # noqa: PLC0415
    from exeunt.plan.make import Effort  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    try:
        wanted = [Fraction(gap) for gap in gaps]
    except (ValueError, ZeroDivisionError) as error:
        raise click.BadParameter(str(error), param_hint="--gap") from error
    counts = teams or (max((step.teams for step in instance.teams), default=0),)
    effort, whole = Effort(seconds=seconds, exact=0, rounds=300), len(set(wanted)) * len(set(counts))
    with common.progress(language, quiet=as_json) as progress:
        found = points(
            instance, wanted, counts, effort=effort, tell=lambda done: progress("plan.step_frontier", done, whole)
        )
    if as_json:
        common.print_json([
            {"share_gap": str(point.share_gap), "teams": point.teams, "bound": point.bound, "days": point.duration}
            for point in found
        ])  # fmt: skip
        return
    for point in found:
        slots = {"gap": f"{float(point.share_gap) * 100:.1f} %", "teams": point.teams, "bound": point.bound,
                 "days": "–" if point.duration is None else point.duration}  # fmt: skip
        click.echo(say("plan.frontier_point", slots, language))
