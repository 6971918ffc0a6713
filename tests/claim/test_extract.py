"""What the words of a text become: kinds, stances, forces, counts, days and speakers (capabilities C8, C11, C12)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import CASE, FRIDAY, read

from exeunt.base.dates import Span
from exeunt.claim.extract import extract
from exeunt.document.read import document_from
from exeunt.ledger.review import Doubt, queue, unresolved
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound
from exeunt.model.document import Document


def only(claims: list[Claim], kind: Kind) -> Claim:
    """The one claim of a kind."""
    found = [claim for claim in claims if claim.kind is kind]
    assert len(found) == 1, [(claim.kind, claim.passage and claim.passage.quote) for claim in claims]
    return found[0]


def test_a_total_by_the_united_nations_is_a_stock_of_all_foreign_forces_on_the_documents_day() -> None:
    claim = only(
        read("According to the U.N., there are currently 20,000 foreign fighters in Libya."),
        Kind.STOCK,
    )
    assert claim.force_id == "all-foreign"
    assert claim.count is not None
    assert (claim.count.bound, claim.count.figure) == (Bound.EXACT, 20_000)
    assert claim.as_of == Span(FRIDAY, FRIDAY)
    assert claim.source_id == "un"
    assert (claim.site_ids, claim.place_text) == ((), "Libya")


def test_a_month_that_dates_the_statement_dates_the_stock_it_reports() -> None:
    claim = only(
        read("In June, the US Africa Command disclosed that 2,000 Wagner mercenaries had been operating in Libya."),
        Kind.STOCK,
    )
    assert (claim.force_id, claim.source_id) == ("wagner", "africom")
    assert claim.count is not None
    assert claim.count.best == 2_000
    assert (claim.as_of.first, claim.as_of.last) == (date(2021, 6, 1), date(2021, 6, 30))


def test_a_weekday_beside_the_verb_of_speaking_is_not_the_day_of_leaving() -> None:
    claim = only(
        read("Foreign Minister Salma Idris said Sunday that a very small number of fighters had left Libya already."),
        Kind.DEPARTURE,
    )
    assert claim.as_of == Span(None, date(2021, 10, 3))
    assert claim.source_text == "Foreign Minister Salma Idris"
    assert claim.count is not None
    assert (claim.count.bound, claim.count.low, claim.count.high) == (Bound.WORDS, 1, None)
    assert claim.count_text == "a very small number"


def test_places_of_a_stock_are_the_sites_of_the_case() -> None:
    claim = only(
        read(
            "Most of the foreign fighters are stationed around Sirte, at Jufra air base and at al-Watiya in the west."
        ),
        Kind.STOCK,
    )
    assert claim.site_ids == ("sirte", "jufra", "watiya")
    assert claim.count_text == "Most"


def test_an_agreed_plan_is_an_agreement_with_its_words_in_the_passage() -> None:
    text = (
        'An officer from the east said the committee had agreed on "a plan under which mercenaries withdraw '
        'in a gradual, balanced and simultaneous manner."'
    )
    claim = only(read(text), Kind.AGREEMENT)
    assert claim.passage is not None
    assert "gradual, balanced and simultaneous" in claim.passage.quote
    assert claim.source_text == "An officer from the east"


def test_monitors_needed_first_are_a_precondition_by_the_same_speaker() -> None:
    text = (
        "An officer from the east said mercenaries were still in Libya. The officer added that observers were "
        "needed on the ground before any pullout could start."
    )
    claim = only(read(text), Kind.PRECONDITION)
    assert claim.stance is Stance.CONDITIONAL
    assert claim.source_text == "An officer from the east"
    assert claim.as_of == Span(FRIDAY, None)


def test_without_a_speaker_the_publisher_speaks() -> None:
    claim = only(read("About 300 Syrian fighters left Libya on Tuesday."), Kind.DEPARTURE)
    assert claim.source_id == "courier"
    assert claim.as_of == Span(date(2021, 10, 5), date(2021, 10, 5))
    assert claim.force_id == "syrians-gna"
    assert claim.count is not None
    assert (claim.count.bound, claim.count.low, claim.count.best) == (Bound.ABOUT, 270, 300)


def test_a_denied_exit_a_planned_one_and_a_demand_are_told_apart() -> None:
    claims = read(
        "Turkish troops have not left Libya, a deputy said. Another 200 Syrian fighters will leave Libya next week. "
        "The U.N. called for the withdrawal of all mercenaries from Libya."
    )
    stances = [(claim.kind, claim.stance) for claim in claims]
    assert stances == [
        (Kind.DEPARTURE, Stance.DENIED),
        (Kind.PLEDGE_DEPARTURE, Stance.PLANNED),
        (Kind.DEMAND, Stance.DEMANDED),
    ]


def test_two_counted_forces_of_one_verb_are_two_claims() -> None:
    claims = read("Officials said 1,000 Syrian fighters and 200 Turkish soldiers were pulled out in recent weeks.")
    assert [(claim.force_id, claim.count and claim.count.figure) for claim in claims] == [
        ("syrians-gna", 1_000),
        ("turkish", 200),
    ]


def test_arabic_indic_digits_are_numbers() -> None:
    claim = only(read("Some ٣٠٠ Syrian fighters left Libya."), Kind.DEPARTURE)
    assert claim.count is not None
    assert claim.count.best == 300


def test_a_language_without_words_is_said_and_stops_nothing() -> None:
    document, _ = document_from(b"date: 2021-10-08\nlang: sw\n\nHabari za leo.", FRIDAY, "a.txt")
    assert document is not None
    claims, problems = extract(document, CASE)
    assert claims == []
    assert [problem.code for problem in problems] == ["extract.no_pack"]


WORDS = st.sampled_from(
    [
        "300",
        "about",
        "Syrian",
        "fighters",
        "left",
        "Libya",
        "Wagner",
        "said",
        "Sunday",
        "on",
        "in",
        "the",
        "of",
        "withdrawal",
        "agreed",
        "plan",
        "if",
        "U.N.",
        ",",
        ".",
        ";",
        "-",
        '"',
        "(",
        ")",
        "'s",
        "and/or",
        "between",
        "2,000",
        "May",
        "31",
        "2020-02-30",
        "February",
        "30",
        "dozens",
        "half",
        "million",
        "not",
        "يوم",
        "٢٠",
        "\n\n",
        "monitors",
        "before",
        "any",
        "would",
        "gen.",
        "last",
        "first",
        "Friday",
        "last,",
        "1988",
        "years",
        "ago",
    ]
)


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_mix_of_words_breaks_reading_or_its_offsets(words: list[str]) -> None:
    check(" ".join(words))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_reading(text: str) -> None:
    check(text)


def check(text: str) -> None:
    document = Document("doc-1", text, 0, "en", FRIDAY, "header")
    for claim in extract(document, CASE)[0]:
        assert claim.passage is not None
        assert text[claim.passage.start : claim.passage.end] == claim.passage.quote
        assert claim.passage.quote == claim.passage.quote.strip()


def test_a_text_of_nothing_but_words_of_ours_breaks_nothing() -> None:
    hard = (
        "about " * 20_000
        + "(" * 5_000
        + "1," * 20_000
        + "said " * 5_000
        + "and " * 20_000
        + "left " * 5_000
        + "troops " * 20_000
    )
    check(hard)


def test_monitors_who_will_verify_are_monitoring_and_no_exit() -> None:
    claim = only(
        read("The mission will send a team to verify the withdrawal of Turkish troops from Libya."), Kind.MONITORING
    )
    assert claim.stance is Stance.PLANNED


def test_a_participle_beside_a_force_does_not_hide_what_is_told_of_it() -> None:
    claim = only(read("Fighters brought in by Turkey, among others, remain in Sirte."), Kind.STOCK)
    assert claim.site_ids == ("sirte",)


def test_going_to_the_host_is_arriving_there() -> None:
    assert only(read("About 90 Syrian fighters left Turkey for Libya."), Kind.ARRIVAL).count_text == "About 90"


def test_who_keeps_men_somewhere_says_whose_they_are() -> None:
    assert only(read("Turkey still keeps about 1,000 men at Jufra."), Kind.STOCK).force_id == "turkish"
    assert only(read("Wagner had about 2,200 mercenaries in Libya."), Kind.STOCK).force_id == "wagner"


def test_arms_support_and_incidents_are_kinds_of_their_own() -> None:
    kinds = [
        claim.kind
        for claim in read(
            "Russia supplied combat aircraft to Haftar. Turkey backed the Government of National Accord. "
            "Wagner mercenaries shelled a village near Sirte."
        )
    ]
    assert kinds == [Kind.ARMS_SUPPLY, Kind.SUPPORT, Kind.INCIDENT]


def test_an_arrival_still_to_come_is_planned() -> None:
    claim = only(read("Another 300 Syrian fighters will arrive in Libya next week."), Kind.PLAN_ARRIVAL)
    assert claim.stance is Stance.PLANNED
    assert claim.as_of.first == date(2021, 10, 11)


UNKNOWN = ["Atlantis", "Qasr Zzyzx", "Nowhere-sur-Mer", "Ǵhost Tówn"]


@pytest.mark.parametrize("place", UNKNOWN)
def test_one_unknown_place_empties_no_result_and_is_queued(place: str) -> None:
    text = (
        f"30 Turkish soldiers left {place} for home on Monday, the mission said. "
        "Another 40 Turkish soldiers left Sirte on Tuesday."
    )
    claims = [claim for claim in read(text) if claim.kind is Kind.DEPARTURE]
    assert [claim.count.figure for claim in claims if claim.count] == [30, 40]
    assert (claims[0].site_ids, claims[1].site_ids) == ((), ("sirte",))
    assert place in claims[0].place_text
    assert any(doubt is Doubt.PLACE and name == place for doubt, name, _ in unresolved(CASE, claims))
    assert claims[0].id in {item.claim.id for item in queue(CASE, claims)}


@pytest.mark.parametrize(
    "text",
    [
        "About 220 Wagner fighters moved from Sirte to Jufra last week.",
        "About 220 Wagner fighters left Sirte for Jufra last week.",
        "About 220 Wagner fighters arrived at Jufra from Sirte last week.",
    ],
)
def test_a_move_from_one_site_to_another_is_neither_an_arrival_nor_a_departure(text: str) -> None:
    kinds = {claim.kind for claim in read(text)}
    assert kinds == {Kind.RELOCATION}


def test_a_move_from_one_site_to_another_names_both() -> None:
    (claim,) = read("About 220 Wagner fighters moved from Sirte to Jufra last week.")
    assert set(claim.site_ids) == {"sirte", "jufra"}
    assert claim.count is not None
    assert claim.count.best == 220


def test_who_comes_from_abroad_to_a_site_arrives() -> None:
    (claim,) = read("About 220 Wagner fighters arrived from Syria to Jufra last week.")
    assert claim.kind is Kind.ARRIVAL
