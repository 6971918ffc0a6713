"""`exeunt plan`: make, check, explain and compare timetables."""

from __future__ import annotations

import click

from exeunt.cli.plan.check import check
from exeunt.cli.plan.explain import explain, frontier
from exeunt.cli.plan.make import make


@click.group()
def plan() -> None:
    """Make a timetable, check one, say why there is none, and what each rule costs."""


for command in (make, check, explain, frontier):
    plan.add_command(command)
