"""The JSON Schemas of the files of a case, with which editors complete and check them."""

from __future__ import annotations

import json

from exeunt.case.schema import FILES
from exeunt.case.timetable import TimetableFile

PUBLISHED = FILES | {"timetable": TimetableFile}
"""Every YAML file of a case by its name without the ending; a case may do without the timetable."""


def json_schemas() -> dict[str, dict[str, object]]:
    """The JSON Schema of each YAML file by its name without the ending."""
    return {
        name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(by_alias=True),
            "title": f"{name}.yaml of an Exeunt case",
        }
        for name, model in PUBLISHED.items()
    }


def schema_files() -> dict[str, str]:
    """The text of each published schema by its file name, such as `sites.schema.json`."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas().items()
    }
