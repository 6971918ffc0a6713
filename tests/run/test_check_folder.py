"""`exeunt check` reads a case's timetable like its other files, and a timetable's folder without a case."""

from datetime import date
from pathlib import Path

from exeunt.run.check import check_folder

CASES = Path(__file__).parents[2] / "cases"
TIMETABLE = (CASES / "timetables/libya-like/timetable.yaml").read_text(encoding="utf-8")
TODAY = date(2021, 1, 1)


def test_the_shipped_timetables_are_in_order():
    for folder in sorted((CASES / "timetables").iterdir()):
        assert check_folder(folder, TODAY) == ()


def test_what_is_wrong_in_a_timetable_is_said_with_its_line(tmp_path):
    wrong = TIMETABLE.replace("{site: jufra, exit: jufra-base", "{site: jufra, exit: nowhere", 1)
    line = wrong[: wrong.index("nowhere")].count("\n") + 1
    (tmp_path / "timetable.yaml").write_text(wrong, encoding="utf-8")
    (found,) = check_folder(tmp_path, TODAY)
    assert (found.code, found.where.file, found.where.line) == ("plan.unknown_id", "timetable.yaml", line)


def test_a_case_is_checked_with_its_timetable_and_does_not_need_one(tmp_path):
    assert [item.code for item in check_folder(tmp_path, TODAY)] != []
    assert "plan.no_timetable" not in [item.code for item in check_folder(tmp_path, TODAY)]
    (tmp_path / "case.yaml").write_text("id: valley\n", encoding="utf-8")
    (tmp_path / "timetable.yaml").write_text("id: [valley]\n", encoding="utf-8")
    files = {item.where.file for item in check_folder(tmp_path, TODAY)}
    assert {"case.yaml", "timetable.yaml"} <= files
