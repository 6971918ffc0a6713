"""The stub of a Russian pack has the form that the how-to tells of, and its words are found in a text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from exeunt.claim.pack import Node, add_phrase, load_pack, mentions, pack_entries
from exeunt.claim.token import tokenise

ROOT = Path(__file__).parents[2]
STUB = ROOT / "docs/reference/pack-stub-ru"
HOW_TO = ROOT / "docs/how-to/write-a-language-pack.md"


def stub() -> dict[str, Any]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(STUB.glob("*.toml"))}


def lists(table: dict[str, Any], path: str = "") -> set[str]:
    """The names of a file's lists; what a list of labels holds is the pack's own."""
    found = set()
    for name, value in table.items():
        inner = isinstance(value, dict) and name != "brands"
        found |= lists(value, f"{path}{name}.") if inner else {f"{path}{name}"}
    return found


def test_the_stub_has_only_lists_that_a_pack_has() -> None:
    assert set(stub()) <= set(load_pack("fr").tables)
    for name, table in stub().items():
        known = lists(load_pack("fr").tables[name]) | lists(load_pack("en").tables[name])
        assert lists(table) <= known, name


def test_the_how_to_names_every_file_and_every_flag_of_a_pack() -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)\.toml`", text, re.MULTILINE)) == set(load_pack("en").tables)
    told = set(re.findall(r"`(\w+)`", text))
    assert {flag for language in ("en", "fr", "ar") for flag in load_pack(language).flags} <= told


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Сирийские наемники покинули Турцию.", ["adjective", "noun", "departure.verbs", "state"]),
        ("Вывод турецких войск из Сирии.", ["departure.nouns", "adjective", "noun", "state"]),
        ("Боевики Вагнера уходят.", ["noun", "brand", "departure.verbs"]),
    ],
)
def test_the_words_of_the_stub_are_found_in_russian(text: str, families: list[str]) -> None:
    trie: Node = {}
    for family, value, phrase in pack_entries(stub()):
        add_phrase(trie, phrase, family, value)
    found = mentions(tokenise(text, 0, frozenset()), [trie])
    assert [item.family for item in found] == families
