"""The ledger of reciprocity in words: no more digits than the interval supports, and signs that keep their side."""

from dataclasses import replace
from datetime import date

import pytest

from exeunt.model.balance import Balance, EstimatedMeasure, Tally
from exeunt.report.html import render_report
from exeunt.report.watch import measure_rows, tally_rows

TALLY = Tally(
    side="north",
    forces=(),
    before=(991.0, 3458.0, 10739.0),
    now=(53.0, 1776.0, 15711.0),
    gone=(-11459.0, 1434.0, 8312.0),
    share=(-4.86, 0.5, 0.99),
)


@pytest.fixture
def reckoned(assessment):
    balance = Balance(date(2020, 10, 23), date(2021, 10, 23), (TALLY,), None, None, 0.1)
    return replace(assessment, balance=balance)


def test_numbers_are_rounded_to_what_their_interval_supports(reckoned):
    (row,) = tally_rows(reckoned, "en")
    plain = {name: getattr(row, name).replace("\u202f", " ") for name in ("before", "now")}
    assert plain == {"before": "about 3 500 (500–11 000)", "now": "about 2 000 (50–16 000)"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_negative_number_keeps_its_sign_before_it_in_either_direction(reckoned, language):
    (row,) = tally_rows(reckoned, language)
    assert "\u2066\u221212\u202f000\u2069" in row.gone


def test_less_than_nothing_is_not_told_to_the_last_percent(reckoned):
    (row,) = tally_rows(reckoned, "en")
    assert "486" not in row.share
    assert "\u2066\u2212100\u202f%\u2069" in row.share


@pytest.mark.parametrize(("language", "word"), [("en", "Undetermined"), ("ar", "غير محسوم")])
def test_a_measure_is_a_number_with_its_interval_or_undetermined(assessment, language, word):
    shares = EstimatedMeasure("share_gap", "B1", "plan.unit_share", (0.38, 0.7, 0.88))
    open_yet = EstimatedMeasure("finish_gap", "S1", "plan.unit_days", None)
    gap, finish = measure_rows(replace(assessment, measures=(shares, open_yet)), language)
    assert "\u206670\u202f%\u2069" in gap.value
    assert "\u206635\u202f%\u2069" in gap.value
    assert (finish.value, bool(finish.meaning)) == (word, True)


def test_the_page_shows_the_measures_beside_the_ledger(reckoned):
    measure = EstimatedMeasure("share_gap", "B1", "plan.unit_share", (0.38, 0.7, 0.88))
    page = render_report(replace(reckoned, measures=(measure,)), "en")
    assert page.index("Share gone") < page.index("Share gap")
    assert "Gradual, balanced, simultaneous" not in render_report(reckoned, "en")
