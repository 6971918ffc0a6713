"""Language packs: the words a text is read by, as data files with one folder a language, compiled into one trie.

A phrase of a pack is words with a space between; `a|b` stands for either word. All phrases of all families go into one
trie over token keys, so a document is read once however many words a pack has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from exeunt.claim.token import Tokens, key_of

Node = dict[str, Any]
"""A trie node: token key to node; under `_END` the list of (family, value) that end here."""

_END = "\0"  # no token has this key; the empty one does, where a token is a lone mark
_JOINERS = frozenset({"-", "‑"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a family at tokens `first` up to, not including, `last`; `value` is what they stand for."""

    family: str
    value: str
    first: int
    last: int


@dataclass(frozen=True)
class Pack:
    """A compiled pack. `tables` are the pack's files as read, for the grammars of numbers, times and speakers."""

    language: str
    trie: Node
    tables: Mapping[str, Any]
    abbreviations: frozenset[str]
    states: Mapping[str, str] = field(default_factory=dict)
    """State's name to its adjective."""
    small: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The small words of the language by what they do; phrases are keys with a space between."""

    def words(self, table: str, *path: str) -> frozenset[str]:
        """A list of single words of the pack as a set of keys."""
        return _word_set(self.language, table, path)


def has_pack(language: str) -> bool:
    """Whether there is a pack for a language."""
    return language.isalnum() and (files("exeunt.claim") / "packs" / language).is_dir()


@cache
def load_pack(language: str) -> Pack:
    """Read and compile the pack of a language. Raises FileNotFoundError where there is none."""
    folder = files("exeunt.claim") / "packs" / language
    tables: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            tables[file.name.removesuffix(".toml")] = tomllib.loads(file.read_text(encoding="utf-8"))
    trie: Node = {}
    for family, value, phrase in _entries(tables):
        add_phrase(trie, phrase, family, value)
    abbreviations = frozenset(tables.get("attribution", {}).get("abbreviations", ()))
    small = {name: frozenset(key_of(word) for word in words) for name, words in tables.get("grammar", {}).items()}
    return Pack(language, trie, tables, abbreviations, _states(tables), small)


def add_phrase(trie: Node, phrase: str, family: str, value: str) -> None:
    """Add one phrase with its alternatives to a trie."""
    for words in product(*(part.split("|") for part in phrase.split())):
        keys = [key_of(key) for word in words for key in word.split("-") if key]
        add_keys(trie, keys, family, value)


def add_keys(trie: Node, keys: Iterable[str], family: str, value: str) -> None:
    """Add one sequence of token keys to a trie."""
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    if node is trie:
        return
    ends = node.setdefault(_END, [])
    if (family, value) not in ends:
        ends.append((family, value))


def mentions(tokens: Tokens, tries: Iterable[Node]) -> list[Mention]:
    """Every phrase in a text, the longest of each family at each token, in order of tokens."""
    found: list[Mention] = []
    keys = tokens.keys
    for trie in tries:
        for index, key in enumerate(keys):
            node = trie.get(key)
            if node is not None:
                found.extend(_walk(keys, index, node))
    return sorted(found, key=lambda item: (item.first, -item.last))


def _walk(keys: tuple[str, ...], first: int, node: Node) -> Iterator[Mention]:
    longest: dict[str, Mention] = {}
    index = first + 1
    while True:
        for family, value in node.get(_END, ()):
            longest[family] = Mention(family, value, first, index)
        if index < len(keys) and keys[index] in _JOINERS and keys[index] not in node:
            index += 1
        following = node.get(keys[index]) if index < len(keys) else None
        if following is None:
            break
        node = following
        index += 1
    yield from longest.values()


def _entries(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(family, value, phrase) of every list of phrases in the pack that a trie is to find."""
    force, kind, stance = tables.get("force", {}), tables.get("kind", {}), tables.get("stance", {})
    for label, nouns in force.get("nouns", {}).items():
        yield from (("noun", label, phrase) for phrase in nouns)
    for family in ("generic", "monitors", "weapons"):
        yield from ((family, family, phrase) for phrase in force.get(family, {}).get("phrases", ()))
    for label, phrases in force.get("brands", {}).items():
        yield from (("brand", label, phrase) for phrase in phrases)
    for phrase in force.get("back", {}).get("nouns", ()):
        yield "back", "noun", phrase
    for name, table in kind.items():
        for shape, phrases in table.items():
            if isinstance(phrases, list):
                yield from ((f"{name}.{shape}", name, phrase) for phrase in phrases)
    for name, phrases in stance.items():
        yield from ((f"stance.{name}", name, phrase) for phrase in phrases)
    yield from _speech_entries(tables.get("attribution", {}))
    yield from _place_entries(tables.get("place", {}))


def _speech_entries(speech: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in ("cues", "weak", "keep", "open_that", "according", "back", "agencies"):
        yield from ((f"speech.{name}", name, phrase) for phrase in speech.get(name, ()))


def _place_entries(place: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, adjective, people, *others in place.get("states", ()):
        yield from (("state", name, spelling) for spelling in (name, *others))
        if adjective:
            yield "adjective", name, adjective
        if people:
            yield "people", name, people
    for name, seats in place.get("seats", {}).items():
        yield from (("seat", name, seat) for seat in seats)


def _states(tables: Mapping[str, Any]) -> dict[str, str]:
    """State's name to its adjective, which labels of forces are made with."""
    return {state[0]: state[1] for state in tables.get("place", {}).get("states", ())}


@cache
def _word_set(language: str, table: str, path: tuple[str, ...]) -> frozenset[str]:
    value: Any = load_pack(language).tables[table]
    for step in path:
        value = value[step]
    return frozenset(key_of(word) for word in value)
