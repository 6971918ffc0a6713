"""What a clause claims by its words: the model, how it is fitted, and what it makes of the rules' word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.claim import proposer
from exeunt.claim.proposer import NOTHING, Example
from exeunt.model.claim import Kind


def example(words: str, kind: str, *fired: str, group: str = "a") -> Example:
    return Example(group, tuple(words.split()), fired, kind)


LEAVES = [example(f"the {noun} went home", "departure", "stock") for noun in ("men", "force", "guards")]
STAYS = [example(f"the {noun} hold the bridge", "stock", "stock") for noun in ("men", "force", "guards")]
LIKELY = {"departure": 0.5, "stock": 0.4, NOTHING: 0.1}


def test_it_finds_the_kind_of_words_it_was_taught() -> None:
    weights = proposer.train(LEAVES + STAYS)
    likely = proposer.chances(weights, ("the", "guards", "hold", "the", "road"))
    assert max(likely, key=lambda kind: likely[kind]) == "stock"


def test_the_first_rule_outweighs_words_that_are_no_clear_word_against_it() -> None:
    assert proposer.decide(LIKELY, ("stock",)) == "stock"
    assert proposer.decide({**LIKELY, "stock": 0.001}, ("stock",)) == "departure"
    assert proposer.decide(LIKELY, ()) == "departure"


def test_a_kind_that_no_weights_know_stays_where_the_rules_say_it_and_nothing_else_is_known() -> None:
    assert proposer.decide({}, ("stock", "arrival")) == "stock"
    assert proposer.decide({}, ()) == NOTHING


def test_the_same_examples_give_the_same_bytes() -> None:
    assert proposer.to_bytes(proposer.train(LEAVES + STAYS)) == proposer.to_bytes(proposer.train(LEAVES + STAYS))


def test_products_that_are_known_change_nothing() -> None:
    every = LEAVES + STAYS
    known = proposer.train(every, products=proposer.products_of(every))
    assert proposer.to_bytes(known) == proposer.to_bytes(proposer.train(every))


def test_weights_come_back_from_their_file() -> None:
    weights = proposer.train(LEAVES + STAYS)
    back = proposer.from_bytes(proposer.to_bytes(weights))
    assert back.classes == weights.classes
    assert np.allclose(back.table, weights.table, atol=1e-2)


@pytest.mark.parametrize("data", [b"", b"no weights", proposer.to_bytes(proposer.train(LEAVES))[:-40]])
def test_a_file_without_weights_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no weights"):
        proposer.from_bytes(data)


def test_no_examples_give_weights_without_classes() -> None:
    weights = proposer.train([])
    assert weights.classes == ()
    assert proposer.chances(weights, ("left",)) == {}


def test_without_examples_the_weights_that_were_there_stay() -> None:
    base = proposer.train(LEAVES + STAYS)
    assert np.array_equal(proposer.train([], base).table, base.table)


def test_a_few_corrections_move_weights_without_forgetting_what_they_knew() -> None:
    base = proposer.train(LEAVES + STAYS)
    taught = proposer.train([example("they lent it guns", "arms_supply", group=str(at)) for at in range(5)], base)
    new = proposer.chances(taught, ("they", "lent", "it", "guns"))
    old = proposer.chances(taught, ("the", "men", "hold", "the", "bridge"))
    assert max(new, key=lambda kind: new[kind]) == "arms_supply"
    assert max(old, key=lambda kind: old[kind]) == "stock"


@given(st.text(min_size=1, max_size=60).filter(str.split))
def test_the_chances_of_any_clause_add_up_to_one(words: str) -> None:
    likely = proposer.chances(proposer.train(LEAVES + STAYS), tuple(words.split()))
    assert sum(likely.values()) == pytest.approx(1)


@given(st.lists(st.sampled_from([*LEAVES, *STAYS]), min_size=1, max_size=12))
def test_the_step_of_the_fit_is_short_enough_that_it_never_runs_away(some: list[Example]) -> None:
    assert bool(np.isfinite(proposer.train(some).table).all())


def test_a_document_is_judged_by_weights_of_the_others() -> None:
    base = proposer.train(LEAVES + STAYS)
    told = [replace(item, group=str(at), kind="stock", fired=()) for at, item in enumerate([*LEAVES, *STAYS])]
    figures = proposer.cross_validate([*told, example("the cat sat", NOTHING)], base)
    assert figures.claims == 6
    assert (figures.before, figures.after) == (0.5, 1.0)


def test_the_words_that_told_most_are_words_of_the_clause() -> None:
    weights = proposer.train(LEAVES + STAYS)
    words = proposer.telling(weights, ("the", "men", "hold", "+stock.verbs", "<>F", "hold-"), "stock", "departure")
    assert words[0] == "hold"
    assert set(words) <= {"the", "men", "hold"}
    assert proposer.telling(weights, ("the",), "no class", "stock") == []


def test_the_package_knows_every_kind_that_is_read_from_texts() -> None:
    known = set(proposer.package_weights().classes)
    assert {kind.value for kind in Kind if proposer.class_of(kind) == kind.value} >= known - {NOTHING}
    assert {"departure", "stock", "demand", "monitoring", NOTHING} <= known
