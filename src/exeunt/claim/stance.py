"""How a claim is said: denied, planned, hedged, verified ... Rules only, so that a monitor can read why."""

from __future__ import annotations

from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.pack import Mention
from exeunt.model.claim import PLEDGES, Kind, Stance

_FIXED = {Kind.DEMAND: Stance.DEMANDED, Kind.PRECONDITION: Stance.CONDITIONAL}
_NEGATION_REACH = 8  # tokens between "not" and what it denies
_NONE_REACH = 3  # tokens between "saw" and the "no" of whom it saw


def stance_of(facts: Facts, proposal: Proposal, speaker: str) -> Stance:
    """The stance of a clause whose kind is known. A stay that is announced denies an exit."""
    if proposal.kind in _FIXED:
        return _FIXED[proposal.kind]
    if facts.has("stance.unverified"):
        return Stance.UNVERIFIED
    if proposal.stays or _is_denied(facts, proposal):
        return Stance.DENIED
    if proposal.kind in PLEDGES or (proposal.kind is Kind.MONITORING and facts.has("future.phrases")):
        return Stance.PLANNED
    seen = facts.has("monitors") and facts.witness()
    if facts.has("stance.verified") or seen or (proposal.kind is Kind.DEPARTURE and _is_verifier(facts, speaker)):
        return Stance.VERIFIED
    return Stance.HEDGED if facts.has("stance.hedged") else Stance.ASSERTED


def _is_denied(facts: Facts, proposal: Proposal) -> bool:
    """A negation near enough before what is claimed, or "no" right after it, that is not part of a harmless phrase."""
    harmless = facts.found.get("stance.denied_not", [])
    nones = {word.first for word in facts.found.get("stance.none", ())}
    for word in facts.found.get("stance.denied", ()):
        if any(item.first <= word.first < item.last for item in harmless):
            continue
        if 0 <= proposal.token - word.first <= _NEGATION_REACH or _halts(facts, word, proposal):
            return True
        if word.first in nones and 0 < word.first - proposal.token <= _NONE_REACH:
            return True
    return False


def _halts(facts: Facts, word: Mention, proposal: Proposal) -> bool:
    """`the withdrawal was suspended`: a verb that stops an exit may follow its noun."""
    return proposal.token < word.first <= proposal.token + 6 and len(facts.tokens.keys[word.first]) > 4


def _is_verifier(facts: Facts, speaker: str) -> bool:
    words = speaker.casefold().split()
    return any(word in facts.pack.words("attribution", "verifiers") for word in words)
