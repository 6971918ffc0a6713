"""The claims of the Libyan case load whole and come back unchanged (C8)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exeunt.base.problem import Severity
from exeunt.claim.table import read_claims, write_claims
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind

FILE = Path(__file__).parents[2] / "cases" / "libya" / "claims" / "libya_claims.csv"
SMALL_CASE = Case(
    id="small",
    title=Name("Small", ""),
    host=Name("Libya", ""),
    first_day=date(2016, 1, 1),
    last_day=date(2025, 6, 30),
    agreement=Agreement((), (), (), (), (), ()),
    forces=(Force("wagner", Name("Wagner Group", "", ("Russian:Wagner",)), "mercenary"),),
    sites=(Site("jufra", Name("Jufra", ""), SiteKind.AIR_BASE, 29.2, 16.0, "map"),),
    sources=(),
)


@pytest.fixture(scope="module")
def read() -> tuple[list[Claim], list]:
    return read_claims(FILE, SMALL_CASE, "claims/libya_claims.csv")


def test_all_rows_load(read):
    claims, problems = read
    assert len(claims) == 144
    assert len({claim.id for claim in claims}) == 144
    assert {item.severity for item in problems} == {Severity.WARNING}


def test_all_rows_come_back_byte_for_byte(read):
    assert write_claims(read[0]).encode() == FILE.read_bytes()


def test_names_that_the_case_knows_are_resolved(read):
    claims = {claim.label: claim for claim in read[0]}
    assert Counter(claim.force_id for claim in claims.values())["wagner"] == 21
    assert claims["LY111"].site_ids == ()
    assert claims["LY095"].site_ids == ("jufra",)
    assert claims["LY002"].place_text == "Libya"


def test_words_without_a_number_are_evidence(read):
    """C11: 123 rows have a number; "several hundred" and the like make up for eight more."""
    bounds = Counter(claim.count.bound for claim in read[0] if claim.count)
    assert bounds[Bound.WORDS] == 8
    assert sum(bounds.values()) == 123 + 8
    modest = next(claim for claim in read[0] if claim.label == "LY097")
    assert modest.count.words == "a very modest start"
    assert modest.kind is Kind.DEPARTURE


def test_a_claim_of_an_unknown_day_is_kept(read):
    undated = next(claim for claim in read[0] if claim.label == "LY141")
    assert undated.known_on == SMALL_CASE.last_day
    assert not undated.as_of.is_known


def test_a_claim_of_its_own_beside_the_rows_is_written_too(read):
    more = replace(read[0][0], label="X1", row=())
    text = write_claims([*read[0], more])
    assert text.startswith(FILE.read_bytes().decode().split("\r\n")[0][:100])
    assert "\r\nX1,2016-06-30,approx," in text
