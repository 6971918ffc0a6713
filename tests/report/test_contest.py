"""What stands beside a verdict is shown in both languages (C3, C24, C25, C26)."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from exeunt.base.messages import LANGUAGES
from exeunt.model.verdict import Effect, Look, Outcome, ReadingVerdict, Result, Seen, Standing, Status, Verdict
from exeunt.report.contest import contest, points
from exeunt.run.pipeline import Question, assess

VERDICT = Verdict(
    obligation="tamreth-vacated", as_of=date(2024, 12, 31), outcome=Outcome.UNDETERMINED, kept=0.7, probability=None,
    shares=(("c1", 0.75), ("c2", 0.25)),
    effects=(
        Effect("c1", 0.2, Outcome.UNDETERMINED), Effect("c2", -0.01, Outcome.MET),
        Effect("c3", 0.0, Outcome.UNDETERMINED),
    ),
    looks=(
        Look("inspection", ("tamreth",), 2, 8, 0.8,
             (Result(True, 0.6, Outcome.MET), Result(False, 0.2, Outcome.BREACHED))),
        Look("declaration", (), 1, 1, 0.1,
             (Result(True, 0.9, Outcome.UNDETERMINED), Result(False, 0.1, Outcome.BREACHED))),
    ),
    seen=Seen(0.95, None),
    standings=(Standing("monitor", Status.CANNOT_SAY, ("c1",)),),
    readings=(ReadingVerdict("other", Outcome.BREACHED, 0.05),),
)  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contest") / "example"
    shipped = Path(__file__).parent.parent.parent / "cases" / "example"
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns(".exeunt", "out"))
    assessment = assess(Question(folder, date(2026, 11, 24))).assessment
    return SimpleNamespace(case=assessment.case, verdicts=assessment.verdicts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_in_the_readers_language(case, language):
    found = contest(VERDICT, case.case, language)
    assert [item.outcome for item in found.readings] == ["undetermined", "breached"]
    assert len(found.standings) == 1
    assert len(found.seen) == 2
    assert len(found.looks[0].results) == 2
    assert len(found.looks[1].results) == 1  # a result that changes nothing is not a reason to look
    text = " ".join([*found.seen, found.looks[0].text, found.standings[0].who, found.standings[0].word])
    assert any("\u0600" <= letter <= "\u06ff" for letter in text) == (language == "ar")


def test_a_claim_that_neither_carries_nor_moves_the_verdict_is_left_out(case):
    found = contest(VERDICT, case.case, "en")
    assert [(item.claim, item.effect) for item in found.weights] == [("c1", "up 20 points"), ("c2", "down 1 point")]
    assert found.weights[1].without == "Met"


def test_a_difference_of_probabilities_has_a_sign_in_words():
    assert [points(moved, "en") for moved in (0.2, -0.2, 0.001, None)] == ["up 20 points", "down 20 points", "none", ""]
    assert "2" not in points(0.02, "ar")  # two has a word of its own


def test_every_verdict_of_the_example_can_be_shown(case):
    for verdict in case.verdicts:
        for language in LANGUAGES:
            assert contest(replace(verdict, claims=()), case.case, language).standings
