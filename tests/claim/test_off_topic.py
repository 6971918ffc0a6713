"""Sentences of the kind agencies publish that are about something else: hardly any may become a claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exeunt.claim.general import extract_general
from exeunt.document.read import document_from

FOLDER = Path(__file__).parent / "off_topic"
LANGUAGES = ("en", "fr", "ar")


def sentences(language: str) -> list[str]:
    return (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def fires(sentence: str, language: str) -> bool:
    text = f"title: News\npublisher: Agency\ndate: 2024-05-14\nlang: {language}\n\n{sentence}\n"
    document, problems = document_from(text.encode(), date(2030, 1, 1), "a.txt")
    assert document is not None
    assert problems == []
    return bool(extract_general(document)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_one_sentence_in_twenty_five_about_other_things_becomes_a_claim(language: str) -> None:
    found = [sentence for sentence in sentences(language) if fires(sentence, language)]
    assert len(found) <= 0.04 * len(sentences(language)), found


def test_there_are_three_hundred_sentences_and_none_stands_twice() -> None:
    every = [sentence for language in LANGUAGES for sentence in sentences(language)]
    assert len(every) >= 300
    assert len(every) == len(set(every))
