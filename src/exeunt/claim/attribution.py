"""Who says what in a sentence: cue and speaker, with pronouns and short names resolved to the last named speaker.

A speech covers the tokens of its attribution (`first` to `last`), which are no part of the claim's own words, unless
its verb is itself the claim ("called for", "denied"): then only the speaker is covered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from exeunt.claim.pack import Mention, Pack, load_pack, word_keys
from exeunt.claim.speaker import Speech, VerbFirst, named_words
from exeunt.claim.token import PARAGRAPH, QUOTES, Tokens
from exeunt.claim.when import Role, When

_BREAKS = frozenset({";", ":", "—", "–", "(", ")", PARAGRAPH, "."})
_STOPS = _BREAKS | QUOTES | {","}
_KNOWN = 40  # speakers that a short name may still mean
_REACH = 6  # tokens from a weak verb of speaking to "that"
_REACH_BEHIND_SPEAKER = 18  # the same, where the speaker stands between them
_LONGEST_SPEAKER = 16  # tokens; a longer subject is a misreading


@dataclass(frozen=True, slots=True)
class _Words:
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    stop: frozenset[str]
    titles: frozenset[str]
    own_clause: frozenset[str]


@cache
def _grammar(language: str) -> _Words:
    pack = load_pack(language)
    table: dict[str, Any] = pack.tables["attribution"]
    names = ("auxiliaries", "pronouns", "stop", "titles", "own_clause")
    return _Words(*(frozenset(key for word in table[name] for key in word_keys(word, pack.elided)) for name in names))


def speeches(tokens: Tokens, pack: Pack, found: list[Mention], whens: list[When]) -> list[Speech]:
    """Every attribution of a text, in order."""
    reader = _Reader(tokens, pack, found, whens)
    said: list[Speech] = []
    for low, high in tokens.sentences:
        said.extend(reader.sentence(low, high, said))
    return said


def _going(found: list[Mention]) -> frozenset[int]:
    """Where words of leaving stand: what is called for or denied begins there."""
    return frozenset(mention.first for mention in found if mention.family in {"departure.nouns", "departure.verbs"})


class _Reader:
    def __init__(self, tokens: Tokens, pack: Pack, found: list[Mention], whens: list[When]) -> None:
        self.tokens, self.words, self.whens = tokens, _grammar(pack.language), whens
        self.small, self.that = pack.small, pack.small["that"]
        self.no_cue_after = pack.small["be"] | pack.small["noun_before"]
        self.aside = re.compile(rf",\s+(?:{'|'.join(sorted(pack.small['aside']))})\b.*", re.DOTALL)
        self.cues = [m for m in found if m.family in {"speech.cues", "speech.according"}]
        self.weak = {m.first for m in found if m.family == "speech.weak"}
        self.keep = {m.first for m in found if m.family == "speech.keep"}
        self.open_that = {m.first for m in found if m.family == "speech.open_that"}
        self.backs = {m.first: m.last for m in found if m.family == "speech.back"}
        self.agencies = {m.first: m for m in found if m.family == "speech.agencies"}
        self.when_end = {when.last: when for when in whens}
        self.when_start = {when.first: when for when in whens}
        self.abbreviations = pack.abbreviations
        self.position = 0
        self.verb_first = (
            VerbFirst(tokens, pack, self.when_start, _going(found)) if "verb_first" in pack.flags else None
        )
        self.article = pack.clitics.article if pack.clitics else ""

    def sentence(self, low: int, high: int, before: list[Speech]) -> list[Speech]:
        said: list[Speech] = []
        while self.position < len(self.cues) and self.cues[self.position].first < high:
            cue = self.cues[self.position]
            self.position += 1
            if cue.first < low or (said and cue.first < said[-1].last):
                continue
            speech = (
                self._according(cue, low, high) if cue.family == "speech.according" else self._spoken(cue, low, high)
            )
            if speech and (speech.named or (self.verb_first and (before or said))):
                said.append(self._resolve(speech, [*before[-_KNOWN:], *said]))
        return said

    def _according(self, cue: Mention, low: int, high: int) -> Speech | None:
        last = cue.last
        while (
            last < high
            and last - cue.last < _LONGEST_SPEAKER
            and self.tokens.key(last) not in _STOPS
            and self.tokens.key(last) not in self.words.stop
        ):
            if last > cue.last and last in self.when_start:
                break
            last += 1
        named = named_words(self.tokens, cue.last, last, self.article)
        return Speech(cue.first, last, cue.first - low <= 2, named, named)

    def _spoken(self, cue: Mention, low: int, high: int) -> Speech | None:
        tokens, keys = self.tokens, self.tokens.keys
        if tokens.key(cue.first - 1) in self.no_cue_after or not self._opens(cue, high):
            return None
        if self.verb_first:
            return self.verb_first.speech(cue, low, high, keeps=cue.first in self.keep)
        if (
            cue.first > low
            and cue.first not in self.keep
            and (keys[cue.first - 1] in QUOTES or keys[cue.first - 1] == ",")
            and self._inverted(cue, high)
        ):
            return self._after(cue, high)
        end, when = self._skip_back(cue.first, low)
        start = self._subject(end, low)
        start, early = self._skip_time(start, end, low)
        if end <= start or end - start > _LONGEST_SPEAKER:
            return None
        last, relay, late = self._complement(cue, high)
        trailing = start > low + 2 and keys[start - 1] in {",", *QUOTES} and self._closes(last, high)
        # The words that date the speaking belong to the attribution too: "On Tuesday X had said".
        first = early.first if early else start
        keeps = cue.first in self.keep and not (cue.first in self.open_that and tokens.key(last - 1) in self.that)
        covers = cue.first if keeps and not trailing else last
        named = self.aside.sub("", tokens.words(start, end)).strip(" ,;")
        return Speech(first, covers, not trailing, named, named, relay, when or early or late)

    def _opens(self, cue: Mention, high: int) -> bool:
        """A weak cue is also an ordinary word: it needs `that`, a colon or a quotation close behind."""
        if cue.first not in self.weak:
            return True
        reach = _REACH_BEHIND_SPEAKER if self.verb_first else _REACH
        ahead = self.tokens.keys[cue.last : min(high, cue.last + reach)]
        if ahead[:1] in ((",",), (".",)):
            return True  # "..., a mission reports, ..."
        return not self.that.isdisjoint(ahead) or any(key in QUOTES for key in ahead[:2]) or cue.first in self.keep

    def _inverted(self, cue: Mention, high: int) -> bool:
        """`..., said the minister`: a speaker follows, not what is said ("X, the envoy, said the men had left")."""
        last, keys = cue.last, self.tokens.keys
        if last >= high or not self.tokens.is_word(last) or keys[last] in self.small["not_speaker"]:
            return False
        while last < high and keys[last] not in _STOPS and last not in self.when_start:
            if keys[last] in self.words.own_clause or keys[last] in self.that:
                return False
            last += 1
        return True

    def _after(self, cue: Mention, high: int) -> Speech:
        """`"...," said the minister on Friday.`"""
        early = self.when_start.get(cue.last)
        start = last = early.last if early else cue.last
        while last < high and last - start < _LONGEST_SPEAKER:
            if self.tokens.key(last) in _STOPS | self.words.stop or last in self.when_start:
                break
            last += 1
        named = self.tokens.words(start, last)
        return Speech(cue.first, last, False, named, named, when=early or self.when_start.get(last))

    def _skip_back(self, end: int, low: int) -> tuple[int, When | None]:
        """Over auxiliaries and a time between the speaker and the verb: `X on Friday also said`."""
        when = None
        while end > low:
            if end in self.when_end and self.when_end[end].first > low:
                when = self.when_end[end]
                end = when.first
            elif self.tokens.key(end - 1) in self.words.auxiliaries:
                end -= 1
            else:
                break
        return end, when

    def _subject(self, end: int, low: int) -> int:
        """Where the speaker's name begins, going back over an apposition between two commas."""
        start = self._noun_phrase(end, low)
        if start == end and end > low and self.tokens.key(end - 1) == ",":
            inner = self._noun_phrase(end - 1, low)  # the apposition
            if inner > low and self.tokens.key(inner - 1) == ",":
                return self._noun_phrase(inner - 1, low)
            if (
                inner > low + 1
                and self.tokens.key(inner - 1) in self.small["aside"]
                and self.tokens.key(inner - 2) == ","
            ):
                return self._noun_phrase(inner - 2, low)
            return inner
        return start

    def _noun_phrase(self, end: int, low: int) -> int:
        tokens = self.tokens
        start = end
        while start > low:
            key = tokens.key(start - 1)
            if key == "." and tokens.key(start - 2) in self.abbreviations:
                start -= 1
                continue
            if key == ")" and tokens.key(start - 3) == "(":
                start -= 3  # a short form in brackets: "the mission (UNSMIL)"
                continue
            if key in _BREAKS or key in QUOTES or key == "," or key in self.words.stop:
                break
            if key == "-" and start - 2 >= low and tokens.starts[start - 1] > tokens.ends[start - 2]:
                break
            if key in self.small["and"] and not self._joins_names(start - 1, low):
                break
            start -= 1
        return start

    def _joins_names(self, at: int, low: int) -> bool:
        tokens = self.tokens
        return (
            at > low
            and tokens.is_capital(at - 1)
            and (tokens.is_capital(at + 1) or tokens.key(at + 1) in self.small["the"])
        )

    def _skip_time(self, start: int, end: int, low: int) -> tuple[int, When | None]:
        """Drop a time that opens the sentence: `On Tuesday President X had said`."""
        when = self.when_start.get(start)
        if when and when.last < end:
            follows = when.last + (1 if self.tokens.key(when.last) == "," else 0)
            return follows, when
        opening = self.when_end.get(start - 1) if self.tokens.key(start - 1) == "," else None
        if opening and opening.first == low:
            return start, opening
        return start, None

    def _complement(self, cue: Mention, high: int) -> tuple[int, str, When | None]:
        """What stands between the verb and what is said: a listener, a time, `that`."""
        tokens, last, relay, when = self.tokens, cue.last, "", None
        for at in range(cue.last, min(high, cue.last + 12)):
            key = tokens.key(at)
            if at in self.agencies and not relay and at - cue.last <= 3:
                relay = tokens.words(at, self.agencies[at].last)
                last = max(last, self.agencies[at].last)
            if at in self.when_start and at - last <= 4 and self.when_start[at].role is not Role.DEADLINE:
                then = self.when_start[at]
                if at <= last + 1 or not self.that.isdisjoint(tokens.keys[then.last : then.last + 3]):
                    when, last = then, then.last
            if key in self.that:
                last = at + 1
                break
            if key in self.words.own_clause:
                break  # what is said begins here, without "that"
            if key in _STOPS:
                break
        return last, relay, when

    def _closes(self, last: int, high: int) -> bool:
        """Whether nothing but the end, or an aside, follows: the attribution stands behind what was said."""
        return last >= high or self.tokens.key(last) in {".", ",", *QUOTES, *_BREAKS} or self._few_words(last, high)

    def _few_words(self, last: int, high: int) -> bool:
        rest = high - last
        return rest <= 8 and not any(self.tokens.key(at) in self.that | QUOTES for at in range(last, high))

    def _resolve(self, speech: Speech, before: list[Speech]) -> Speech:
        """A pronoun or "the official" is the last speaker; a short name is the longer one that holds it."""
        first_key = speech.named.casefold()
        named = first_key.split()
        if not before:
            return speech
        if not named:
            return replace(speech, speaker=before[-1].speaker)
        if first_key in self.words.pronouns or (named and self._is_back(speech)):
            return replace(speech, speaker=before[-1].speaker)
        words = {word for word in named if word not in self.words.titles}
        for earlier in reversed(before):
            known = set(earlier.speaker.casefold().replace(",", " ").split())
            if words and words < known and not speech.named[:1].islower():
                return replace(speech, speaker=earlier.speaker)
        return speech

    def _is_back(self, speech: Speech) -> bool:
        length = len(speech.named.split())
        return length <= 2 and any(
            self.tokens.words(at, last).casefold() == speech.named.casefold()
            for at, last in self.backs.items()
            if speech.first - 4 <= at <= speech.last
        )
