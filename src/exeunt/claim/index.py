"""Everything found in a document, and what of it belongs to a clause or stands before it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from exeunt.claim.clause import Clause
from exeunt.claim.facts import Facts
from exeunt.claim.force_words import MISSION, PLAIN, ForceWords, Naming
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.place import PlaceWords
from exeunt.claim.quantity import Quantity
from exeunt.claim.speaker import Speech
from exeunt.claim.token import PARAGRAPH, Tokens
from exeunt.claim.when import Role, When
from exeunt.model.claim import Kind

_NEAR_SENTENCES = 3  # how far back a force is still what "they" or "the withdrawal" is about
_OF_TEXTS = frozenset({"agreement.nouns", "agreement.dated"})
_PLACED = frozenset({Kind.STOCK, Kind.INCIDENT, Kind.DEPARTURE, Kind.ARRIVAL, Kind.MONITORING})


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that the stages found in one document."""

    tokens: Tokens
    mentions: list[Mention]
    whens: list[When]
    forces: list[ForceWords]
    quantities: list[Quantity]
    places: list[PlaceWords]
    speeches: list[Speech]
    clauses: list[Clause]


class Index:
    """Findings by clause: both are in the order of the text, so a search by halves finds the stretch."""

    def __init__(self, found: Found, pack: Pack) -> None:
        self.found, self.pack = found, pack
        self.said = [item.first for item in found.speeches]
        self.pronouns = pack.words("attribution", "pronouns")
        self.no_actor_after = pack.words("place", "seek", "no_actor_after")
        self.texts = [item.first for item in found.mentions if item.family == "agreement.nouns"]
        self.starts = {
            "mentions": [item.first for item in found.mentions],
            "forces": [item.first for item in found.forces],
            "quantities": [item.first for item in found.quantities],
            "whens": [item.first for item in found.whens],
            "places": [item.first for item in found.places],
        }

    def _range(self, name: str, clause: Clause) -> slice:
        starts = self.starts[name]
        return slice(bisect_left(starts, clause.first), bisect_left(starts, clause.last))

    def facts(self, clause: Clause) -> Facts:
        """A clause with what was found in it and just before it."""
        found = self.found
        families: dict[str, list[Mention]] = {}
        for mention in found.mentions[self._range("mentions", clause)]:
            if mention.last <= clause.last:
                families.setdefault(mention.family, []).append(mention)
        named = found.forces[self._range("forces", clause)]
        in_force = {at for force in named for at in range(force.first, force.last)}
        actors = [
            m for name in ("state", "seat") for m in families.get(name, ()) if m.first not in in_force and self._acts(m)
        ]
        return Facts(
            found.tokens,
            self.pack,
            clause,
            families,
            named,
            found.quantities[self._range("quantities", clause)],
            found.whens[self._range("whens", clause)],
            self._near(clause),
            self._opening(clause),
            self._near_texts(clause),
            self._next(clause),
            sorted(actors, key=lambda mention: mention.first),
        )

    def _acts(self, mention: Mention) -> bool:
        """A state that is no place here: nothing of place stands before it."""
        tokens = self.found.tokens
        before = tokens.key(
            mention.first - 2 if tokens.key(mention.first - 1) in self.pack.small["the"] else mention.first - 1
        )
        return tokens.is_capital(mention.first) and before not in self.no_actor_after

    def _near(self, clause: Clause) -> bool:
        low = self.found.tokens.sentences[max(0, clause.sentence - _NEAR_SENTENCES)][0]
        high = self.found.tokens.sentences[clause.sentence][1]
        starts = self.starts["forces"]
        window = self.found.forces[bisect_left(starts, low) : bisect_left(starts, high)]
        return any(force.labels and not force.own for force in window)

    def _near_texts(self, clause: Clause) -> bool:
        low = self.found.tokens.sentences[max(0, clause.sentence - 1)][0]
        at = bisect_left(self.texts, low)
        return at < len(self.texts) and self.texts[at] < clause.last

    def _opening(self, clause: Clause) -> When | None:
        """The last day named earlier in the sentence, where no speaker's words stand between."""
        low, _ = self.found.tokens.sentences[clause.sentence]
        starts = self.starts["whens"]
        earlier = self.found.whens[bisect_left(starts, low) : bisect_left(starts, clause.first)]
        spoken = clause.speech.when if clause.speech else None
        days = [when for when in earlier if when is not spoken and when.days and when.role is Role.EVENT]
        return days[-1] if days else self._told_before(clause)

    def _told_before(self, clause: Clause) -> When | None:
        """The one day of the sentence before, where this one goes on from it."""
        span = self._before(clause)
        if span is None:
            return None
        starts, (low, high) = self.starts["whens"], span
        spoken = {speech.when for speech in self.found.speeches if low <= speech.first < high}
        told = self.found.whens[bisect_left(starts, low) : bisect_left(starts, high)]
        days = [when for when in told if when not in spoken and when.days and when.role is Role.EVENT]
        return days[0] if len(days) == 1 and not self._dates_text(days[0]) else None

    def _dates_text(self, when: When) -> bool:
        """`the accord signed in August`: the day of a text."""
        texts = (mention for mention in self.found.mentions if mention.family in _OF_TEXTS)
        return any(0 <= when.first - mention.last <= 1 for mention in texts)

    def _before(self, clause: Clause) -> tuple[int, int] | None:
        """The sentence before, where a clause's own begins with `it` or `they` and goes on in the same paragraph."""
        tokens, (low, _) = self.found.tokens, self.found.tokens.sentences[clause.sentence]
        goes_on = clause.sentence > 0 and tokens.key(low) in self.pack.small["pronouns"]
        return tokens.sentences[clause.sentence - 1] if goes_on and tokens.key(low - 1) != PARAGRAPH else None

    def _next(self, clause: Clause) -> bool:
        sentences = self.found.tokens.sentences
        if clause.sentence + 1 >= len(sentences):
            return False
        low, high = sentences[clause.sentence + 1]
        starts = self.starts["forces"]
        window = self.found.forces[bisect_left(starts, low) : bisect_left(starts, high)]
        return any(force.labels and not force.own for force in window)

    def places(self, clause: Clause) -> list[PlaceWords]:
        """The places that a clause names."""
        return self.found.places[self._range("places", clause)]

    def place_before(self, clause: Clause, kind: Kind) -> list[PlaceWords]:
        """Where a sentence goes on from the one before, the last place short of a state that was named there."""
        span = self._before(clause) if kind in _PLACED else None
        if span is None:
            return []
        starts = self.starts["places"]
        named = self.found.places[bisect_left(starts, span[0]) : bisect_left(starts, clause.first)]
        return [place for place in named if not place.state][-1:]

    def named(self, clause: Clause, caller: str) -> str:
        """Who calls or counts; a pronoun is the last speaker."""
        if caller.casefold() not in self.pronouns:
            return caller
        before = bisect_left(self.said, clause.first)
        return self.found.speeches[before - 1].speaker if before else ""

    def earlier(self, clause: Clause) -> ForceWords | None:
        """The last force named before a clause: in its sentence first, then before."""
        end = bisect_left(self.starts["forces"], clause.first)
        named = [
            force
            for force in self.found.forces[max(0, end - 12) : end]
            if force.labels and not force.own and force.naming is not Naming.BARE
        ]
        return next(
            (force for force in reversed(named) if force.kind not in {PLAIN, MISSION}), named[-1] if named else None
        )
