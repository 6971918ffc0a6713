"""Makes labelled texts from a draft: finds the offsets of quotes, and stops at a quote that is absent or stands twice.

    python -m benchmarks.accuracy.extraction.own.label DRAFT FOLDER

A draft holds texts one after the other:

    == NAME | LANG | DATE | CASE | TITLE
    the body, paragraphs parted by blank lines
    --
    KIND | quote | F=force | P=place | N=some 300 ~300 | T=fri | B=source

`KIND` is a kind of the guideline or its sign in `KINDS`. Fields: `F` force, `G` side, `X` sponsor, `P` place,
`N` number, `T` time, `B` source as worded, `R` source resolved (else as worded), `V` via, `M` modality.
`N` is the words, then `=A`, `~A` (a tenth either way), `>A`, `<A`, `A-B` or nothing, then a unit that is not people.
`T` is a day, month, year, weekday (the latest; with `+` the next), `doc`, `-3d`, `+2w`, `lastweek`, `lastmonth` and so
on, or two of these around `..`, each of which may be left out. Without `T` and `M` the guideline's usual value of the
kind is written.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = str | int | float | None
"""A value of a label."""

KINDS = {
    "pr": "presence",
    "ar": "arrival",
    "de": "departure",
    "dp": "departure_planned",
    "ag": "agreement",
    "pc": "precondition",
    "su": "support",
    "as": "arms_supply",
    "in": "incident",
    "dm": "demand",
    "mo": "monitoring",
}
UNITS = frozenset(
    ("people", "weapons", "vehicles", "aircraft", "bases", "loads", "percent", "monitors", "groups", "flights")
)
MODALITIES = frozenset(("asserted", "verified", "unverified", "hedged", "denied", "planned", "conditional", "demanded"))
_USUAL_MODALITY = {"departure_planned": "planned", "precondition": "conditional", "demand": "demanded"}
_USUAL_TIME = {
    "presence": "doc",
    "monitoring": "doc",
    "departure_planned": "doc..",
    "precondition": "doc..",
    "demand": "doc..",
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LETTERS = {"F": "force", "G": "side", "X": "sponsor", "P": "place", "B": "source", "R": "source_resolved", "V": "via"}


@dataclass(frozen=True)
class Draft:
    """One text of a draft: its name, the whole file, where the body begins, its date, and its lines of labels."""

    name: str
    text: str
    body: int
    day: date
    labels: tuple[str, ...]


def drafts(source: str) -> Iterator[Draft]:
    """The texts of a draft, in their order."""
    for part in re.split(r"^== ", source, flags=re.MULTILINE)[1:]:
        head, rest = part.split("\n", 1)
        name, lang, day, case, title = (item.strip() for item in head.split("|", 4))
        body, _, labels = rest.partition("\n--\n")
        top = f"url: own:{name}\ntitle: {title}\npublisher: own\ndate: {day}\ndate_basis: page\n"
        top += f"lang: {lang}\ncase: {case}\ntext: own\n\n"
        lines = tuple(line.strip() for line in labels.splitlines() if line.strip())
        yield Draft(name, top + body.strip() + "\n", len(top), date.fromisoformat(day), lines)


def labels(draft: Draft) -> Iterator[dict[str, Value]]:
    """The claims of a text in the fields of the guideline.

    Raises:
        ValueError: a quote, a number's words or a source that is not in the text once, or a value that does not exist.
    """
    for number, line in enumerate(draft.labels, start=1):
        try:
            yield _label(draft, number, line)
        except (ValueError, KeyError, IndexError) as error:
            raise ValueError(f"{draft.name}, claim {number}: {error} in {line!r}") from error


def _label(draft: Draft, number: int, line: str) -> dict[str, Value]:
    kind, quote, *rest = (item.strip() for item in line.split(" | "))
    kind = KINDS.get(kind, kind)
    if kind not in KINDS.values():
        raise ValueError(f"no such kind: {kind}")
    start = _start(draft, quote)
    given = dict(item.split("=", 1) for item in rest)
    if set(given) - {*_LETTERS, "N", "T", "M"}:
        raise ValueError("no such field")
    named = {name: given.get(letter) for letter, name in _LETTERS.items()}
    if draft.text.find(named["source"] or "", draft.body) < 0:
        raise ValueError("the source is not in the text")
    modality = given.get("M", _USUAL_MODALITY.get(kind, "asserted"))
    if modality not in MODALITIES:
        raise ValueError(f"no such modality: {modality}")
    return {
        "doc": draft.name,
        "id": number,
        "quote_start": start,
        "quote_end": start + len(quote),
        "quote": quote,
        "kind": kind,
        "force": named["force"],
        "side": named["side"],
        "sponsor": named["sponsor"],
        "place": named["place"],
        **_number(given.get("N"), quote),
        **_time(given.get("T"), kind, modality, draft.day),
        "source": named["source"],
        "source_resolved": named["source_resolved"] or named["source"],
        "via": named["via"],
        "modality": modality,
    }


def _start(draft: Draft, quote: str) -> int:
    times = draft.text.count(quote, draft.body)
    if times != 1:
        raise ValueError(f"the quote stands {times} times")
    return draft.text.index(quote, draft.body)


def _number(text: str | None, quote: str) -> dict[str, Value]:
    words, low, high, unit = number_of(text) if text else (None, None, None, None)
    if words and words not in quote:
        raise ValueError("the words of the number are not in the quote")
    return {"quantity_text": words, "low": low, "high": high, "unit": unit}


def _time(text: str | None, kind: str, modality: str, day: date) -> dict[str, Value]:
    usual = "doc.." if modality == "planned" else _USUAL_TIME.get(kind, "..doc")
    first, last = span_of(text or usual, day)
    return {"time_start": first.isoformat() if first else None, "time_end": last.isoformat() if last else None}


def number_of(text: str) -> tuple[str, Value, Value, str]:
    """The words of a number, its ends and its unit."""
    *words, last = text.split(" ")
    unit = "people"
    if last in UNITS:
        unit = last
        *words, last = words
    figure = re.fullmatch(r"([=~<>]?)([\d.]+)(?:-([\d.]+))?", last)
    if figure is None or not (figure[1] or figure[3]):
        return " ".join([*words, last]), None, None, unit
    sign, low = figure[1], _figure(figure[2])
    if figure[3]:
        return " ".join(words), low, _figure(figure[3]), unit
    ends = {
        "=": (low, low),
        "~": (_figure(f"{low * 0.9:.6g}"), _figure(f"{low * 1.1:.6g}")),
        ">": (low, None),
        "<": (None, low),
    }
    return " ".join(words), *ends[sign], unit


def _figure(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def span_of(text: str, day: date) -> tuple[date | None, date | None]:
    """The first and last day that a time means in a text of that day."""
    first, dots, last = text.partition("..")
    if not dots:
        return _ends(text, day)
    return (_ends(first, day)[0] if first else None), (_ends(last, day)[1] if last else None)


def _ends(text: str, day: date) -> tuple[date, date]:
    if text == "doc":
        return day, day
    if text.lstrip("+") in _DAYS:
        wanted = _DAYS.index(text.lstrip("+"))
        ago, ahead = (day.weekday() - wanted) % 7, (wanted - day.weekday()) % 7 or 7
        found = day + timedelta(ahead if text[0] == "+" else -ago)
        return found, found
    if shift := re.fullmatch(r"([+-]\d+)([dw])", text):
        found = day + timedelta(int(shift[1]) * (7 if shift[2] == "w" else 1))
        return found, found
    if named := re.fullmatch(r"(last|this|next)(week|month|year)", text):
        return _unit(day, {"last": -1, "this": 0, "next": 1}[named[1]], named[2])
    year, *rest = (int(item) for item in text.split("-"))
    if len(rest) == 2:
        found = date(year, rest[0], rest[1])
        return found, found
    return _months(year, rest[0], rest[0]) if rest else _months(year, 1, 12)


def _unit(day: date, step: int, unit: str) -> tuple[date, date]:
    if unit == "week":
        monday = day + timedelta(7 * step - day.weekday())
        return monday, (day if step == 0 else monday + timedelta(6))
    if unit == "year":
        first, last = _months(day.year + step, 1, 12)
    else:
        month = day.year * 12 + day.month - 1 + step
        first, last = _months(month // 12, month % 12 + 1, month % 12 + 1)
    return first, (day if step == 0 else last)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def main(draft: Path, folder: Path) -> int:
    """Write the texts of a draft and their labels into a folder; where a label is wrong write nothing and return 1."""
    files: dict[Path, str] = {}
    wrong = []
    for one in drafts(draft.read_text(encoding="utf-8")):
        try:
            lines = [json.dumps(label, ensure_ascii=False) for label in labels(one)]
        except ValueError as error:
            wrong.append(str(error))
            continue
        files[folder / f"{one.name}.txt"] = one.text
        files[folder / f"{one.name}.jsonl"] = "".join(f"{line}\n" for line in lines)
    print("\n".join(wrong) or f"{len(files) // 2} texts")
    if not wrong:
        for path, content in files.items():
            path.write_text(content, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
