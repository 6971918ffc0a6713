"""The choice of a kind that reviews may teach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import one_day
from exeunt.claim import rerank
from exeunt.claim.assemble import find
from exeunt.claim.choice import chosen
from exeunt.claim.facts import Facts
from exeunt.claim.general import extract_general, general_names
from exeunt.claim.index import Index
from exeunt.claim.kind import kind_of
from exeunt.claim.pack import load_pack
from exeunt.claim.rerank import NOTHING, Example
from exeunt.document.read import document_from
from exeunt.model.claim import Claim, Kind
from exeunt.model.document import Passage


def example(words: str, kind: str, *fired: str, group: str = "a") -> Example:
    return Example(group, rerank.features(words, fired, "en"), fired, kind)


RIVALS = "Egyptian forces moved a tank company into the zone in breach of the annex."
LEAVES = [example(f"the {noun} went home", "departure", "departure", "stock") for noun in ("men", "force", "guards")]
STAYS = [example(f"the {noun} hold the bridge", "stock", "departure", "stock") for noun in ("men", "force", "guards")]


def facts_of(sentence: str) -> Facts:
    document, _ = document_from(f"date: 2024-05-14\nlang: en\n\n{sentence}\n".encode(), date(2030, 1, 1), "a.txt")
    assert document is not None
    pack = load_pack("en")
    found = find(document, pack, general_names(document, pack))
    return Index(found, pack).facts(found.clauses[0])


def test_it_chooses_by_the_words_it_was_taught() -> None:
    weights = rerank.train(LEAVES + STAYS)
    fired = ("departure", "stock")
    assert rerank.choose(weights, rerank.features("the guards hold the road", fired, "en"), fired) == "stock"
    assert rerank.choose(weights, rerank.features("the guards went away", fired, "en"), fired) == "departure"


def test_it_takes_only_a_kind_that_a_rule_proposed() -> None:
    weights = rerank.train(LEAVES + STAYS)
    fired = ("departure",)
    assert rerank.choose(weights, rerank.features("the guards hold the road", fired, "en"), fired) == "departure"


def test_the_same_examples_give_the_same_bytes() -> None:
    assert rerank.to_bytes(rerank.train(LEAVES + STAYS)) == rerank.to_bytes(rerank.train(LEAVES + STAYS))


def test_weights_come_back_from_their_file() -> None:
    weights = rerank.train(LEAVES + STAYS)
    back = rerank.from_bytes(rerank.to_bytes(weights))
    assert back.classes == weights.classes
    assert np.allclose(back.table, weights.table, atol=1e-2)


@pytest.mark.parametrize("data", [b"", b"no weights", rerank.to_bytes(rerank.train(LEAVES))[:-40]])
def test_a_file_without_weights_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no weights"):
        rerank.from_bytes(data)


def test_no_examples_give_weights_without_classes() -> None:
    assert rerank.train([]).classes == ()


@given(st.text(max_size=60))
def test_the_chances_of_any_passage_add_up_to_one(words: str) -> None:
    weights = rerank.train(LEAVES + STAYS)
    likely = rerank.chances(weights, rerank.features(words, ("stock",), "en"))
    assert sum(likely.values()) == pytest.approx(1)


def test_names_and_numbers_teach_nothing() -> None:
    one = rerank.features("300 Cubans left Luanda", ("departure",), "en")
    assert one == rerank.features("75 Syrians left Idlib", ("departure",), "en")


def test_a_document_is_judged_by_weights_of_the_others() -> None:
    told = rerank.cross_validate(
        [replace(item, group=str(at)) for at, item in enumerate([*LEAVES, *STAYS, example("the cat sat", NOTHING)])]
    )
    assert (told.claims, told.contested, told.first_rule) == (6, 6, 0.5)


def test_a_corrected_claim_is_an_example_of_the_kind_it_was_given() -> None:
    document, _ = document_from(b"date: 2024-05-14\nlang: en\n\nWagner men remain in Mali.\n", date(2030, 1, 1), "a")
    assert document is not None
    claim = extract_general(document)[0][0]
    made = rerank.example(claim, Kind.ARRIVAL, "en")
    assert (made.kind, made.group) == ("arrival", document.id)
    assert "stock" in made.fired
    assert rerank.example(claim, None, "en").kind == NOTHING


def test_the_kinds_that_fired_are_read_back_from_the_note_the_first_choice_before_the_others() -> None:
    day = date(2024, 1, 1)
    note, passage = "why (not: arrival, pledge_departure)", Passage("d", 0, 3, "abc")
    claim = Claim(kind=Kind.STOCK, note=note, passage=passage, as_of=one_day(day), known_on=day)
    assert rerank.fired_of(claim) == ("stock", "pledge_departure", "arrival")


def test_without_weights_the_first_rule_decides() -> None:
    facts = facts_of("Syrian fighters who were sent to Libya remain there.")
    assert chosen(facts) == kind_of(facts)


def test_a_rival_is_taken_where_it_is_clearly_likelier_and_the_other_kinds_stay_on_record() -> None:
    facts = facts_of(RIVALS)
    first = kind_of(facts)
    assert first is not None
    assert first.rivals
    rival = first.rivals[0]
    fired = rerank.ordered(rerank.class_of(first.kind), [rerank.class_of(kind) for kind in first.rivals])
    taught = [
        Example(str(at), rerank.features(facts.quote, fired, "en"), fired, rerank.class_of(rival)) for at in range(9)
    ]
    other = [example("nothing of the sort", rerank.class_of(first.kind), *fired) for _ in range(3)]
    taken = chosen(facts, rerank.train(taught + other))
    assert taken is not None
    assert taken.kind is rival
    assert first.kind in taken.rivals
