"""Who speaks and who passes it on, from the words that stand where a speaker stands.

`Interfax, citing the ministry` is the ministry, passed on by Interfax; `a report by the panel seen by Reuters` is the
panel's, passed on by Reuters. What is no part of a name falls away: an opening phrase (`In a statement on Monday`), an
adverb, a participle, the first of two verbs (`Ardovia flew them home and declared`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exeunt.claim.pack import Mention, Pack
from exeunt.claim.speaker_nouns import speaker_nouns
from exeunt.claim.token import PARAGRAPH, QUOTES, Tokens
from exeunt.claim.when import When

_ENDS = frozenset({".", ";", ":", "(", ")", "—", "–", ",", PARAGRAPH}) | QUOTES
_LONGEST_LEAD = 10  # tokens of the subject of a sentence
_GAP = 2  # words of it in a row that are no name and no noun of a speaker: "the newly founded committee"
_NEAR_PAPER = 4  # tokens from "a statement" to "by"


@dataclass(frozen=True, slots=True)
class Chain:
    """Who is responsible for the words, and who passed them on, from that speaker outward."""

    said: str
    relays: tuple[str, ...] = ()


def named_words(tokens: Tokens, first: int, last: int, article: str = "") -> str:
    """The words of a speaker; an article that was written into the word before is put back: `للأمم` to `الأمم`."""
    contracted = bool(article) and last - first > 1 and tokens.key(first) == article[-1]
    return article + tokens.words(first + 1, last) if contracted else tokens.words(first, last)


class Namer:
    """Reads the words of speakers in one text."""

    def __init__(self, tokens: Tokens, pack: Pack, found: Iterable[Mention], whens: Iterable[When]) -> None:
        self.tokens, self.small, self.nouns = tokens, pack.small, speaker_nouns(pack.language)
        self.cased = "verb_first" not in pack.flags
        self.article = pack.clitics.article if pack.clitics else ""
        self.relays: dict[int, int] = {}
        self.citing: dict[int, int] = {}
        self.quoted: dict[int, int] = {}
        self.saying: dict[int, int] = {}
        self.verbs: set[int] = set()
        places = {
            "speech.relays": self.relays,
            "speech.citing": self.citing,
            "speech.quoted": self.quoted,
            "speech.saying": self.saying,
        }
        for mention in found:
            if mention.family in places:
                places[mention.family][mention.first] = mention.last
            elif mention.family == "speech.cues" or mention.family.endswith(".verbs"):
                self.verbs.add(mention.first)
        self.dated = frozenset(at for when in whens for at in range(when.first, when.last))

    def chain(self, first: int, last: int) -> Chain:
        """The chain that tokens `first` to `last` name; `said` is empty where they name nobody."""
        for at in range(first, last):
            if at in self.citing:
                return self.cited(self.chain(first, at), self.citing[at], last)
            if at in self.relays:
                return self._relayed(first, at, last)
            if at in self.quoted and self.small["from_whom"]:
                whom = next((i for i in range(at, last) if self.tokens.keys[i] in self.small["from_whom"]), None)
                if whom is not None:
                    return passed_on(self.chain(whom + 1, last), self.chain(self.quoted[at], whom))
        start, end = self._trimmed(*self._author(first, last))
        return Chain(named_words(self.tokens, start, end, self.article))

    def cited(self, outer: Chain, first: int, last: int) -> Chain:
        """`Interfax, citing the ministry`; what is cited must be somebody who speaks, else only the citer is."""
        inner = self.chain(first, last) if self._can_speak(first, last) else Chain("")
        return passed_on(inner, outer) if inner.said else outer

    def _relayed(self, first: int, at: int, last: int) -> Chain:
        """`a diplomat quoted by AFP`; a paper that calls itself "this newspaper" passes nothing on."""
        inner, outer = self.chain(first, at), self.chain(self.relays[at], last)
        if not inner.said:
            return outer
        own = self.tokens.key(self.relays[at]) in self.small["own_paper"]
        return inner if own else passed_on(inner, outer)

    def _can_speak(self, first: int, last: int) -> bool:
        """Whether words name somebody: a name or a noun of a speaker, before what only says of where."""
        for at in range(first, last):
            if self.tokens.keys[at] in self.nouns.any or (self.cased and self.tokens.is_capital(at)):
                return True
            if self.tokens.keys[at] in self.small["from"] and at > first and self.cased:
                return False
        return not self.cased

    def _author(self, first: int, last: int) -> tuple[int, int]:
        """`a statement by the army command`: who is behind a paper speaks in it."""
        keys = self.tokens.keys
        paper = next((at for at in range(first, min(last, first + 5)) if keys[at] in self.nouns.papers), None)
        if paper is None:
            return first, last
        reach = range(paper + 1, min(last - 1, paper + 1 + _NEAR_PAPER))
        by = next((at for at in reach if keys[at] in self.small["author"]), None)
        return (first, last) if by is None else (by + 1, last)

    # What is no part of a name

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        keys, small = self.tokens.keys, self.small
        last = next((at for at in range(first + 1, last) if self._is_behind(at)), last)
        if self.cased:
            first = self._past_opening(first, last)
        while first < last and (keys[first] in small["before_speaker"] or keys[first] in _ENDS - {"("}):
            first += 1
        while last > first and (self._is_loose(first, last - 1) or (keys[last - 1] in _ENDS and keys[last - 1] != ")")):
            last -= 1
        return first, last

    def _is_behind(self, at: int) -> bool:
        """Whether what only describes the speaker begins here: `, who asked not to be named`."""
        key, before = self.tokens.keys[at], self.tokens.keys[at - 1]
        aside = key in self.small["aside"] or key.endswith(tuple(self.small["gerund"]))
        return key in self.small["behind_name"] or (before == "," and aside)

    def _is_loose(self, first: int, at: int) -> bool:
        """Whether the last word is an adverb or a participle that hangs on the verb: `the council recently`."""
        key = self.tokens.keys[at]
        if key in self.small["after_speaker"] | self.small["and"] or (at > first and at in self.dated):
            return True
        if not self.cased or self.tokens.is_capital(at) or at - first < 2:
            return False
        ends = tuple(self.small["adverb"] | self.small["participle"])
        return bool(ends) and len(key) > 4 and key.endswith(ends) and key not in self.nouns.any

    def _past_opening(self, first: int, last: int) -> int:
        """`In its statement the commission`, `Speaking to CNN she`: who speaks stands behind the opening phrase."""
        own = self.nouns.pronouns - self.small["aside"]
        pronouns = [at for at in range(first + 1, last) if self.tokens.keys[at] in own]
        if pronouns:
            return pronouns[-1]
        if self.tokens.key(first) not in self.small["opening"]:
            return first
        return next((at for at in range(last - 1, first + 1, -1) if self._opens_name(at)), first)

    def _opens_name(self, at: int) -> bool:
        tokens, small = self.tokens, self.small
        before = tokens.key(at - 1)
        if at in self.dated or before in small["of"] | small["the"] | small["opening"] | small["and"] | {"-"}:
            return False
        if tokens.keys[at] in small["determiner"]:
            return True
        return tokens.is_capital(at) and (not tokens.is_capital(at - 1) or at - 1 in self.dated)

    # The subject of a sentence

    def subject(self, first: int, last: int) -> tuple[int, int]:
        """The subject of a clause whose second verb is the one of speaking: `Ardovia flew them home and declared`."""
        return self.lead(self._past_opening(first, last), last)

    def lead(self, first: int, last: int) -> tuple[int, int]:
        """The name that a sentence or a clause opens with, as far as names and nouns of speakers go; or nothing."""
        if self.tokens.key(first) in self.small["opening"]:
            behind = range(first + 1, min(last, first + _LONGEST_LEAD))
            first = next((at for at in behind if self._opens_name(at)), first)
        keys, end, at = self.tokens.keys, first, first
        if self.tokens.key(first) in self.nouns.pronouns:
            return first, first + 1
        while at < min(last, first + _LONGEST_LEAD) and not self._ends_lead(at, first):
            if self.tokens.is_capital(at) or keys[at] in self.nouns.any or self._is_joined(at, end):
                end = at + 1
            elif at - end >= _GAP:
                break
            at += 1
        return first, end

    def _is_joined(self, at: int, end: int) -> bool:
        return at == end and at > 0 and self.tokens.starts[at] == self.tokens.ends[at - 1]

    def _ends_lead(self, at: int, first: int) -> bool:
        tokens, key = self.tokens, self.tokens.keys[at]
        verb = at in self.verbs and not tokens.is_capital(at) and not key.endswith(tuple(self.small["gerund"]))
        if key in _ENDS or at in self.dated or verb:
            return True
        inner = self.small["of"] | self.small["and"]
        return at > first and key in (self.small["be"] | self.small["opening"]) - inner


def passed_on(inner: Chain, outer: Chain) -> Chain:
    """What the inner one says, passed on by the outer one."""
    relays = (*inner.relays, *((outer.said,) if outer.said else ()), *outer.relays)
    return Chain(inner.said, tuple(dict.fromkeys(relays)))
