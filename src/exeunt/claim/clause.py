"""Clauses: a sentence, without its attributions, cut into stretches that each carry what one claim may rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from exeunt.claim.pack import Mention, Pack
from exeunt.claim.speaker import Speech
from exeunt.claim.token import PARAGRAPH, QUOTES, Tokens

_CUTS = frozenset({";", "—", "–", ":"})
_EDGES = frozenset({",", ";", ":", "-", "—", "–", ".", "!", "?"})
_OPEN, _CLOSE = frozenset({"("}), frozenset({")"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` of one sentence, with the attribution that holds for them."""

    first: int
    last: int
    sentence: int
    speech: Speech | None
    inherits: bool = False  # the speaker is that of the sentence before, in the same paragraph


@dataclass(frozen=True, slots=True)
class Marks:
    """Tokens that are never cut at, tokens that always begin a clause, and where the words of a force begin.

    `phrases` gives, by the token after a counted or named force, where its words begin: "the 300 men who left" is one
    claim about 300 men, so a relative clause takes the words before it in.
    """

    kept: frozenset[int]
    starts: frozenset[int]
    phrases: Mapping[int, int]


def clauses(
    tokens: Tokens,
    pack: Pack,
    said: Sequence[Speech],
    *,
    verbs: Sequence[Mention],
    triggers: Sequence[Mention],
    marks: Marks,
) -> list[Clause]:
    """Cut a text. `verbs` and `triggers` are mentions that may carry a claim."""
    verb_at = sorted({mention.first for mention in verbs})
    any_at = sorted({mention.first for mention in triggers} | set(verb_at))
    cutter = _Cutter(tokens, pack, verb_at, any_at, marks)
    found: list[Clause] = []
    carried: Speech | None = None
    for number, (low, high) in enumerate(tokens.sentences):
        here = [speech for speech in said if low <= speech.first < high]
        if tokens.key(low - 1) == PARAGRAPH:
            carried = None
        carried = replace(here[-1], when=None, relays=()) if here else carried
        for first, last in _between(low, high, here):
            for start, stop in cutter.cut(first, last):
                speech = _speech_for(tokens, pack, here, start) if here else carried
                found.append(Clause(start, stop, number, speech, inherits=not here and carried is not None))
    return found


def _between(low: int, high: int, said: list[Speech]) -> list[tuple[int, int]]:
    """The stretches of a sentence that no attribution covers."""
    stretches, at = [], low
    for speech in said:
        if speech.first > at:
            stretches.append((at, speech.first))
        at = max(at, speech.last)
    if at < high:
        stretches.append((at, high))
    return stretches


def _speech_for(tokens: Tokens, pack: Pack, said: list[Speech], start: int) -> Speech | None:
    """The attribution that leads into a clause, else the one that closes what it is part of."""
    leading = [speech for speech in said if speech.leads and speech.last <= start]
    closing = [speech for speech in said if not speech.leads and speech.first >= start]
    if leading:
        return leading[-1]
    if closing:
        return closing[0]
    last = next((speech for speech in said if not speech.leads and speech.last <= start), None)
    contrast = last and any(key == ";" or key in pack.small["contrast"] for key in tokens.keys[last.last : start])
    return replace(last, when=None) if last and len(said) == 1 and not contrast else None


class _Cutter:
    def __init__(self, tokens: Tokens, pack: Pack, verbs: list[int], triggers: list[int], marks: Marks) -> None:
        self.tokens, self.verbs, self.triggers = tokens, set(verbs), set(triggers)
        self.kept, self.opened, self.phrases, self.small = marks.kept, marks.starts, marks.phrases, pack.small
        self.always = _CUTS | pack.small["cuts"]
        self.cuts = self.always | {","} | pack.small["soft_cuts"]
        self.possible = self.cuts | {"-"} | pack.small["and"]
        self.leading = _EDGES | _CLOSE | QUOTES | pack.small["leading"]
        self.trailing = _EDGES | _OPEN | pack.small["trailing"]

    def cut(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut where both sides can stand alone; trim connectives and marks from both ends."""
        pieces: list[tuple[int, int]] = []
        start = first
        keys, possible = self.tokens.keys, self.possible
        for at in range(first + 1, last - 1):
            possibly = keys[at] in possible or at in self.opened
            if not possibly or at in self.kept or not (at in self.opened or self._is_cut(at) or self._goes_on(at)):
                continue
            if at in self.opened or self._goes_on(at):
                pieces.append((start, at))
                start = at
                continue
            strong = self.tokens.keys[at] in self.always or self.tokens.is_dash(at)
            pool = self.triggers if strong else self.verbs
            if self._any(pool, start, at) and self._any(pool, at, last):
                pieces.append((start, at))
                start = at
        pieces.append((start, last))
        return [piece for piece in (self._trim(low, high) for low, high in pieces) if piece[1] > piece[0]]

    def _is_cut(self, at: int) -> bool:
        if self.tokens.key(at + 1) == "/" or self.tokens.key(at - 1) == "/":
            return False  # "and/or"
        if self.tokens.keys[at] in self.small["relative"] and self.tokens.key(at - 1) in self.small["relative_joins"]:
            return False
        return self.tokens.keys[at] in self.cuts or self.tokens.is_dash(at)

    def _goes_on(self, at: int) -> bool:
        """`and that`: what somebody said goes on with a new sentence of its own."""
        return self.tokens.keys[at] in self.small["and"] and self.tokens.key(at + 1) in self.small["that"]

    @staticmethod
    def _any(pool: set[int], low: int, high: int) -> bool:
        return any(at in pool for at in range(low, high))

    def _trim(self, low: int, high: int) -> tuple[int, int]:
        keys = self.tokens.keys
        if keys[low] in self.small["relative"]:
            low = self._antecedent(low)
        while low < high and keys[low] in self.leading:
            low += 1
        while high > low and (keys[high - 1] in self.trailing or self._is_loose_quote(low, high)):
            high -= 1
        return low, high

    def _is_loose_quote(self, low: int, high: int) -> bool:
        """A quotation mark at the end whose fellow is outside."""
        keys = self.tokens.keys
        return keys[high - 1] in QUOTES and sum(key in QUOTES for key in keys[low:high]) % 2 == 1

    def _antecedent(self, at: int) -> int:
        """Where the words begin that a relative pronoun points back at."""
        before = at - 1 if self.tokens.key(at - 1) == "," else at
        return self.phrases.get(before, at)
