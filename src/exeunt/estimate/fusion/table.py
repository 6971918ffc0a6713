"""A CSV table of conflicting figures to values; what cannot be read is left out and said."""

from __future__ import annotations

from pathlib import Path

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.claim.csv_text import BOM, read_text, records
from exeunt.estimate.fusion.figure import Figure, read_value

REQUIRED = ("object", "source", "value")
OPTIONAL = ("attribute", "time", "grade")
SHOWN = 20
"""Unreadable values named one by one; the rest are counted."""


def read_figures(path: Path, shown_as: str) -> tuple[list[Figure], list[Problem]]:
    """Every row with an object, a source and a value that is a number or a bound. Columns in any order."""
    text, problems = read_text(path, shown_as)
    if text is None:
        return [], problems
    rows = records(text.removeprefix(BOM))
    head = next(rows, None)
    names = [cell.strip().lower() for cell in (head.cells or ())] if head else []
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        wanted = ", ".join((*REQUIRED, *OPTIONAL))
        return [], [problem("fuse.missing_column", Where(shown_as, 1), columns=", ".join(missing), wanted=wanted)]
    figures: list[Figure] = []
    unread: list[Problem] = []
    for row in rows:
        cells = dict(zip(names, row.cells or (), strict=False))
        figure = _figure(cells)
        if figure:
            figures.append(figure)
        else:
            found = cells.get("value", "")[:40] if row.cells else ""
            unread.append(warning("fuse.bad_row", Where(shown_as, row.line), found=found))
    return figures, [*unread[:SHOWN], *_rest(shown_as, len(unread) - SHOWN)]


def _rest(shown_as: str, count: int) -> list[Problem]:
    return [warning("fuse.more_bad_rows", Where(shown_as), count=count)] if count > 0 else []


def _figure(cells: dict[str, str]) -> Figure | None:
    named = {name: cells.get(name, "").strip() for name in (*REQUIRED, *OPTIONAL)}
    found = read_value(named["value"])
    if found is None or not named["object"] or not named["source"]:
        return None
    low, high, about = found
    return Figure(
        object=named["object"],
        attribute=named["attribute"],
        source=named["source"],
        low=low,
        high=high,
        about=about,
        time=named["time"],
        grade=named["grade"].upper(),
        text=named["value"],
    )
