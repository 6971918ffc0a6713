"""The history of a case: for every day what `assess` says of it, had it been asked on that day."""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest

from exeunt.report.history import PAGES, band_rows, history_csv, history_json, history_outputs
from exeunt.run.history import history
from exeunt.run.pipeline import Question, assess, assess_ledger
from exeunt.store.session import open_ledger

TODAY = date(2026, 11, 24)
# what is read from 4,000 draws on each side: four standard errors of a difference at the middle
DRAWN = 0.045
LAST = date(2024, 7, 31)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("history") / "example"
    shipped = Path(__file__).parent.parent.parent / "cases" / "example"
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns(".exeunt", "out"))
    question = Question(folder, TODAY)
    assess(question)
    found, problems = history(question, None, LAST, workers=1)
    return question, found, problems


def test_every_day_has_a_verdict_on_every_obligation_and_says_what_assess_says(example):
    question, found, problems = example
    assert [item for item in problems if item.severity == "error"] == []
    assert found.days[-1] == LAST
    assert all(after - before == timedelta(1) for before, after in pairwise(found.days))
    for place in range(0, len(found.days), max(1, len(found.days) // 8)):
        day = found.days[place]
        alone = assess_ledger(replace(question, as_of=day, known_on=day)).assessment
        expected = {item.obligation: item for item in alone.verdicts}
        assert [ident for ident, _ in found.verdicts] == list(expected)
        for ident, verdicts in found.verdicts:
            assert verdicts[place].as_of == day
            assert verdicts[place].outcome is expected[ident].outcome, (day, ident)
            assert verdicts[place].qualifiers == expected[ident].qualifiers, (day, ident)
            assert (verdicts[place].kept is None) == (expected[ident].kept is None)
            if verdicts[place].kept is not None:
                assert verdicts[place].kept == pytest.approx(expected[ident].kept, abs=DRAWN), (day, ident)


def test_what_is_found_does_not_depend_on_how_many_share_the_work(example):
    question, alone, _ = example
    first, last = alone.days[0], alone.days[0] + timedelta(days=130)
    shared, _ = history(question, first, last, workers=2)
    for (ident, verdicts), (_, expected) in zip(shared.verdicts, alone.verdicts, strict=True):
        for one, other in zip(verdicts, expected[: len(shared.days)], strict=True):
            assert (one.outcome, one.qualifiers) == (other.outcome, other.qualifiers), (ident, one.as_of)
            assert one.kept == pytest.approx(other.kept, abs=DRAWN)


def test_days_outside_the_case_are_refused_in_words(example):
    question, found, _ = example
    nothing, problems = history(question, found.case.last_day + timedelta(days=1), None)
    assert nothing is None
    assert [item.code for item in problems][-1] == "history.no_days"


def test_nothing_is_posted(example):
    question, _, _ = example
    address = f"sqlite:///{question.folder / '.exeunt' / 'ledger.sqlite'}"
    with open_ledger(address) as ledger:
        before = ledger.head()
    history(question, None, date(2024, 3, 1), workers=1)
    with open_ledger(address) as ledger:
        assert ledger.head() == before


def test_spells_cover_every_day_once_and_change_at_each_border(example):
    _, found, _ = example
    for _, spells in found.spells():
        assert [item.as_of for spell in spells for item in spell.verdicts] == list(found.days)
        for one, other in pairwise(spells):
            assert (one.outcome, one.qualifiers) != (other.outcome, other.qualifiers)


def test_the_tables_hold_every_day(example):
    _, found, _ = example
    rows = list(csv.DictReader(io.StringIO(history_csv(found))))
    assert len(rows) == len(found.days) * len(found.verdicts)
    assert {row["outcome"] for row in rows} == {item.outcome.value for _, some in found.verdicts for item in some}
    told = json.loads(history_json(found))
    assert list(told["obligations"]) == sorted(ident for ident, _ in found.verdicts)
    lengths = {sum(len(spell["kept"]) for spell in spells) for spells in told["obligations"].values()}
    assert lengths == {len(found.days)}


def test_the_page_shows_every_spell_in_both_languages_and_asks_nothing_of_the_net(example):
    _, found, _ = example
    files = history_outputs(found)
    for language, name in PAGES.items():
        page = files[name]
        assert page.count("<script") == 0
        assert "default-src &#39;none&#39;" in page
        assert f'lang="{language}"' in page
        for band in band_rows(found, language):
            assert escape(band.title) in page
            assert all(spell.days in page and spell.word in page for spell in band.spells)
            assert band.wide.count('class="ground"') == len(band.spells)
