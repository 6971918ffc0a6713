"""The reference page of the agreement language cannot say anything but what the loader takes."""

import re
from pathlib import Path

from pydantic import TypeAdapter

from exeunt.case.schema import AgreementFile
from exeunt.case.when import WHEN_EXAMPLES, When
from exeunt.case.yaml_tree import read_tree
from exeunt.cli.language import SECTIONS, page
from exeunt.model.agreement import ObligationKind

ROOT = Path(__file__).parents[2]


def test_the_page_is_current():
    assert (ROOT / "docs/reference/agreement-language.md").read_text(encoding="utf-8") == page(), "run: make reference"


def test_every_key_and_kind_stands_on_it_with_a_description():
    text = page()
    for kind in ObligationKind:
        assert re.search(rf"^\| `{kind}` \| [A-Z].{{20,}} \| `", text, re.MULTILINE), kind
    for _, model in SECTIONS:
        for name in model.model_fields:
            assert re.search(rf"^\| `{name}` \| (required)? ?\| \S.{{9,}} \|$", text, re.MULTILINE), name
    listed = {word for title, _ in SECTIONS for word in re.split(r"[:,] ", title)}
    assert set(AgreementFile.model_fields) <= listed


def test_every_way_to_write_a_day_is_one_that_is_read():
    for written, _ in WHEN_EXAMPLES:
        tree, problems = read_tree(f"day: {written}".encode(), "example")
        assert problems == []
        assert TypeAdapter(When).validate_python(tree.plain()["day"]) is not None
