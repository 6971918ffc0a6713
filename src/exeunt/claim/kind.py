"""What a clause claims: rules over families of words, each with the reason it gives.

The rules are tried in the order they are written: a call for withdrawal is no withdrawal, a condition of it no pledge.
"""

from __future__ import annotations

from dataclasses import replace

from exeunt.claim.facts import Facts, Proposal, Rule
from exeunt.claim.force_words import ForceWords, Naming
from exeunt.claim.going import bound, carried, collected, counts_subject, exit_of, has_subject, points_back
from exeunt.claim.pack import Mention
from exeunt.claim.quantity import Quantity
from exeunt.claim.when import Role, When
from exeunt.model.claim import Kind
from exeunt.model.count import PERSONS

_TO_TERM = 2  # tokens from "the agreement" to what it calls for
_TO_POST = 6  # tokens from "runs" to the post: "runs some 40 small outposts"
_MODAL_REACH = 4  # tokens between "will" and its verb: "will in the end all leave"


def proposals(facts: Facts) -> list[Proposal]:
    """What every rule proposes for a clause, in the order of the rules."""
    return [proposal for rule in RULES if (proposal := rule(facts))]


def kind_of(facts: Facts) -> Proposal | None:
    """The kind of a clause by the first rule that fires, or None where it claims nothing of ours."""
    every = proposals(facts)
    if not every:
        return None
    rivals = dict.fromkeys(proposal.kind for proposal in every[1:] if proposal.kind is not every[0].kind)
    return replace(every[0], rivals=tuple(rivals)) if rivals else every[0]


def _demand(facts: Facts) -> Proposal | None:
    cue = facts.first("demand.strong") or facts.first("demand.phrases")
    going = exit_of(facts)
    if going and _is_told(facts, going):
        return Proposal(Kind.DEMAND, going.first, 0.7, "somebody is told to go")
    if not cue or not going or cue.first > going.first + 6 or _wishes_itself(facts, cue) or _is_of_text(facts, cue):
        return None
    if facts.tokens.keys[cue.first] in facts.pack.small["expected"] and any(
        when.role in {Role.DEADLINE, Role.DURATION} or _is_ahead(when) for when in facts.whens
    ):
        return None  # "should be home by October" is an expectation
    if facts.near_texts and facts.has("agreement.terms"):
        return None
    own = bool(facts.forces) and all(force.own for force in facts.forces)
    if own and not facts.has("demand.strong"):
        return None
    return Proposal(Kind.DEMAND, going.first, 0.8, "call for an exit")


def _is_of_text(facts: Facts, cue: Mention) -> bool:
    """`the agreement had called for all to leave`: what a text that binds says is a term of it, and nobody's call."""
    texts = facts.found.get("agreement.nouns", ())
    binding = [m for m in texts if facts.tokens.keys[m.first] not in facts.pack.small["resolution"]]
    return any(0 <= cue.first - text.last <= _TO_TERM for text in binding)


def _wishes_itself(facts: Facts, cue: Mention) -> bool:
    """`the men, who want to go home`: what a force wishes for itself is no call of others."""
    keys, small = facts.tokens.keys, facts.pack.small
    itself = facts.tokens.key(cue.first - 1) in small["pronouns"] or any(f.last == cue.first for f in facts.forces)
    return itself and keys[cue.first] in small["wish"]


def _is_told(facts: Facts, going: Mention) -> bool:
    """`(the League told) Ethiopia to take its soldiers out`: the speaker's words begin with who is to do what."""
    to, first = going.first - 1, facts.clause.first
    if not facts.clause.speech or facts.tokens.key(to) not in facts.pack.small["bidding"] or to <= first:
        return False
    spans = [(item.first, item.last) for item in facts.actors] + [(item.first, item.last) for item in facts.forces]
    return any(start <= first + 1 and stop == to for start, stop in spans)


def _precondition(facts: Facts) -> Proposal | None:
    masked = [item.first for item in facts.found.get("condition_not.phrases", ())]
    cue = next((m for m in facts.found.get("condition.phrases", ()) if not _masked(facts, m, masked)), None)
    if not cue or facts.has("condition.stay"):
        return None
    going = facts.first(
        "departure.nouns", "departure.verbs", "departure.split", "stock.verbs", "monitors", "demand.phrases"
    )
    if not going or not (facts.near_forces or facts.forces):
        return None
    if not (facts.has("departure.nouns", "departure.verbs", "departure.split") or facts.has("monitors")):
        return None
    return Proposal(Kind.PRECONDITION, cue.first, 0.75, "condition of an exit")


