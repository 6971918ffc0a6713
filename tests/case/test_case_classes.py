"""Classes with rival readings, exceptions, proof, and what is done in return (C1, C3, C6)."""

from datetime import date

from test_load_case import found, write

from exeunt.case.load import load_case
from exeunt.model.agreement import EvidenceStandard, read_as

FORCES = """\
forces:
  - {id: red, name: {en: Red, ar: السرية الحمراء}, kind: mercenary, side: north, sponsor: farland}
  - {id: blue, name: {en: Blue, ar: السرية الزرقاء}, kind: foreign force, side: north}
  - {id: crews, name: {en: Crews, ar: الأطقم}, kind: foreign force, side: north}
  - {id: all, name: {en: All foreign forces, ar: كل القوات الأجنبية}, kind: foreign force, members: [red, blue, crews]}
"""
CLASS = """\
definitions:
  - id: foreign
    term: {en: foreign forces, ar: القوات الأجنبية}
    used_in: [truce-2]
    readings:
      - {id: widest, says: {en: Everyone, ar: الجميع}, counts: [all]}
      - {id: armed, says: {en: Not the training crews, ar: من دون أطقم التدريب}, counts: [red, blue]}
      - {id: hired, says: {en: Only the hired, ar: المأجورون وحدهم}, counts: [red]}
obligations:
  - id: half
    definition: foreign
    reciprocal: [out]
    evidence: {probability: 0.95, sources: 2, verified_by: [mission]}
    exceptions:
      - {id: guards, says: {en: Guards of camps, ar: حراس المعسكرات}, quantity: 20, until: 30 days after pause}
"""


def load(tmp_path, text=CLASS):
    return load_case(write(tmp_path, forces=FORCES, agreement=("obligations:\n  - id: half\n", text)))


def test_each_reading_of_a_class_is_a_reading_of_the_obligation_that_names_it(tmp_path):
    case, problems = load(tmp_path)
    assert problems == []
    half = case.obligation_by_id["half"]
    # the widest reading counts in what the obligation itself speaks of
    assert [reading.id for reading in half.readings] == ["armed", "hired"]
    armed, hired = (read_as(half, reading) for reading in half.readings)
    assert case.force_by_id[armed.force].members == ("red", "blue")
    assert hired.force == "red"


def test_a_total_that_the_case_has_is_used_and_none_is_made_twice(tmp_path):
    with_total = CLASS.replace("counts: [red, blue]", "counts: [red, blue, crews]")
    case, _ = load(tmp_path, with_total)
    assert [force.id for force in case.forces] == ["red", "blue", "crews", "all"]
    assert [reading.id for reading in case.obligation_by_id["half"].readings] == ["hired"]


def test_an_exception_has_a_number_and_a_last_day(tmp_path):
    case, _ = load(tmp_path)
    half = case.obligation_by_id["half"]
    spared = half.exceptions[0]
    assert (spared.quantity, spared.until) == (20, date(2020, 7, 31))
    assert spared.holds(date(2020, 7, 31))
    assert not spared.holds(date(2020, 8, 1))
    assert half.reciprocal == ("out",)
    assert half.evidence == EvidenceStandard(0.95, 2, ("mission",))


def test_what_a_class_or_exception_names_and_is_not_there_is_reported(tmp_path):
    wrong = CLASS.replace("counts: [red]", "counts: [rde]").replace("definition: foreign", "definition: strangers")
    case, problems = load(tmp_path, wrong)
    assert {code for code, _, _ in found(problems)} == {"case.unknown_force", "case.unknown_definition"}
    assert [reading.id for reading in case.agreement.definitions[0].readings] == ["widest", "armed"]
