"""What binds whom on a day, told with what was known then (C4)."""

from datetime import date
from pathlib import Path

import pytest

from exeunt.base.messages import LANGUAGES
from exeunt.case.load import load_case
from exeunt.view.bound import bound_on

CASES = Path(__file__).parents[2] / "cases"


def bound(case: str, day: str, language: str = "en"):
    loaded, _ = load_case(CASES / case)
    assert loaded is not None
    return {row.obligation: row for row in bound_on(loaded, date.fromisoformat(day), language)}


def test_an_obligation_stands_from_the_day_its_text_was_signed():
    assert bound("libya", "2020-10-22") == {}
    on_signature = bound("libya", "2020-10-23")
    assert "all-out-in-three-months" in on_signature
    assert "plan-stage-4-batches" not in on_signature


def test_the_steps_to_a_day_and_the_rival_day_are_given():
    row = bound("libya", "2021-01-22")["all-out-in-three-months"]
    assert (row.state, row.deadline) == ("in_force", date(2021, 1, 23))
    assert len(row.why) == 2
    assert any("2021-01-21" in reading for reading in row.readings)


def test_an_extension_holds_from_the_day_it_was_known():
    before, after = (bound("example", day)["port-amarel-vacated"] for day in ("2024-06-24", "2024-06-25"))
    assert (before.deadline, after.deadline) == (date(2024, 6, 29), date(2024, 7, 29))
    assert len(after.why) == len(before.why) + 1


def test_a_suspension_shows_from_its_day_and_moves_no_deadline():
    before, after = (bound("angola", day)["out-33000"] for day in ("1990-01-24", "1990-01-25"))
    assert (before.state, after.state) == ("in_force", "suspended")
    assert before.deadline == after.deadline == date(1990, 4, 1)


def test_grace_is_in_the_last_day():
    row = bound("example", "2024-08-01")["all-out"]
    assert (row.deadline, row.last_day) == (date(2024, 8, 28), date(2024, 9, 11))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_a_sentence(language):
    for row in bound("example", "2024-06-25", language).values():
        assert row.why
        assert all("{" not in step for step in row.why)