def _masked(facts: Facts, cue: Mention, masked: list[int]) -> bool:
    """`at once`, `once 50,000 strong`: words of condition that set none."""
    return any(cue.first - 1 <= at <= cue.first for at in masked) or any(q.first == cue.last for q in facts.quantities)


def _monitoring(facts: Facts) -> Proposal | None:
    count = facts.first("monitoring.counting")
    if count and facts.forces:
        return Proposal(Kind.MONITORING, count.first, 0.7, "counting of a force")
    who = next((m for m in facts.found.get("monitors", ()) if not _watches_others(facts, m)), None)
    foreign = any(force.labels and not force.own for force in facts.forces)
    if (
        who
        and facts.witness()
        and (facts.has("departure.nouns") or (foreign and facts.has("stock.counted")) or exit_of(facts))
    ):
        return None
    act = facts.first("monitoring.verbs")
    if not who or not act or act.first in range(who.first, who.last):
        act = next(
            (m for m in facts.found.get("monitoring.verbs", ()) if who and not who.first <= m.first < who.last), None
        )
    if not who or not act:
        return None
    going = facts.first("departure.verbs", "departure.nouns")
    if going and going.first < who.first:
        return None  # "left, monitors say": the monitors are witnesses
    return Proposal(Kind.MONITORING, act.first, 0.7, "what monitors do")


def _watches_others(facts: Facts, who: Mention) -> bool:
    """`electoral observers`: monitors of something else."""
    others, keys = facts.pack.words("force", "monitors", "others"), facts.tokens.keys
    return any(key in others for key in keys[max(0, who.first - 2) : who.last + 3])


def _is_ahead(when: When) -> bool:
    """A time that lies wholly after the day of the text: `within the next few days`."""
    return when.days is not None and when.days.first is not None and when.ahead


def _terms(facts: Facts) -> Proposal | None:
    """`Units were to go back to their camps`, right after the text that says so was named: a term of it."""
    going = exit_of(facts) if facts.near_texts else None
    term = facts.first("agreement.terms") if going else None
    if not going or not term or term.first > going.first or facts.clause.speech:
        return None
    return Proposal(Kind.AGREEMENT, going.first, 0.6, "a term of an agreement")


def _agreement(facts: Facts) -> Proposal | None:
    named = facts.found.get("agreement_not.phrases", ())
    texts = facts.found.get("agreement.nouns", ())
    noun = next((m for m in texts if not any(name.first <= m.first < name.last for name in named)), None)
    if not noun:
        return None
    verb = next((m for m in facts.found.get("agreement.verbs", ()) if not noun.first <= m.first < noun.last), None)
    concerns = facts.near_forces or facts.next_forces or facts.has("departure.nouns", "departure.verbs")
    under = facts.tokens.keys[facts.clause.first] in facts.pack.small["under"]
    binding = under or facts.has("agreement.deadlines")
    if not concerns or not (verb or (binding and facts.whens)):
        return None
    going = facts.first("departure.verbs")
    if going and going.first < noun.first and not (verb and verb.first < going.first):
        return None  # "they left under the agreement" tells of leaving
    return Proposal(Kind.AGREEMENT, noun.first, 0.7, "a text that binds")


def _arms(facts: Facts) -> Proposal | None:
    if collected(facts):
        return None
    phrase = facts.first("arms_supply.phrases")
    if phrase:
        return Proposal(Kind.ARMS_SUPPLY, phrase.first, 0.75, "arms or an embargo on them")
    verb = facts.first("arms_supply.verbs")
    things = [
        m
        for m in facts.found.get("weapons", ())
        if (verb and 0 <= m.first - verb.last < 8) or (verb and 0 <= verb.first - m.last < 5)
    ]
    if (
        not verb
        or not things
        or facts.has("incident.phrases")
        or any(quantity.has_unit and quantity.unit == "persons" for quantity in facts.quantities)
    ):
        return None
    return Proposal(Kind.ARMS_SUPPLY, verb.first, 0.65, "weapons are sent")


