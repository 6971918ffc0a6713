"""Whom `he`, `the official` or a surname means: the last named speaker of the same kind, else the text's subject."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from exeunt.claim.chain import Namer
from exeunt.claim.force_words import ForceWords, Naming
from exeunt.claim.pack import Pack
from exeunt.claim.speaker import Speech
from exeunt.claim.speaker_nouns import SpeakerNouns, Speaks, speaker_nouns
from exeunt.claim.token import Tokens

_SHORT = 2  # words of "the defence ministry": a longer description stands for itself
_SUBJECTS = 3  # sentences back whose subject "the ministry" may be
_FAR = 400  # tokens back to a person named before


class Referents:
    """Resolves the speakers of one text, in the order of the text."""

    def __init__(self, tokens: Tokens, pack: Pack, namer: Namer, forces: Sequence[ForceWords]) -> None:
        self.bare = {force.first: force for force in forces if force.naming is Naming.BARE and force.labels}
        self.tokens, self.small, self.namer = tokens, pack.small, namer
        self.nouns: SpeakerNouns = speaker_nouns(pack.language)
        self.lows = [low for low, _ in tokens.sentences]

    def resolved(self, speech: Speech, before: Sequence[Speech]) -> Speech:
        """The speech with its speaker resolved; `before` are the speeches before it."""
        keys = self.nouns.keys(speech.named)
        if not keys:
            return replace(speech, speaker=before[-1].speaker) if before else speech
        if len(keys) == 1 and keys[0] in self.nouns.pronouns:
            return replace(speech, speaker=self._of_pronoun(keys[0], speech, before) or speech.speaker)
        force = next((self.bare[at] for at in range(speech.first, speech.last) if at in self.bare), None)
        if (
            force
            and self.nouns.any.isdisjoint(keys)
            and self.tokens.words(force.first, force.last) == " ".join(speech.named.split()[1:])
        ):
            return replace(speech, speaker=force.label)
        if self._points_back(speech.named, keys):
            return replace(speech, speaker=self._of_noun(speech, before) or speech.speaker)
        return self._of_short(speech, keys, before)

    def _of_pronoun(self, key: str, speech: Speech, before: Sequence[Speech]) -> str:
        """The speaker of this or the last sentence, else its subject, else the last speaker that fits."""
        kinds = _kinds(key in self.nouns.he, key in self.nouns.it)
        fitting = [item for item in before if self._kind(item.speaker) in kinds]
        sentence = self._sentence(speech.first)
        if fitting and self._sentence(fitting[-1].first) >= sentence - 1:
            return fitting[-1].speaker
        low = self.lows[max(0, sentence - 1)]
        near = self._person(speech.first, low) if key in self.nouns.he else ""
        subject = near or self._subject(sentence - 1)
        if subject and self._kind(subject) in kinds:
            return subject
        named = self._person(speech.first, 0) if key in self.nouns.he and not fitting else ""
        return named or next((item.speaker for item in (*fitting[-1:], *before[-1:])), "")

    def _points_back(self, named: str, keys: Sequence[str]) -> bool:
        """`the official`, `its sources`: an article and a noun of a speaker, no name."""
        words = named.split()
        article = self.small["the"] | self.small["determiner"]
        definite = any(word.casefold().startswith(tuple(self.small["definite"])) for word in words[:1])
        proper = any(word[:1].isupper() for word in words[1:])
        content = [key for key in keys if key not in article]
        return definite and not proper and len(content) <= _SHORT and not self.nouns.any.isdisjoint(content)

    def _of_noun(self, speech: Speech, before: Sequence[Speech]) -> str:
        """The last speaker whose name has the same noun, else the last of the same kind; a paper stands for itself."""
        noun, kind = self.nouns.noun_of(speech.named)
        press = noun in self.nouns.press
        named = [name for item in before for name in (*(item.relays if press else ()), item.speaker)]
        same = [name for name in named if noun in self.nouns.keys(name)]
        kinds = {kind, Speaks.UNKNOWN} if kind is not Speaks.PAPER else set()
        near = [name for name in named if self._kind(name) in kinds]
        sentence = self._sentence(speech.first)
        subjects = (self._subject(number) for number in range(sentence - 1, max(-1, sentence - 1 - _SUBJECTS), -1))
        spoken_of = [name for name in subjects if noun in self.nouns.keys(name)] if not same else []
        return next((name for name in (*same[-1:], *spoken_of[:1], *near[-1:])), "")

    def _of_short(self, speech: Speech, keys: Sequence[str], before: Sequence[Speech]) -> Speech:
        """A surname, or a name without its title, is the longer name that holds it."""
        words = {key for key in keys if key not in self.nouns.titles}
        for earlier in reversed(before):
            if words and words < set(self.nouns.keys(earlier.speaker)) and not speech.named[:1].islower():
                return replace(speech, speaker=earlier.speaker)
        return speech

    def _kind(self, name: str) -> Speaks:
        return self.nouns.noun_of(name)[1]

    def _sentence(self, at: int) -> int:
        return bisect_right(self.lows, at) - 1

    def _subject(self, sentence: int) -> str:
        """Who a sentence is about, where it opens with a name or a noun of a speaker."""
        if sentence < 0 or not self.namer.cased:
            return ""
        low, high = self.tokens.sentences[sentence]
        first, last = self.namer.lead(low, high)
        keys = self.tokens.keys[first:last]
        proper = any(self.tokens.is_capital(at) and self.tokens.keys[at] in self.proper for at in range(first, last))
        spoken = not self.nouns.any.isdisjoint(keys)
        only = len(keys) == 1 and keys[0] in self.nouns.pronouns
        return self.tokens.words(first, last) if (proper or spoken) and not only else ""

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that stand with a capital somewhere inside a sentence."""
        tokens, opening = self.tokens, set(self.lows)
        return frozenset(key for at, key in enumerate(tokens.keys) if at not in opening and tokens.is_capital(at))

    def _person(self, end: int, low: int) -> str:
        """The last person named before a token and not before `low`: a title and a name."""
        tokens = self.tokens
        for at in range(end - 1, max(low - 1, end - _FAR), -1):
            name = at + 1 + (tokens.key(at + 1) == ".")
            if tokens.keys[at] not in self.nouns.titles or not tokens.is_capital(name):
                continue
            first, last = at, name
            while last < end and tokens.is_capital(last):
                last += 1
            while first > 0 and (tokens.is_capital(first - 1) or tokens.keys[first - 1] in self.nouns.titles):
                first -= 1
            return tokens.words(first, last)
        return ""


def _kinds(he: bool, it: bool) -> frozenset[Speaks]:
    if he:
        return frozenset({Speaks.PERSON, Speaks.UNKNOWN})
    return frozenset({Speaks.BODY, Speaks.PAPER, Speaks.UNKNOWN}) if it else frozenset(Speaks)
