"""The shipped cases: names resolve, places lie in their country, every claim says where it is from."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from exeunt.base.text import folded
from exeunt.model.claim import Kind, Stance

CASES = Path(__file__).parents[2] / "cases"
# south, north, west, east in whole degrees
HOST_BOX = {"libya": (19, 34, 9, 26), "angola": (-19, -4, 11, 25)}
each_case = pytest.mark.parametrize("slug", sorted(HOST_BOX))


def entries(slug: str, file: str) -> list[dict[str, Any]]:
    parsed = YAML(typ="safe").load((CASES / slug / f"{file}.yaml").read_text(encoding="utf-8"))
    return list(parsed[file])


def owners(slug: str, file: str) -> dict[str, set[str]]:
    """Folded spelling -> ids of all that claim it."""
    found: dict[str, set[str]] = {}
    for entry in entries(slug, file):
        name = entry["name"]
        for spelling in (entry["id"], name["en"], name["ar"], *(name.get("aliases") or [])):
            found.setdefault(folded(spelling), set()).add(entry["id"])
    return found


def claim_rows(slug: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted((CASES / slug / "claims").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows.extend(csv.DictReader(handle))
    return rows


@each_case
@pytest.mark.parametrize("file", ["forces", "sites", "sources"])
def test_no_spelling_belongs_to_two_entries(slug: str, file: str) -> None:
    assert {spelling: ids for spelling, ids in owners(slug, file).items() if len(ids) > 1} == {}


@each_case
@pytest.mark.parametrize(("column", "file"), [("force", "forces"), ("source_org", "sources")])
def test_every_force_and_source_of_the_claims_resolves(slug: str, column: str, file: str) -> None:
    known = owners(slug, file)
    assert {row[column] for row in claim_rows(slug) if folded(row[column]) not in known} == set()


@each_case
def test_claims_have_their_own_number_a_known_kind_and_an_address(slug: str) -> None:
    rows = claim_rows(slug)
    assert len({row["claim_id"] for row in rows}) == len(rows) > 0
    for row in rows:
        Kind(row["kind"])
        Stance(row.get("stance") or "asserted")
        assert row["url"].startswith("http"), row["claim_id"]


@each_case
def test_places_lie_in_their_country_and_say_where_their_position_is_from(slug: str) -> None:
    south, north, west, east = HOST_BOX[slug]
    for site in entries(slug, "sites"):
        assert site["source"], site["id"]
        if site["kind"] not in ("region", "host"):
            assert south <= site["latitude"] <= north, site["id"]
            assert west <= site["longitude"] <= east, site["id"]


@each_case
def test_no_force_contains_itself(slug: str) -> None:
    members = {force["id"]: tuple(force.get("members") or ()) for force in entries(slug, "forces")}

    def reached(force: str) -> set[str]:
        return {force}.union(*(reached(member) for member in members[force]))

    for force, parts in members.items():
        assert all(force not in reached(member) for member in parts), force


@each_case
def test_a_part_is_inside_its_total_only_once(slug: str) -> None:
    # A total must not count the same account twice through two of its members.
    members = {force["id"]: tuple(force.get("members") or ()) for force in entries(slug, "forces")}

    def leaves(force: str) -> list[str]:
        return [leaf for member in members[force] for leaf in leaves(member)] if members[force] else [force]

    for force in members:
        assert len(leaves(force)) == len(set(leaves(force))), force


@each_case
def test_every_source_has_a_grade_with_a_reason(slug: str) -> None:
    for source in entries(slug, "sources"):
        assert source["reliability"] in tuple("ABCDEF"), source["id"]
        assert len(source["reason"]) > 20, source["id"]


def test_the_libya_table_of_144_claims_stays_whole() -> None:
    rows = [row for row in claim_rows("libya") if row["claim_id"].startswith("LY")]
    assert [row["claim_id"] for row in rows] == [f"LY{number:03}" for number in range(1, 145)]
    assert sum(any(row[bound] for bound in ("n_low", "n_best", "n_high")) for row in rows) == 123