def _departure(facts: Facts) -> Proposal | None:
    going = collected(facts) or exit_of(facts)
    if not going or _is_origin_elsewhere(facts):
        return None
    if _is_future(facts, going):
        return Proposal(Kind.PLEDGE_DEPARTURE, going.first, 0.7, "an exit still to come")
    return Proposal(Kind.DEPARTURE, going.first, 0.8 if facts.forces else 0.6, "an exit")


def _is_origin_elsewhere(facts: Facts) -> bool:
    """Words of arrival that are longer or earlier: `left Turkey for Libya`, `sent back` is an exit still."""
    coming = facts.first("arrival.verbs")
    going = facts.first("departure.verbs")
    return bool(coming and going and coming.first <= going.first and coming.last > going.last)


def _is_future(facts: Facts, going: Mention) -> bool:
    tokens = facts.tokens
    began = any(item.first < going.first for item in facts.found.get("began.phrases", ()))
    close = {item.first for item in facts.found.get("future.close", ())}
    for cue in facts.found.get("future.phrases", ()):
        if cue.first in close and going.first - cue.last > _MODAL_REACH:
            continue
        if cue.first == going.first and cue.last == going.last:
            return True  # a future tense: `quitteront`
        if cue.first < going.first and not (began and cue.last < going.first - 6):
            return True
        if going.family == "departure.nouns" and cue.first - going.last < 12:
            return True
    if (
        going.family != "departure.nouns"
        and tokens.key(going.first - 1) in facts.pack.small["infinitive"]
        and not began
    ):
        return True
    due = any(when.role is Role.DEADLINE or _is_ahead(when) for when in facts.whens)
    return due and not began


def _stay(facts: Facts) -> Proposal | None:
    """A stay that is announced is a refusal to go."""
    stay = facts.first("condition.stay")
    if not stay or not (facts.forces or (facts.near_forces and points_back(facts))) or not facts.has("future.phrases"):
        return None
    cue = facts.first("future.phrases")
    if not cue or cue.first > stay.first:
        return None
    return Proposal(Kind.PLEDGE_DEPARTURE, stay.first, 0.6, "a stay announced", stays=True)


def _arrival(facts: Facts) -> Proposal | None:
    coming = facts.first("arrival.verbs", "arrival.nouns") or carried(facts) or bound(facts)
    if coming and any(verb.first == coming.last for verb in facts.found.get("support.verbs", ())):
        return None  # "came to prop up the government"
    if not coming or not (facts.forces or has_subject(facts, coming)):
        return None
    if any(m.first < coming.first < m.last for m in facts.found.get("stock.verbs", ())):
        return None
    if facts.forces and all(force.own for force in facts.forces):
        return None
    planned = any(cue.first < coming.first for cue in facts.found.get("future.phrases", ()))
    return Proposal(Kind.PLAN_ARRIVAL if planned else Kind.ARRIVAL, coming.first, 0.7, "a force comes in")


def _support(facts: Facts) -> Proposal | None:
    verbs = facts.found.get("support.verbs", ())
    if facts.has("stock.verbs", "arrival.verbs"):
        # "fighters loyal to X are stationed there" tells of the stay, and of the loyalty only by the way.
        beside = {item.first for item in facts.found.get("support.beside", ())}
        verbs = [item for item in verbs if item.first not in beside]
    verb = next(iter(verbs), None)
    if not verb or not (facts.forces or facts.actors):
        return None
    stock = facts.first("stock.verbs")
    if stock and stock.first < verb.first and facts.quantities:
        return None
    return Proposal(Kind.SUPPORT, verb.first, 0.6, "one side is helped")


def _incident(facts: Facts) -> Proposal | None:
    word = facts.first("incident.phrases")
    foreign = [force for force in facts.forces if not force.own and force.naming is not Naming.BARE]
    if not word or not (foreign or (facts.near_forces and points_back(facts))):
        return None
    return Proposal(Kind.INCIDENT, word.first, 0.6, "an incident of the force")


