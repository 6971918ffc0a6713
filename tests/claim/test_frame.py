"""What is known of a clause: words without names, and lists of words in their order."""

from __future__ import annotations

from datetime import date

import pytest

from exeunt.claim.assemble import find
from exeunt.claim.choice import chosen
from exeunt.claim.facts import Facts
from exeunt.claim.frame import frame
from exeunt.claim.general import general_names
from exeunt.claim.index import Index
from exeunt.claim.kind import kind_of
from exeunt.claim.pack import load_pack
from exeunt.claim.proposer import Example, chances, train
from exeunt.document.read import document_from
from exeunt.model.claim import Kind

TODAY = date(2030, 1, 1)


def facts_of(sentence: str, language: str = "en") -> Facts:
    document, _ = document_from(f"date: 2024-05-14\nlang: {language}\n\n{sentence}\n".encode(), TODAY, "a.txt")
    assert document is not None
    pack = load_pack(document.language)
    found = find(document, pack, general_names(document, pack))
    return Index(found, pack).facts(found.clauses[0])


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "Some 300 Cuban men left Aleppo on 3 May 2024.",
            "Some 75 Chadian men left Homs on 6 April 2024.",
        ),
        ("fr", "Quelque 300 soldats cubains ont quitté Luanda.", "Quelque 75 soldats syriens ont quitté Damas."),
        ("ar", "غادر 300 جندي سوري طرابلس.", "غادر 75 جندي تشادي بنغازي."),
    ],
)
def test_names_and_numbers_teach_nothing(language: str, one: str, other: str) -> None:
    assert set(frame(facts_of(one, language))) == set(frame(facts_of(other, language)))


def test_which_list_has_a_word_before_which_other_is_known() -> None:
    names = frame(facts_of("Cuban soldiers left Luanda."))
    assert {"left", "#F left", "+departure.verbs", "+after departure.verbs", "F>departure.verbs"} <= set(names)


def test_what_the_rules_make_of_a_clause_is_not_among_its_features() -> None:
    assert not any("fired" in name for name in frame(facts_of("Cuban soldiers left Luanda.")))


def test_words_that_no_rule_knows_may_make_a_claim_which_says_what_it_was_learned_from() -> None:
    facts = facts_of("Cuban soldiers whooshed Luanda.")
    assert kind_of(facts) is None
    taught = train([Example(str(at), frame(facts), (), "departure") for at in range(9)])
    proposal = chosen(facts, taught)
    assert proposal is not None
    assert proposal.kind is Kind.DEPARTURE
    assert proposal.reason.startswith("learned words: ")
    assert "whooshed" in proposal.reason
    assert proposal.by_words == "likely"


def test_a_coming_that_was_learned_is_planned_where_words_of_the_future_stand_before_it() -> None:
    facts = facts_of("Cuban soldiers will whoosh Luanda.")
    taught = train([Example(str(at), frame(facts), (), "arrival") for at in range(9)])
    proposal = chosen(facts, taught)
    assert proposal is not None
    assert proposal.kind in {Kind.PLAN_ARRIVAL, Kind.ARRIVAL}
    assert proposal.token > facts.forces[0].first


def test_words_that_speak_clearly_against_every_kind_drop_what_a_rule_read() -> None:
    facts = facts_of("Cuban soldiers left Luanda.")
    first = kind_of(facts)
    assert first is not None
    against = [Example(str(at), frame(facts), (), "") for at in range(200)]
    assert chosen(facts, train([*against, Example("b", ("x",), (), "departure")])) is None


def test_a_rival_is_taken_where_words_speak_for_it_and_the_other_kinds_stay_on_record() -> None:
    facts = facts_of("Egyptian forces moved a tank company into the zone in breach of the annex.")
    first = kind_of(facts)
    assert first is not None
    rival = first.rivals[0]
    taught = train(
        [Example(str(at), frame(facts), (), rival.value) for at in range(99)]
        + [Example(str(at), ("x",), (), first.kind.value) for at in range(9)]
    )
    taken = chosen(facts, taught)
    assert taken is not None
    assert taken.kind is rival
    assert first.kind in taken.rivals


def test_a_clause_that_names_nobody_claims_nothing() -> None:
    assert chosen(facts_of("The weather was bad.")) is None


def test_words_that_are_in_no_list_of_a_kind_must_be_clear_to_make_a_claim() -> None:
    facts = facts_of("Cuban soldiers whooshed Luanda.")
    taught = train(
        [Example(str(at), frame(facts), (), "departure") for at in range(6)]
        + [Example(str(at), frame(facts), (), "arrival") for at in range(5)]
    )
    likely = chances(taught, frame(facts))
    assert likely["departure"] + likely["arrival"] > 0.9
    assert max(likely.values()) < 0.7
    assert chosen(facts, taught) is None
