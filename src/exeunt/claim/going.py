"""Who goes, and by which words: what the rules of `kind.py` share on exits, entries and those who make them."""

from __future__ import annotations

from exeunt.claim.facts import VERBS, Facts
from exeunt.claim.pack import Mention
from exeunt.claim.quantity import Quantity

_CARRIED = 8  # tokens from "flew" to the force that is flown


def exit_of(facts: Facts) -> Mention | None:
    """The words of an exit in a clause, where somebody of a force can be the one who goes."""
    verbs = (*facts.found.get("departure.verbs", ()), *facts.found.get("departure.split", ()))
    verb: Mention | None = next(
        (m for m in sorted(verbs, key=lambda m: (m.first, -m.last)) if _is_exit(facts, m)), None
    )
    if verb and (has_subject(facts, verb) or facts.has("departure.strong")):
        return verb
    given = _post_given(facts)
    if given:
        return given
    noun = facts.first("departure.nouns")
    return noun if noun and (facts.near_forces or has_subject(facts, noun)) else None


def _post_given(facts: Facts) -> Mention | None:
    """`handed their positions at Saran to the army`, `posts were turned over`: a post that is given is left."""
    posts = facts.found.get("departure.posts", ())
    if not posts or not has_subject(facts, posts[0]):
        return None
    for verb in facts.found.get("departure.given", ()):
        behind = any(verb.last <= post.first < verb.last + _CARRIED for post in posts)
        given = behind and any(
            key in facts.pack.small["given_to"] for key in facts.tokens.keys[verb.last : facts.clause.last]
        )
        passive = facts.tokens.key(verb.first - 1) in facts.pack.small["be"]
        if given or (passive and any(0 <= verb.first - post.last < _CARRIED for post in posts)):
            return verb
    return None


def _is_exit(facts: Facts, verb: Mention) -> bool:
    """A verb of leaving that is not part of another phrase: `left-wing`, `gone to the polls`, `there are 50 left`."""
    if any(item.first == verb.last for item in facts.found.get("departure_not.after", ())):
        return False
    stock = facts.found.get("stock.verbs", ())
    if any(item.first <= verb.first < item.last and _longer(item, verb) for item in stock):
        return False
    small, keys = facts.pack.small, facts.tokens.keys
    if keys[verb.first] in small["left"] and any(keys[m.first] in small["exists"] for m in stock):
        return False
    if any(item.first == verb.first for item in facts.found.get("departure.counted", ())):
        return any(quantity.last <= verb.first for quantity in facts.quantities)
    return verb.family != "departure.split" or _split(facts, verb)


def _longer(one: Mention, other: Mention) -> bool:
    return one.last - one.first > other.last - other.first


def _split(facts: Facts, verb: Mention) -> bool:
    """`took 200 men out`, `bring the troops home`: the particle follows within eight words."""
    particles = {item.first for item in facts.found.get("departure.particles", ())}
    if any(item.first == verb.first for item in facts.found.get("departure.split_from", ())):
        particles |= {item.first for item in facts.found.get("departure.from", ())}
    return any(at in particles for at in range(verb.last, min(verb.last + 9, facts.clause.last)))


def has_subject(facts: Facts, verb: Mention) -> bool:
    """Whether a clause names a force, counts people, or points back at a force that was named."""
    if facts.forces:
        return True
    if facts.actors and facts.has("departure.posts", "departure.military"):
        return True  # "Moscow is giving up its base", "Pretoria completed its retreat"
    if not facts.near_forces:
        return False
    counted = any(item.has_unit or counts_subject(facts, item, verb) for item in facts.quantities)
    return counted or points_back(facts) or bool(facts.actors) or facts.has("back")


def counts_subject(facts: Facts, quantity: Quantity, verb: Mention) -> bool:
    """A bare number that opens its clause is of people: `a further 200 arrived`, `about 700 are said to have left`."""
    return quantity.first - facts.clause.first <= 3 and 0 <= verb.first - quantity.last <= 7


def points_back(facts: Facts) -> bool:
    """Whether a clause opens with a pronoun, or with a verb whose subject stands before it."""
    first = facts.clause.first
    keys = facts.tokens.keys[first : first + 3]
    bare = any(item.first == first for family in VERBS for item in facts.found.get(family, ()))
    elliptic = any(key in facts.pack.small["elliptic"] for key in keys[:2])
    return bare or elliptic or any(key in facts.pack.small["pronouns"] for key in keys)


def collected(facts: Facts) -> Mention | None:
    """`received 7,132 weapons from FARC`: what is taken in from a force is its disarming, not a supply."""
    cue = facts.first("departure.collected")
    origins = [force for force in facts.forces if facts.tokens.key(force.first - 1) in facts.pack.small["from"]]
    taken = cue and facts.has("weapons") and any(force.first > cue.last for force in origins)
    return cue if taken else None


def bound(facts: Facts) -> Mention | None:
    """`flew from Abu Dhabi to Nyala`: words of moving with a goal behind them that is not home."""
    goal, home = facts.pack.small["goal"], facts.pack.small["home"]
    for verb in facts.found.get("arrival.motion", ()):
        ahead = range(verb.last, min(verb.last + _CARRIED, facts.clause.last - 1))
        at = next((at for at in ahead if facts.tokens.keys[at] in goal), None)
        if at is None or any(facts.tokens.keys[i] in home for i in range(verb.last, at)):
            continue
        if any(facts.tokens.is_capital(i) for i in range(at + 1, min(at + 5, facts.clause.last))):
            return verb
    return None


def carried(facts: Facts) -> Mention | None:
    """`flew 2,000 men to the front`, `moved a company into the zone`: who is carried, and a goal behind them."""
    goal = facts.pack.small["goal"]
    for verb in facts.found.get("departure.split", ()):
        stop = min(verb.last + _CARRIED, facts.clause.last)
        whom = next((force for force in facts.forces if verb.last <= force.first < stop and not force.own), None)
        if whom and any(key in goal for key in facts.tokens.keys[whom.last : min(whom.last + 2, facts.clause.last)]):
            return verb
    return None
