"""What a clause claims, where the words alone could claim something else."""

from __future__ import annotations

from datetime import date

import pytest
from general_text import general_claims as claims

from exeunt.claim.lines import kind_of_line
from exeunt.model.claim import Stance


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The mission has received 7,132 weapons from FARC.", ["departure"]),
        ("Tehran ships missiles to the Houthis.", ["arms_supply"]),
        ("Turkey flew 2,000 Syrian mercenaries to the front.", ["arrival"]),
        ("The Arab League asked the Ethiopian troops to leave Somalia.", ["demand"]),
        ("By December the Turkish troops must leave Libya.", ["departure_planned"]),
        ("The remaining 340 Georgians go next month.", ["departure_planned"]),
        ("Monitors counted 84 Moroccan soldiers at the post.", ["presence"]),
        ("Under the accord signed on 3 May, Turkish troops will leave Libya.", ["agreement", "departure_planned"]),
    ],
)
def test_a_clause_is_read_by_what_it_tells(text: str, kinds: list[str]) -> None:
    assert [kind_of_line(claim) for claim in claims(text)] == kinds


def test_a_list_of_places_is_one_claim() -> None:
    told = claims("Soviet soldiers in Jalalabad, Kandahar and Gardez have left Afghanistan.")
    assert len(told) == 1


def test_the_month_of_may_hedges_nothing() -> None:
    told = claims("Turkish troops left Libya on 3 May.")
    assert [claim.stance for claim in told] == [Stance.ASSERTED]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Turkish troops left Libya on 3 and 4 May.", "2024-05-03", "2024-05-04"),
        ("Turkish troops left Libya in six days.", "2024-05-08", "2024-05-14"),
        ("Turkish troops left Libya at the start of the month.", "2024-05-01", "2024-05-11"),
        ("Turkish troops left Libya earlier this year.", "2024-01-01", "2024-05-14"),
        ("Turkey keeps arming the Libyan rebels.", "2024-05-14", "2024-05-14"),
    ],
)
def test_a_day_is_that_of_the_event(text: str, first: str, last: str) -> None:
    (claim,) = claims(text)
    assert (str(claim.as_of.first), str(claim.as_of.last)) == (first, last)


def test_a_sentence_that_goes_on_keeps_the_day_and_the_place() -> None:
    told = claims("Monitors visited the barracks at Halden on 3 May. They counted 140 Turkish soldiers.")
    assert (str(told[-1].as_of.first), told[-1].place_text) == ("2024-05-03", "Halden")


def test_a_new_paragraph_keeps_neither() -> None:
    told = claims("Monitors visited the barracks at Halden on 3 May.\n\nThey counted 140 Turkish soldiers.")
    assert (told[-1].as_of.first, told[-1].place_text) != (date(2024, 5, 3), "Halden")
