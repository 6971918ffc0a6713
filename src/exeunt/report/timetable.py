"""A timetable as people get it: a self-contained page in either language, a workbook, and a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from importlib.resources import files

from exeunt.base.messages import say
from exeunt.model.proposal import Finding, Impossible, Instance, Measured, Movement, Plan, Proposal
from exeunt.report.number import THIN_SPACE
from exeunt.report.timetable_chart import exits, exposure, gantt, monitors, shares

MARK = ">"
"""Between the side and the share of a milestone, in a finding's subject."""
DIRECTIONS = {"en": "ltr", "ar": "rtl"}
WEIGHTS = ("heads", "capability", "weapons", "heavy")
"""In the order in which they are shown."""


def _style() -> str:
    return (files("exeunt.report") / "templates" / "timetable.css").read_text(encoding="utf-8")


COUNTED = ("days", "batches", "heads", "places", "teams", "per_week")
"""Units whose noun follows the number's grammar."""


def amount(value: Fraction | float, unit: str, language: str) -> str:
    """A number with its unit; shares as percentages. A sign stays on its side of the digits in Arabic too."""
    if unit == "plan.unit_share":
        return _signed(f"{float(value) * 100:.1f} %", language)
    name = unit.removeprefix("plan.unit_")
    digits = f"{float(value):,.2f}".rstrip("0").rstrip(".").replace(",", THIN_SPACE)
    number = _signed(digits if digits != "-0" else "0", language)
    if name not in COUNTED:
        return f"{number} {say(unit, language=language)}"
    # a part of one is told in the noun's general form, that of a hundred
    count = abs(int(value)) if float(value).is_integer() else 100
    return say(f"plan.amount_{name}", {"count": count, "number": number}, language)


def _signed(number: str, language: str) -> str:
    """The number set apart from the direction of the text around it, where that runs from right to left."""
    return f"\u2066{number}\u2069" if language == "ar" and number.startswith("-") else number


def finding_row(instance: Instance, finding: Finding, language: str) -> tuple[str, str, str, str, str]:
    """Rule, verdict, worst margin, day, and the side and contingent, exit or site it is about."""
    named = {item.id: item.name.in_language(language) for item in instance.contingents}
    named |= {item.id: item.name.in_language(language) for item in instance.exits}
    subject = named.get(finding.subject, finding.subject)
    if MARK in finding.subject:  # a milestone: the side is named already
        share = f"{float(Fraction(finding.subject.partition(MARK)[2])) * 100:.3g} %"
        subject = say("plan.past_mark", {"share": share}, language)
    about = " · ".join(part for part in (instance.side_name(finding.side, language), subject) if part)
    day = "" if finding.day is None else instance.date_of(finding.day).isoformat()
    verdict = say("plan.kept" if finding.kept else "plan.broken", language=language)
    rule = f"{finding.rule.value.upper()} {say(f'plan.rule_{finding.rule.value}', language=language)}"
    return rule, verdict, amount(finding.margin, finding.unit, language), day, about


def render_timetable(
    instance: Instance,
    plan: Plan,
    findings: Sequence[Finding],
    language: str,
    *,
    headline: str = "",
    measures: Sequence[Measured] = (),
) -> str:
    """The timetable as one HTML page without script or outside request. `headline` is what it begins with."""
    title = instance.title.in_language(language)
    head = f"<p>{escape(headline)}</p>" if headline else ""
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
        f"{_measures_table(measures, language)}</body></html>"
    )


def summary(proposal: Proposal, language: str) -> str:
    """Duration, bound and gap in a sentence; that none is shorter, where the bound is met."""
    return say("plan.summary" if proposal.gap else "plan.summary_best", {
        "day": proposal.instance.date_of(proposal.duration), "duration": proposal.duration, "bound": proposal.bound,
        "gap": f"{float(proposal.gap) * 100:.1f}",
    }, language)  # fmt: skip


