"""The workbook and the calendar of a timetable, opened again by readers of the test's own (C36, C41)."""

import io
import re
import zipfile
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from exeunt.base.messages import LANGUAGES
from exeunt.model.proposal import Movement, Plan
from exeunt.plan.check.check import check
from exeunt.plan.instance.read import read_instance
from exeunt.plan.measures.table import all_measures
from exeunt.plan.table import plan_csv, plan_yaml, read_plan
from exeunt.report.timetable import amount
from exeunt.report.timetable_files import timetable_ics, timetable_xlsx

ANGOLA = Path(__file__).parents[2] / "cases/timetables/angola"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def angola():
    instance, _ = read_instance(ANGOLA)
    return instance, read_plan(ANGOLA / "plan.csv", instance)[0]


def parsed(data):
    return ElementTree.fromstring(data)  # noqa: S314  (our own bytes)


def sheets(data):
    """The rows of each sheet of a workbook by its name, read from its XML, and whether it runs right to left."""
    book = zipfile.ZipFile(io.BytesIO(data))
    parts = book.namelist()
    strings = []
    if "xl/sharedStrings.xml" in parts:
        root = parsed(book.read("xl/sharedStrings.xml"))
        strings = ["".join(text.text or "" for text in item.iter(f"{SHEET}t")) for item in root]
    names = [item.get("name") for item in parsed(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
    found = {}
    for number, name in enumerate(names, start=1):
        root = parsed(book.read(f"xl/worksheets/sheet{number}.xml"))
        assert not list(root.iter(f"{SHEET}f")), "a formula"
        turned = [view.get("rightToLeft") == "1" for view in root.iter(f"{SHEET}sheetView")]
        found[name] = ([[value(cell, strings) for cell in row] for row in root.iter(f"{SHEET}row")], turned == [True])
    return found


def value(cell, strings):
    text = "".join(part.text or "" for part in cell.iter() if part.tag in (f"{SHEET}v", f"{SHEET}t"))
    return strings[int(text)] if cell.get("t") == "s" else text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_holds_every_movement_and_finding_and_measure(angola, language):
    instance, plan = angola
    findings, measures = check(instance, plan)[0], all_measures(instance, plan)
    found = sheets(timetable_xlsx(instance, plan, findings, language, measures))
    (moves, turned), (rules, _), (measured, _) = found.values()
    assert turned == (language == "ar")
    assert len(moves) - 1 == len(plan.movements) + len(plan.closings)
    assert sum(int(row[3]) for row in moves[1:] if row[0]) == sum(move.batches for move in plan.movements)
    assert len(rules) - 1 == len(findings)
    assert len(measured) - 1 == len(measures)
    assert [float(row[2]) for row in measured[1:]] == [float(item.value) for item in measures]
    assert len(set(found)) == 3
    assert all(len(name) <= 31 for name in found)


def events(text):
    """The events of an iCalendar text as dictionaries: lines unfolded, texts unescaped (RFC 5545, 3.1 and 3.3.11)."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    found, current, open_ = [], {}, []
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, rest = line.partition(":")
        if name == "BEGIN":
            open_.append(rest)
            current = {}
        elif name == "END":
            assert open_.pop() == rest
            found += [current] if rest == "VEVENT" else []
        else:
            current[name] = re.sub(r"\\\\([\\\\;,n])", lambda part: "\n" if part[1] == "n" else part[1], rest)
    assert open_ == []
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_has_an_event_for_every_movement_from_departure_to_exit(angola, language):
    instance, plan = angola
    text = timetable_ics(instance, plan, language)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    found = events(text)
    assert len(found) == len(plan.movements) + len(plan.closings)
    assert len({event["UID"] for event in found}) == len(found)
    stretches = {(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in found}
    for move in plan.movements:
        days = instance.travel[instance.contingent_by_id[move.contingent].site, move.exit]
        first = instance.date_of(move.day)
        assert (f"{first:%Y%m%d}", f"{first + timedelta(days=days + 1):%Y%m%d}") in stretches
    assert all(date.fromisoformat(event["DTSTART;VALUE=DATE"]) for event in found)


def test_an_event_keeps_its_id_when_another_movement_changes(angola):
    instance, plan = angola
    first, *rest = sorted(plan.movements)
    changed = Plan((Movement(first.day + 1, first.contingent, first.exit, first.batches), *rest), plan.closings)
    before, after = ({event["UID"] for event in events(timetable_ics(instance, p, "en"))} for p in (plan, changed))
    assert len(before - after) == len(after - before) == 1


def test_the_same_movement_twice_is_two_events_and_awkward_names_come_back(angola):
    instance, _ = angola
    move = Movement(3, "southern", "namibe-port", 1)
    found = events(timetable_ics(instance, Plan((move, move)), "en"))
    assert len({event["UID"] for event in found}) == 2
    assert found[0]["SUMMARY"] == "Southern group: 1 batch to Namibe port"


@pytest.mark.parametrize("write", [plan_csv, plan_yaml])
def test_a_plan_that_moves_nobody_comes_back_as_such(angola, tmp_path, write):
    instance, plan = angola
    path = tmp_path / f"plan.{write.__name__.removeprefix('plan_')}"
    for wanted in (plan, Plan((), plan.closings), Plan(())):
        path.write_text(write(instance, wanted), encoding="utf-8")
        found, problems = read_plan(path, instance)
        assert problems == []
        assert (sorted(found.movements), set(found.closings)) == (sorted(wanted.movements), set(wanted.closings))


@pytest.mark.parametrize(
    ("value", "unit", "language", "words"),
    [
        (Fraction(1), "days", "en", "1 day"),
        (Fraction(-2), "days", "en", "-2 days"),
        (Fraction(11), "days", "ar", "11 يوما"),
        (Fraction(3), "batches", "ar", "3 دفعات"),
        (Fraction(-200), "places", "ar", "\u2066-200\u2069 مكان في اليوم"),
        (Fraction(75, 2), "heads", "en", "37.5 persons"),
        (Fraction(1, 20), "share", "ar", "5.0 %"),
        (Fraction(0), "nats", "en", "0 nats"),
    ],
)
def test_an_amount_agrees_with_its_number_and_keeps_its_sign_on_its_side(value, unit, language, words):
    assert amount(value, f"plan.unit_{unit}", language) == words
