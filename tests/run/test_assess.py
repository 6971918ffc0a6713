"""The whole path on the invented case: C40 (same inputs, same bytes), C9, and the two dates."""

import csv
import json
from datetime import date

from exeunt.report.outputs import outputs
from exeunt.run.outputs import last_assessment, write_outputs
from exeunt.run.pipeline import Question, assess, chart_days, standing_claims

TODAY = date(2026, 11, 24)


def test_a_fresh_ledger_gives_the_same_bytes_as_an_old_one(copy_case, tmp_path):
    old = assess(Question(copy_case("example"), TODAY)).assessment
    database = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    fresh = assess(Question(tmp_path / "example", TODAY, database=database)).assessment
    assert outputs(old)["assessment.json"] == outputs(fresh)["assessment.json"]


def test_assessing_twice_posts_nothing_new(copy_case):
    question = Question(copy_case("example"), TODAY)
    first, second = assess(question), assess(question)
    assert first.posted == len(first.assessment.claims) > 60
    assert second.posted == 0
    assert second.assessment.head == first.assessment.head


def test_only_what_was_known_on_a_day_is_used(copy_case):
    folder = copy_case("example")
    everything = assess(Question(folder, TODAY)).assessment
    days = sorted(claim.known_on for claim in everything.claims)
    middle = days[len(days) // 2]
    then = assess(Question(folder, TODAY, as_of=middle, known_on=middle)).assessment
    assert 0 < len(then.claims) < len(everything.claims)
    assert all(claim.known_on <= middle for claim in then.claims)
    assert all(verdict.as_of == middle for verdict in then.verdicts)


def test_a_changed_row_supersedes_and_a_lost_row_is_reported(copy_case):
    folder = copy_case("example")
    question = Question(folder, TODAY)
    before = {claim.label: claim for claim in assess(question).assessment.claims if claim.label}
    table = sorted((folder / "claims").glob("*.csv"))[0]
    header, first, _lost, *rest = csv.reader(table.read_text(encoding="utf-8").splitlines())
    first[header.index("note")] = "a correction"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rest])
    run = assess(question)
    after = {claim.label: claim for claim in run.assessment.claims if claim.label}
    assert set(after) == set(before)
    assert run.posted == 1
    assert "ledger.row_gone" in {item.code for item in run.problems}


def test_outputs_are_written_whole_and_read_back(copy_case):
    folder = copy_case("example")
    assessment = assess(Question(folder, TODAY)).assessment
    assert last_assessment(folder / "out") is None
    written = write_outputs(assessment, folder / "out")
    assert {"report.html", "report.ar.html", "assessment.json"} <= {path.name for path in written}
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted(path.name for path in written)
    assert last_assessment(folder / "out") == json.loads((folder / "out/assessment.json").read_text(encoding="utf-8"))


def test_a_broken_case_is_a_problem_not_a_crash(tmp_path):
    (tmp_path / "case.yaml").write_text("id: [", encoding="utf-8")
    run = assess(Question(tmp_path, TODAY))
    assert run.assessment is None
    assert run.problems


def test_charts_end_on_the_day_asked_about(copy_case):
    case = assess(Question(copy_case("example"), TODAY)).assessment.case
    days = chart_days(case, case.last_day)
    assert days[0] == case.first_day
    assert days[-1] == case.last_day


def test_the_claims_that_stand_can_be_listed(copy_case):
    question = Question(copy_case("example"), TODAY)
    assessment = assess(question).assessment
    assert {claim.id for claim in standing_claims(question)} >= {claim.id for claim in assessment.claims}
