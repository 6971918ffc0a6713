"""Tokens of a text with their offsets, and where its sentences begin and end.

Every later stage speaks in token numbers; only `assemble.py` turns them back into offsets of the frozen text. A token's
key is its folded form (case, accents and Arabic marks off, Arabic-Indic digits mapped), so a shadow text is not needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

# One linear pass: abbreviations with dots, numbers with separators, words, the English possessive, any other mark.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,٬٫]\d+)*"
    r"|['’]s\b|n['’]t\b"
    r"|[^\W\d_]+(?:[\u064b-\u0652\u0670]+[^\W\d_]*)*(?:(?!n['’]t\b|['’]s\b)['’][^\W\d_]+)*"
    r"|\n[ \t]*\n\s*|[^\w\s]|_"
)
_FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    "٬": ",", "٫": ".", "،": ",", "؛": ";", "’": "'", "‘": "'",
})  # fmt: skip

PARAGRAPH = "\n\n"
QUOTES = frozenset('"“”„«»')
_CLOSERS = QUOTES | frozenset(")]'’")
_ENDS = frozenset(".!?؟…")
_STOPS = _ENDS | {PARAGRAPH}
_LONGEST = 200  # tokens; a longer run is a list or a table, and is cut so that no stage takes more than linear time


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: `keys[i]` is the folded form of `text[starts[i]:ends[i]]`; sentences are token ranges."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    capitals: frozenset[int]
    """The tokens that begin with a capital letter: every stage asks for them."""

    def __len__(self) -> int:
        return len(self.keys)

    def words(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`; empty for an empty range."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def key(self, index: int) -> str:
        """The key of a token, or an empty text outside the document."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return index in self.capitals

    def is_lower(self, index: int) -> bool:
        """Whether a token begins with a small letter; a script without capitals has none."""
        return 0 <= index < len(self.keys) and self.text[self.starts[index]].islower()

    def is_dash(self, index: int) -> bool:
        """Whether a token is a mark between two spaces, as behind the place that opens a report, and no hyphen."""
        return self.key(index) in {"-", "—", "–"} and index > 0 and self.starts[index] > self.ends[index - 1]

    def may_be_name(self, index: int) -> bool:
        """Whether a token may begin a name: a capital, or a letter of a script that has none."""
        return self.is_word(index) and not self.is_lower(index)

    def is_word(self, index: int) -> bool:
        """Whether a token is a word, not a number or a mark."""
        return 0 <= index < len(self.keys) and self.text[self.starts[index]].isalpha()


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The folded form that words are compared in."""
    if word.isascii():
        key = word.lower()
    else:
        bare = unicodedata.normalize("NFD", word.casefold())
        key = "".join(char for char in bare if not unicodedata.combining(char)).translate(_FOLD)
    return key.replace(".", "") if key[-1:] == "." and len(key) > 1 else key


Splitter: TypeAlias = Callable[[str], tuple[str, ...]]
"""Cuts the key of a word into the keys it is made of."""


def tokenise(
    text: str,
    begin: int,
    abbreviations: frozenset[str],
    openers: frozenset[str] = frozenset(),
    split: Splitter | None = None,
) -> Tokens:
    """Cut a text from offset `begin` on. `abbreviations` are keys after which a full stop ends no sentence.

    `openers` are words that begin a sentence after a dotted abbreviation all the same: "by the U.N. The mission ...".
    `split` cuts words that a language writes together.
    """
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    stops: list[int] = []
    for found in _TOKEN.finditer(text, begin):
        word = found[0]
        key = PARAGRAPH if word[0] == "\n" else key_of(word)
        if split and len(key) > 2 and word[0] != "\n" and len(parts := split(key)) > 1:
            places = _places(word, found.start(), parts)
            keys.extend(parts)
            starts.extend(places[:-1])
            ends.extend(places[1:])
            continue
        if key in _STOPS or word[-1] == ".":
            stops.append(len(keys))
        start, end = found.span()
        keys.append(key)
        starts.append(start)
        ends.append(end)
    capitals = frozenset([at for at, start in enumerate(starts) if text[start].isupper()])
    tokens = Tokens(text, tuple(keys), tuple(starts), tuple(ends), (), capitals)
    return replace(tokens, sentences=tuple(_Sentences(tokens, abbreviations, openers).all(stops)))


def _places(word: str, start: int, parts: tuple[str, ...]) -> list[int]:
    """Where each part of a word begins, and where the word ends: marks that the key has not stay with their letter."""
    places, at = [start], 0
    for part in parts[:-1]:
        left = len(part)
        while left and at < len(word):
            left -= len(key_of(word[at]))
            at += 1
        while at < len(word) and not key_of(word[at]):
            at += 1
        places.append(start + at)
    return [*places, start + len(word)]


class _Sentences:
    """Finds where the sentences of a text end."""

    def __init__(self, tokens: Tokens, abbreviations: frozenset[str], openers: frozenset[str]) -> None:
        self.tokens, self.abbreviations, self.openers = tokens, abbreviations, openers

    def all(self, stops: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Token ranges of the sentences. `stops` are the only tokens that may end one, in order."""
        first, keys = 0, self.tokens.keys
        for index in stops:
            if index < first:
                continue
            while index - first > _LONGEST:
                yield first, first + _LONGEST
                first += _LONGEST
            stop = index if keys[index] == PARAGRAPH or index - first == _LONGEST else self._end(index)
            if stop is None:
                continue
            if stop > first:
                yield first, stop
            first = stop + (keys[index] == PARAGRAPH)
        while len(keys) - first > _LONGEST:
            yield first, first + _LONGEST
            first += _LONGEST
        if len(keys) > first:
            yield first, len(keys)

    def _end(self, index: int) -> int | None:
        """The token after the sentence that this token ends, with the marks that close it; None where it ends none."""
        tokens = self.tokens
        if tokens.keys[index] not in _ENDS:
            dotted = tokens.ends[index] - tokens.starts[index] > 2 and tokens.text[tokens.ends[index] - 1] == "."
            opens = tokens.is_capital(index + 1) and tokens.key(index + 1) in self.openers
            return index + 1 if dotted and opens else None
        if self._is_abbreviation(index):
            return None
        stop = index + 1
        while stop < len(tokens) and tokens.keys[stop] in _CLOSERS and tokens.starts[stop] == tokens.ends[stop - 1]:
            stop += 1
        return stop if self._opens(stop) else None

    def _is_abbreviation(self, index: int) -> bool:
        if self.tokens.keys[index] != "." or not self.tokens.is_capital(index - 1):
            return False
        before = self.tokens.keys[index - 1]
        return before in self.abbreviations or (len(before) == 1 and before.isalpha())

    def _opens(self, index: int) -> bool:
        tokens = self.tokens
        if index >= len(tokens) or tokens.keys[index] == PARAGRAPH:
            return True
        return tokens.starts[index] > tokens.ends[index - 1] and not tokens.text[tokens.starts[index]].islower()
