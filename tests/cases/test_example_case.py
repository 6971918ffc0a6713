"""The example case keeps its own word: truth, claims and documents agree, without any other part of Exeunt."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from exeunt.model.agreement import ObligationKind
from exeunt.model.claim import Kind, Stance
from exeunt.model.source import SourceClass
from exeunt.model.verdict import Outcome, Qualifier

CASE = Path(__file__).parents[2] / "cases" / "example"
DOCUMENTS = sorted((CASE / "documents").iterdir())
HEADER = re.compile(
    r"title: \S[^\n]*\npublisher: (?P<publisher>[^\n]+)\ndate: (?P<date>\d{4}-\d\d-\d\d)\n"
    r"lang: (?P<lang>en|ar)\nurl: (?P<url>https://[a-z]+\.example\.org/\S+)\n\n(?P<body>\S.*)",
    re.DOTALL,
)
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


def _yaml(name: str) -> dict[str, Any]:
    return YAML(typ="safe").load((CASE / name).read_text(encoding="utf-8"))


def _rows(path: str) -> list[dict[str, str]]:
    with (CASE / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _claims() -> Iterator[dict[str, str]]:
    for file in sorted((CASE / "claims").glob("*.csv")):
        yield from _rows(f"claims/{file.name}")


AGREEMENT = _yaml("agreement.yaml")
FORCES = {force["id"]: force for force in _yaml("forces.yaml")["forces"]}
SITES = {site["id"]: site for site in _yaml("sites.yaml")["sites"]}
SOURCES = {source["id"]: source for source in _yaml("sources.yaml")["sources"]}
TRUTH = _rows("truth.csv")
EXPECTED = _rows("expected_claims.csv")
CHANGE_DAYS = sorted({row["day"] for row in TRUTH})


def _true_count(force: str, site: str, day: str) -> int:
    known = [row for row in TRUTH if (row["force"], row["site"]) == (force, site) and row["day"] <= day]
    return int(known[-1]["count"]) if known else 0


def _header(path: Path) -> re.Match[str]:
    found = HEADER.fullmatch(path.read_text(encoding="utf-8"))
    assert found, f"{path.name}: header does not parse"
    return found


def test_every_truth_row_names_a_force_and_a_site_of_the_case() -> None:
    for row in TRUTH:
        assert row["force"] in FORCES, row
        assert not row["site"] or row["site"] in SITES, row
        assert int(row["count"]) >= 0
        date.fromisoformat(row["day"])
    assert [row["day"] for row in TRUTH] == sorted(row["day"] for row in TRUTH)


def test_five_contingents_of_three_sponsors_stand_on_two_sides() -> None:
    contingents = [force for force in FORCES.values() if "members" not in force]
    assert len(contingents) == 5
    assert {force["sponsor"] for force in contingents} == {sponsor["id"] for sponsor in AGREEMENT["sponsors"]}
    assert {force["side"] for force in contingents} == {side["id"] for side in AGREEMENT["sides"]}
    assert len(AGREEMENT["sponsors"]) == 3


@pytest.mark.parametrize("day", CHANGE_DAYS)
def test_a_total_is_the_sum_of_its_members_on_every_day_of_change(day: str) -> None:
    for force in FORCES.values():
        if members := force.get("members"):
            total = sum(_true_count(member, "", day) for member in members)
            assert _true_count(force["id"], "", day) == total, force["id"]


@pytest.mark.parametrize("day", CHANGE_DAYS)
def test_a_contingent_is_the_sum_of_its_sites_on_every_day_of_change(day: str) -> None:
    places = {(row["force"], row["site"]) for row in TRUTH if row["site"]}
    for force in {force for force, _ in places}:
        assert _true_count(force, "", day) == sum(_true_count(*place, day) for place in places if place[0] == force)


def test_there_are_at_least_thirty_documents_in_two_languages_with_a_header_that_parses() -> None:
    headers = [_header(path) for path in DOCUMENTS]
    languages = [header["lang"] for header in headers]
    assert len(headers) >= 32
    assert languages.count("en") >= 20
    assert languages.count("ar") >= 12
    names = {name for source in SOURCES.values() for name in (source["name"]["en"], source["name"]["ar"])}
    for path, header in zip(DOCUMENTS, headers, strict=True):
        assert path.name.startswith(header["date"]), path.name
        assert header["publisher"] in names, path.name
        assert 60 <= len(header["body"].split()) <= 160, path.name
        assert bool(ARABIC_LETTER.search(header["body"])) == (header["lang"] == "ar"), path.name
    assert len({header["url"] for header in headers}) == len(headers)


def test_some_arabic_documents_write_arabic_indic_digits_and_some_do_not() -> None:
    bodies = [header["body"] for header in map(_header, DOCUMENTS) if header["lang"] == "ar"]
    indic = [bool(re.search("[\u0660-\u0669]", body)) for body in bodies]
    assert 3 <= sum(indic) < len(indic) - 2


# what its invented agreement asks for; the other kinds have their situations in tests/verdict/scenarios
ASKED = {
    ObligationKind.WITHDRAWN_AT_LEAST,
    ObligationKind.REMAINING_AT_MOST,
    ObligationKind.REDUCE_BY_AT_LEAST,
    ObligationKind.VACATE_SITE,
    ObligationKind.START_BY,
    ObligationKind.NO_REINFORCEMENT,
    ObligationKind.PRECONDITION,
}


def test_every_kind_that_a_withdrawal_turns_on_occurs_and_has_a_true_outcome() -> None:
    obligations = {obligation["id"]: obligation for obligation in AGREEMENT["obligations"]}
    assert {obligation["kind"] for obligation in obligations.values()} == ASKED
    outcomes = {row["obligation"]: row for row in _rows("truth_obligations.csv")}
    assert outcomes.keys() == obligations.keys()
    for row in outcomes.values():
        assert row["outcome"] in set(Outcome)
        assert row["kept"] in {"yes", "no"}
        assert set(row["qualifiers"].split()) <= set(Qualifier)
        assert row["why"]
    assert {Outcome.MET, Outcome.BREACHED, Outcome.UNDETERMINED} <= {row["outcome"] for row in outcomes.values()}


def test_the_agreement_refers_only_to_what_the_case_has() -> None:
    actors = {actor["id"] for key in ("parties", "sides", "sponsors") for actor in AGREEMENT[key]}
    clauses = {clause["id"] for clause in AGREEMENT["clauses"]}
    ids = {obligation["id"] for obligation in AGREEMENT["obligations"]}
    for obligation in AGREEMENT["obligations"]:
        assert obligation["clause"] in clauses
        assert set(obligation.get("actors", [])) <= actors
        assert set(obligation.get("sites", [])) <= SITES.keys()
        assert set(obligation.get("requested_by", [])) <= SOURCES.keys()
        assert set(obligation.get("before", [])) <= ids
        assert obligation.get("force", "all-foreign") in FORCES
    for event in AGREEMENT["events"]:
        assert set(event["obligations"]) <= ids
    assert {(event["kind"], event["agreed"]) for event in AGREEMENT["events"]} == {
        ("extension", True),
        ("suspension", False),
    }


def _truly_kept(obligation: dict[str, Any]) -> bool:
    """Whether the true history keeps an obligation; each kind by its plain meaning, sharing no code with the judge."""
    day = obligation["deadline"].isoformat()
    for event in AGREEMENT["events"]:
        if event["agreed"] and obligation["id"] in event["obligations"]:
            day = event["new_deadline"].isoformat()
    force, start = obligation["force"], obligation.get("start", date(2024, 3, 1)).isoformat()
    before, after = _true_count(force, "", start), _true_count(force, "", day)
    days = [start, *(change for change in CHANGE_DAYS if start < change <= day)]
    stocks = [_true_count(force, "", change) for change in days]
    match obligation["kind"]:
        case "start_by":
            return after < before
        case "withdrawn_at_least":
            return before - after >= obligation["quantity"]
        case "remaining_at_most":
            return after <= obligation["quantity"]
        case "reduce_by_at_least":
            return before - after >= obligation["share"] * obligation["baseline"]
        case "vacate_site":
            return sum(_true_count(force, site, day) for site in obligation["sites"]) == 0
        case _:
            rise = max(stock - min(stocks[: index + 1]) for index, stock in enumerate(stocks))
            return rise <= obligation["tolerance"]


def test_the_true_outcomes_follow_from_the_true_history() -> None:
    kept = {row["obligation"]: row["kept"] == "yes" for row in _rows("truth_obligations.csv")}
    for obligation in AGREEMENT["obligations"]:
        if obligation["kind"] != ObligationKind.PRECONDITION:
            assert _truly_kept(obligation) == kept[obligation["id"]], obligation["id"]


def test_sources_are_of_every_class_and_one_is_sealed() -> None:
    assert {source["class"] for source in SOURCES.values()} == set(SourceClass)
    assert [source["id"] for source in SOURCES.values() if source["sealed"]] == ["committee-official"]
    assert all(source["reliability"] in "ABCDEF" and source["reason"] for source in SOURCES.values())


def test_every_point_on_the_map_has_a_position_and_a_region() -> None:
    points = [site for site in SITES.values() if site["kind"] not in {"host", "region"}]
    assert len(points) >= 12
    for site in points:
        assert -36 <= site["latitude"] <= -33
        assert -20 <= site["longitude"] <= -15
        assert SITES[site["region"]]["kind"] == "region"


def test_claims_name_only_forces_sites_and_sources_of_the_case() -> None:
    claims = list(_claims())
    assert len(claims) >= 60
    assert len({claim["claim_id"] for claim in claims}) == len(claims)
    for claim in claims:
        assert claim["force"] in FORCES, claim
        assert claim["source_org"] in SOURCES, claim
        assert claim["source_class"] == SOURCES[claim["source_org"]]["class"], claim
        assert set(claim["place"].split("; ")) <= SITES.keys(), claim
        assert claim["kind"] in set(Kind), claim
        assert claim["stance"] in set(Stance), claim
        first, last = date.fromisoformat(claim["refers_from"]), date.fromisoformat(claim["refers_to"])
        assert first <= last, claim
        assert first <= date.fromisoformat(claim["claim_date"]), claim


def test_claims_entered_from_the_arabic_press_carry_the_address_of_an_arabic_document() -> None:
    addresses = {header["url"]: header for header in map(_header, DOCUMENTS) if header["lang"] == "ar"}
    entered = _rows("claims/press_ar.csv")
    assert {claim["url"] for claim in entered} == addresses.keys()
    for claim in entered:
        assert claim["claim_date"] == addresses[claim["url"]]["date"], claim
        assert claim["quantity_text"] in addresses[claim["url"]]["body"], claim


def test_the_mission_counts_the_true_stock_within_two_per_cent() -> None:
    counted = [row for row in _rows("claims/mission.csv") if row["kind"] == Kind.STOCK and row["n_best"]]
    assert any(row["n_best"] == "0" for row in counted)
    for row in counted:
        site = "" if row["place"] == "ossandria" else row["place"]
        true = _true_count(row["force"], site, row["refers_to"])
        assert abs(int(row["n_best"]) - true) <= 0.02 * true, row


def test_the_mission_counts_departures_as_they_truly_were() -> None:
    counted = [row for row in _rows("claims/mission.csv") if row["kind"] == Kind.DEPARTURE]
    assert len(counted) >= 10
    for row in counted:
        day = date.fromisoformat(row["refers_to"])
        eve = date.fromordinal(day.toordinal() - 1).isoformat()
        left = _true_count(row["force"], "", eve) - _true_count(row["force"], "", day.isoformat())
        assert int(row["n_best"]) == left, row


def test_each_party_gives_two_to_three_times_the_rivals_true_strength() -> None:
    by_label = {claim["claim_id"]: claim for claim in _claims()}
    for label in ("P01", "A01", "A02", "A09", "A22"):
        claim = by_label[label]
        said = int(claim["n_best"] or claim["n_low"])
        assert 2 <= said / _true_count(claim["force"], "", claim["refers_to"]) <= 3, label


def test_copies_of_the_wire_report_name_it_and_the_mutation_turns_a_flow_into_a_stock() -> None:
    by_label = {claim["claim_id"]: claim for claim in _claims()}
    copies = [claim for claim in by_label.values() if claim["lineage"].endswith(" N01")]
    assert len(copies) == 3
    assert by_label["N01"]["kind"] == Kind.ARRIVAL
    assert [claim["kind"] for claim in copies if claim["lineage"].startswith("mutation")] == [Kind.STOCK]
    assert {claim["n_best"] for claim in copies} == {by_label["N01"]["n_best"]}


def test_every_expected_quote_is_in_its_document_word_for_word() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    assert len(EXPECTED) >= 60
    for row in EXPECTED:
        assert row["quote"] in texts[row["document"]], row


def test_the_key_covers_every_english_document_and_names_only_what_the_case_has() -> None:
    english = {path.name for path in DOCUMENTS if _header(path)["lang"] == "en"}
    assert {row["document"] for row in EXPECTED} == english
    for row in EXPECTED:
        assert row["kind"] in set(Kind), row
        assert row["stance"] in set(Stance), row
        assert not row["force"] or row["force"] in FORCES, row
        assert not row["site"] or set(row["site"].split(";")) <= SITES.keys(), row
        assert row["source"] in SOURCES, row
        numbers = [float(row[cell]) for cell in ("low", "best", "high") if row[cell]]
        assert numbers == sorted(numbers), row
        assert bool(numbers) == bool(row["bound"]), row
        assert not (row["first"] and row["last"]) or row["first"] <= row["last"], row


def test_counts_that_the_mission_gives_in_prose_are_as_true_as_its_forms() -> None:
    prose = [row for row in EXPECTED if row["source"] == "jcm" and row["kind"] == Kind.STOCK and row["best"]]
    assert len(prose) >= 20
    for row in prose:
        true = _true_count(row["force"], "" if row["site"] == "highlands" else row["site"], row["last"])
        assert abs(float(row["best"]) - true) <= 0.02 * true, row


def test_the_tutorial_names_only_obligations_and_files_that_exist() -> None:
    tutorial = (CASE.parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
    obligations = {obligation["id"] for obligation in AGREEMENT["obligations"]}
    asked = re.findall(r"exeunt why /tmp/ossandria (\S+?)`?[,\s]", tutorial)
    assert asked
    assert set(asked) <= obligations
    for path in re.findall(r"ossandria/(\S+\.(?:md|txt|yaml))", tutorial):
        assert (CASE / path).is_file(), path


def test_the_document_of_the_inbox_says_what_truly_happened() -> None:
    (path,) = (CASE / "inbox").iterdir()
    body = _header(path)["body"]
    assert "60 members of the Saker Guard left Tamreth oil field on 26 July" in body
    assert _true_count("saker-guard", "tamreth", "2024-07-25") == 60
    assert _true_count("saker-guard", "tamreth", "2024-07-26") == 0
