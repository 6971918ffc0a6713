"""What reviews teach: the decisions in a log become weights in the case, and later readings use and name them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner

from exeunt.base.problem import Severity
from exeunt.case.load import load_case
from exeunt.claim.extract import extract
from exeunt.claim.general import extract_general
from exeunt.claim.identity import changed, identified
from exeunt.claim.names import names_of
from exeunt.claim.proposer import Example, package_weights, train
from exeunt.claim.taught import Lessons
from exeunt.cli.main import main
from exeunt.document.read import document_from
from exeunt.ledger.entry import Decision, decide, post
from exeunt.ledger.reconcile import reconcile
from exeunt.model.claim import Claim, Kind
from exeunt.model.document import Document, Passage
from exeunt.model.entry import Act, Entry
from exeunt.run.learn import decisions, learn
from exeunt.run.pipeline import Question
from exeunt.run.reader import PACKAGE, reader_of
from exeunt.store.session import open_ledger

TODAY = date(2026, 1, 1)
BY = Decision("A. Monitor", "2025-01-01T10:00:00Z", "it says so")
PLACES = (
    "Gao",
    "Mopti",
    "Kidal",
    "Menaka",
    "Tessalit",
    "Ansongo",
    "Ber",
    "Douentza",
    "Timbuktu",
    "Kayes",
    "Segou",
    "Nara",
)


CASE = Path(__file__).parents[2] / "cases/libya"


def document_of(number: int) -> Document:
    text = f"date: 2022-08-15\nlang: en\n\nTurkish troops deployed near {PLACES[number]} have left Mali."
    document, _ = document_from(text.encode(), TODAY, f"{number}.txt")
    assert document is not None
    return document


def claims_of(number: int) -> tuple[Claim, ...]:
    """Three readings of one clause, which differ in what no kind rests on."""
    claim = extract_general(document_of(number))[0][0]
    return claim, *(identified(changed(claim, force_text=name)) for name in ("others", "more"))


def lessons() -> Lessons:
    case, _ = load_case(CASE)
    assert case is not None
    return Lessons(names_of(case))


def reviewed(kind: Kind, folder: Path) -> Question:
    """A case folder whose log holds three readings of each of twelve documents, reviewed."""
    for file in CASE.glob("*.yaml"):
        copyfile(file, folder / file.name)
    question = Question(folder, TODAY, database=f"sqlite:///{folder / 'ledger.sqlite'}")
    with open_ledger(question.database or "") as ledger:
        for number in range(len(PLACES)):
            read = claims_of(number)
            ledger.post([post(claim) for claim in read], [document_of(number)])
            for claim in read:
                corrected = identified(changed(claim, kind=kind))
                act = Act.SUPERSEDE if corrected.id != claim.id else Act.ACCEPT
                ledger.post([decide(act, claim.id, BY, claim=corrected if act is Act.SUPERSEDE else None)])
    return question


def test_corrections_teach_the_other_kind_and_the_case_keeps_the_weights(tmp_path: Path) -> None:
    found, problems = learn(reviewed(Kind.STOCK, tmp_path))
    assert problems == ()
    assert found is not None
    assert (found.figures.claims, found.corrections) == (36, 36)
    assert (found.figures.before, found.figures.after) == (0.0, 1.0)
    assert found.file is not None
    assert found.file.exists()
    reader, warned = reader_of(tmp_path)
    assert warned == ()
    assert reader.weights is not None
    assert found.hash in reader.name
    again, _ = learn(Question(tmp_path, TODAY, database=f"sqlite:///{tmp_path / 'ledger.sqlite'}"))
    assert again is not None
    assert again.hash == found.hash, "the same decisions teach the same weights"


def test_what_is_no_better_is_not_kept(tmp_path: Path) -> None:
    found, problems = learn(reviewed(Kind.DEPARTURE, tmp_path))
    assert problems == ()
    assert found is not None
    assert found.file is None
    assert reader_of(tmp_path) == (PACKAGE, ())


def test_few_decisions_teach_nothing(tmp_path: Path) -> None:
    for file in CASE.glob("*.yaml"):
        copyfile(file, tmp_path / file.name)
    done = CliRunner().invoke(main, ["learn", str(tmp_path), "--json"])
    assert done.exit_code == 1
    assert [item["code"] for item in json.loads(done.stdout)["problems"]] == ["learn.too_few"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"no weights"])
def test_damaged_weights_are_said_and_the_package_decides(damage: bytes, tmp_path: Path) -> None:
    found, _ = learn(reviewed(Kind.STOCK, tmp_path))
    assert found is not None
    assert found.file is not None
    found.file.write_bytes(damage)
    reader, (warned,) = reader_of(tmp_path)
    assert reader == PACKAGE
    assert (warned.code, warned.severity) == ("learn.bad_weights", Severity.WARNING)


def test_a_name_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "learned").mkdir()
    (tmp_path / "learned/current.txt").write_text("../../etc/passwd")
    assert reader_of(tmp_path)[0] == PACKAGE


def test_what_was_learned_chooses_against_what_the_package_reads() -> None:
    text = "date: 2022-08-15\nlang: en\npublisher: A\n\nThe mission said Turkish troops stationed in Sirte left Libya."
    document, _ = document_from(text.encode(), TODAY, "a.txt")
    case, _ = load_case(CASE)
    assert document is not None
    assert case is not None
    (claim, *_), _ = extract(document, case)
    assert (claim.kind, "stock" in claim.note) == (Kind.DEPARTURE, True)
    assert claim.passage is not None
    for kind in (Kind.STOCK, Kind.DEPARTURE):
        lesson = Lessons(names_of(case)).example(document, claim.passage, kind)
        assert lesson is not None
        assert extract(document, case, train([lesson] * 20, package_weights()))[0][0].kind is kind


def test_the_last_decision_on_a_reading_counts_and_added_claims_teach_nothing() -> None:
    one, other, _ = claims_of(0)
    stock = identified(changed(one, kind=Kind.STOCK))
    entries: list[Entry] = [
        post(one),
        post(other),
        decide(Act.SUPERSEDE, one.id, BY, claim=stock),
        decide(Act.SUPERSEDE, stock.id, BY, claim=identified(changed(stock, kind=Kind.SUPPORT))),
        decide(Act.RETRACT, other.id, BY),
        decide(Act.POST, "", BY, claim=identified(changed(other, label="B1"))),
    ]
    examples, corrections = decisions(entries, lambda _: document_of(0), lessons())
    assert [item.kind for item in examples] == ["support", ""]
    assert corrections == 2


def test_a_decision_teaches_the_clause_it_was_read_from() -> None:
    claim = claims_of(0)[0]
    assert claim.passage is not None
    lesson = lessons().example(document_of(0), claim.passage, Kind.DEPARTURE)
    assert isinstance(lesson, Example)
    assert lesson.fired[0] == "departure"
    assert {"left", "+departure.verbs"} <= set(lesson.features)


def test_a_passage_that_is_no_clause_teaches_by_its_own_words() -> None:
    document = document_of(0)
    start = document.text.index("have left")
    lesson = lessons().example(document, Passage(document.id, start, start + 9, "have left"), Kind.DEPARTURE)
    assert lesson is not None
    assert "have left" in lesson.features
    assert "#F" not in lesson.features


def test_a_passage_without_a_word_teaches_nothing() -> None:
    document = document_of(0)
    at = document.text.index("have left") + 4
    assert lessons().example(document, Passage(document.id, at, at + 1, " "), Kind.DEPARTURE) is None


def test_the_entry_of_a_claim_names_what_read_it() -> None:
    claim = claims_of(0)[0]
    (by_rules,), _ = reconcile((), [claim], [])
    (by_learned,), _ = reconcile((), [claim], [], reader="exeunt 0.1.0; kinds abc")
    assert (by_rules.reason, by_learned.reason) == ("", "exeunt 0.1.0; kinds abc")
    assert by_rules.id != by_learned.id
