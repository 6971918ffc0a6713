"""The phrase book is whole: each value of the model has its word in both languages, with the same slots (C41)."""

import re
from string import Formatter

import pytest

from exeunt.base.messages import catalogue
from exeunt.model.claim import Kind, Stance
from exeunt.model.source import SourceClass
from exeunt.model.verdict import Outcome, Qualifier
from exeunt.report.evidence import ROLES
from exeunt.report.words import SYMBOLS, free_word, word


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("outcome", Outcome),
        ("qualifier", Qualifier),
        ("kind", Kind),
        ("stance", Stance),
        ("class", SourceClass),
        ("sealed", SourceClass),
        ("role", ROLES),
        ("severity", ("error", "warning")),
        ("policy_place", ("site", "region", "host")),
    ],
)
def test_every_value_has_a_word(group, values, language):
    assert all(word(group, value, language) for value in values)


def test_outcomes_differ_in_word_and_in_symbol():
    assert len(set(SYMBOLS.values())) == len(Outcome)
    for language in ("en", "ar"):
        assert len({word("outcome", outcome, language) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize("area", ["report", "view"])
def test_both_catalogues_have_the_same_sentences_with_the_same_slots(area):
    def shape(language):
        return {
            code: {name for text in (sentence.values() if isinstance(sentence, dict) else [sentence])
                   for _, name, _, _ in Formatter().parse(text) if name} - {"count"}
            for code, sentence in catalogue(language).items()
            if code.startswith(f"{area}.")
        }  # fmt: skip

    assert shape("en") == shape("ar")


@pytest.mark.parametrize("area", ["report", "view"])
def test_arabic_sentences_are_arabic_and_have_all_six_plurals(area):
    latin_is_right = {"report.other_language", "report.fewer_than"}
    for code, sentence in catalogue("ar").items():
        if not code.startswith(f"{area}.") or code in latin_is_right:
            continue
        texts = sentence.values() if isinstance(sentence, dict) else [sentence]
        assert not isinstance(sentence, dict) or set(sentence) == {"zero", "one", "two", "few", "many", "other"}
        assert all(re.search("[\u0600-\u06ff]|^[{«]", text) for text in texts), code


def test_a_word_that_a_case_makes_up_is_shown_as_it_is():
    assert free_word("force_kind", "foreign fighter", "ar") == "مقاتلون أجانب"
    assert free_word("force_kind", "auxiliary", "ar") == "auxiliary"
