"""A timetable as people get it: a self-contained page in either language, a workbook, and a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from html import escape
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any

from exeunt.base.messages import say
from exeunt.model.proposal import Finding, Impossible, Instance, Measured, Movement, Plan, Proposal
from exeunt.report.timetable_chart import exits, exposure, gantt, monitors, shares

DIRECTIONS = {"en": "ltr", "ar": "rtl"}


def _style() -> str:
    return (files("exeunt.report") / "templates" / "timetable.css").read_text(encoding="utf-8")


def amount(value: Fraction | float, unit: str, language: str) -> str:
    """A number with its unit; shares as percentages."""
    if unit == "plan.unit_share":
        return f"{float(value) * 100:.1f} %"
    number = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return f"{number} {say(unit, language=language)}"


def finding_row(instance: Instance, finding: Finding, language: str) -> tuple[str, str, str, str, str]:
    """Rule, verdict, worst margin, day, and the side and contingent, exit or site it is about."""
    named = {item.id: item.name.in_language(language) for item in instance.contingents}
    named |= {item.id: item.name.in_language(language) for item in instance.exits}
    subject = named.get(finding.subject, finding.subject)
    about = " · ".join(part for part in (instance.side_name(finding.side, language), subject) if part)
    day = "" if finding.day is None else instance.date_of(finding.day).isoformat()
    verdict = say("plan.kept" if finding.kept else "plan.broken", language=language)
    rule = f"{finding.rule.value.upper()} {say(f'plan.rule_{finding.rule.value}', language=language)}"
    return rule, verdict, amount(finding.margin, finding.unit, language), day, about


def render_timetable(
    instance: Instance, plan: Plan, findings: Sequence[Finding], language: str, *, proposal: Proposal | None = None
) -> str:
    """The timetable as one HTML page without script or outside request."""
    title = instance.title.in_language(language)
    head = ""
    if proposal:
        head = f"<p>{escape(summary(proposal, language))}</p>"
    charts = (gantt(instance, plan, language), shares(instance, plan, language), exits(instance, plan, language),
              monitors(instance, plan, language), exposure(instance, plan, language))  # fmt: skip
    names = ("gantt", "shares", "exits", "monitors")
    titles = [say(f"plan.chart_{name}", language=language) for name in names]
    titles.append(say("plan.chart_exposure", {"count": 14}, language))
    figures = "".join(f"<h2>{escape(name)}</h2>{chart}" for name, chart in zip(titles, charts, strict=True))
    return (
        f'<!doctype html><html lang="{language}" dir="{DIRECTIONS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_style()}</style></head>"
        f"<body><h1>{escape(title)}</h1>{head}<h2>{escape(say('plan.page_rules', language=language))}</h2>"
        f"{_rules_table(instance, findings, language)}{figures}"
        f"{_measures_table(proposal.measures if proposal else (), language)}</body></html>"
    )


def summary(proposal: Proposal, language: str) -> str:
    """Duration, bound and gap in a sentence."""
    return say("plan.summary", {
        "day": proposal.instance.date_of(proposal.duration), "duration": proposal.duration, "bound": proposal.bound,
        "gap": f"{float(proposal.gap) * 100:.1f}",
    }, language)  # fmt: skip


def _rules_table(instance: Instance, findings: Sequence[Finding], language: str) -> str:
    heads = [say(f"plan.head_{name}", language=language) for name in ("rule", "verdict", "margin", "day", "about")]
    rows = [
        f"<tr{'' if finding.kept else ' class=broken'}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in finding_row(instance, finding, language))
        + "</tr>"
        for finding in findings
    ]
    return f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>{''.join(rows)}</table>"


def _measures_table(measures: Sequence[Measured], language: str) -> str:
    """A row a measure: by persons and by capability, because the sides will dispute the weights."""
    weights = ("heads", "capability")
    values = {(item.code, item.weight): _value(item) for item in measures}
    first = {item.code: item for item in reversed(measures)}
    heads = [
        say("plan.head_measure", language=language),
        *(say(f"plan.weight_{weight}", language=language) for weight in weights),
        say("plan.head_unit", language=language),
        say("plan.head_meaning", language=language),
    ]
    rows = [
        f"<tr><td>{escape(say(f'plan.measure_{code}', language=language))}</td>"
        + "".join(f'<td><bdi dir="ltr">{values.get((code, weight), "")}</bdi></td>' for weight in weights)
        + f"<td>{escape(say(item.unit, language=language))}</td>"
        + f"<td>{escape(say(f'plan.meaning_{code}', language=language))}"
        + f'<br><code dir="ltr">{escape(item.formula)}</code></td></tr>'
        for code in dict.fromkeys(item.code for item in measures)
        if (item := first[code])
    ]
    if not rows:
        return ""
    title = escape(say("plan.page_measures", language=language))
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    return f"<h2>{title}</h2><table><tr>{top}</tr>{''.join(rows)}</table>"


def _value(item: Measured) -> str:
    number = f"{float(item.value):.3f}".rstrip("0").rstrip(".")
    return number if number not in ("-0", "") else "0"


def render_impossible(found: Impossible, instance: Instance, language: str) -> str:
    """Why a wish cannot be granted, as lines of text."""
    lines = [say("plan.impossible", {"day": instance.date_of(found.wish), "wish": found.wish}, language)]
    core = ", ".join(f"{rule.value.upper()} {say(f'plan.rule_{rule.value}', language=language)}" for rule in found.core)
    lines.append(say("plan.core", {"rules": core}, language))
    lines += [say(code, slots, language) for code, slots in found.reasons]
    for item in found.relaxations:
        rule = f"{item.rule.value.upper()} {say(f'plan.rule_{item.rule.value}', language=language)}"
        if item.change is None:
            lines.append(say("plan.change_never", {"rule": rule}, language))
        else:
            lines.append(
                say("plan.change", {"rule": rule, "change": amount(item.change, item.unit, language)}, language)
            )
    joint = ", ".join(
        f"{say(f'plan.rule_{item.rule.value}', language=language)} {amount(item.change or 0, item.unit, language)}"
        for item in found.joint
    )
    if joint:
        lines.append(say("plan.joint", {"changes": joint}, language))
    return "\n".join(lines) + "\n"


def timetable_xlsx(instance: Instance, plan: Plan, findings: Sequence[Finding], language: str) -> bytes:
    """A workbook: the movements in the columns that the checker reads back, and the findings.

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
    for part in (sheet, rules):
        for cells in part.iter_rows():
            for cell in cells:  # what begins like a formula is text
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def movement_rows(instance: Instance, plan: Plan) -> list[list[object]]:
    """Movements and closings in the order of their days."""
    rows: list[list[object]] = []
    for move in sorted(plan.movements):
        rows.append([move.contingent, move.exit, move.day, move.batches, "", *_dates(instance, move)])
    for closing in sorted(plan.closings, key=lambda item: (item.day, item.site)):
        rows.append(["", "", closing.day, "", closing.site, instance.date_of(closing.day), ""])
    return rows


