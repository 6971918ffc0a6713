"""A message says what is nearest only where something is."""

import pytest

from exeunt.base.messages import LANGUAGES, NO_NAME, catalogue, say

CODES = [
    (code, language, text)
    for language in LANGUAGES
    for code, sentence in catalogue(language).items()
    for text in (sentence.values() if isinstance(sentence, dict) else (sentence,))
    if "{nearest}" in text and not code.endswith("_near")
]


@pytest.mark.parametrize(("code", "language", "text"), CODES)
def test_what_is_nearest_is_the_last_sentence_so_that_it_can_be_left_out(code, language, text):
    assert text.rindex(". ") < text.index("{nearest}")
    assert text.endswith("{nearest}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_near_name_nothing_is_said_of_one(language):
    facts = {"owner": "w", "id": "x"}
    short = say("case.unknown_force", facts | {"nearest": NO_NAME}, language)
    assert say("case.unknown_force", facts | {"nearest": "y"}, language).startswith(short)
    assert NO_NAME not in short.replace("forces.yaml", "")
    assert "y." not in short.replace("yaml", "")
