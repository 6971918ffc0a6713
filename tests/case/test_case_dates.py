"""Days told by other days: D+30, within 90 days of, before phase 3; inclusive and exclusive ends (C2, C7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from test_load_case import found, write

from exeunt.base.messages import LANGUAGES, say
from exeunt.case.load import load_case
from exeunt.case.when import When
from exeunt.model.calendar import dated, deadline_on
from exeunt.model.timing import Timing

WHEN = TypeAdapter(When)
CALENDAR = """\
phases:
  - id: first
    name: {en: First phase, ar: المرحلة الأولى}
    start: D+15
    end: within 45 days of first
    gates: [ready]
  - {id: second, name: {en: Second phase, ar: المرحلة الثانية}, start: 2020-10-01, end: D+200}
obligations:
  - id: ready
    kind: precondition
    title: {en: Ready, ar: جاهز}
    clause: truce-2
    needs: [monitoring]
    deadline: before first
  - id: step
    kind: start_by
    title: {en: Step, ar: خطوة}
    clause: truce-2
    force: all
    phase: first
"""


def load(tmp_path, deadline, calendar=CALENDAR):
    text = f"{calendar}"
    made = write(tmp_path, agreement=("obligations:\n", text))
    path = made / "agreement.yaml"
    text = path.read_text(encoding="utf-8").replace("signed: 2020-06-01", "signed: 2020-06-01, d_day: 2020-06-10")
    path.write_text(text.replace("deadline: 2020-09-01", f"deadline: {deadline}"), encoding="utf-8")
    return load_case(made)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-09-01", date(2020, 9, 1)),
        ("{day: 2020-09-01, inclusive: false}", date(2020, 8, 31)),
        ("D+30", date(2020, 7, 10)),
        ("within 90 days of truce", date(2020, 8, 30)),
        ("{days_after: 90, of: truce}", date(2020, 8, 30)),
        ("{days_after: 90, of: truce, inclusive: false}", date(2020, 8, 29)),
        ("{days_after: 90, of: truce, first_day_counts: true}", date(2020, 8, 29)),
        ("within 3 months of truce", date(2020, 9, 1)),
        ("2 weeks after pause", date(2020, 7, 15)),
        ("10 days before out", date(2020, 11, 21)),
        ("before second", date(2020, 9, 30)),
        ("within 5 days of the end of first", date(2020, 8, 14)),
    ],
)
def test_a_deadline_is_told_as_the_text_tells_it(tmp_path, words, day):
    case, problems = load(tmp_path, words)
    assert problems == []
    half = case.obligation_by_id["half"]
    assert half.deadline == day
    told = deadline_on(case.agreement, half, date.max)
    assert told.day == day
    assert told.why
    for step in told.why:
        assert all(say(step.code, step.slots, language) for language in LANGUAGES)


def test_an_obligation_of_a_phase_has_its_days_and_waits_for_its_gates(tmp_path):
    case, problems = load(tmp_path, "2020-09-01")
    assert problems == []
    step, ready = case.obligation_by_id["step"], case.obligation_by_id["ready"]
    assert (step.start, step.deadline) == (date(2020, 6, 25), date(2020, 8, 9))
    assert ready.deadline == date(2020, 6, 24)
    assert ready.before == ("step",)
    assert [phase.end for phase in case.agreement.phases] == [date(2020, 8, 9), date(2020, 12, 27)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("within 90 days of trcue", ["case.unknown_anchor"]),
        ("within 90 days of half", ["case.circular_days"]),
        ("ninety days", ["case.bad_when", "case.no_deadline"]),
        ("{days_after: 90}", ["case.bad_when", "case.no_deadline"]),
        ("{days_after: 90, days_before: 3, of: truce}", ["case.bad_when", "case.no_deadline"]),
        ("2020-02-30", ["case.bad_when", "case.no_deadline"]),
    ],
)
def test_a_day_that_cannot_be_told_is_reported_and_left_out(tmp_path, words, codes):
    case, problems = load(tmp_path, words)
    assert sorted(code for code, _, _ in found(problems)) == codes
    assert case.obligation_by_id["half"].deadline is None


def test_what_counts_from_an_event_has_no_day_before_the_event_is_known(tmp_path):
    case, _ = load(tmp_path, "within 10 days of pause")
    half = case.obligation_by_id["half"]
    assert half.deadline == date(2020, 7, 11)
    early = deadline_on(case.agreement, half, date(2020, 7, 2))  # it happened on the 1st, and was known on the 3rd
    assert (early.day, early.why[-1].code) == (None, "timing.not_yet")
    assert deadline_on(case.agreement, half, date(2020, 7, 3)).day == date(2020, 7, 11)


def test_ninety_days_and_three_months_are_different_days():
    """C2: for an agreement of 23 October 2020 they end on 21 and on 23 January 2021."""
    signed = date(2020, 10, 23)
    assert signed + timedelta(days=90) == date(2021, 1, 21)
    assert WHEN.validate_python("within 3 months of truce") == Timing(of="truce", count=3, unit="months")


@given(st.one_of(st.text(max_size=40), st.integers(), st.dictionaries(st.text(max_size=12), st.integers(), max_size=3)))
def test_whatever_stands_there_is_a_timing_or_refused(value):
    try:
        timing = WHEN.validate_python(value)
    except ValidationError:
        return
    assert isinstance(timing, Timing)


@given(st.integers(0, 4000), st.booleans())
def test_counting_days_forth_and_back_comes_to_the_same_day(tmp_path_factory, count, inclusive):
    start = date(2020, 6, 1)
    case, _ = load_case(write(tmp_path_factory.mktemp("case")))
    forth = dated(case.agreement, Timing(of="truce", count=count, inclusive=inclusive))
    assert forth.day == start + timedelta(days=count - (not inclusive))
