"""The published schemas are those of the models, and agree with the loader on what is right and wrong."""

import json
from pathlib import Path

import jsonschema
import pytest
from test_load_case import FILES

from exeunt.case.published import json_schemas, schema_files
from exeunt.case.yaml_tree import read_tree

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
TIMETABLE = Path(__file__).parents[2] / "cases/timetables/libya-like/timetable.yaml"
GOOD = FILES | {"timetable.yaml": TIMETABLE.read_text(encoding="utf-8")}
NAMES = ("case", "agreement", "forces", "sites", "sources", "timetable")


def plain(name: str, text: str) -> object:
    tree, problems = read_tree(text.encode(), name)
    assert problems == []
    return tree.plain()


def test_the_published_schemas_are_current():
    """When this fails, run `make reference` and look at what changed."""
    assert {path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.glob("*.json")} == schema_files()


@pytest.mark.parametrize("name", NAMES)
def test_a_good_file_satisfies_its_schema(name):
    schema = json_schemas()[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(plain(name, GOOD[f"{name}.yaml"]))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("case", "seed: 7", "sede: 7"),
        ("case", "id: valley", "id: The Valley"),
        ("case", "finest_place: region", "finest_place: town"),
        ("case", "first_day: 2020-01-01\n", ""),
        ("agreement", "share: 0.5", "share: 50"),
        ("agreement", "kind: withdrawn_at_least", "kind: withdrawn"),
        ("agreement", "deadline: 2020-09-01", "deadline: September 2020"),
        ("sites", "latitude: 10.5", "latitude: 100"),
        ("sources", "reliability: B", "reliability: G"),
        ("timetable", "share_gap: 1/20", "share_gap: 1/0"),
        ("timetable", "share_gap: 1/20", "share_gap: 2"),
        ("timetable", "share_gap: 1/20", "share_gab: 1/20"),
        ("timetable", "deadline: 365", "deadline: soon"),
        ("timetable", "batches: 6, heads: 50", "batches: 0, heads: 50"),
        ("timetable", "contact_first: proportional", "contact_first: always"),
    ],
)
def test_an_editor_sees_what_the_loader_would_refuse(name, old, new):
    assert old in GOOD[f"{name}.yaml"]
    wrong = plain(name, GOOD[f"{name}.yaml"].replace(old, new))
    assert list(jsonschema.Draft202012Validator(json_schemas()[name]).iter_errors(wrong))


def every_property(schema: dict) -> list[tuple[str, dict]]:
    models = [schema, *schema.get("$defs", {}).values()]
    return [(key, value) for model in models for key, value in model.get("properties", {}).items()]


@pytest.mark.parametrize("name", NAMES)
def test_every_key_has_a_description_for_whoever_fills_it_in(name):
    properties = every_property(json_schemas()[name])
    assert len(properties) > 3
    assert [key for key, value in properties if len(value.get("description", "")) < 10] == []


def test_a_schema_is_plain_json():
    assert json.loads(schema_files()["sites.schema.json"])["title"] == "sites.yaml of an Exeunt case"
