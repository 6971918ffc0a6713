from dataclasses import replace
from datetime import date

import pytest

from exeunt.base.problem import Where
from exeunt.claim.identity import identified
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly

CLAIM = Claim(label="A1", kind=Kind.STOCK, known_on=date(2021, 3, 4), force_text="Reds", count=exactly(300))


def test_the_same_content_has_the_same_id_wherever_it_was_found():
    elsewhere = replace(CLAIM, where=Where("other.csv", 9), row=(("a", "b"),), origin="x", echo_of=("y",), id="old")
    assert identified(elsewhere).id == identified(CLAIM).id


def test_a_whole_number_has_one_form():
    assert identified(replace(CLAIM, count=exactly(300.0))).id == identified(CLAIM).id


@pytest.mark.parametrize(
    "change",
    [
        {"label": "A2"},
        {"kind": Kind.DEPARTURE},
        {"count": exactly(301)},
        {"known_on": date(2021, 3, 5)},
        {"force_id": "red"},
        {"note": "x"},
    ],
)
def test_other_content_has_another_id(change):
    assert identified(replace(CLAIM, **change)).id != identified(CLAIM).id


def test_a_broken_character_does_not_stop_it():
    assert identified(replace(CLAIM, note="\ud800")).id
