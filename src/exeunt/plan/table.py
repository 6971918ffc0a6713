"""Plans as committees write them: CSV, XLSX or YAML in, CSV and YAML out. Columns: contingent, exit, day, batches.

`day` is a number from D-day or a date. A row with a `site` and a `day` and no contingent is the closing of that site.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from exeunt.base.problem import Problem, Where, problem
from exeunt.case.yaml_tree import read_tree
from exeunt.model.proposal import Closing, Instance, Movement, Plan
from exeunt.plan.extras import extra

COLUMNS = ("contingent", "exit", "day", "batches", "site")
MAX_BYTES = 10_000_000
MAX_ROWS = 200_000

Row = tuple[int, Mapping[str, object]]


def read_plan(path: Path, instance: Instance) -> tuple[Plan | None, list[Problem]]:
    """The plan of a file, by its ending. None where it cannot be read at all; faulty rows are left out and said.

    Raises MissingExtraError for an XLSX file without the extra.
    """
    shown = path.as_posix()
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows, ".yaml": _yaml_rows, ".yml": _yaml_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        return None, [problem("plan.unknown_format", Where(shown), found=path.suffix or path.name)]
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return None, [problem("plan.too_large", Where(shown), most=MAX_BYTES)]
        rows, problems = reader(data, shown)
    except OSError as error:
        return None, [problem("plan.unreadable", Where(shown), reason=error.strerror or type(error).__name__)]
    except (UnicodeDecodeError, csv.Error, BadZipFile, KeyError, ValueError) as error:
        return None, [problem("plan.unreadable", Where(shown), reason=str(error)[:200])]
    return _plan(rows, instance, shown, problems)


def _plan(rows: Iterable[Row], instance: Instance, shown: str, problems: list[Problem]) -> tuple[Plan, list[Problem]]:
    movements, closings = [], []
    for line, row in rows:
        cells = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
        if not any(value not in (None, "") for value in cells.values()):
            continue
        day = _day(cells.get("day"), instance.start)
        count = _whole(cells.get("batches", 1))
        if day is None:
            problems.append(problem("plan.bad_day", Where(shown, line), found=cells.get("day")))
        elif cells.get("site") and not cells.get("contingent"):
            closings.append(Closing(str(cells["site"]), day))
        elif count is None:
            problems.append(problem("plan.bad_count", Where(shown, line), found=cells.get("batches")))
        else:
            movements.append(Movement(day, str(cells.get("contingent", "")), str(cells.get("exit", "")), count))
    return Plan(tuple(movements), tuple(closings)), problems


def _day(value: object, start: date) -> int | None:
    if isinstance(value, datetime):
        return (value.date() - start).days
    if isinstance(value, date):
        return (value - start).days
    whole = _whole(value)
    if whole is not None:
        return whole
    try:
        return (date.fromisoformat(str(value).strip()) - start).days
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 10**9 else None


def _csv_rows(data: bytes, _: str) -> tuple[Iterator[Row], list[Problem]]:
    text = data.decode("utf-8-sig")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    separated = csv.DictReader(io.StringIO(text), delimiter=separator)
    return ((number, row) for number, row in enumerate(separated, start=2) if number < MAX_ROWS), []


def _xlsx_rows(data: bytes, _: str) -> tuple[Iterator[Row], list[Problem]]:
    book = extra("openpyxl").load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS))
    header = [str(cell or "") for cell in rows[0]] if rows else []
    return ((number, dict(zip(header, row, strict=False))) for number, row in enumerate(rows[1:], start=2)), []


def _yaml_rows(data: bytes, shown: str) -> tuple[Iterator[Row], list[Problem]]:
    tree, problems = read_tree(data, shown)
    rows: list[Row] = []
    for key in ("movements", "closings"):
        part = tree.at(key) if tree else None
        for node in part.value if part is not None and isinstance(part.value, list) else ():
            plain = node.plain()
            rows.append((node.where.line, plain if isinstance(plain, dict) else {"day": plain}))
    return iter(rows), problems


def plan_csv(instance: Instance, plan: Plan) -> str:
    """The plan as CSV with days and dates, in the order of the days; closings follow."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "date", "exit_date"])
    for move in sorted(plan.movements):
        item = instance.contingent_by_id.get(move.contingent)
        travel = instance.travel.get((item.site, move.exit), 0) if item else 0
        dates = [instance.date_of(move.day).isoformat(), instance.date_of(move.day + travel).isoformat()]
        writer.writerow([move.contingent, move.exit, move.day, move.batches, "", *dates])
    for closing in sorted(plan.closings, key=lambda item: (item.day, item.site)):
        writer.writerow(["", "", closing.day, "", closing.site, instance.date_of(closing.day).isoformat(), ""])
    return text.getvalue()


def plan_yaml(instance: Instance, plan: Plan) -> str:
    """The plan as YAML with dates, in the order of the days; closings follow."""
    lines = ["movements:" if plan.movements else "movements: []"]
    for move in sorted(plan.movements):
        day = instance.date_of(move.day)
        lines.append(f"  - {{day: {day}, contingent: {move.contingent}, exit: {move.exit}, batches: {move.batches}}}")
    lines.append("closings:" if plan.closings else "closings: []")
    for closing in sorted(plan.closings, key=lambda item: (item.day, item.site)):
        lines.append(f"  - {{day: {instance.date_of(closing.day)}, site: {closing.site}}}")
    return "\n".join([*lines, ""])
