"""The history of a case as a page, one band an obligation, and as tables: what was found on each day.

Nothing of a claim is shown, only outcomes, probabilities and the titles of obligations, so that the publication policy
has nothing to hold back here but the sites' names in titles, which the agreement itself makes public.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from exeunt.base.messages import LANGUAGES, say
from exeunt.model.history import History, Spell
from exeunt.model.verdict import Verdict
from exeunt.report.chart import NARROW, WIDE, Size
from exeunt.report.days import day_in_words, short_month
from exeunt.report.document import number
from exeunt.report.html import DIRECTIONS, FILES, content_policy, style_sheet, template
from exeunt.report.inert import anchor, inert
from exeunt.report.number import percent
from exeunt.report.scale import DayScale
from exeunt.report.words import SYMBOLS, word

PAGES = {"en": "history.html", "ar": "history.ar.html"}
_HEIGHT, _AXIS = 44, 20
_ROOM_FOR_SIGN = 16


@dataclass(frozen=True, slots=True)
class SpellRow:
    """Days in a row with one answer, in words."""

    days: str
    outcome: str
    word: str
    symbol: str
    qualifiers: tuple[str, ...]
    kept: str


@dataclass(frozen=True, slots=True)
class BandRow:
    """One obligation: its band in two sizes, and the same in words. `now` is the last day's answer."""

    anchor: str
    title: str
    now: SpellRow
    wide: Markup
    narrow: Markup
    spells: tuple[SpellRow, ...]


def history_outputs(history: History) -> dict[str, str]:
    """Every file of a history by name: a page a language, the days as CSV, the spells and days as JSON."""
    pages = {file: render_history(history, language) for language, file in PAGES.items()}
    return {**pages, "history.csv": history_csv(history), "history.json": history_json(history)}


def render_history(history: History, language: str) -> str:
    """The page."""
    other = next(item for item in LANGUAGES if item != language)
    style = style_sheet()

    def t(key: str, **slots: object) -> str:
        return say(key, slots, language)

    return template("history.html.j2").render(
        t=t,
        language=language,
        direction=DIRECTIONS[language],
        other_language=other,
        other_file=PAGES[other],
        report_file=FILES[language],
        policy=content_policy(style),
        style=Markup(style),  # noqa: S704 - our own file
        title=inert(history.case.title.in_language(language)),
        first=day_in_words(history.days[0], language),
        last=day_in_words(history.days[-1], language),
        key=[(outcome.value, symbol, word("outcome", outcome, language)) for outcome, symbol in SYMBOLS.items()],
        bands=band_rows(history, language),
    )


def band_rows(history: History, language: str) -> tuple[BandRow, ...]:
    """One row an obligation, in the order of the agreement."""
    duties = history.case.obligation_by_id
    found = []
    for ident, spells in history.spells():
        title = inert(duties[ident].title.in_language(language))
        rows = tuple(spell_row(spell, language) for spell in spells)
        wide, narrow = (Markup(_band(history, title, spells, language, size)) for size in (WIDE, NARROW))  # noqa: S704
        found.append(BandRow(anchor("obligation", ident), title, rows[-1], wide, narrow, rows))
    return tuple(found)


def spell_row(spell: Spell, language: str) -> SpellRow:
    """A spell in words; the probability that the obligation was kept from its lowest to its highest."""
    chances = [verdict.kept for verdict in spell.verdicts if verdict.kept is not None]
    low, high = (percent(find(chances), language) if chances else "" for find in (min, max))
    one_day = spell.first == spell.last
    days = {"first": day_in_words(spell.first, language), "last": day_in_words(spell.last, language)}
    return SpellRow(
        days=days["first"] if one_day else say("report.days", days, language),
        outcome=spell.outcome.value,
        word=word("outcome", spell.outcome, language),
        symbol=SYMBOLS[spell.outcome],
        qualifiers=tuple(word("qualifier", item, language) for item in spell.qualifiers),
        kept=low if low == high else say("history.kept_between", {"low": low, "high": high}, language),
    )