def _dates(instance: Instance, move: Movement) -> tuple[object, object]:
    item = instance.contingent_by_id.get(move.contingent)
    travel = instance.travel.get((item.site, move.exit), 0) if item else 0
    return instance.date_of(move.day), instance.date_of(move.day + travel)


def timetable_ics(instance: Instance, plan: Plan, language: str) -> str:
    """The timetable as an iCalendar file (RFC 5545): a whole-day event a movement; same plan, same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Exeunt//timetable//EN", "CALSCALE:GREGORIAN"]
    names = {item.id: item.name.in_language(language) for item in instance.contingents}
    names |= {item.id: item.name.in_language(language) for item in instance.exits}
    for number, move in enumerate(sorted(plan.movements)):
        first, last = _dates(instance, move)
        slots = {
            "contingent": names.get(move.contingent, move.contingent),
            "exit": names.get(move.exit, move.exit),
            "batches": move.batches,
        }
        what = say("plan.calendar_movement", slots, language)
        lines += _event(instance, f"m{number}", (str(first), str(last)), what)
    for number, closing in enumerate(plan.closings):
        day = str(instance.date_of(closing.day))
        lines += _event(
            instance, f"c{number}", (day, day), say("plan.calendar_closing", {"site": closing.site}, language)
        )
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(instance: Instance, key: str, days: tuple[str, str], what: str) -> list[str]:
    first, last = (day.replace("-", "") for day in days)
    quoted = what.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    # the stamp is that of D-day, so that the same plan gives the same bytes
    return ["BEGIN:VEVENT", f"UID:{key}@{instance.id}.exeunt", f"DTSTAMP:{instance.start:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{_day_after(last)}", *_folded(f"SUMMARY:{quoted}"),
            "END:VEVENT"]  # fmt: skip


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).strftime("%Y%m%d")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, continued with a space."""
    parts, current = [], ""
    for char in line:
        if len((current + char).encode()) > 74:
            parts.append(current)
            current = " "
        current += char
    return [*parts, current]
