"""Forces, places and days that are read by their form: names of several parts, missions, capitals, ranges of days."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from general_text import general_claims

from exeunt.model.claim import Kind, Stance

claims = partial(general_claims, day=date(2024, 6, 20))


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("The Lord's River Army has abandoned its camps in Saran.", "Lord's River Army"),
        ("Tuareg fighters pulled out of Saran on Monday.", "Tuareg fighters"),
        ("A contingent of 400 Kenyan police landed at Saran on Tuesday.", "Kenyan forces"),
        ("M23 rebels left Kibumba on Monday.", "M23"),
        ("Troops of UNAMSIL left Saran on Monday.", "UNAMSIL"),
        ("Papua New Guinea's soldiers left Saran on Monday.", "Papua New Guinean forces"),
    ],
)
def test_a_force_is_known_by_the_form_of_its_name(text: str, force: str) -> None:
    assert force in {name for claim in claims(text) for name in claim.force_text.split("; ")}


@pytest.mark.parametrize(
    "text", ["Retreating fighters left town.", "Sixty fighters left town.", "Armed men left town."]
)
def test_a_common_word_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert not claims(text)


def test_a_capital_behind_a_word_of_place_is_a_place() -> None:
    assert [claim.place_text for claim in claims("Nigerian soldiers flew out of Freetown.")] == ["Freetown"]


def test_a_post_that_is_handed_over_is_left() -> None:
    told = claims("Kenyan soldiers handed their positions north of Goma to Angolan units.")
    assert [(claim.kind, claim.force_text) for claim in told] == [(Kind.DEPARTURE, "Kenyan forces")]


def test_a_range_of_days_is_read_from_its_first_day_to_its_last() -> None:
    (told,) = claims("Between 21 May and 5 June 400 Turkish soldiers arrived in Misrata.")
    assert (told.as_of.first, told.as_of.last) == (date(2024, 5, 21), date(2024, 6, 5))


def test_an_arabic_day_in_words_is_a_day() -> None:
    (told,) = claims("انسحب الجيش الإسرائيلي من جنوب لبنان في الثامن عشر من فبراير.", "ar")
    assert (told.as_of.first, told.as_of.last) == (date(2024, 2, 18), date(2024, 2, 18))


def test_who_did_not_see_any_saw_none() -> None:
    (told,) = claims("The team did not see any Russian soldiers at the port of Tartus.")
    assert (told.kind, told.stance) == (Kind.STOCK, Stance.DENIED)


def test_soldiers_who_are_recalled_are_no_speech() -> None:
    assert [claim.kind for claim in claims("Kenya recalled its soldiers from Juba last month.")] == [Kind.DEPARTURE]


def test_the_name_of_a_government_is_no_agreement() -> None:
    told = claims("Turkish soldiers arrived in Tripoli at the request of the Government of National Accord.")
    assert Kind.AGREEMENT not in {claim.kind for claim in told}
