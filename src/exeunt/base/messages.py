"""Sentences for codes, in English and Arabic, from the catalogue beside this file.

The catalogue is TOML, one file an area and language: `catalogue/en/case.toml` holds the sentences for the codes
`case.*`. A sentence is a text with named slots, or a table of texts by CLDR plural category (zero, one, two, few, many,
other) chosen by the slot `count`. So a translator edits sentences, never code, and Arabic may order its words freely.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ar")

NO_NAME = "-"
"""The slot `nearest` where nothing is near: the last sentence, which would name it, is then left out."""
Sentence = str | dict[str, str]


@cache
def catalogue(language: str) -> dict[str, Sentence]:
    """All sentences of a language by code. Raises KeyError for a language that is not one of LANGUAGES."""
    if language not in LANGUAGES:
        raise KeyError(language)
    sentences: dict[str, Sentence] = {}
    for file in sorted((files("exeunt.base") / "catalogue" / language).iterdir(), key=lambda entry: entry.name):
        area = file.name.removesuffix(".toml")
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        sentences.update({f"{area}.{code}": sentence for code, sentence in table.items()})
    return sentences


def say(code: str, slots: Mapping[str, object] | Iterable[tuple[str, object]] = (), language: str = "en") -> str:
    """The sentence for a code with its slots filled. Raises KeyError for an unknown code or a missing slot."""
    facts = dict(slots)
    sentence = catalogue(language)[code]
    if isinstance(sentence, dict):
        category = plural_category(int(str(facts["count"])), language)
        sentence = sentence.get(category, sentence["other"])
    if facts.get("nearest") == NO_NAME:  # "Nearest: -." tells nobody anything
        sentence = sentence[: sentence.rindex(". ", 0, sentence.index("{nearest}")) + 1]
    return sentence.format(**facts)


def plural_category(count: int, language: str) -> str:
    """The CLDR plural category of a whole number (unicode.org, CLDR 44, Language Plural Rules: en, ar)."""
    if language != "ar":
        return "one" if count == 1 else "other"
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if 11 <= count % 100 <= 99 else "other"
