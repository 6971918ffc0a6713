"""The page of the case format names everything the program knows."""

import re
from pathlib import Path

import pytest

from exeunt.base.dates import Precision
from exeunt.claim.row import COLUMNS, OPTIONAL
from exeunt.model.claim import Kind, Stance

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs/reference/case-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*COLUMNS, *OPTIONAL, *Kind, *Stance, *Precision])
def test_every_column_and_word_is_named(word):
    assert f"`{word}`" in PAGE


def links():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "cases").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                yield pytest.param(page, target, id=f"{page.relative_to(ROOT)} -> {target}")


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_every_link_between_pages_leads_somewhere(page, target):
    assert (page.parent / target).exists()
