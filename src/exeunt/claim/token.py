"""Tokens of a text with their offsets, and where its sentences begin and end.

Every later stage speaks in token numbers; only `assemble.py` turns them back into offsets of the frozen text. A token's
key is its folded form (case, accents and Arabic marks off, Arabic-Indic digits mapped), so a shadow text is not needed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# One linear pass: abbreviations with dots, numbers with separators, words, the English possessive, any other mark.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,٬٫]\d+)*"
    r"|['’]s\b|n['’]t\b"
    r"|[^\W\d_]+(?:(?!n['’]t\b|['’]s\b)['’][^\W\d_]+)*[\u064b-\u0652]*"
    r"|\n[ \t]*\n\s*|[^\w\s]|_"
)
_FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    "٬": ",", "٫": ".", "’": "'", "‘": "'",
})  # fmt: skip

PARAGRAPH = "\n\n"
QUOTES = frozenset('"“”„«»')
_CLOSERS = QUOTES | frozenset(")]'’")
_ENDS = frozenset(".!?؟…")
_LONGEST = 200  # tokens; a longer run is a list or a table, and is cut so that no stage takes more than linear time


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: `keys[i]` is the folded form of `text[starts[i]:ends[i]]`; sentences are token ranges."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

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
        return 0 <= index < len(self.keys) and self.text[self.starts[index]].isupper()

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


def tokenise(text: str, begin: int, abbreviations: frozenset[str]) -> Tokens:
    """Cut a text from offset `begin` on. `abbreviations` are keys after which a full stop ends no sentence."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(text, begin):
        word = found[0]
        keys.append(PARAGRAPH if word[0] == "\n" else key_of(word))
        starts.append(found.start())
        ends.append(found.end())
    sentences = _sentences(text, keys, starts, ends, abbreviations)
    return Tokens(text, tuple(keys), tuple(starts), tuple(ends), sentences)


def _sentences(
    text: str, keys: list[str], starts: list[int], ends: list[int], abbreviations: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    sentences: list[tuple[int, int]] = []
    first = 0
    for index, key in enumerate(keys):
        if index < first:
            continue
        if index - first >= _LONGEST:
            sentences.append((first, index))
            first = index
        if key == PARAGRAPH:
            sentences.append((first, index))
            first = index + 1
        elif key in _ENDS and not _is_abbreviation(text, keys, starts, index, abbreviations):
            stop = index + 1
            while stop < len(keys) and keys[stop] in _CLOSERS and starts[stop] == ends[stop - 1]:
                stop += 1
            if _opens_sentence(text, keys, starts, ends, stop):
                sentences.append((first, stop))
                first = stop
        elif ends[index] - starts[index] > 2 and text[ends[index] - 1] == "." and _capital_verbless(keys, index):
            sentences.append((first, index + 1))
            first = index + 1
    sentences.append((first, len(keys)))
    return tuple((low, high) for low, high in sentences if high > low)


def _capital_verbless(keys: list[str], index: int) -> bool:
    """A dotted abbreviation ends a sentence only before an article or a pronoun: `by the U.N. The mission ...`."""
    return index + 1 < len(keys) and keys[index + 1] in {"the", "he", "she", "they", "it", "a", "in", "this"}


def _is_abbreviation(text: str, keys: list[str], starts: list[int], index: int, abbreviations: frozenset[str]) -> bool:
    if index == 0 or keys[index] != ".":
        return False
    before = keys[index - 1]
    initial = len(before) == 1 and before.isalpha() and text[starts[index - 1]].isupper()
    return (before in abbreviations and text[starts[index - 1]].isupper()) or initial


def _opens_sentence(text: str, keys: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    if index >= len(keys):
        return True
    if starts[index] == ends[index - 1]:
        return False
    head = text[starts[index]]
    return keys[index] == PARAGRAPH or not head.islower()
