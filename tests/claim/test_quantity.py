"""Numbers of a text as counts with their bound (C11): hedges, ranges, vague words, shares, and what is none."""

from __future__ import annotations

import pytest
from small_case import CASE, FRIDAY

from exeunt.claim.assemble import find
from exeunt.claim.names import names_of
from exeunt.claim.pack import load_pack
from exeunt.claim.quantity import Quantity
from exeunt.model.document import Document


def quantities(text: str) -> list[Quantity]:
    return find(Document("d", text, 0, "en", FRIDAY, "header"), load_pack("en"), names_of(CASE)).quantities


@pytest.mark.parametrize(
    ("text", "bound", "low", "best", "high"),
    [
        ("2,163 soldiers left", "exact", None, 2163, None),
        ("twenty-five soldiers left", "exact", None, 25, None),
        ("two hundred and ten soldiers left", "exact", None, 210, None),
        ("three thousand fighters left", "exact", None, 3000, None),
        ("about 300 fighters left", "about", 270, 300, 330),
        ("an estimated 300 fighters left", "about", 270, 300, 330),
        ("some 1,200 fighters left", "about", 1080, 1200, 1320),
        ("300 fighters or so left", "exact", None, 300, None),
        ("more than 1,500 soldiers left", "at_least", 1500, None, None),
        ("at least a further 40 soldiers left", "at_least", 40, None, None),
        ("no more than 50 soldiers left", "at_most", None, None, 50),
        ("as many as 800 fighters left", "at_most", None, None, 800),
        ("between 800 and 1,200 fighters left", "range", 800, None, 1200),
        ("800 to 1,200 fighters left", "range", 800, None, 1200),
        ("800-1,200 fighters left", "range", 800, None, 1200),
        ("dozens of fighters left", "words", 24, None, 99),
        ("several hundred fighters left", "words", 300, None, 999),
        ("thousands of fighters left", "words", 2000, None, 9999),
        ("a small number of fighters left", "words", 1, None, None),
        ("half of its 60,000 troops left", "exact", None, 30000, None),
        ("more than half of its 60,000 troops left", "at_least", 30000, None, None),
        ("25 percent of 840 fighters left", "exact", None, 210, None),
        ("eight of its 13 bases closed", "exact", None, 8, None),
        ("the last 50 of 1,500 soldiers left", "exact", None, 50, None),
        ("٣٠٠ fighters left", "exact", None, 300, None),
        ("about ۱٬۲۰۰ fighters left", "about", 1080, 1200, 1320),
    ],
)
def test_a_number_is_read_with_its_bound(
    text: str, bound: str, low: float | None, best: float | None, high: float | None
) -> None:
    (quantity,) = quantities(text)
    assert quantity.count is not None
    assert quantity.count.bound == bound
    given = (quantity.count.low, quantity.count.best, quantity.count.high)
    assert given == tuple(None if number is None else pytest.approx(number) for number in (low, best, high))


@pytest.mark.parametrize(
    "text",
    [
        "on 23 October 2020 they met",
        "in 2020 they met",
        "500 kilometres south",
        "resolution 2570 was adopted",
        "Infantry Battalion 125 stayed",
        "a 14-month offensive",
        "the 5+5 committee met",
        "costs of $300 were paid",
        "within 90 days",
        "one of the two sides",
    ],
)
def test_dates_distances_durations_and_designations_are_no_counts(text: str) -> None:
    assert quantities(text) == []


def test_all_of_them_is_no_number_but_keeps_its_words() -> None:
    (quantity,) = quantities("all foreign fighters left")
    assert quantity.count is None
    assert quantity.has_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 armoured vehicles", "vehicles"),
        ("four battalions", "groups"),
        ("48 weapons", "weapons"),
        ("60 monitors", "monitors"),
        ("14 combat aircraft", "aircraft"),
        ("300 men", "persons"),
    ],
)
def test_units_are_kept_apart(text: str, unit: str) -> None:
    (quantity,) = quantities(text)
    assert quantity.unit == unit
