"""What the linter finds in the cases that are shipped: much in the Libyan texts, little in the invented agreement."""

from pathlib import Path

import pytest

from exeunt.case.load import load_case
from exeunt.lint.run import lint

CASES = Path(__file__).parents[2] / "cases"


def found(name: str) -> set[tuple[str, str]]:
    case, _ = load_case(CASES / name)
    assert case is not None
    return {(item.check, clause) for item in lint(case) for clause in item.clauses}


@pytest.mark.parametrize(
    "expected",
    [
        ("no_number", "ceasefire-2"),
        ("no_baseline", "ceasefire-2"),
        ("no_batches", "ceasefire-2"),  # no timetable before the last day
        ("no_date", "plan-4"),  # none for the batches of the plan
        ("undefined_class", "ceasefire-2"),  # mercenaries and foreign fighters
        ("undefined_class", "ceasefire-2-training"),  # training crews
        ("rival_days", "ceasefire-2"),  # ninety days against three months
        ("rival_accounts", "plan-1"),  # two cities against four centres
        ("no_rule_for_moves", "ceasefire-2"),
        ("unmeasured_word", "plan-4"),  # gradual, balanced, simultaneous
    ],
)
def test_the_libyan_texts_are_weak_where_they_hurt(expected):
    assert expected in found("libya")


def test_the_angolan_calendar_leaves_open_whether_its_last_day_counts():
    assert ("inclusive_or_exclusive", "calendar-total") in found("angola")


def test_the_invented_agreement_has_few_weak_spots_and_each_is_deserved():
    # one class adds up two kinds of force; its story turns on a move inside the country that no clause forbids
    assert {check for check, _ in found("example")} == {"undefined_total", "no_rule_for_moves"}
