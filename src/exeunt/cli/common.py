"""What the commands share: arguments, options, and how problems and JSON are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from exeunt.base.messages import LANGUAGES, say
from exeunt.base.problem import Problem, Severity, has_errors

P = ParamSpec("P")
R = TypeVar("R")
Decorator = Callable[[Callable[P, R]], Callable[P, R]]


class Verb(click.Command):
    """A command that says what the ledger cannot do, instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; a ledger that cannot be opened, read or written ends it with 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            reason = getattr(error, "problem", None)
            if not isinstance(reason, Problem):
                raise
            print_problems([reason], ctx.params.get("language", "en"))
            sys.exit(1)


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or wrong use."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2021-10-08", param, ctx)


case_argument = click.argument("folder", metavar="CASE", type=click.Path(exists=True, file_okay=False, path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", envvar="EXEUNT_LANGUAGE", help="Of what is printed."
)
database_option = click.option(
    "--database",
    metavar="URL",
    envvar="EXEUNT_DATABASE",
    help="The ledger, such as postgresql+psycopg://host/name. Default: a SQLite file in the case folder.",
)
as_of_option = click.option("--as-of", type=Day(), help="The day the answers are about. Default: the case's last day.")
known_on_option = click.option(
    "--known-on", type=Day(), help="Use only what could be known on this day. Default: the case's last day."
)


def print_json(value: Any) -> None:
    """One JSON document to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def problem_json(item: Problem, language: str) -> dict[str, Any]:
    """A problem as plain values."""
    return {
        "code": item.code,
        "severity": item.severity.value,
        "file": item.where.file,
        "line": item.where.line,
        "column": item.where.column,
        "message": say(item.code, item.slots, language),
    }


def print_problems(problems: Sequence[Problem], language: str, folder: Path | None = None) -> None:
    """Each problem on a line of standard error: where, how grave, what and what to do.

    `folder` is the case's, where the files are called as they are in it: shown as the user would write them.
    """
    for item in problems:
        colour = "red" if item.severity is Severity.ERROR else "yellow"
        grade = click.style(say(f"cli.{item.severity.value}", language=language), fg=colour)
        place = f"{(folder or Path()) / str(item.where)}: " if item.where.file else ""
        click.echo(f"{place}{grade}: {say(item.code, item.slots, language)}", err=True)


def leave(problems: Sequence[Problem]) -> NoReturn:
    """End the command: 1 when there was an error, else 0."""
    sys.exit(1 if has_errors(list(problems)) else 0)


def silent(_step: str, _done: int, _total: int) -> None:
    """The progress that tells nobody."""


@contextmanager
def progress(language: str, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A line on standard error that says what is being done, when that is a terminal and it takes a while."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # noqa: PLC0415  (a tenth of a second that --help need not wait for)

    with Console(stderr=True).status("") as status:
        yield lambda step, done, total: status.update(
            say(step, {"done": done, "total": total}, language) + (f" {done}/{total}" if total > 1 else "")
        )
