"""Nouns for those who speak, by what they are: persons, bodies, papers. A pronoun or "the official" needs its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from exeunt.claim.pack import load_pack, word_keys


class Speaks(StrEnum):
    """What kind of speaker a noun is for. PERSONS and BODIES are what `he` and `it` ask for."""

    PERSON = "person"
    BODY = "body"
    PAPER = "paper"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class SpeakerNouns:
    """The nouns of one language as keys. `he` and `it` are pronouns of one person and of one body."""

    persons: frozenset[str]
    bodies: frozenset[str]
    papers: frozenset[str]
    press: frozenset[str]
    titles: frozenset[str]
    pronouns: frozenset[str]
    he: frozenset[str]
    it: frozenset[str]
    breaks: frozenset[str]
    """Words after which a noun is no longer the head: `the head *of* the mission`."""
    elided: frozenset[str]
    head_last: bool

    @property
    def any(self) -> frozenset[str]:
        """Every noun of a speaker."""
        return self.persons | self.bodies | self.papers | self.press | self.titles

    def keys(self, name: str) -> list[str]:
        """The keys of a name's words, articles and marks off."""
        words = name.replace("-", " ").replace("’", "'").split()
        return [key for word in words for key in word_keys(word.strip(" ,;:()\"'"), self.elided) if key]

    def noun_of(self, name: str) -> tuple[str, Speaks]:
        """The noun that says what a name is, and the kind of speaker it is for; an empty noun where it has none."""
        keys = self.keys(name)
        head = next((at for at, key in enumerate(keys) if at and key in self.breaks), len(keys))
        order: Sequence[str] = keys[head - 1 :: -1] if self.head_last and head else keys[:head]
        kinds = ((self.persons | self.titles, Speaks.PERSON), (self.bodies | self.press, Speaks.BODY))
        for key in order:
            for nouns, kind in (*kinds, (self.papers, Speaks.PAPER)):
                if key in nouns:
                    return key, kind
        return "", Speaks.UNKNOWN


@cache
def speaker_nouns(language: str) -> SpeakerNouns:
    """The nouns of a language's pack."""
    pack = load_pack(language)
    table: dict[str, Any] = pack.tables["attribution"]

    def keys(name: str) -> frozenset[str]:
        return frozenset(key for word in table.get(name, ()) for key in word_keys(word, pack.elided))

    small = pack.small
    breaks = small["of"] | small["from"] | small["by"] | small["opening"] | {","}
    return SpeakerNouns(
        persons=keys("persons"),
        bodies=keys("bodies"),
        papers=keys("papers"),
        press=keys("press"),
        titles=keys("titles"),
        pronouns=keys("pronouns"),
        he=keys("he"),
        it=keys("it"),
        breaks=breaks,
        elided=pack.elided,
        head_last="noun_first" not in pack.flags,
    )
