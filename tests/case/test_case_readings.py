"""Rival readings of a clause stand side by side in the case (C3)."""

from datetime import date

from test_load_case import found, write

from exeunt.case.load import load_case
from exeunt.model.agreement import amended, read_as

READINGS = """\
    requested_by: [mission]
    readings:
      - {id: later, says: {en: The day after counts too, ar: واليوم التالي أيضًا}, deadline: 2020-09-02}
      - {id: red-only, says: {en: Only the Reds are meant, ar: الحمر وحدهم}, force: red, grace_days: 3}
"""


def load(tmp_path, readings=READINGS):
    return load_case(write(tmp_path, agreement=("    requested_by: [mission]\n", readings)))


def test_a_reading_states_only_what_differs(tmp_path):
    case, problems = load(tmp_path)
    assert problems == []
    half = case.obligation_by_id["half"]
    assert [reading.id for reading in half.readings] == ["later", "red-only"]
    later, red_only = (read_as(half, reading) for reading in half.readings)
    assert (later.deadline, later.force) == (date(2020, 9, 2), "all")
    assert (red_only.deadline, red_only.force, red_only.grace_days) == (date(2020, 9, 1), "red", 3)
    assert half.readings[0].says.ar == "واليوم التالي أيضًا"


def test_a_reading_that_changes_nothing_or_stands_twice_is_left_out(tmp_path):
    twice = READINGS.replace("id: red-only", "id: later").replace(", deadline: 2020-09-02", "")
    case, problems = load(tmp_path, twice + "      - {id: later, says: {en: Again, ar: مرة أخرى}, quantity: 4}\n")
    assert [(code, line) for code, _, line in found(problems)] == [
        ("case.reading_changes_nothing", 22),
        ("case.duplicate_reading", 24),
    ]
    assert [reading.id for reading in case.obligation_by_id["half"].readings] == ["later"]


def test_a_reading_that_names_what_is_not_there_is_reported_where_it_stands(tmp_path):
    case, problems = load(tmp_path, READINGS.replace("force: red", "force: rde"))
    assert found(problems) == [("case.unknown_force", "agreement.yaml", 23)]
    assert case.obligation_by_id["half"].readings[1].changes == (("grace_days", 3),)


def test_a_misspelt_key_of_a_reading_is_likened_to_the_keys_of_readings(tmp_path):
    _, problems = load(tmp_path, READINGS.replace("grace_days", "grace"))
    assert problems[0].code == "case.unknown_key_near"
    assert dict(problems[0].slots)["nearest"] == "grace_days"


def test_an_amendment_states_only_what_differs_from_its_day_on(tmp_path):
    words = "kind: amendment, agreed: true, instead: {share: 0.4, deadline: within 100 days of truce}"
    case, problems = load_case(write(tmp_path, agreement=("kind: resumption", words)))
    assert problems == []
    half = case.obligation_by_id["half"]
    before, after = (amended(half, case.agreement.events, date(2020, 7, day)) for day in (10, 11))
    assert before == half
    assert (after.share, after.deadline) == (0.4, date(2020, 9, 9))
