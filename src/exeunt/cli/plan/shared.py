"""What the commands of timetables share: the instance of a case, and how plans and findings are printed and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.base.messages import say
from exeunt.cli import common

if TYPE_CHECKING:
    from collections.abc import Callable

    from exeunt.model.proposal import Finding, Impossible, Instance, Measured, Plan, Proposal, Rule
    from exeunt.plan.tell import Tell

    Headline = Callable[[str], str]

seconds_option = click.option("--seconds", default=60.0, show_default=True, help="Longest time for the search.")
out_option = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for the page, table, calendar."
)
plan_argument = click.argument("file", metavar="PLAN", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def instance_of(folder: Path, language: str) -> Instance:
    """The instance of a case; its problems are printed, and without one the command ends with 1."""
    from exeunt.plan.instance.read import read_instance  # noqa: PLC0415

    instance, problems = read_instance(folder)
    common.print_problems(problems, language, folder)
    if instance is None:
        raise SystemExit(1)
    return instance


def plan_of(file: Path, instance: Instance, language: str) -> Plan:
    """The plan of a file; where it names what is not there, or moves nobody, the command ends with 1."""
    from exeunt.base.problem import Where, problem  # noqa: PLC0415
    from exeunt.plan.check.check import check  # noqa: PLC0415
    from exeunt.plan.table import read_plan  # noqa: PLC0415

    found, problems = read_plan(file, instance)
    if found is not None:
        problems = [*problems, *check(instance, found, file.as_posix())[1]]
        if not found.movements:
            problems.append(problem("plan.no_movement", Where(file.as_posix())))
    common.print_problems(problems, language)
    if found is None or problems:
        raise SystemExit(1)
    return found


def day_of(text: str, instance: Instance, language: str, option: str) -> int:
    """A number of days from D-day, or a date. Raises BadParameter where it is neither."""
    from datetime import date  # noqa: PLC0415

    try:
        return (date.fromisoformat(text) - instance.start).days
    except ValueError:
        return whole(text, language, option)


def whole(text: str, language: str, option: str) -> int:
    """A whole number. Raises BadParameter where it is none."""
    try:
        return int(text)
    except ValueError as wrong:
        said = say("plan.bad_day", {"found": text}, language)
        raise click.BadParameter(said, param_hint=option) from wrong


def why_not(instance: Instance, wish: int, tell: Tell, costs: dict[Rule, float] | None = None) -> Impossible | None:
    """Why nobody can have everyone out by a day; None where that is not proven. `tell` hears how far it is."""
    from exeunt.plan.explain import explain as reasons  # noqa: PLC0415

    return reasons(instance, wish, weights=costs, tell=tell)


def print_findings(instance: Instance, findings: tuple[Finding, ...], language: str) -> None:
    """A line a rule: kept or broken, the worst margin, its day and whom it is about."""
    from exeunt.report.timetable import finding_row  # noqa: PLC0415

    for finding in findings:
        rule, verdict, margin, day, about = finding_row(instance, finding, language)
        colour = "green" if finding.kept else "red"
        click.echo(f"{rule}: {click.style(verdict, fg=colour)} | {margin} | {day} | {about}".rstrip(" |"))


def write(out: Path, instance: Instance, made: Plan, findings: tuple[Finding, ...], headline: Headline) -> None:
    """The page, workbook and calendar in both languages, and the tables that `check` reads back.

    `headline` says in a language what the page begins with.
    """
    from exeunt.plan.measures.table import all_measures  # noqa: PLC0415
    from exeunt.plan.table import plan_csv, plan_yaml  # noqa: PLC0415
    from exeunt.report.timetable import render_timetable  # noqa: PLC0415
    from exeunt.report.timetable_files import timetable_ics, timetable_xlsx  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.csv").write_text(plan_csv(instance, made), encoding="utf-8")
    (out / "plan.yaml").write_text(plan_yaml(instance, made), encoding="utf-8")
    measures = all_measures(instance, made)
    for language, ending in (("en", ""), ("ar", ".ar")):
        page = render_timetable(instance, made, findings, language, headline=headline(language), measures=measures)
        (out / f"plan{ending}.html").write_text(page, encoding="utf-8")
        (out / f"plan{ending}.ics").write_text(timetable_ics(instance, made, language), encoding="utf-8", newline="")
        (out / f"plan{ending}.xlsx").write_bytes(timetable_xlsx(instance, made, findings, language, measures))


def finding_json(item: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    return {"rule": item.rule.value, "kept": item.kept, "margin": str(item.margin), "unit": item.unit.split("_", 1)[1],
            "day": item.day, "side": item.side, "subject": item.subject}  # fmt: skip


def measure_json(item: Measured) -> dict[str, Any]:
    """A measure as plain values; where strengths are drawn, its median with its 5 and 95 % values."""
    found: dict[str, Any] = {"measure": item.code, "weight": item.weight, "value": float(item.value)}
    return found | ({"exact": str(item.value)} if item.low is None else {"low": item.low, "high": item.high})


def plan_json(found: Plan) -> dict[str, Any]:
    """Movements and closings as plain values."""
    moves = [{"day": move.day, "contingent": move.contingent, "exit": move.exit, "batches": move.batches}
             for move in found.movements]  # fmt: skip
    return {"movements": moves, "closings": [{"site": c.site, "day": c.day} for c in found.closings]}


def proposal_json(found: Proposal) -> dict[str, Any]:
    """A proposal as plain values."""
    return {
        "days": found.duration, "bound": found.bound, "bound_by": found.bound_by, "gap": float(found.gap),
        "seed": found.seed, **plan_json(found.plan),
        "findings": [finding_json(item) for item in found.findings],
        "measures": [measure_json(item) for item in found.measures],
    }  # fmt: skip


def impossible_json(found: Impossible) -> dict[str, Any]:
    """A reasoned no as plain values."""

    def changes(items: Any) -> list[dict[str, Any]]:
        return [{"rule": item.rule.value, "change": None if item.change is None else str(item.change),
                 "unit": item.unit.split("_", 1)[1]} for item in items]  # fmt: skip

    return {
        "day": found.wish, "core": [rule.value for rule in found.core], "changes": changes(found.relaxations),
        "joint": changes(found.joint), "reasons": [{"code": code, **dict(slots)} for code, slots in found.reasons],
    }  # fmt: skip
