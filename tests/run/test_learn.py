"""What reviews teach: the decisions in a log become weights in the case, and later readings use and name them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from exeunt.base.problem import Severity
from exeunt.case.load import load_case
from exeunt.claim.extract import extract
from exeunt.claim.general import extract_general
from exeunt.claim.identity import changed, identified
from exeunt.claim.rerank import example, train
from exeunt.cli.main import main
from exeunt.document.read import document_from
from exeunt.ledger.entry import Decision, decide, post
from exeunt.ledger.reconcile import reconcile
from exeunt.model.claim import Claim, Kind
from exeunt.model.entry import Act, Entry
from exeunt.run.learn import decisions, learn
from exeunt.run.pipeline import Question
from exeunt.run.reader import RULES_ALONE, reader_of
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


def claims_of(number: int) -> tuple[Claim, Claim]:
    """Two readings of one document: one that rules for two kinds read, and one that only one rule did."""
    text = f"date: 2022-08-15\nlang: en\n\nTurkish troops deployed near {PLACES[number]} have left Mali."
    document, _ = document_from(text.encode(), TODAY, f"{number}.txt")
    assert document is not None
    claim = extract_general(document)[0][0]
    contested = identified(changed(claim, kind=Kind.DEPARTURE, note="an exit (not: stock)"))
    return contested, identified(changed(claim, kind=Kind.ARRIVAL, note="a force comes in"))


def reviewed(kind: Kind, folder: Path) -> Question:
    """A case folder whose log holds three readings of each of twelve documents, reviewed."""
    question = Question(folder, TODAY, database=f"sqlite:///{folder / 'ledger.sqlite'}")
    with open_ledger(question.database or "") as ledger:
        for number in range(len(PLACES)):
            text = f"date: 2022-08-15\nlang: en\n\nTurkish troops deployed near {PLACES[number]} have left Mali."
            document, _ = document_from(text.encode(), TODAY, f"{number}.txt")
            assert document is not None
            contested, sole = claims_of(number)
            other = identified(changed(contested, force_text="others"))
            better = [identified(changed(claim, kind=kind)) for claim in (contested, other)]
            ledger.post([post(contested), post(other), post(sole)], [document])
            for claim, corrected in zip((contested, other), better, strict=True):
                act = Act.SUPERSEDE if corrected.id != claim.id else Act.ACCEPT
                ledger.post([decide(act, claim.id, BY, claim=corrected if act is Act.SUPERSEDE else None)])
            ledger.post([decide(Act.ACCEPT, sole.id, BY)])
    return question


def test_corrections_teach_the_other_kind_and_the_case_keeps_the_weights(tmp_path: Path) -> None:
    found, problems = learn(reviewed(Kind.STOCK, tmp_path))
    assert problems == ()
    assert found is not None
    assert (found.figures.claims, found.corrections) == (36, 24)
    assert found.figures.first_rule == pytest.approx(1 / 3)
    assert found.figures.chosen == 1.0
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
    assert reader_of(tmp_path) == (RULES_ALONE, ())


def test_few_decisions_teach_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["learn", str(tmp_path), "--json"])
    assert done.exit_code == 1
    assert [item["code"] for item in json.loads(done.stdout)["problems"]] == ["learn.too_few"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"no weights"])
def test_damaged_weights_are_said_and_the_rules_decide(damage: bytes, tmp_path: Path) -> None:
    found, _ = learn(reviewed(Kind.STOCK, tmp_path))
    assert found is not None
    assert found.file is not None
    found.file.write_bytes(damage)
    reader, (warned,) = reader_of(tmp_path)
    assert reader == RULES_ALONE
    assert (warned.code, warned.severity) == ("learn.bad_weights", Severity.WARNING)


def test_a_name_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "learned").mkdir()
    (tmp_path / "learned/current.txt").write_text("../../etc/passwd")
    assert reader_of(tmp_path)[0] == RULES_ALONE


def test_what_was_learned_chooses_where_rules_for_two_kinds_read() -> None:
    text = "date: 2022-08-15\nlang: en\npublisher: A\n\nThe mission said Turkish troops stationed in Sirte left Libya."
    document, _ = document_from(text.encode(), TODAY, "a.txt")
    case, _ = load_case(Path(__file__).parents[2] / "cases/libya")
    assert document is not None
    assert case is not None
    (claim, *_), _ = extract(document, case)
    assert (claim.kind, "stock" in claim.note) == (Kind.DEPARTURE, True)
    weights = train([example(claim, Kind.STOCK, "en")] * 20)
    assert extract(document, case, weights)[0][0].kind is Kind.STOCK
    other = train([example(claim, Kind.DEPARTURE, "en")] * 20)
    assert extract(document, case, other)[0][0].kind is Kind.DEPARTURE


def test_the_last_decision_on_a_reading_counts_and_added_claims_teach_nothing() -> None:
    contested, sole = claims_of(0)
    stock = identified(changed(contested, kind=Kind.STOCK))
    entries: list[Entry] = [
        post(contested),
        post(sole),
        decide(Act.SUPERSEDE, contested.id, BY, claim=stock),
        decide(Act.SUPERSEDE, stock.id, BY, claim=identified(changed(stock, kind=Kind.SUPPORT))),
        decide(Act.RETRACT, sole.id, BY),
        decide(Act.POST, "", BY, claim=identified(changed(sole, label="B1"))),
    ]
    text = "date: 2022-08-15\nlang: en\n\nx"
    examples, corrections = decisions(entries, lambda _: document_from(text.encode(), TODAY, "a.txt")[0])
    assert [(item.fired, item.kind) for item in examples] == [(("departure", "stock"), "support"), (("arrival",), "")]
    assert corrections == 2


def test_the_entry_of_a_claim_names_what_read_it() -> None:
    claim = claims_of(0)[0]
    (by_rules,), _ = reconcile((), [claim], [])
    (by_learned,), _ = reconcile((), [claim], [], reader="exeunt 0.1.0; kinds abc")
    assert (by_rules.reason, by_learned.reason) == ("", "exeunt 0.1.0; kinds abc")
    assert by_rules.id != by_learned.id
