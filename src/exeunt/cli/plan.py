"""`exeunt plan`: make, check, explain and compare timetables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.base.messages import say
from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.model.proposal import Finding, Impossible, Instance, Plan, Proposal

seconds_option = click.option("--seconds", default=60.0, show_default=True, help="Longest time for the search.")


@click.group()
def plan() -> None:
    """Make a timetable, check one, say why there is none, and what each rule costs."""


@plan.command(cls=common.Verb, epilog="Example:  exeunt plan make cases/timetables/libya-like --out plan")
@common.case_argument
@seconds_option
@click.option("--seed", default=0, show_default=True, help="Same seed, same plan.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for the page, table, calendar.")
@common.language_option
@common.json_option
def make(folder: Path, seconds: float, seed: int, out: Path | None, language: str, as_json: bool) -> None:
    """Make a near-best timetable for CASE (its timetable.yaml) with a proven bound, checked by separate code."""
    from exeunt.plan.make import Effort  # noqa: PLC0415
    from exeunt.plan.make import make as make_plan  # noqa: PLC0415
    from exeunt.report.timetable import render_impossible, summary  # noqa: PLC0415

    instance = _instance(folder, language)
    with common.progress(language, quiet=as_json) as progress:
        made = make_plan(instance, Effort(seconds=seconds, seed=seed), progress)
    if made.proposal is None:
        no = _why_not(instance, instance.deadline)
        if as_json:
            common.print_json({"plan": None, "impossible": _impossible_json(no) if no else None})
        else:
            counted = [say(item.code, item.slots, language) for item in made.counted if item.day is None]
            text = render_impossible(no, instance, language) if no else say("plan.none_found", language=language)
            click.echo("\n".join([text.rstrip(), *counted]))
        raise SystemExit(1)
    if out is not None:
        _write(out, instance, made.proposal.plan, made.proposal.findings, made.proposal)
    if as_json:
        common.print_json(_proposal_json(made.proposal))
        return
    click.echo(summary(made.proposal, language))
    _print_findings(instance, made.proposal.findings, language)


@plan.command(
    cls=common.Verb,
    epilog="Example:  exeunt plan check cases/timetables/angola cases/timetables/angola/plan.csv",
)
@common.case_argument
@click.argument("file", metavar="PLAN", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common.language_option
@common.json_option
def check(folder: Path, file: Path, language: str, as_json: bool) -> None:
    """Check a timetable (CSV, XLSX or YAML, made by anyone) against the rules of CASE: worst margin, day and side."""
    from exeunt.plan.check.check import check as check_plan  # noqa: PLC0415
    from exeunt.plan.measures.table import all_measures  # noqa: PLC0415
    from exeunt.plan.table import read_plan  # noqa: PLC0415

    instance = _instance(folder, language)
    found, problems = read_plan(file, instance)
    if found is None:
        common.print_problems(problems, language)
        raise SystemExit(1)
    findings, more = check_plan(instance, found, file.as_posix())
    problems = [*problems, *more]
    if as_json:
        measures = [_measure_json(item) for item in all_measures(instance, found)] if not problems else []
        values = [common.problem_json(item, language) for item in problems]
        common.print_json(
            {"findings": [_finding_json(item) for item in findings], "measures": measures, "problems": values}
        )
    else:
        _print_findings(instance, findings, language)
        common.print_problems(problems, language)
    if any(not item.kept for item in findings):
        raise SystemExit(1)
    common.leave(problems)


@plan.command(cls=common.Verb, epilog="Example:  exeunt plan explain cases/timetables/libya-like --day 100")
@common.case_argument
@click.option("--day", type=int, help="Everyone out by the end of this day (from D-day). Default: the deadline.")
@click.option("--certificate", type=click.Path(dir_okay=False, path_type=Path), help="A file for the proof.")
@click.option("--prices", is_flag=True, help="Also say by how many days the bound falls when a rule is dropped.")
@common.language_option
@common.json_option
def explain(
    folder: Path, day: int | None, certificate: Path | None, prices: bool, language: str, as_json: bool
) -> None:
    """Say why a timetable this short is impossible: rules in conflict, what each would have to give, and a proof.

    The proof is checked by `python src/exeunt/plan/verify.py FILE`, which needs nothing else of Exeunt.
    """
    from exeunt.plan.explain import prices as priced  # noqa: PLC0415
    from exeunt.report.timetable import render_impossible  # noqa: PLC0415

    instance = _instance(folder, language)
    wish = instance.deadline if day is None else day
    found = _why_not(instance, wish)
    costs = {rule.value: days for rule, days in priced(instance, instance.deadline).items()} if prices else {}
    if certificate is not None and found is not None:
        certificate.write_text(found.certificate, encoding="utf-8")
    if as_json:
        common.print_json({"day": wish, "impossible": _impossible_json(found) if found else None, "prices": costs})
    else:
        shown = render_impossible(found, instance, language) if found else say("plan.not_excluded", language=language)
        click.echo(shown.rstrip())
        for rule, days in costs.items():
            name = f"{rule.upper()} {say(f'plan.rule_{rule}', language=language)}"
            click.echo(say("plan.price", {"rule": name, "days": days}, language))
    raise SystemExit(1 if found else 0)


@plan.command(
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

    instance = _instance(folder, language)
    try:
        wanted = [Fraction(gap) for gap in gaps]
    except (ValueError, ZeroDivisionError) as error:
        raise click.BadParameter(str(error), param_hint="--gap") from error
    counts = teams or (max((step.teams for step in instance.teams), default=0),)
    rows = []
    for point in points(instance, wanted, counts, effort=Effort(seconds=seconds, exact=0, rounds=300)):
        rows.append(
            {"share_gap": str(point.share_gap), "teams": point.teams, "bound": point.bound, "days": point.duration}
        )
        if not as_json:
            slots = {"gap": f"{float(point.share_gap):.1%}", "teams": point.teams, "bound": point.bound,
                     "days": "–" if point.duration is None else point.duration}  # fmt: skip
            click.echo(say("plan.frontier_point", slots, language))
    if as_json:
        common.print_json(rows)


def _instance(folder: Path, language: str) -> Instance:
    from exeunt.plan.instance.read import read_instance  # noqa: PLC0415

    instance, problems = read_instance(folder)
    common.print_problems(problems, language)
    if instance is None:
        raise SystemExit(1)
    return instance


def _why_not(instance: Instance, wish: int) -> Impossible | None:
    from exeunt.plan.explain import explain as reasons  # noqa: PLC0415

    return reasons(instance, wish)


def _print_findings(instance: Instance, findings: tuple[Finding, ...], language: str) -> None:
    from exeunt.report.timetable import finding_row  # noqa: PLC0415

    for finding in findings:
        rule, verdict, margin, day, about = finding_row(instance, finding, language)
        colour = "green" if finding.kept else "red"
        click.echo(f"{rule}: {click.style(verdict, fg=colour)} | {margin} | {day} | {about}".rstrip(" |"))


def _write(out: Path, instance: Instance, made: Plan, findings: tuple[Finding, ...], proposal: Proposal) -> None:
    from exeunt.plan.table import plan_csv  # noqa: PLC0415
    from exeunt.report.timetable import render_timetable, timetable_ics, timetable_xlsx  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.csv").write_text(plan_csv(instance, made), encoding="utf-8")
    for language, ending in (("en", ""), ("ar", ".ar")):
        page = render_timetable(instance, made, findings, language, proposal=proposal)
        (out / f"plan{ending}.html").write_text(page, encoding="utf-8")
        (out / f"plan{ending}.ics").write_text(timetable_ics(instance, made, language), encoding="utf-8", newline="")
        (out / f"plan{ending}.xlsx").write_bytes(timetable_xlsx(instance, made, findings, language))


def _finding_json(item: Finding) -> dict[str, Any]:
    return {"rule": item.rule.value, "kept": item.kept, "margin": str(item.margin), "unit": item.unit.split("_", 1)[1],
            "day": item.day, "side": item.side, "subject": item.subject}  # fmt: skip


def _measure_json(item: Any) -> dict[str, Any]:
    return {"measure": item.code, "weight": item.weight, "value": float(item.value), "exact": str(item.value)}


def _proposal_json(found: Proposal) -> dict[str, Any]:
    moves = [{"day": move.day, "contingent": move.contingent, "exit": move.exit, "batches": move.batches}
             for move in found.plan.movements]  # fmt: skip
    return {
        "days": found.duration, "bound": found.bound, "bound_by": found.bound_by, "gap": float(found.gap),
        "seed": found.seed, "movements": moves,
        "closings": [{"site": c.site, "day": c.day} for c in found.plan.closings],
        "findings": [_finding_json(item) for item in found.findings],
        "measures": [_measure_json(item) for item in found.measures],
    }  # fmt: skip


def _impossible_json(found: Impossible) -> dict[str, Any]:
    def changes(items: Any) -> list[dict[str, Any]]:
        return [{"rule": item.rule.value, "change": None if item.change is None else str(item.change),
                 "unit": item.unit.split("_", 1)[1]} for item in items]  # fmt: skip

    return {
        "day": found.wish, "core": [rule.value for rule in found.core], "changes": changes(found.relaxations),
        "joint": changes(found.joint), "reasons": [{"code": code, **dict(slots)} for code, slots in found.reasons],
    }  # fmt: skip
