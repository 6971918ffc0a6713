"""Every passage is the stretch of its document that it says, after both went through the store and came back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exeunt.claim.general import extract_general
from exeunt.document.read import document_from
from exeunt.ledger.entry import post
from exeunt.store.session import open_ledger

SENTENCES = {
    "en": "Some {n} Syrian fighters left Libya on Monday, {x} of the mission said.",
    "ar": "وقال {x} المتحدث باسم البعثة إن {n} مقاتلا سوريا غادروا ليبيا يوم الاثنين.",
    "fr": "Selon {x} de la mission, {n} combattants syriens ont quitté la Libye lundi.",
}
# Astral letters, an emoji of several code points, marks that combine, directions, joiners, other digits and spaces.
ODD = st.text(
    alphabet="aé\u0301\u0323𝕏𐎀😀\u200d🏽ش\u064f\u0651\u0670لا\u0640\u200f\u202b\u2069٣۴\u00a0\u2009\u3000'’-.,\n",
    max_size=12,
)


@pytest.mark.parametrize("language", SENTENCES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ODD, inside=ODD, number=st.sampled_from(["300", "٣٠٠", "1 200", "2,163"]))
def test_every_passage_slices_again_after_the_store(
    language: str, before: str, inside: str, number: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    body = (
        f"{before}\n\n{SENTENCES[language].format(n=number, x=inside)} {before}{SENTENCES[language].format(n=45, x='')}"
    )
    raw = f"date: 2021-10-08\nlang: {language}\n\n{body}".encode()
    document, _ = document_from(raw, date(2030, 1, 1), "a.txt")
    assert document is not None
    claims, _ = extract_general(document)
    assert claims
    folder: Path = tmp_path_factory.mktemp("ledger")
    with open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}") as ledger:
        ledger.post([post(claim) for claim in {claim.id: claim for claim in claims}.values()], [document])
    with open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}") as ledger:
        kept = ledger.document(document.id)
        assert kept is not None
        assert kept.text == document.text
        found = [claim.passage for claim in ledger.claims(date(2030, 1, 1))]
        assert len(found) == len({claim.id for claim in claims})
        for passage in found:
            assert passage is not None
            assert kept.text[passage.start : passage.end] == passage.quote
            assert passage.start >= kept.body
