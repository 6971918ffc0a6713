"""What one attribution is, and how it is read where a language puts the verb of speaking before who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.claim.chain import Chain, Namer, passed_on
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.token import PARAGRAPH, QUOTES, Tokens
from exeunt.claim.when import When

_STOPS = QUOTES | frozenset({";", ":", "—", "–", "(", ")", ",", ".", PARAGRAPH})
_LONGEST = 16  # tokens of a speaker's name and office
_FURTHEST = 24  # tokens from the verb of speaking to `that`


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution. `leads`: what is said follows it (else it stands before). `speaker` is resolved."""

    first: int
    last: int
    leads: bool
    speaker: str
    named: str  # the speaker as worded here
    relays: tuple[str, ...] = ()  # who passed it on, from the speaker outward: "told Reuters"
    when: When | None = None


class VerbFirst:
    """Reads `قال المتحدث باسم البعثة أمس إن ...`: verb, speaker, listener, time, `that`."""

    def __init__(
        self, tokens: Tokens, pack: Pack, when_start: dict[int, When], going: frozenset[int], namer: Namer
    ) -> None:
        self.going, self.namer = going, namer
        self.tokens, self.small, self.when_start = tokens, pack.small, when_start
        self.that, self.after = pack.small["that"], pack.small["verb_particle"]
        self.stop = pack.small["speaker_stop"]
        self.listener = pack.small["listener"]
        self.press = pack.small["press"]

    def speech(self, cue: Mention, low: int, high: int, *, keeps: bool) -> Speech | None:
        """The attribution of a verb of speaking; its speaker is empty where the verb alone points back at the last."""
        close = self._that(cue.last, high, keeps)
        if close is None and not keeps:
            return self._closing(cue, low, high)
        end = close if close is not None else high
        who, first = self._name(cue.last, end), cue.first
        if who[0] == who[1] or self.tokens.key(cue.first - 1) in self.after:
            begin, before = self._before(cue.first, low)
            if before[0] < before[1]:
                who, first = before, begin
        when = next((self.when_start[at] for at in range(cue.last, end) if at in self.when_start), None)
        chain = self._chain(cue, end, who)
        if chain is None or (close is None and not chain.said):
            return None
        last = cue.first if close is None else close + 1
        return Speech(first, last, True, chain.said, chain.said, chain.relays, None if close is None else when)

    def _chain(self, cue: Mention, end: int, who: tuple[int, int]) -> Chain | None:
        """The speaker with those who pass it on; None where a verb of quoting quotes nobody."""
        if cue.first in self.namer.quoted:
            whom = next((at for at in range(cue.last, end) if self.tokens.keys[at] in self.small["from_whom"]), None)
            if whom is None:
                return None
            stop = next((at for at in range(whom + 1, end) if at in self.namer.saying or self._stops(at)), end)
            outer = (cue.last, whom) if whom > cue.last else who
            return passed_on(self.namer.chain(whom + 1, stop), self.namer.chain(*outer))
        chain = self.namer.chain(*who)
        citing = next((at for at in range(cue.last, end) if at in self.namer.citing), None)
        if citing is not None:
            first = self.namer.citing[citing]
            stop = next((at for at in range(first, end) if self._stops(at)), end)
            return passed_on(self.namer.chain(first, stop), chain)
        relay = self._relay(cue.last, end)
        return Chain(chain.said, (relay, *chain.relays)) if relay else chain

    def _stops(self, at: int) -> bool:
        return self.tokens.keys[at] in _STOPS or at in self.when_start

    def _that(self, at: int, high: int, keeps: bool) -> int | None:
        """Where `that`, a colon or a quotation opens what is said; before a call or a denial, at once."""
        for index in range(at, min(high, at + _FURTHEST)):
            key = self.tokens.key(index)
            if key in self.that or key == ":" or (key in QUOTES and index - at > 1):
                return index
            if key in {".", ";", PARAGRAPH} or (keeps and (key == "," or index in self.going)):
                return None
        return None

    def _name(self, first: int, end: int) -> tuple[int, int]:
        if self.tokens.key(first) in self.listener or first in self.when_start:
            return first, first
        last = first
        while last < end and last - first < _LONGEST and last not in self.when_start:
            key = self.tokens.key(last)
            if key in _STOPS or key in self.stop or key in self.that or self._is_listener(last) or last in self.going:
                break
            last += 1
        return first, last

    def _is_listener(self, at: int) -> bool:
        """`to` before a paper or a channel: whom the speaker told."""
        return self.tokens.key(at) in self.listener and any(
            self.tokens.key(index) in self.press for index in range(at + 1, at + 4)
        )

    def _relay(self, first: int, end: int) -> str:
        at = next((at for at in range(first, end) if self._is_listener(at)), None)
        if at is None:
            return ""
        start = next(index for index in range(at + 1, at + 4) if self.tokens.key(index) in self.press) + 1
        last = start
        while last < end and last - start < 5 and self.tokens.key(last) not in _STOPS | self.stop | self.that:
            last += 1
        return self.tokens.words(start, last)

    def _before(self, end: int, low: int) -> tuple[int, tuple[int, int]]:
        """A speaker before the verb: `كانت الوزيرة قد أعلنت`, `اللجنة قالت`; where it begins with what leads to it."""
        while end > low and self.tokens.key(end - 1) in self.after:
            end -= 1
        start = end
        while start > low and self.tokens.key(start - 1) not in _STOPS and end - start < _LONGEST:
            if self.tokens.key(start - 1) in self.small["past"]:
                break
            start -= 1
        inner = start
        while inner < end and self.tokens.key(inner) in self.small["leading"] | self.small["and"]:
            inner += 1
        return start, (inner, end)

    def _closing(self, cue: Mention, low: int, high: int) -> Speech | None:
        """`..., قال المتحدث`: the attribution stands behind what was said."""
        if cue.first <= low or self.tokens.key(cue.first - 1) not in QUOTES | {","}:
            return None
        first, last = self._name(cue.last, high)
        chain = self.namer.chain(first, last)
        return Speech(cue.first, last, False, chain.said, chain.said, chain.relays) if chain.said else None
