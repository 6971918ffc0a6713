"""`exeunt lint` and `exeunt agreement`: the text itself, before and beside any evidence."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.model.case import Case


@click.command(cls=common.Verb, epilog="Example:  exeunt lint cases/libya")
@common.case_argument
@common.language_option
@common.json_option
def lint(folder: Path, language: str, as_json: bool) -> None:
    """Find what is ambiguous or missing in a case's agreement.

    Each finding has the clause, why it matters, how it hurt a real mechanism (with addresses) and a suggested wording.
    Findings are advice: the exit code is 1 only where the case itself cannot be read.
    """
    from exeunt.view.weak import weak_clauses  # noqa: PLC0415

    rows = weak_clauses(_case(folder, language), language)
    if as_json:
        common.print_json([asdict(row) for row in rows])
        return
    if not rows:
        click.echo(say("lint.nothing", language=language))
        return
    click.echo(say("lint.weak_clauses", {"count": len(rows)}, language))
    for number, row in enumerate(rows, start=1):
        place = f"  agreement.yaml:{row.line}" if row.line else ""
        click.echo(f"\n{number}. [{row.grade}] {row.found}{place}")
        for clause in row.clauses:
            click.echo(f"   {say('lint.clause_heading', language=language)} {clause}")
        for account in row.accounts:
            click.echo(f"   - {account}")
        click.echo(f"   {say('lint.why_heading', language=language)} {row.why}")
        click.echo(f"   {say('lint.hurt_heading', language=language)} {row.elsewhere}")
        for address in row.sources:
            click.echo(f"     {address}")
        click.echo(f"   {say('lint.wording_heading', language=language)} {row.wording}")


@click.command(cls=common.Verb, epilog="Example:  exeunt agreement cases/libya --on 2021-01-22")
@common.case_argument
@click.option("--on", "day", type=common.Day(), help="The day. Default: the case's last day.")
@common.language_option
@common.json_option
def agreement(folder: Path, day: date | None, language: str, as_json: bool) -> None:
    """List the obligations as they stood on a day: in force or suspended, their last day, and why that day.

    An event counts from the day it was known, so a past day is never told with later knowledge.
    """
    from exeunt.view.bound import bound_on  # noqa: PLC0415

    case = _case(folder, language)
    rows = bound_on(case, day or case.last_day, language)
    if as_json:
        common.print_json(json.loads(json.dumps([asdict(row) for row in rows], default=str)))
        return
    for row in rows:
        last = row.last_day.isoformat() if row.last_day else "–"
        click.echo(f"{last:10}  {row.state_word}  {row.title}")
        click.echo(f"            {row.obligation} · {row.clause}")
        for step in row.why:
            click.echo(f"            {step}")
        for reading in row.readings:
            click.echo(f"            ≠ {reading}")


def _case(folder: Path, language: str) -> Case:
    """The case, or an end with its problems where it cannot be read at all."""
    from exeunt.case.load import load_case  # noqa: PLC0415

    case, problems = load_case(folder)
    if case is None:
        common.print_problems(problems, language)
        common.leave(problems)
    return case
