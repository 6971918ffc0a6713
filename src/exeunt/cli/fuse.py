"""`exeunt fuse`: conflicting numbers from many sources, of anything, without a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.estimate.fusion.answer import Answer


@click.command(cls=common.Verb, epilog="Example:  exeunt fuse figures.csv > answers.jsonl")
@click.argument("table", metavar="CLAIMS", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common.language_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list instead of a line of JSON an object.")
def fuse(table: Path, language: str, as_json: bool) -> None:
    """Weigh conflicting figures against each other: one line of JSON an object.

    CLAIMS is a CSV table with the columns object, source and value, and if you have them attribute, time and grade (A
    to F). A value is a number or a bound: 1200, ~5, >=5, 5-7. Each line has the median, intervals with the probability
    that they really hold, the share of each source, and for each claim the probability that it is worthless or a copy.
    """
    from exeunt.estimate.fusion.fuse import fuse as fused  # noqa: PLC0415
    from exeunt.estimate.fusion.table import read_figures  # noqa: PLC0415

    figures, problems = read_figures(table, str(table))
    common.print_problems(problems, language)
    lines = [_line(answer) for answer in fused(figures)]
    if as_json:
        common.print_json(lines)
    else:
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))
    common.leave(problems)


def _line(answer: Answer) -> dict[str, Any]:
    return {
        "object": answer.object,
        "attribute": answer.attribute,
        "median": answer.median,
        "intervals": {
            f"{item.level * 100:g}": {"low": item.low, "high": item.high, "probability": round(item.mass, 4)}
            for item in answer.ranges
        },
        "sources": [{"source": source, "share": round(share, 4)} for source, share in answer.sources],
        "claims": [
            {
                "source": item.figure.source,
                "value": item.figure.text,
                "junk": round(item.junk, 4),
                "copy": round(item.copy, 4),
                "share": round(item.share, 4),
            }
            for item in answer.claims
        ],
    }
