"""`exeunt plan`: make, check, explain and compare timetables."""

from __future__ import annotations

import click

from exeunt.cli.plan.check import check
from exeunt.cli.plan.explain import explain, frontier
from exeunt.cli.plan.gates import gates
from exeunt.cli.plan.make import make
from exeunt.cli.plan.measure import measure
from exeunt.cli.plan.new import new
from exeunt.cli.plan.replan import replan


@click.group()
def plan() -> None:
    """Make a timetable, check and measure one, say why there is none, release it in gates, plan it anew."""


for command in (new, make, check, measure, explain, frontier, gates, replan):
    plan.add_command(command)
