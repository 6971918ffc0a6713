"""A timetable as files to send: a workbook and a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

from exeunt.base.messages import say
from exeunt.model.proposal import Finding, Instance, Measured, Movement, Plan
from exeunt.report.timetable import finding_row


def timetable_xlsx(
    instance: Instance, plan: Plan, findings: Sequence[Finding], language: str, measures: Sequence[Measured] = ()
) -> bytes:
    """A workbook: the movements in the columns that the checker reads back, the findings, the measures.

    Raises ModuleNotFoundError, which names the library, where the extra `plan` is not installed.
    """
    openpyxl: Any = import_module("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = say("plan.sheet_movements", language=language)
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.append(["contingent", "exit", "day", "batches", "site", "date", "exit_date"])
    for row in movement_rows(instance, plan):
        sheet.append(row)
    rules = book.create_sheet(say("plan.page_rules", language=language))
    rules.sheet_view.rightToLeft = language == "ar"
    rules.append(
        [say(f"plan.head_{name}", language=language) for name in ("rule", "verdict", "margin", "day", "about")]
    )
    for finding in findings:
        rules.append(list(finding_row(instance, finding, language)))
    _measures_sheet(book, measures, language)
    for part in book.worksheets:
        for cells in part.iter_rows():
            for cell in cells:  # what begins like a formula is text
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _measures_sheet(book: Any, measures: Sequence[Measured], language: str) -> None:
    if not measures:
        return
    sheet = book.create_sheet(say("plan.page_measures", language=language))
    sheet.sheet_view.rightToLeft = language == "ar"
    heads = ("measure", "weight", "value", "low", "high", "unit", "formula")
    sheet.append([say(f"plan.head_{name}", language=language) for name in heads])
    for item in measures:
        name, weight = (
            say(f"plan.{key}", language=language) for key in (f"measure_{item.code}", f"weight_{item.weight}")
        )
        unit = say(item.unit, language=language)
        sheet.append([name, weight, float(item.value), item.low, item.high, unit, item.formula])


def movement_rows(instance: Instance, plan: Plan) -> list[list[object]]:
    """Movements and closings in the order of their days."""
    rows: list[list[object]] = []
    for move in sorted(plan.movements):
        rows.append([move.contingent, move.exit, move.day, move.batches, "", *_dates(instance, move)])
    for closing in sorted(plan.closings, key=lambda item: (item.day, item.site)):
        rows.append(["", "", closing.day, "", closing.site, instance.date_of(closing.day), ""])
    return rows


def _dates(instance: Instance, move: Movement) -> tuple[date, date]:
    item = instance.contingent_by_id.get(move.contingent)
    travel = instance.travel.get((item.site, move.exit), 0) if item else 0
    return instance.date_of(move.day), instance.date_of(move.day + travel)


def timetable_ics(instance: Instance, plan: Plan, language: str) -> str:
    """The timetable as an iCalendar file (RFC 5545): a whole-day event a movement; same plan, same bytes.

    An event is known by what moves, where and when, so a calendar that reads a later plan keeps what did not change.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Exeunt//timetable//EN", "CALSCALE:GREGORIAN"]
    names = {item.id: item.name.in_language(language) for item in instance.contingents}
    names |= {item.id: item.name.in_language(language) for item in instance.exits}
    seen = Counter[str]()
    for move in sorted(plan.movements):
        days = _dates(instance, move)
        slots = {
            "contingent": names.get(move.contingent, move.contingent),
            "exit": names.get(move.exit, move.exit),
            "count": move.batches,
        }
        key = f"{move.contingent}.{move.exit}.{move.day}"
        seen[key] += 1
        lines += _event(instance, f"{key}.{seen[key]}", days, say("plan.calendar_movement", slots, language))
    for closing in sorted(plan.closings, key=lambda item: (item.day, item.site)):
        day = instance.date_of(closing.day)
        what = say("plan.calendar_closing", {"site": closing.site}, language)
        lines += _event(instance, f"{closing.site}.close-out", (day, day), what)
    return "\r\n".join([*(part for line in lines for part in _folded(line)), "END:VCALENDAR", ""])


def _event(instance: Instance, key: str, days: tuple[date, date], what: str) -> list[str]:
    first, last = days
    quoted = what.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    # the stamp is that of D-day, so that the same plan gives the same bytes
    return ["BEGIN:VEVENT", f"UID:{key}@{instance.id}.exeunt", f"DTSTAMP:{instance.start:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{quoted}", "END:VEVENT"]  # fmt: skip


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, continued with a space."""
    parts, current = [], ""
    for char in line:
        if len((current + char).encode()) > 74:
            parts.append(current)
            current = " "
        current += char
    return [*parts, current]