def _stock(facts: Facts) -> Proposal | None:
    foreign = [force for force in facts.forces if not force.own]
    verb, noun = facts.first("stock.verbs"), facts.first("stock.nouns")
    counted = [item for item in facts.quantities if item.unit == PERSONS and item.has_unit and item.count]
    weight = 0.7 if counted else 0.6
    has = facts.first("stock.has")
    object_ = has and (verb is None or has.first < verb.first) and any(_is_object(facts, has, f) for f in foreign)
    if has and object_:
        return Proposal(Kind.STOCK, has.first, weight, "a force is kept there", takes=True)
    put = facts.first("stock.put")
    at = {end for item in facts.found.get("stock.put_at", ()) for end in (item.first, item.last)}  # "at about 7,000"
    if put and foreign and any(quantity.first in at for quantity in facts.quantities):
        return Proposal(Kind.STOCK, put.first, weight, "a number is put on a force", takes=True)
    seen = _seen(facts, foreign, counted) or _post_kept(facts, has, foreign)
    if seen:
        return seen
    if verb and (foreign or (facts.near_forces and _is_counted_or_meant(facts, verb, counted))):
        return Proposal(Kind.STOCK, verb.first, 0.7 if counted or foreign else 0.5, "a force is there")
    if noun and foreign and facts.quantities:
        return Proposal(Kind.STOCK, noun.first, 0.6, "a number of a force")
    return _nominal(facts, foreign, counted)


def _post_kept(facts: Facts, has: Mention | None, foreign: list[ForceWords]) -> Proposal | None:
    """`Turkey runs some 40 outposts in northern Iraq`."""
    posts = facts.first("departure.posts") if has and (foreign or facts.actors) else None
    kept = has and posts and 0 <= posts.first - has.last <= _TO_POST and not _breaks(facts, has.last, posts.first)
    return Proposal(Kind.STOCK, has.first, 0.6, "a post is kept there") if has and kept else None


def _seen(facts: Facts, foreign: list[ForceWords], counted: list[Quantity]) -> Proposal | None:
    """A force that somebody has counted or found there."""
    if _has_members(facts, foreign, counted):
        return Proposal(Kind.STOCK, counted[0].first, 0.7, "a force is counted")
    cue = facts.first("stock.counted")
    if cue and any(_is_object(facts, cue, force) for force in foreign):
        return Proposal(Kind.STOCK, cue.first, 0.6, "a force is seen there", takes=True)
    return None


def _nominal(facts: Facts, foreign: list[ForceWords], counted: list[Quantity]) -> Proposal | None:
    """`في ليبيا عشرون ألف مرتزق`: a counted force and a place make a sentence, where a language needs no verb."""
    heads = {item.head: item for item in counted} if "nominal" in facts.pack.flags else {}
    held = next((heads[at] for force in foreign for at in range(force.first, force.last) if at in heads), None)
    if held and facts.has("state", "territory", "town", "site"):
        return Proposal(Kind.STOCK, held.first, 0.5, "a counted force and a place, without a verb")
    return None


def _has_members(facts: Facts, foreign: list[ForceWords], counted: list[Quantity]) -> bool:
    """`the Guard has 240 members`, `it counted 600 members of the Corps`: a number right behind the verb."""
    if not counted or not foreign:
        return False
    verbs = (*facts.found.get("stock.has", ()), *facts.found.get("stock.counted", ()))
    return any(0 <= item.first - verb.last <= 1 for verb in verbs for item in counted)


def _is_counted_or_meant(facts: Facts, verb: Mention, counted: list[Quantity]) -> bool:
    """`only 900 stay behind`, `they remain there`: people of a force named before."""
    return bool(counted) or points_back(facts) or any(counts_subject(facts, item, verb) for item in facts.quantities)


def _is_object(facts: Facts, has: Mention, force: ForceWords) -> bool:
    """Whether a force is what somebody has: nothing but its number and adjectives stands between."""
    return 0 <= force.first - has.last <= 8 and not _breaks(facts, has.last, force.first)


def _breaks(facts: Facts, first: int, last: int) -> bool:
    """Whether words between a verb and a noun make the noun no object of it."""
    linked, endings = facts.pack.small["object_breaks"], tuple(facts.pack.small["participle"])
    return any(key in linked or key.endswith(endings) for key in facts.tokens.keys[first:last])


RULES: tuple[Rule, ...] = (
    _precondition, _terms, _demand, _stay, _agreement, _monitoring, _departure, _arms, _arrival,
    _incident, _support, _stock,
)  # fmt: skip
