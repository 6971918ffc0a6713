"""What the commands of timetables share: the instance of a case, and how plans and findings are printed and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.model.proposal import Finding, Impossible, Instance, Plan, Proposal

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


def why_not(instance: Instance, wish: int) -> Impossible | None:
    """Why nobody can have everyone out by a day; None where that is not proven."""
    from exeunt.plan.explain import explain as reasons  # noqa: PLC0415

    return reasons(instance, wish)


def print_findings(instance: Instance, findings: tuple[Finding, ...], language: str) -> None:
    """A line a rule: kept or broken, the worst margin, its day and whom it is about."""
    from exeunt.report.timetable import finding_row  # noqa: PLC0415

    for finding in findings:
        rule, verdict, margin, day, about = finding_row(instance, finding, language)
        colour = "green" if finding.kept else "red"
        click.echo(f"{rule}: {click.style(verdict, fg=colour)} | {margin} | {day} | {about}".rstrip(" |"))


def write(out: Path, instance: Instance, made: Plan, findings: tuple[Finding, ...], proposal: Proposal) -> None:
    """The page, workbook and calendar in both languages, and the table that `check` reads back."""
    from exeunt.plan.table import plan_csv  # noqa: PLC0415
    from exeunt.report.timetable import render_timetable, timetable_ics, timetable_xlsx  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.csv").write_text(plan_csv(instance, made), encoding="utf-8")
    for language, ending in (("en", ""), ("ar", ".ar")):
        page = render_timetable(instance, made, findings, language, proposal=proposal)
        (out / f"plan{ending}.html").write_text(page, encoding="utf-8")
        (out / f"plan{ending}.ics").write_text(timetable_ics(instance, made, language), encoding="utf-8", newline="")
        (out / f"plan{ending}.xlsx").write_bytes(timetable_xlsx(instance, made, findings, language))


def finding_json(item: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    return {"rule": item.rule.value, "kept": item.kept, "margin": str(item.margin), "unit": item.unit.split("_", 1)[1],
            "day": item.day, "side": item.side, "subject": item.subject}  # fmt: skip


def measure_json(item: Any) -> dict[str, Any]:
    """A measure as plain values."""
    return {"measure": item.code, "weight": item.weight, "value": float(item.value), "exact": str(item.value)}


def proposal_json(found: Proposal) -> dict[str, Any]:
    """A proposal as plain values."""
    moves = [{"day": move.day, "contingent": move.contingent, "exit": move.exit, "batches": move.batches}
             for move in found.plan.movements]  # fmt: skip
    return {
        "days": found.duration, "bound": found.bound, "bound_by": found.bound_by, "gap": float(found.gap),
        "seed": found.seed, "movements": moves,
        "closings": [{"site": c.site, "day": c.day} for c in found.plan.closings],
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
