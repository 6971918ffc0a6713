"""Which kind a clause claims: what its words make likely, and what the rules say, weighed together.

The rules give a kind with a reason and the token it rests on. Where the words of a clause speak clearly for another
kind, that one is taken; where no rule fired they may propose one, and where they speak against all they may drop it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from exeunt.claim import proposer
from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.frame import frame
from exeunt.claim.kind import proposals
from exeunt.model.claim import Kind

Chooser: TypeAlias = Callable[[Facts], Proposal | None]
"""Gives the kind of a clause, or None where it claims nothing."""

_SURE, _DOUBT = 0.7, 0.2  # chances by the words alone
_LEARNED = 0.5  # how sure a kind is that no rule proposed
_EXIT = ("departure.verbs", "departure.nouns", "departure.split")
_RESTS_ON: dict[Kind, tuple[str, ...]] = {
    Kind.DEPARTURE: _EXIT,
    Kind.PLEDGE_DEPARTURE: (*_EXIT, "condition.stay"),
    Kind.DEMAND: _EXIT,
    Kind.PRECONDITION: ("condition.phrases", *_EXIT),
    Kind.ARRIVAL: ("arrival.verbs", "arrival.nouns"),
    Kind.STOCK: ("stock.verbs", "stock.nouns"),
    Kind.AGREEMENT: ("agreement.nouns",),
    Kind.SUPPORT: ("support.verbs",),
    Kind.INCIDENT: ("incident.phrases",),
    Kind.ARMS_SUPPLY: ("arms_supply.phrases", "arms_supply.verbs"),
    Kind.MONITORING: ("monitoring.verbs",),
}
"""The word lists that a kind may rest on though its rule did not fire."""


def chosen(facts: Facts, weights: proposer.Weights | None = None) -> Proposal | None:
    """The kind of a clause by its words and the rules. `weights` are a case's own; without them, the package's."""
    every = proposals(facts)
    if not every and not may_claim(facts):
        return None
    weights = weights or proposer.package_weights()
    names, fired = frame(facts), fired_of(every)
    likely = proposer.chances(weights, names)
    kind = proposer.decide(likely, fired)
    if kind == proposer.NOTHING:
        return None
    taken = next((item for item in every if proposer.class_of(item.kind) == kind), None)
    if taken is None:
        if not fired and likely.get(kind, 0.0) < _SURE and facts.first(*_RESTS_ON.get(Kind(kind), ())) is None:
            return None  # neither a rule nor a word of the kind's lists speaks for it
        words = proposer.telling(weights, names, kind, fired[0] if fired else proposer.NOTHING)
        taken = _learned(facts, Kind(kind), words)
    rivals = dict.fromkeys(item.kind for item in every if item.kind is not taken.kind)
    by_words = _by_words(likely.get(kind, 0.0))
    return Proposal(  # `replace` takes as long as all rules together
        taken.kind, taken.token, taken.weight, taken.reason, taken.stays, taken.takes, tuple(rivals), by_words
    )


def may_claim(facts: Facts) -> bool:
    """Whether a clause that no rule reads names somebody who may be what a claim is about."""
    return bool(facts.forces or (facts.near_forces and (facts.actors or facts.quantities)))


def fired_of(every: Sequence[Proposal]) -> tuple[str, ...]:
    """The classes of kinds that rules proposed, each once, the first choice first."""
    return tuple(dict.fromkeys(proposer.class_of(item.kind) for item in every))


def _by_words(chance: float) -> str:
    return "likely" if chance >= _SURE else "unlikely" if chance < _DOUBT else "open"


def _learned(facts: Facts, kind: Kind, words: Sequence[str]) -> Proposal:
    """A kind that no rule proposed, resting on words of its lists, else on what follows the first force."""
    rest = facts.first(*_RESTS_ON[kind])
    force = next(iter(facts.forces), None)
    after = force.last if force else facts.clause.first
    token = rest.first if rest else min(after, facts.clause.last - 1)
    if kind is Kind.ARRIVAL and any(cue.first < token for cue in facts.found.get("future.phrases", ())):
        kind = Kind.PLAN_ARRIVAL
    stays = kind is Kind.PLEDGE_DEPARTURE and rest is not None and rest.family == "condition.stay"
    return Proposal(kind, token, _LEARNED, f"learned words: {', '.join(words)}", stays=stays)
