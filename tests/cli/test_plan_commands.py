"""`exeunt plan measure`, `gates` and `replan`, from the command line, and the files of any timetable (C36, C38)."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

from click.testing import CliRunner

from exeunt.cli.main import main

ANGOLA = Path(__file__).parents[2] / "cases/timetables/angola"
PLAN = ANGOLA / "plan.csv"


def run(*arguments):
    return CliRunner().invoke(main, ["plan", *map(str, arguments)])


def test_measures_of_any_timetable_are_printed_by_every_weight_there_is():
    told = run("measure", ANGOLA, PLAN)
    assert told.exit_code == 0, told.output
    assert "B1 " in told.output
    found = {(row["measure"], row["weight"]): row for row in json.loads(run("measure", ANGOLA, PLAN, "--json").output)}
    assert round(found["effective_phases", "heads"]["value"], 2) == 3.44
    assert Fraction(found["outflow_month", "heads"]["exact"]) == Fraction(7, 100)
    assert ("share_gap", "weapons") not in found


def test_gates_promise_no_more_than_their_look_ahead_over_their_number():
    found = json.loads(run("gates", ANGOLA, PLAN, "--tranches", 5, "--look-ahead", 1, "--bond", 0.1, "--json").output)
    assert Fraction(found["gap"]) == Fraction(1, 5)
    assert Fraction(found["worst_stop"]) <= Fraction(found["gap"])
    assert found["steps"] == 5
    assert found["late_last"] >= found["last"] >= found["plan_last"]
    assert "أقل عدد" in run("gates", ANGOLA, PLAN, "--bond", 0.1, "--language", "ar").output
    assert "No number of steps" in run("gates", ANGOLA, PLAN, "--bond", 0).output


def test_a_plan_is_made_anew_after_a_stop_with_what_has_left_kept(tmp_path):
    asked = ("--today", "1990-01-25", "--closure", "luanda-airport:1990-01-25:1990-02-20", "--out", tmp_path)
    done = run("replan", ANGOLA, PLAN, *asked, "--rounds", 8, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert 0 < found["changed"] <= found["future"]
    assert all(item["kept"] or item["rule"] == "r2" for item in found["findings"])
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "before the change" in page
    rows = [line.split(",") for line in PLAN.read_text(encoding="utf-8").splitlines()[1:]]
    today = (date(1990, 1, 25) - date(1989, 1, 10)).days
    left = sum(int(row[3]) for row in rows if row[0] and int(row[2]) < today)
    assert sum(move["batches"] for move in found["movements"] if move["day"] < today) == left


def test_events_that_name_nothing_or_are_written_otherwise_are_wrong_use():
    assert run("replan", ANGOLA, PLAN, "--today", "x").exit_code == 2
    assert run("replan", ANGOLA, PLAN, "--today", 9, "--breach", "nobody:1:2").exit_code == 2
    assert run("replan", ANGOLA, PLAN, "--today", 9, "--delay", "somewhere").exit_code == 2
    assert run("replan", ANGOLA, PLAN, "--today", 9, "--closure", "namibe-port:1:soon").exit_code == 2


def test_a_plan_that_moves_nobody_is_said_and_nothing_raises(tmp_path):
    empty = tmp_path / "plan.csv"
    empty.write_text("contingent,exit,day,batches\n", encoding="utf-8")
    for verb in ("measure", "gates", "replan"):
        done = run(verb, ANGOLA, empty)
        assert (done.exit_code, isinstance(done.exception, SystemExit)) == (1, True), done.output


def test_check_writes_the_page_and_tables_of_somebody_elses_plan_too(tmp_path):
    assert run("check", ANGOLA, PLAN, "--out", tmp_path).exit_code == 0
    assert "keeps every rule" in (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "يراعي جميع القواعد" in (tmp_path / "plan.ar.html").read_text(encoding="utf-8")
    for name in ("plan.csv", "plan.yaml", "plan.xlsx"):
        assert run("check", ANGOLA, tmp_path / name).exit_code == 0


def test_a_plan_that_meets_its_bound_is_said_to_be_the_shortest():
    linked = ANGOLA.with_name("linked")
    found = json.loads(run("make", linked, "--seconds", 30, "--json").output)
    said = run("make", linked, "--seconds", 30).output
    assert ("proven to be the shortest" in said) == (found["days"] == found["bound"])
    assert ("longer than the best possible" in said) == (found["days"] > found["bound"])
