"""Every rule that reads a kind has a sentence for why, in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files

import pytest
from small_case import read

from exeunt.base.messages import LANGUAGES, catalogue
from exeunt.report.words import note_in_words


def rules() -> Iterator[str]:
    """The texts that the rules of `claim/` give as reason of a proposal."""
    for file in sorted(files("exeunt.claim").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield from _of_call(node)


def _of_call(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return
    reasons = [item.value for item in node.keywords if item.arg == "reason"]
    reasons += node.args[3:4] if node.func.id == "Proposal" else []
    yield from (reason.value for reason in reasons if isinstance(reason, ast.Constant) and reason.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_sentence(language: str) -> None:
    found = sorted(set(rules()))
    assert len(found) > 20
    for rule in found:
        assert note_in_words(rule, language) in catalogue(language).values(), rule


def test_every_sentence_belongs_to_a_rule() -> None:
    written = {code for code in catalogue("en") if code.startswith("reading.")} - {
        "reading.rivals",
        "reading.learned_words",
    }
    said = {note_in_words(rule, "en") for rule in rules()}
    assert {catalogue("en")[code] for code in written} == said


def test_the_rivals_of_a_kind_are_named_in_the_readers_language() -> None:
    note = read("30 Turkish soldiers deployed in Libya were withdrawn.")[0].note
    assert "(not: " in note
    assert "Other rules would read: " in note_in_words(note, "en")
    arabic = note_in_words(note, "ar")
    assert not any(char.isascii() and char.isalpha() for char in arabic)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_that_was_learned_names_the_words_it_rests_on(language: str) -> None:
    said = note_in_words("learned words: packed up, home (not: stock)", language)
    assert "packed up, home" in said
    assert said.startswith(catalogue(language)["reading.learned_words"].split("{")[0])


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert note_in_words("counted twice, see LY104", "ar") == "counted twice, see LY104"
