"""Language packs: the words a text is read by, as data files with one folder a language, compiled into one trie.

A phrase of a pack is words with a space between; `a|b` stands for either word. All phrases of all families go into one
trie over token keys, so a document is read once however many words a pack has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from exeunt.claim.clitics import Clitics, clitics_of
from exeunt.claim.token import Tokens, key_of

Node = dict[str, Any]
"""A trie node: token key to node; under the empty key the list of (family, value) that end here."""

_END = ""
_ARTICLE = "ال"
_WHOLE = frozenset(
    {"الذين", "اللذين", "اللتين", "اللاتي", "اللواتي"}
)  # relative pronouns: their article is part of them
_LETTERS_AND_DIGITS = re.compile(r"\d+(?:[.,]\d+)*|[^\d-]+")
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
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How states and territories are written in the language, by their name."""
    town_of: Mapping[str, str] = field(default_factory=dict)
    """Town to the state or territory it is in, whatever the language."""
    clitics: Clitics | None = None
    skipped: frozenset[str] = _JOINERS
    article: frozenset[str] = frozenset()
    """Tokens that a phrase passes over: joining marks, and an article that is written with its word."""
    flags: frozenset[str] = frozenset()
    """How the language goes: `noun_first`, `verb_first`, `lower_days`, `lower_adjectives`, `idafa`."""
    elided: frozenset[str] = frozenset()
    """What is left of small words before a vowel."""

    def words(self, table: str, *path: str) -> frozenset[str]:
        """A list of single words of the pack as a set of keys."""
        return _word_set(self.language, table, path)


@cache
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
    grammar = dict(tables.get("grammar", {}))
    joined, flags = grammar.pop("joined", {}), frozenset(grammar.pop("flags", ()))
    article = joined.get("article", "")
    skipped = _JOINERS | ({article, article[-1]} if article else set())
    trie: Node = {}
    elided = frozenset(joined.get("elided", ()))
    for family, value, phrase in pack_entries(tables):
        add_phrase(trie, phrase, family, value, elided)
    small = {
        name: frozenset(key for word in words for key in (word_keys(word, elided) if article else (key_of(word),)))
        for name, words in grammar.items()
    }
    return Pack(
        language,
        trie,
        tables,
        frozenset(tables.get("attribution", {}).get("abbreviations", ())),
        _states(tables),
        small,
        _spellings(tables),
        {town: state for state, towns in _gazetteer().items() for town in towns},
        clitics_of(joined, _vocabulary(trie, tables, elided)),
        skipped,
        skipped - _JOINERS,
        flags,
        elided,
    )


def words_of(trie: Node) -> frozenset[str]:
    """Every word that a trie holds."""
    words: set[str] = set()
    nodes = [trie]
    while nodes:
        node = nodes.pop()
        words.update(key for key in node if key not in ("", _END))
        nodes.extend(child for key, child in node.items() if key != _END)
    return frozenset(words)


def _vocabulary(trie: Node, tables: Mapping[str, Any], elided: frozenset[str]) -> frozenset[str]:
    """Every word that a pack looks for."""
    words = set(words_of(trie))
    loose: list[Any] = [tables.get(name, {}) for name in ("grammar", "number", "time", "attribution")]
    while loose:
        item = loose.pop()
        if isinstance(item, str):
            parts = (part for phrase in item.split("|") for part in phrase.split())
            words.update(key for part in parts for key in word_keys(part, elided))
        elif isinstance(item, Mapping):
            loose.extend([*item.values(), *item.keys()])
        elif isinstance(item, list):
            loose.extend(item)
    return frozenset(words)