def _band(history: History, title: str, spells: Sequence[Spell], language: str, size: Size) -> str:
    days = DayScale(history.days[0], history.days[-1], 0, size.width)
    slots = {
        "title": title,
        "first": day_in_words(history.days[0], language),
        "last": day_in_words(history.days[-1], language),
    }
    parts = [
        f'<svg class="history {size.name}" viewBox="0 0 {size.width} {_HEIGHT + _AXIS}" role="img" direction="ltr" '
        'xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(say('history.chart', slots, language))}</title>",
    ]
    for number_, spell in enumerate(spells):
        end = float(size.width) if number_ == len(spells) - 1 else days.at(spells[number_ + 1].first)
        parts.extend(_spell(spell, days, end, language))
    for tick in days.ticks(size.ticks):
        at = days.at(tick)
        parts.append(f'<line class="grid" x1="{at}" y1="0" x2="{at}" y2="{_HEIGHT + 4}"/>')
        if at <= size.width - 60:
            parts.append(f'<text x="{at + 3}" y="{_HEIGHT + 15}">{escape(short_month(tick, language))}</text>')
    return "\n".join([*parts, "</svg>"])


def _spell(spell: Spell, days: DayScale, end: float, language: str) -> list[str]:
    """The ground of a spell, and over it the probability that the obligation was kept, day by day."""
    begin = days.at(spell.first)
    row = spell_row(spell, language)
    slots = {"days": row.days, "outcome": row.word, "kept": row.kept}
    said = say("history.spell_probable" if row.kept else "history.spell", slots, language)
    parts = [
        f'<g class="{spell.outcome.value}"><title>{escape(said)}</title>'
        f'<rect class="ground" x="{begin}" y="0" width="{max(end - begin, 1):.1f}" height="{_HEIGHT}"/>',
        *(f'<path class="kept" d="{area}"/>' for area in _areas(spell.verdicts, days, end)),
    ]
    if end - begin >= _ROOM_FOR_SIGN:
        parts.append(f'<text class="sign" x="{begin + 3}" y="15" aria-hidden="true">{SYMBOLS[spell.outcome]}</text>')
    return [*parts, "</g>"]


def _areas(verdicts: Sequence[Verdict], days: DayScale, end: float) -> list[str]:
    """Paths under the probability, one for each run of days that have one; only where it changes is there a corner."""
    found: list[str] = []
    path, height = "", 0.0
    for verdict in verdicts:
        at = days.at(verdict.as_of)
        if verdict.kept is None:
            found.extend([f"{path}H{at}V{_HEIGHT}Z"] if path else [])
            path = ""
            continue
        now = round(_HEIGHT * (1 - verdict.kept), 1)
        if not path:
            path = f"M{at} {_HEIGHT}V{now}"
        elif now != height:
            path += f"H{at}V{now}"
        height = now
    return [*found, f"{path}H{end}V{_HEIGHT}Z"] if path else found


def history_csv(history: History) -> str:
    """One line a day and obligation."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["day", "obligation", "outcome", "qualifiers", "kept"])
    for place in range(len(history.days)):
        for ident, verdicts in history.verdicts:
            item = verdicts[place]
            kept = number(item.kept)
            row = [item.as_of, ident, item.outcome.value, " ".join(item.qualifiers), "" if kept is None else kept]
            writer.writerow(row)
    return buffer.getvalue()


def history_json(history: History) -> str:
    """Spells by obligation, each with its probabilities day by day."""
    value = {
        "format": 1,
        "case": history.case.id,
        "first": str(history.days[0]),
        "last": str(history.days[-1]),
        "seed": history.seed,
        "obligations": {
            ident: [
                {
                    "first": str(spell.first),
                    "last": str(spell.last),
                    "outcome": spell.outcome.value,
                    "qualifiers": [item.value for item in spell.qualifiers],
                    "kept": [number(verdict.kept) for verdict in spell.verdicts],
                }
                for spell in spells
            ]
            for ident, spells in history.spells()
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
