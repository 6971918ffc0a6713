"""One clause read to its fields: which force, how many, where, when. The last step before a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from exeunt.base.dates import Precision, Span, one_day
from exeunt.base.text import folded
from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.force_words import GENERIC, ForceWords, Naming
from exeunt.claim.further import is_strength
from exeunt.claim.names import Names
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.place import PlaceWords
from exeunt.claim.quantity import Quantity
from exeunt.claim.when import Role, When
from exeunt.model.claim import PLEDGES, Kind, Stance
from exeunt.model.count import PERSONS

_MANY = 20  # a figure at least so large, the only one of its clause, counts who moves
_AHEAD = PLEDGES | {Kind.DEMAND, Kind.PRECONDITION}
_MONITORS = "international monitors"
_HERE = frozenset(
    {
        Kind.AGREEMENT,
        Kind.ARMS_SUPPLY,
        Kind.INCIDENT,
        Kind.MONITORING,
        Kind.STOCK,
        Kind.ARRIVAL,
        Kind.DEPARTURE,
        Kind.PLEDGE_DEPARTURE,
        Kind.PLAN_ARRIVAL,
        Kind.DEMAND,
    }
)
_UNCOUNTED = frozenset({Kind.SUPPORT, Kind.AGREEMENT})
_STATES = frozenset({Kind.STOCK, Kind.MONITORING})
_ENDED = frozenset({Kind.ARRIVAL, Kind.DEPARTURE, Kind.RELOCATION})
_ACTS = _ENDED | {Kind.INCIDENT, Kind.ARMS_SUPPLY}


@dataclass(frozen=True, slots=True)
class ForceRead:
    """A force as chosen for a clause; `inherited`: it is named elsewhere; `words` are as the text has them."""

    label: str
    words: str
    alias: str | None
    sponsors: tuple[str, ...]
    inherited: bool
    first: int = -1
    last: int = -1


def coordinated(facts: Facts) -> list[list[ForceWords]]:
    """Forces of a clause in groups: those joined by a comma or "and" belong to one claim."""
    groups: list[list[ForceWords]] = []
    for force in facts.forces:
        between = facts.tokens.keys[groups[-1][-1].last : force.first] if groups else ()
        joined = (
            groups
            and between
            and len(between) <= 4
            and all(key in {",", "/"} or key in facts.pack.small["list"] for key in between)
        )
        if joined and force.naming is not Naming.BACK:
            groups[-1].append(force)
        else:
            groups.append([force])
    return groups


def directed(facts: Facts, proposal: Proposal, places: Sequence[PlaceWords], names: Names) -> Proposal:
    """An exit *to* the host is an arrival there, an arrival in another state an exit, for a force that is foreign.

    From one site of the case to another it is a move inside the host (C19).
    """
    if any(force.own for force in facts.forces) or not facts.forces:
        return proposal
    small, arrives = facts.pack.small, proposal.kind is Kind.ARRIVAL
    after = [place for place in places if place.last > proposal.token]
    goals = [place for place in after if place.before in small["goal"]]
    landing = [place for place in after if place.before in small["goal"] or place.before in small["landing"]]
    hosts = [place for place in places if place.site or _is_host(place, names)]
    targets = landing if arrives else goals
    inside = bool(targets) and all(place in hosts for place in targets)
    origins = [place for place in places if place.site and place.before in small["origin"] and place not in targets]
    if proposal.kind in {Kind.DEPARTURE, Kind.ARRIVAL} and inside and origins:
        return replace(proposal, kind=Kind.RELOCATION, reason="from one site to another")
    if proposal.kind is Kind.DEPARTURE and inside:
        return replace(proposal, kind=Kind.ARRIVAL, reason="an exit to the host")
    if arrives and landing and not hosts and all(place.state for place in landing):
        return replace(proposal, kind=Kind.DEPARTURE, reason="an arrival in another state")
    return proposal


def caller(facts: Facts, proposal: Proposal) -> str:
    """Who stands behind a claim without a verb of speaking: who calls for an exit, which monitors counted one."""
    witness = facts.witness() if facts.has("monitors") else None
    if proposal.kind is Kind.DEMAND:
        cue = _call(facts)
    elif proposal.kind is Kind.STOCK and facts.has("stock.put") and facts.has("stock.put_at"):
        put = facts.first("stock.put")
        cue = put if put and not any(force.first < put.first for force in facts.forces) else None
    elif witness and proposal.kind in {Kind.DEPARTURE, Kind.ARRIVAL, Kind.STOCK}:
        cue = witness
    else:
        return ""
    first, last = facts.clause.first, cue.first if cue else facts.clause.first
    first = next((at + 1 for at in range(last - 1, first, -1) if facts.tokens.is_dash(at)), first)
    while last > first and facts.tokens.keys[last - 1] in facts.pack.small["before_cue"]:
        last -= 1
    named = any(first <= force.first < last for force in facts.forces)
    return facts.tokens.words(first, last) if 0 < last - first <= 12 and not named else ""


def _call(facts: Facts) -> Mention | None:
    """The verb of a call for an exit whose subject calls: not that of "the coast must" or "the ministry was asked"."""
    small, keys = facts.pack.small, facts.tokens.keys
    every = [m for name in ("demand.strong", "demand.phrases") for m in facts.found.get(name, ())]
    calls = [m for m in every if facts.tokens.key(m.first - 1) not in small["be"]]
    spoken = [m for m in calls if keys[m.first] not in small["modal"]]
    return min(spoken, key=lambda mention: (mention.first, -mention.last), default=None)


def _is_host(place: PlaceWords, names: Names) -> bool:
    return any(name in names.host_names for name in (folded(place.name), folded(place.name.split(" ", 1)[-1])))


def choose_force(
    facts: Facts, proposal: Proposal, quantity: Quantity | None, earlier: ForceWords | None, pack: Pack
) -> ForceRead:
    """The force a clause is about: the one counted, else the nearest to the verb, else the last one named before."""
    groups = [group for group in coordinated(facts) if any(force.labels for force in group)]
    foreign = [group for group in groups if not all(force.own for force in group)]
    pool = foreign or groups
    if quantity and quantity.has_unit:
        counted = [group for group in pool if any(force.first <= quantity.head < force.last for force in group)]
        pool = counted or pool
    monitors = facts.first("monitors") if proposal.kind is Kind.MONITORING else None
    if monitors:
        words = facts.tokens.words(monitors.first, monitors.last)
        return ForceRead(_MONITORS, words, None, (), False, monitors.first, monitors.last)
    if proposal.kind is Kind.SUPPORT and facts.actors:
        return _backing(facts, proposal, pool)
    actor = next((item for item in facts.actors if item.first < proposal.token), None)
    pool = [group for group in pool if not _is_given_to(facts, proposal, group[0])]
    bare = all(force.naming is Naming.BARE for group in pool for force in group)
    if pool and not (bare and actor):
        before = [group for group in pool if group[0].first <= proposal.token]
        after = [group for group in pool if group[0].first > proposal.token] if proposal.takes else []
        chosen = after[0] if after else before[-1] if before and proposal.kind is not Kind.DEMAND else pool[0]
        if proposal.kind is Kind.STOCK and all(force.naming is Naming.GENERIC for force in chosen):
            # "Wagner had 2,200 mercenaries": who has them says whose they are.
            holders = [
                group for group in foreign if group[0].naming is Naming.BRAND and group[0].last <= proposal.token
            ]
            chosen = holders[-1] if holders else chosen
        return _read(facts, chosen)
    if actor and earlier and earlier.labels and not pool and quantity and quantity.unit == "groups":
        actor = None  # "Turkey is bringing one batch back": one of those told of before
    if actor and proposal.kind in {Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE, Kind.ARRIVAL, Kind.STOCK, Kind.ARMS_SUPPLY}:
        label = f"{pack.states.get(actor.value) or actor.value} forces"
        return ForceRead(
            label, facts.tokens.words(actor.first, actor.last), None, (actor.value,), False, actor.first, actor.last
        )
    if earlier and earlier.labels:
        words = facts.tokens.words(earlier.first, earlier.last)
        return ForceRead(earlier.label, words, earlier.alias, earlier.sponsors, True)
    return ForceRead(GENERIC, "", None, (), True)


def _is_given_to(facts: Facts, proposal: Proposal, force: ForceWords) -> bool:
    """`handed over to the Somali army`: who takes over a post is not who leaves it."""
    before = force.first - 1 - (facts.tokens.key(force.first - 1) in facts.pack.small["the"])
    leaves = proposal.kind in {Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE} and force.first > proposal.token
    return leaves and facts.tokens.key(before) in facts.pack.small["goal"]


def bound_home(
    facts: Facts, proposal: Proposal, force: ForceRead, places: Sequence[PlaceWords], pack: Pack
) -> ForceRead:
    """`95 mercenaries went back to Syria`: men of no named nation who go back to a state are its own."""
    if proposal.kind not in {Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE} or force.label != GENERIC:
        return force
    back = facts.tokens.keys[proposal.token : proposal.token + 3]
    if not any(key in pack.small["home"] for key in back):
        return force
    goal = next((place for place in places if place.state and place.before in pack.small["goal"]), None)
    nation = pack.states.get(goal.name) if goal else None
    return replace(force, label=f"{nation} fighters") if nation else force


def _backing(facts: Facts, proposal: Proposal, pool: list[list[ForceWords]]) -> ForceRead:
    """States that help a side: they are the sponsors, of a foreign force where one is named."""
    sponsors = tuple(dict.fromkeys(actor.value for actor in facts.actors if actor.first < proposal.token))
    sponsors = sponsors or tuple(dict.fromkeys(actor.value for actor in facts.actors))
    foreign = next((group for group in pool if not all(force.own for force in group)), None)
    if foreign is None:
        return ForceRead(GENERIC, "", None, sponsors, True)
    read = _read(facts, foreign)
    return ForceRead(
        read.label, read.words, read.alias, read.sponsors or sponsors, read.inherited, read.first, read.last
    )


def _read(facts: Facts, group: list[ForceWords]) -> ForceRead:
    labels = list(dict.fromkeys(label for force in group for label in force.labels))
    if len(labels) > 1 and GENERIC in labels and len(group) > 1:
        labels.remove(GENERIC)
    sponsors = tuple(dict.fromkeys(sponsor for force in group for sponsor in force.sponsors))
    aliases = {force.alias for force in group}
    alias = aliases.pop() if len(aliases) == 1 else None
    bare = all(force.naming is Naming.BARE for force in group)
    words = facts.tokens.words(group[0].first, group[-1].last)
    return ForceRead("; ".join(labels), words, alias, sponsors, bare, group[0].first, group[-1].last)


def counts(facts: Facts, proposal: Proposal) -> list[Quantity | None]:
    """The numbers of a clause, one claim each. Several only where each counts people of its own noun."""
    if proposal.kind is not Kind.STOCK and any(is_strength(facts, item) for item in facts.quantities):
        facts = replace(facts, quantities=[item for item in facts.quantities if not is_strength(facts, item)])
    if proposal.kind in _UNCOUNTED:
        every = [item for item in facts.quantities if item.count is None]
        return [every[0] if every else None]
    if proposal.kind is Kind.MONITORING and facts.has("monitors"):
        who = facts.first("monitors")
        watchers = [item for item in facts.quantities if item.unit == "monitors" or not _counts_force(facts, item)]
        return [min(watchers, key=lambda item: abs(item.first - (who.first if who else 0)), default=None)]
    people = [item for item in facts.quantities if item.has_unit and item.unit == PERSONS]
    of_forces = [item for item in people if any(force.first <= item.head < force.last for force in facts.forces)]
    heads = {next(force.label for force in facts.forces if force.first <= item.head < force.last) for item in of_forces}
    if len(of_forces) > 1 and len(heads) == len(of_forces):
        return list(of_forces)
    united = of_forces or people or [item for item in facts.quantities if item.has_unit]
    bare = [item for item in facts.quantities if not item.has_unit and _is_bare(facts, proposal, item)]
    pool = united or bare
    return [min(pool, key=lambda item: abs(item.first - proposal.token)) if pool else None]


def _counts_force(facts: Facts, item: Quantity) -> bool:
    return any(force.first <= item.head < force.last for force in facts.forces)


def _is_bare(facts: Facts, proposal: Proposal, item: Quantity) -> bool:
    """A number without a noun that counts people all the same: near the verb, first in its clause, or "put at 300"."""
    near = abs(item.last - proposal.token) <= 4 or item.first - facts.clause.first <= 3
    moves = proposal.kind in {Kind.ARRIVAL, Kind.DEPARTURE} | PLEDGES
    alone = moves and len(facts.quantities) == 1 and item.count is not None and item.count.figure >= _MANY
    return near or alone or proposal.kind is Kind.STOCK


def choose_places(facts: Facts, proposal: Proposal, places: Sequence[PlaceWords]) -> list[PlaceWords]:
    """The places of a clause that belong to its kind: the origin of a departure, the goal of an arrival."""
    goals = [place for place in places if place.before in facts.pack.small["goal"]]
    origins = [place for place in places if place.before in facts.pack.small["origin"]]
    if proposal.kind in {Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE, Kind.DEMAND}:
        return origins or [place for place in places if place not in goals]
    if proposal.kind in {Kind.ARRIVAL, Kind.PLAN_ARRIVAL, Kind.ARMS_SUPPLY}:
        return goals or [place for place in places if place not in origins]
    if proposal.kind in {Kind.SUPPORT, Kind.AGREEMENT}:
        return []
    return list(places)


def takes_host(kind: Kind) -> bool:
    """Whether a claim of this kind that names no place is about the host."""
    return kind in _HERE


def choose_days(facts: Facts, proposal: Proposal, stance: Stance, published: date) -> Span:
    """The days a claim speaks of, by the role of the time beside it; the day of a statement is only a reference."""
    speech = facts.clause.speech
    said = speech.when.days if speech and speech.when and speech.when.days else one_day(published)
    first = said.first or published
    said = Span(first, max(first, min(said.last or published, published)), said.precision)
    whens = [when for when in facts.whens if proposal.kind is Kind.AGREEMENT or not _dates_agreement(facts, when)]
    near = sorted(whens, key=lambda when: abs(when.first - proposal.token))
    if proposal.kind in _AHEAD or stance is Stance.PLANNED:
        return _ahead([when for when in near if not _dates_meeting(facts, proposal, when)], first, proposal.kind)
    stands = proposal.kind is Kind.STOCK and facts.tokens.keys[proposal.token] in facts.pack.small["present"]
    if proposal.kind is not Kind.SUPPORT and not stands:  # what holds on is dated only by a day of its own
        near = near or ([facts.opening] if facts.opening else [])
    near = [when for when in near if not when.ahead]  # "as it heads for elections next month" dates nothing told
    event = next((when.days for when in near if when.role is Role.EVENT and when.days), None)
    if proposal.kind in _ENDED:
        event = event or next((when.past for when in near if when.past and not when.days), None)
    start = next((when.days for when in near if when.role is Role.START and when.days), None)
    if event:
        return _not_after(event, published) if proposal.kind is not Kind.AGREEMENT else event
    if start and start.first and said.last and start.first <= said.last and proposal.kind is not Kind.AGREEMENT:
        return Span(start.first, said.last, Precision.APPROX)
    now = any(when.role is Role.NOW for when in near) or _is_present(facts, proposal)
    if proposal.kind is Kind.DEPARTURE and stance is Stance.DENIED and not _is_past(facts, proposal):
        return said  # "has not left": nobody has gone on the day it is said
    return said if _lasts(proposal.kind, now, _goes_on(facts, proposal), said) else Span(None, said.last, Precision.DAY)


def _not_after(days: Span, published: date) -> Span:
    """`earlier this year`: what has happened did so by the day of the text."""
    late = days.first is not None and days.last is not None and days.first <= published < days.last
    return replace(days, last=published) if late else days


def _lasts(kind: Kind, now: bool, goes_on: bool, said: Span) -> bool:
    """Whether a claim holds for the days it was said: a present state, or "in June the mission said there were"."""
    return (
        (now and kind in _STATES)
        or (goes_on and kind in _ACTS)
        or (kind is Kind.STOCK and said.precision is not Precision.DAY)
    )


def _dates_agreement(facts: Facts, when: When) -> bool:
    """`the deal signed in August`, `the 2020 ceasefire`: the day of a text, not of what is done under it."""
    texts = (*facts.found.get("agreement.nouns", ()), *facts.found.get("agreement.dated", ()))
    before = any(0 <= when.first - text.last <= 1 for text in texts)
    return before or any(text.first == when.last for text in facts.found.get("agreement.nouns", ()))


def _dates_meeting(facts: Facts, proposal: Proposal, when: When) -> bool:
    """`met on Monday to discuss how they will leave`: a day inside a clause, before the words of the future."""
    cue = next((m for m in facts.found.get("future.phrases", ()) if m.first < proposal.token), None)
    inside = when.first > facts.clause.first + 1 and when.last <= proposal.token
    return inside and when.role is Role.EVENT and (cue is None or when.last <= proposal.token)


def _ahead(near: list[When], first: date, kind: Kind) -> Span:
    for when in near:
        days = when.future or when.days
        if days is None or when.role in {Role.NOW, Role.START}:
            continue
        if when.role is Role.DEADLINE and days.last and days.last >= first:
            return Span(first, days.last, days.precision)
        if when.role is Role.EVENT and days.last and days.last >= first:
            return Span(first, days.last, days.precision) if kind is Kind.DEMAND else days
    return Span(first, None, Precision.DAY)


def _is_past(facts: Facts, proposal: Proposal) -> bool:
    before = facts.tokens.keys[facts.clause.first : proposal.token + 2]
    return any(key in facts.pack.small["past"] for key in before)


def _goes_on(facts: Facts, proposal: Proposal) -> bool:
    """`are pouring weapons in`, `keeps arming them`: what is under way on the day of the text."""
    keys, at, small = facts.tokens.keys, proposal.token, facts.pack.small
    low = max(facts.clause.first, at - 2)
    helped = any(key in small["continuous"] or key in small["keeps"] for key in keys[low : at + 1])
    return helped and any(key.endswith(tuple(small["gerund"])) for key in keys[at : at + 2])


def _is_present(facts: Facts, proposal: Proposal) -> bool:
    """Whether the verb stands in the present: no past auxiliary or past form before or at it."""
    tokens, low, small = facts.tokens, facts.clause.first, facts.pack.small
    before = tokens.keys[low : proposal.token + 2]
    # Who "said there were 200" tells of the day he spoke: the past of reported speech.
    past = small["past"] - (small["reported_past"] if facts.clause.speech else frozenset())
    if any(key in past for key in before):
        return False
    key = tokens.keys[proposal.token]
    if key in small["present"]:
        return True
    if not small["perfect"].isdisjoint(before):
        return False
    return not small["continuous"].isdisjoint(before) or not key.endswith(tuple(small["participle"]))