def _spellings(tables: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    place = tables.get("place", {})
    named = {state[0]: tuple(s for s in state[3:] if s) for state in place.get("states", ())}
    return {**named, **{name: tuple(forms) for name, forms in place.get("territories", {}).items()}}


def add_phrase(trie: Node, phrase: str, family: str, value: str, elided: frozenset[str] = frozenset()) -> None:
    """Add one phrase with its alternatives to a trie."""
    for words in product(*(part.split("|") for part in phrase.split())):
        parts = (part for word in words for part in _LETTERS_AND_DIGITS.findall(word))
        keys = [key for part in parts for key in word_keys(part, elided)]
        add_keys(trie, keys, family, value)


def word_keys(word: str, elided: frozenset[str]) -> tuple[str, ...]:
    """The keys of a word of a pack: two where its first letters are cut off words of their own, as in `l'armée`."""
    if word.startswith(_ARTICLE) and word not in _WHOLE and len(word) > len(_ARTICLE) + 2:
        word = word.removeprefix(_ARTICLE)  # texts are read with the article cut off
    key = key_of(word)
    head, mark, tail = key.partition("'")
    return (head + mark, tail) if mark and tail and head in elided else (key,)


def phrase_keys(phrase: str, language: str) -> tuple[str, ...]:
    """The keys of a phrase of a pack, without alternatives."""
    elided = load_pack(language).elided
    return tuple(key for word in phrase.split() for key in word_keys(word, elided))


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


def mentions(tokens: Tokens, tries: Iterable[Node], skipped: frozenset[str] = _JOINERS) -> list[Mention]:
    """Every phrase in a text, the longest of each family at each token, in order of tokens."""
    found: list[Mention] = []
    keys = tokens.keys
    for trie in tries:
        if not trie or not keys:
            continue
        for index, (key, following) in enumerate(zip(keys, (*keys[1:], ""), strict=True)):
            node = trie.get(key) if key else None  # a token that is a lone mark has an empty key
            if node and (_END in node or following in node or following in skipped):
                _walk(keys, index, node, skipped, found)
    return sorted(found, key=lambda item: (item.first, -item.last))


def _walk(keys: tuple[str, ...], first: int, node: Node, skipped: frozenset[str], found: list[Mention]) -> None:
    """Add the longest phrase of each family that begins at a token."""
    longest: dict[str, tuple[str, int]] = {}
    index = first + 1
    while True:
        for family, value in node.get(_END, ()):
            longest[family] = value, index
        if index < len(keys) and keys[index] in skipped and keys[index] not in node:
            index += 1
        following = node.get(keys[index]) if index < len(keys) and keys[index] else None
        if following is None:
            break
        node = following
        index += 1
    for family, (value, last) in longest.items():
        found.append(Mention(family, value, first, last))


def pack_entries(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(family, value, phrase) of every list of phrases in the pack that a trie is to find."""
    force, kind, stance = tables.get("force", {}), tables.get("kind", {}), tables.get("stance", {})
    for label, nouns in force.get("nouns", {}).items():
        yield from (("noun", label, phrase) for phrase in nouns)
    for family in ("generic", "monitors", "weapons"):
        yield from ((family, family, phrase) for phrase in force.get(family, {}).get("phrases", ()))
    for phrase in force.get("of_nations", {}).get("phrases", ()):
        yield "of_nations", "forces", phrase
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
    for name in ("cues", "weak", "keep", "open_that", "according", "agencies", "citing", "relays", "quoted", "saying"):
        yield from ((f"speech.{name}", name, phrase) for phrase in speech.get(name, ()))


def _place_entries(place: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    endings = place.get("endings", {})
    for name, adjective, people, *others in place.get("states", ()):
        yield from (("state", name, spelling) for spelling in (*others, *(() if "labels" in place else (name,))))
        yield from (("adjective", name, adjective + ending) for ending in endings.get("adjective", ("",)) if adjective)
        yield from (("people", name, people + ending) for ending in endings.get("people", ("",)) if people)
    for name, spellings in place.get("territories", {}).items():
        yield from (("territory", name, spelling) for spelling in spellings)
    towns = {town: [town] for named in _gazetteer().values() for town in named} if "latin" in place else {}
    for name, spellings in {**towns, **place.get("towns", {})}.items():
        yield from (("town", name, spelling) for spelling in spellings)
    for name, spellings in place.get("signs", {}).items():
        yield from (("sign", name, spelling) for spelling in spellings)
    for name, seats in place.get("seats", {}).items():
        yield from (("seat", name, seat) for seat in seats)


def _states(tables: Mapping[str, Any]) -> dict[str, str]:
    """State's name to its English adjective, which labels of forces are made with in every language."""
    place = tables.get("place", {}) if "labels" not in tables.get("place", {}) else _english_place()
    return {state[0]: state[1] for state in place.get("states", ())}


@cache
def _english_place() -> dict[str, Any]:
    file = files("exeunt.claim") / "packs" / "en" / "place.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _gazetteer() -> dict[str, list[str]]:
    """The towns of states and territories, which packs of the Latin script share."""
    file = files("exeunt.claim") / "gazetteer.toml"
    towns: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))["town_of"]
    return towns


@cache
def _word_set(language: str, table: str, path: tuple[str, ...]) -> frozenset[str]:
    value: Any = load_pack(language).tables[table]
    for step in path:
        value = value[step]
    article = bool(load_pack(language).clitics and load_pack(language).skipped != _JOINERS)
    return frozenset(word_keys(word, frozenset())[0] if article else key_of(word) for word in value)
