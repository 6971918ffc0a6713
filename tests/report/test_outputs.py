"""Every published file: the same bytes for the same assessment, in both languages, for any state of a case (C40)."""

import csv
import io
import json
from dataclasses import replace

import pytest
from invented import invented_assessment

from exeunt.report.document import assessment_json
from exeunt.report.outputs import outputs
from exeunt.report.tables import claims_csv, estimates_csv, verdicts_csv


def test_equal_assessments_give_equal_bytes(assessment):
    assert outputs(assessment) == outputs(invented_assessment())


def test_the_files_are_two_pages_one_json_three_tables_and_the_tree_head(assessment):
    assert sorted(outputs(assessment)) == [
        "assessment.json",
        "claims.csv",
        "estimates.csv",
        "report.ar.html",
        "report.html",
        "tree-head.txt",
        "verdicts.csv",
    ]


def test_json_has_sorted_keys_and_no_path_of_the_machine(assessment):
    text = assessment_json(assessment)
    value = json.loads(text)
    assert list(value) == sorted(value)
    assert "/home/" not in text
    assert [item["file"] for item in value["problems"]] == ["claims/field.csv", "claims/press.csv"]


def test_json_says_each_reason_in_both_languages(assessment):
    reason = json.loads(assessment_json(assessment))["verdicts"][0]["reasons"][1]
    assert reason["says"]["en"].startswith("On 23 January 2031, 940 of All foreign forces")
    assert "23 كانون الثاني/يناير 2031" in reason["says"]["ar"]


def test_floats_that_differ_in_the_last_bits_give_the_same_json(assessment):
    verdict = assessment.verdicts[1]
    nearly = replace(verdict, kept=verdict.kept + 1e-12, probability=verdict.probability - 1e-12)
    again = replace(assessment, verdicts=(assessment.verdicts[0], nearly, *assessment.verdicts[2:]))
    assert assessment_json(again) == assessment_json(assessment)


@pytest.mark.parametrize("table", [verdicts_csv, estimates_csv, claims_csv])
def test_tables_have_a_header_and_rows_of_its_length(assessment, table):
    header, *rows = csv.reader(io.StringIO(table(assessment)))
    assert len(rows) == {verdicts_csv: 10, estimates_csv: 72, claims_csv: 60}[table]
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\r@", "＝"])
def test_no_cell_is_taken_for_a_formula(assessment, start):
    claim = replace(assessment.claims[0], note=f'{start}HYPERLINK("https://evil.example")')
    text = claims_csv(replace(assessment, claims=(claim, *assessment.claims[1:])))
    cell = next(csv.DictReader(io.StringIO(text)))["note"]
    assert cell.startswith("'")


def test_an_empty_assessment_still_makes_every_file(assessment):
    empty = replace(assessment, claims=(), documents=(), estimates=(), verdicts=(), problems=())
    files = outputs(empty)
    assert "There are no claims." in files["report.html"]
    assert "لا توجد إفادات." in files["report.ar.html"]
    assert files["claims.csv"].count("\n") == 1
