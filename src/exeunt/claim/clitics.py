"""Words written together cut into the words a pack knows: Arabic and French small words joined to the next one.

`وبالقوات` is and + with + the + forces; `مرتزقتهم` is mercenaries + their; `l'armée` is the + army. A cut is made only
where what is left is a word of the pack or of the case, or behind the article, so that names are not broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exeunt.claim.token import key_of

_SHORTEST = 2  # letters of what is left
_SHORTEST_UNKNOWN = 3  # the same, of a word that is not known, behind the article


@dataclass(frozen=True)
class Clitics:
    """The joined small words of a language. `words` are all keys that a pack, or a case, looks for.

    `bound` are pairs of endings: a word that takes a suffix is written with the first, and known by the second.
    """

    words: frozenset[str]
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    article: str = ""
    contracted: str = ""
    suffixes: tuple[str, ...] = ()
    bound: tuple[tuple[str, str], ...] = ()
    elided: frozenset[str] = frozenset()
    _cache: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def split(self, key: str) -> tuple[str, ...]:
        """The keys a key is made of; the key alone where it is one word."""
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > 100_000:
                self._cache.clear()
            found = self._cache[key] = self._split(key)
        return found

    def _split(self, key: str) -> tuple[str, ...]:
        if key in self.words or not key[:1].isalpha():
            return (key,)
        if "'" in key and self.elided:
            head, _, tail = key.partition("'")
            return (f"{head}'", *self.split(tail)) if head in self.elided and tail else (key,)
        if not self.article or len(key) <= _SHORTEST:
            return (key,)
        cut = min((parts for parts in self._cuts(key) if self._known(parts)), key=len, default=None)
        if cut:
            return tuple(part if part in self.words else self.stem(part) for part in cut)
        return next((parts for parts in self._cuts(key) if self._behind_article(parts)), (key,))

    def _cuts(self, key: str) -> Iterator[tuple[str, ...]]:
        """Every way to take small words off, the least cut first."""
        for suffix in ("", *self.suffixes):
            if suffix and not key.endswith(suffix):
                continue
            stem = key[: len(key) - len(suffix)]
            for front, rest in self._fronts(stem):
                if len(rest) >= _SHORTEST and (front or suffix):
                    yield (*front, rest, suffix) if suffix else (*front, rest)

    def _fronts(self, stem: str) -> Iterator[tuple[tuple[str, ...], str]]:
        for one in ("", *self.first):
            if not stem.startswith(one):
                continue
            inner = stem[len(one) :]
            for two in ("", *self.second):
                if not inner.startswith(two):
                    continue
                rest = inner[len(two) :]
                front = tuple(part for part in (one, two) if part)
                yield front, rest
                if rest.startswith(self.article):
                    yield (*front, self.article), rest[len(self.article) :]
                elif two == self.contracted and rest.startswith(self.article[-1]):
                    yield (*front, self.article[-1]), rest[1:]

    def _known(self, parts: tuple[str, ...]) -> bool:
        """Whether what is left is a word of ours; before a suffix, in the form it has without one."""
        if len(parts) > 1 and parts[-1] in self.suffixes:
            return parts[-2] in self.words or self.stem(parts[-2]) in self.words
        return parts[-1] in self.words

    def stem(self, key: str) -> str:
        """The form a word with a suffix is known by."""
        return next((key[: -len(ending)] + known for ending, known in self.bound if key.endswith(ending)), key)

    def _behind_article(self, parts: tuple[str, ...]) -> bool:
        plain = self.article in parts[:-1] or parts[:-1][-2:] == (self.contracted, self.article[-1])
        return plain and parts[-1] not in self.suffixes and len(parts[-1]) >= _SHORTEST_UNKNOWN


def clitics_of(table: Mapping[str, Any], words: frozenset[str]) -> Clitics | None:
    """The clitics of a pack's table, or None where a language joins no words."""
    if not table:
        return None

    def keys(name: str) -> Sequence[str]:
        return tuple(key_of(word) for word in table.get(name, ()))

    return Clitics(
        words,
        first=tuple(keys("first")),
        second=tuple(keys("second")),
        article=table.get("article", ""),
        contracted=table.get("contracted", ""),
        suffixes=tuple(keys("suffixes")),
        bound=tuple((old, new) for old, new in table.get("bound", ())),
        elided=frozenset(keys("elided")),
    )
