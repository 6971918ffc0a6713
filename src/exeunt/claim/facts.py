"""A clause with everything found in it, and what a rule proposes for it: what the rules of `kind.py` look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from exeunt.claim.clause import Clause
from exeunt.claim.force_words import ForceWords
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.quantity import Quantity
from exeunt.claim.token import Tokens
from exeunt.claim.when import When
from exeunt.model.claim import Kind

VERBS = frozenset(
    {"departure.verbs", "arrival.verbs", "stock.verbs", "support.verbs", "incident.phrases", "departure.split"}
)
TRIGGERS = VERBS | {"departure.nouns", "arrival.nouns", "agreement.nouns", "arms_supply.phrases", "monitoring.counting"}


@dataclass(frozen=True, slots=True)
class Facts:
    """A clause with everything found in it, by family."""

    tokens: Tokens
    pack: Pack
    clause: Clause
    found: dict[str, list[Mention]]
    forces: Sequence[ForceWords]
    quantities: Sequence[Quantity]
    whens: Sequence[When]
    near_forces: bool  # a force is named in the clause's sentence or just before it
    opening: When | None  # a time that opens the sentence and holds for all its clauses
    near_texts: bool  # an agreement is named in the clause's sentence or the one before
    next_forces: bool  # a force is named in the sentence after it
    actors: Sequence[Mention]  # states and seats that act in the clause

    @property
    def quote(self) -> str:
        """The clause as the text has it."""
        return self.tokens.words(self.clause.first, self.clause.last)

    def has(self, *families: str) -> bool:
        """Whether any of these families is in the clause."""
        return not self.found.keys().isdisjoint(families)

    def witness(self) -> Mention | None:
        """What monitors did to see something, where they have done it: not "to verify"."""
        seen = self.found.get("monitoring.witness", ())
        return next((m for m in seen if self.tokens.key(m.first - 1) not in self.pack.small["infinitive"]), None)

    def first(self, *families: str) -> Mention | None:
        """The earliest mention of these families in the clause."""
        if self.found.keys().isdisjoint(families):
            return None
        every = [mention for family in families for mention in self.found.get(family, ())]
        return min(every, key=lambda mention: (mention.first, -mention.last), default=None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kind that fires, the token it fires on, how sure the rule is (0 to 1) and why."""

    kind: Kind
    token: int
    weight: float
    reason: str
    stays: bool = False  # a stay announced: an exit denied
    takes: bool = False  # the force is the object of the words it fires on: "the mission found no soldiers"
    rivals: tuple[Kind, ...] = ()  # kinds that other rules propose for the same clause
    by_words: str = ""  # what the words alone make of it, as learned: likely, open, unlikely


Rule: TypeAlias = Callable[[Facts], Proposal | None]
"""A rule looks at one clause and proposes a kind, or nothing."""
