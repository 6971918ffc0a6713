"""Instances and plans as files, and what people get from `exeunt plan` (C36, C41)."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

from exeunt.cli.main import main
from exeunt.estimate.posterior import Posterior
from exeunt.model.actor import Name
from exeunt.plan.check.check import broken, check
from exeunt.plan.instance.estimates import drawn_sizes, from_estimates
from exeunt.plan.instance.read import read_instance
from exeunt.plan.make import Effort, make
from exeunt.plan.measures.table import drawn_measures, exact_measures, worst_share_gap
from exeunt.plan.table import plan_csv, plan_yaml, read_plan
from exeunt.report.timetable import render_timetable, summary
from exeunt.report.timetable_files import timetable_ics, timetable_xlsx

CASES = Path(__file__).parents[2] / "cases/timetables"
LIBYA = CASES / "libya-like"


def run(*arguments):
    return CliRunner().invoke(main, ["plan", *map(str, arguments)])


@pytest.fixture(scope="module")
def libya():
    instance, problems = read_instance(LIBYA)
    assert not problems
    return make(instance, Effort(seconds=20, rounds=30, exact=0)).proposal


def test_the_libya_like_instance_has_its_strengths_and_a_near_best_plan(libya):
    strength = {
        side: sum(c.capability * c.batches for c in libya.instance.contingents if c.side == side)
        for side in ("west", "east")
    }
    assert strength == {"west": 10040, "east": 14400}
    assert sum(c.batches for c in libya.instance.contingents) == 260
    assert not broken(libya.findings)
    assert libya.gap <= 0.04


def test_angolas_timetable_keeps_its_five_phases():
    instance, problems = read_instance(CASES / "angola")
    assert not problems
    plan, problems = read_plan(CASES / "angola/plan.csv", instance)
    assert not problems
    assert not broken(check(instance, plan)[0])
    measured = {item.code: float(item.value) for item in exact_measures(instance, plan)}
    assert round(measured["effective_phases"], 2) == 3.44


@pytest.mark.parametrize("ending", ["csv", "xlsx", "yaml"])
def test_a_plan_comes_back_from_each_format_as_it_was(libya, tmp_path, ending):
    path = tmp_path / f"plan.{ending}"
    if ending == "csv":
        path.write_text(plan_csv(libya.instance, libya.plan), encoding="utf-8")
    elif ending == "xlsx":
        path.write_bytes(timetable_xlsx(libya.instance, libya.plan, libya.findings, "ar"))
    else:
        path.write_text(plan_yaml(libya.instance, libya.plan), encoding="utf-8")
    plan, problems = read_plan(path, libya.instance)
    assert not problems
    assert sorted(plan.movements) == sorted(libya.plan.movements)
    assert set(plan.closings) == set(libya.plan.closings)


def test_faulty_rows_are_said_with_their_line_and_the_rest_is_kept(libya, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("contingent,exit,day,batches\nx,y,soon,1\nx,y,3,half\nx,y,2021-01-04,2\n", encoding="utf-8")
    plan, problems = read_plan(path, libya.instance)
    assert [(item.code, item.where.line) for item in problems] == [("plan.bad_day", 2), ("plan.bad_count", 3)]
    assert [(move.day, move.batches) for move in plan.movements] == [(3, 2)]
    assert read_plan(tmp_path / "plan.docx", libya.instance)[1][0].code == "plan.unknown_format"
    (tmp_path / "bad.xlsx").write_bytes(b"not a workbook")
    assert read_plan(tmp_path / "bad.xlsx", libya.instance)[1][0].code == "plan.unreadable"


@pytest.mark.parametrize(("old", "new", "code"), [
    ("side: west, sponsor: north-state", "side: north, sponsor: north-state", "plan.unknown_id"),
    ("{site: jufra, exit: jufra-base, days: 1}", "{site: jufra, exit: nowhere, days: 1}", "plan.unknown_id"),
    ("share_gap: 1/20", "share_gap: 1/0", "case.not_number"),
    ("share_gap: 1/20", "share_gab: 1/20", "case.unknown_key_near"),
    ("deadline: 365", "deadline: soon", "case.bad_date"),
    ("id: fighters-misrata", "id: fighters-tripoli", "plan.id_twice"),
    ("equipment_of: company-khadim", "equipment_of: nobody", "plan.unknown_id"),
    ("weight_low: 3, weight_high: 5", "weight_low: 6, weight_high: 5", "plan.reversed_range"),
    ("deadline: 365", "deadline: 99999999", "plan.far_day"),
    ("day: 30, teams: 5", "day: 9000-01-01, teams: 5", "plan.far_day"),
    ("weight: 4, weight_low: 3", "weight: 1/99999999999999999999, weight_low: 0", "plan.too_fine"),
])  # fmt: skip
def test_what_is_wrong_in_a_timetable_file_is_said_with_its_line(tmp_path, old, new, code):
    text = (LIBYA / "timetable.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "timetable.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    _, problems = read_instance(tmp_path)
    assert code in [item.code for item in problems]
    assert all(item.where.line for item in problems)


def test_the_page_is_self_contained_and_in_both_languages(libya):
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        page = render_timetable(
            libya.instance, libya.plan, libya.findings, language, headline=summary(libya, language),
            measures=libya.measures,
        )  # fmt: skip
        assert f'dir="{direction}"' in page
        assert "<script" not in page
        assert re.findall(r'(?:src|href)="', page) == []
        assert page.count("<svg") == 5


def test_names_from_outside_are_escaped_in_the_page_and_stay_text_in_the_workbook(libya):
    evil = replace(libya.instance, title=Name("<b>&", "<b>&"))
    assert "<b>&" not in render_timetable(evil, libya.plan, libya.findings, "en")
    book = openpyxl.load_workbook(io.BytesIO(timetable_xlsx(libya.instance, libya.plan, libya.findings, "en")))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_calendar_has_whole_days_and_lines_of_at_most_75_octets(libya):
    text = timetable_ics(libya.instance, libya.plan, "ar")
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == len(libya.plan.movements) + len(libya.plan.closings)
    assert text == timetable_ics(libya.instance, libya.plan, "ar")


def test_draws_of_the_strength_give_a_measure_its_range(libya):
    instance = libya.instance
    days = (date(2021, 1, 1),)
    grid = np.arange(0, 4001, 100, dtype=float)
    draws = np.random.default_rng(1).normal(3500, 300, (200, 1))
    marginal = np.zeros((1, len(grid)))
    marginal[0, 35] = 1
    posterior = Posterior("fighters-tripoli", None, days, grid, marginal, draws, marginal[0])
    grown, problems = from_estimates(instance, [posterior], days[0])
    assert grown.contingent_by_id["fighters-tripoli"].batches == 35
    assert {item.code for item in problems} == {"plan.no_estimate"}
    sizes = drawn_sizes(instance, [posterior], days[0])
    gap = next(item for item in drawn_measures(instance, libya.plan, sizes) if item.code == "share_gap")
    assert gap.low <= gap.value <= gap.high
    assert gap.low < gap.high


def test_the_worst_weights_within_their_ranges_are_no_better_than_the_stated_ones(libya):
    stated = next(i for i in exact_measures(libya.instance, libya.plan, weight="capability") if i.code == "share_gap")
    assert worst_share_gap(libya.instance, libya.plan) >= float(stated.value) - 1e-12


def test_make_writes_what_people_get_and_check_accepts_it(tmp_path):
    done = run("make", LIBYA, "--seconds", 3, "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["bound"] <= json.loads(done.output)["days"]
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written >= {"plan.csv", "plan.html", "plan.ar.html", "plan.xlsx", "plan.ics"}
    for name in ("plan.csv", "plan.xlsx"):
        checked = run("check", LIBYA, tmp_path / "out" / name, "--json")
        assert checked.exit_code == 0, checked.output
        assert all(finding["kept"] for finding in json.loads(checked.output)["findings"])


def test_explain_and_frontier_speak_both_languages_and_json(tmp_path):
    proof = tmp_path / "proof.json"
    told = run("explain", CASES / "angola", "--day", 20, "--certificate", proof, "--language", "ar")
    assert told.exit_code == 1
    assert "القواعد" in told.output
    assert json.loads(proof.read_text(encoding="utf-8"))["needed"]
    assert json.loads(run("explain", CASES / "angola", "--json").output)["impossible"] is None
    points = run("frontier", CASES / "angola", "--gap", "1/2", "--seconds", 2, "--json")
    assert json.loads(points.output)[0]["bound"] <= json.loads(points.output)[0]["days"]
    assert run("frontier", CASES / "angola", "--gap", "x").exit_code == 2


def test_a_case_without_a_timetable_and_a_broken_plan_end_with_1(tmp_path):
    assert run("make", tmp_path).exit_code == 1
    (tmp_path / "plan.csv").write_text("contingent,exit,day,batches\nsouthern,namibe-port,1,1\n", encoding="utf-8")
    assert run("check", CASES / "angola", tmp_path / "plan.csv").exit_code == 1