def checked(instance: Instance, plan: Plan, findings: Sequence[Finding], language: str) -> str:
    """On which day a timetable ends, and which rules it breaks, in a sentence or two."""
    last = max((move.day + _travel(instance, move) for move in plan.movements), default=0)
    ends = say("plan.ends", {"day": instance.date_of(last), "duration": last}, language)
    wrong = dict.fromkeys(item.rule.value for item in findings if not item.kept)
    if not wrong:
        return f"{ends} {say('plan.all_kept', language=language)}"
    rules = ", ".join(f"{rule.upper()} {say(f'plan.rule_{rule}', language=language)}" for rule in wrong)
    return f"{ends} {say('plan.some_broken', {'rules': rules}, language)}"


def _travel(instance: Instance, move: Movement) -> int:
    item = instance.contingent_by_id.get(move.contingent)
    return instance.travel.get((item.site, move.exit), 0) if item else 0


def _rules_table(instance: Instance, findings: Sequence[Finding], language: str) -> str:
    heads = [say(f"plan.head_{name}", language=language) for name in ("rule", "verdict", "margin", "day", "about")]
    rows = [
        f"<tr{'' if finding.kept else ' class=broken'}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in finding_row(instance, finding, language))
        + "</tr>"
        for finding in findings
    ]
    return f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>{''.join(rows)}</table>"


def measure_rows(measures: Sequence[Measured], language: str) -> list[list[str]]:
    """A header and a row a measure: its name, its value by every weight there is, its unit."""
    weights, measures = _weights(measures), sorted(measures, key=_id)
    values = {(item.code, item.weight): _value(item) for item in measures}
    first = {item.code: item for item in reversed(measures)}
    heads = [say("plan.head_measure", language=language)]
    heads += [say(f"plan.weight_{weight}", language=language) for weight in weights]
    rows = [
        [f"{_id(item)} {say(f'plan.measure_{code}', language=language)}",
         *(values.get((code, weight), "") for weight in weights), say(item.unit, language=language)]
        for code in dict.fromkeys(item.code for item in measures)
        if (item := first[code])
    ]  # fmt: skip
    return [[*heads, say("plan.head_unit", language=language)], *rows]


def _weights(measures: Sequence[Measured]) -> list[str]:
    """The weights there are: all of them are shown, because the sides will dispute the numbers of one."""
    return [weight for weight in WEIGHTS if any(item.weight == weight for item in measures)]


def _id(item: Measured) -> str:
    return item.formula.partition(":")[0]


def _measures_table(measures: Sequence[Measured], language: str) -> str:
    """The rows of the measures, each with what it says and its formula."""
    if not measures:
        return ""
    head, *rows = measure_rows(measures, language)
    measures = sorted(measures, key=_id)
    first = {item.code: item for item in reversed(measures)}
    about = [first[code] for code in dict.fromkeys(item.code for item in measures)]
    top = "".join(f"<th>{escape(cell)}</th>" for cell in [*head, say("plan.head_meaning", language=language)])
    lines = [
        f"<tr><td>{escape(name)}</td>"
        + "".join(f'<td><bdi dir="ltr">{value}</bdi></td>' for value in values)
        + f"<td>{escape(unit)}</td><td>{escape(say(f'plan.meaning_{item.code}', language=language))}"
        + f'<br><code dir="ltr">{escape(item.formula)}</code></td></tr>'
        for (name, *values, unit), item in zip(rows, about, strict=True)
    ]
    title = escape(say("plan.page_measures", language=language))
    return f"<h2>{title}</h2><div class=wide><table><tr>{top}</tr>{''.join(lines)}</table></div>"


def _value(item: Measured) -> str:
    """The value; where strengths are drawn, the median with its 5 to 95 % range."""
    if item.low is None or item.high is None:
        return _short(item.value)
    return f"{_short(item.value)} ({_short(item.low)} – {_short(item.high)})"


def _short(value: Fraction | float) -> str:
    number = f"{float(value):.3f}".rstrip("0").rstrip(".")
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
