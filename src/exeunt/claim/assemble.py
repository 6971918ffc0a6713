"""Clauses to claims: every stage's findings brought together, and token numbers turned into offsets of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from exeunt.base.text import folded
from exeunt.claim.attribution import speeches
from exeunt.claim.choice import Chooser, chosen
from exeunt.claim.clause import Marks, clauses
from exeunt.claim.clitics import Clitics
from exeunt.claim.confidence import chance, features
from exeunt.claim.facts import TRIGGERS, VERBS, Facts, Proposal
from exeunt.claim.force import forces
from exeunt.claim.force_words import GENERIC, ForceWords, Naming
from exeunt.claim.further import further
from exeunt.claim.gate import is_history, is_of_forces
from exeunt.claim.identity import changed
from exeunt.claim.index import Found, Index
from exeunt.claim.names import Names
from exeunt.claim.pack import Mention, Pack, mentions
from exeunt.claim.place import PlaceWords, places
from exeunt.claim.quantity import Quantity, quantities
from exeunt.claim.reading import (
    ForceRead,
    bound_home,
    caller,
    choose_days,
    choose_force,
    choose_places,
    counts,
    directed,
    takes_host,
)
from exeunt.claim.stance import stance_of
from exeunt.claim.token import Tokens, tokenise
from exeunt.claim.when import When, covered, times
from exeunt.model.claim import Claim, Kind
from exeunt.model.document import Document, Passage

_JOINING = 2  # tokens between two places of a list: a comma and a word
_OPENING = 20  # tokens of an opening phrase
_SAID_AS = frozenset({"stance.hedged", "stance.unverified", "future.phrases", "future.close"})


Sighted: TypeAlias = tuple[Tokens, list[Mention]]
"""A text's tokens, and every phrase of a pack in it."""


def find(document: Document, pack: Pack, names: Names, sighted: Sighted | None = None) -> Found:
    """Run the stages over a document, each over the tokens and what came before. `sighted`: the first was run."""
    tokens, found = sighted or sight(document.text, document.body, pack, names)
    whens = times(tokens, pack, document.published)
    named = forces(tokens, pack, names, found)
    found = _without_adjuncts(tokens, pack, _outside(tokens, found, named), named)
    dated = frozenset(covered(whens))
    found = [m for m in found if m.first not in dated or m.family not in _SAID_AS]  # "30 May" hedges nothing
    nouns = frozenset(force.noun for force in named)
    counted = quantities(tokens, pack, dated, nouns)
    said = speeches(tokens, pack, found, whens, named)
    taken = frozenset(at for force in named for at in range(force.first, force.last)) | dated
    sited = places(tokens, pack, names, found, taken)
    verbs = [m for m in found if m.family in VERBS and not _is_gerund(tokens, pack, m)]
    triggers = [m for m in found if m.family in TRIGGERS]
    kept = frozenset(at for m in found if m.family == "condition.phrases" for at in range(m.first, m.last)) | taken
    kept |= frozenset(at for quantity in counted for at in range(quantity.first, quantity.last))
    kept |= frozenset(_listed(tokens, pack, sited))
    marks = Marks(kept, frozenset(_under_texts(tokens, pack, found, whens)), _phrases(named, counted))
    cut = clauses(tokens, pack, said, verbs=verbs, triggers=triggers, marks=marks)
    return Found(tokens, found, whens, named, counted, sited, said, cut)


def _listed(tokens: Tokens, pack: Pack, sited: Sequence[PlaceWords]) -> Iterator[int]:
    """The marks and joining words inside a list of places, which part no clauses: `Gao, Mopti and Kidal`."""
    for one, other in pairwise(sited):
        between = range(one.last, other.first)
        if 0 < len(between) <= _JOINING and all(tokens.keys[at] in pack.small["list"] | {","} for at in between):
            yield from between


def _under_texts(tokens: Tokens, pack: Pack, found: list[Mention], whens: list[When]) -> Iterator[int]:
    """Where a sentence goes on after `Under the accords signed in May,`: the text is one claim, the rest another."""
    texts = [mention.first for mention in found if mention.family == "agreement.nouns"]
    for low, high in tokens.sentences:
        if tokens.key(low) not in pack.small["under"]:
            continue
        named = bisect_left(texts, low)
        at = texts[named] if named < len(texts) else high
        comma = next((i for i in range(at, min(high, low + _OPENING)) if tokens.keys[i] == ","), None)
        dated = next((when.last for when in whens if at < when.first <= at + _OPENING // 4 and when.last < high), None)
        if comma is not None or dated is not None:
            yield comma or dated or at


def sight(text: str, body: int, pack: Pack, names: Names | None = None) -> Sighted:
    """The tokens of a text and every phrase of the pack, and of the names of a case, in it."""
    split = pack.clitics
    if split and names and names.words:
        split = _with_names(pack, names)
    tokens = tokenise(text, body, pack.abbreviations, pack.small["opens_sentence"], split.split if split else None)
    tries = (pack.trie, names.trie) if names else (pack.trie,)
    found = mentions(tokens, tries, pack.skipped)
    return tokens, [item for item in found if not _is_compound(tokens, item)]


_SPLITS: list[tuple[Names, str, Clitics]] = []


def _with_names(pack: Pack, names: Names) -> Clitics:
    """The clitics of a pack that know a case's names too; those of the last case are kept."""
    for known, language, split in _SPLITS:
        if known is names and language == pack.language:
            return split
    clitics = pack.clitics or Clitics(frozenset())
    split = replace(clitics, words=clitics.words | names.words, _cache={})
    _SPLITS[:] = [*_SPLITS[-3:], (names, pack.language, split)]
    return split


def _outside(tokens: Tokens, found: list[Mention], named: list[ForceWords]) -> list[Mention]:
    """Words inside a force's name tell of nothing: `Training Mission`, `troops sent by Turkey`."""
    inside = {
        at
        for force in named
        if force.naming > Naming.BARE
        for at in range(force.first, force.last)
        if at > force.noun or (at > force.first and tokens.is_capital(at))
    }
    return [m for m in found if m.first not in inside or "." not in m.family or m.family.startswith("speech.")]


def _without_adjuncts(tokens: Tokens, pack: Pack, found: list[Mention], named: list[ForceWords]) -> list[Mention]:
    """`fighters brought in by Turkey remain there` tells of the stay: a participle right after a force is no verb.

    It stays where its sentence has no other verb of ours.
    """
    ends = {force.last for force in named}
    by = pack.small["by"]
    beside = {m.first for m in found if m.family in VERBS and m.first in ends and tokens.key(m.last) in by}
    if not beside:
        return found
    verbs = sorted({m.first for m in found if m.family in VERBS})
    kept: set[int] = set()
    for low, high in tokens.sentences:
        inside = verbs[bisect_left(verbs, low) : bisect_left(verbs, high)]
        adjuncts = [at for at in inside if at in beside]
        if adjuncts and not any(at > adjuncts[0] and at not in beside for at in inside):
            kept.update(adjuncts)
    return [m for m in found if m.first not in beside or m.first in kept]


def _phrases(named: list[ForceWords], counted: list[Quantity]) -> dict[int, int]:
    """By the token after a force, where its words begin, with the number that counts it."""
    phrases = {force.last: force.first for force in named}
    by_noun = {force.noun: force.last for force in named}
    for quantity in counted:
        if quantity.head in by_noun:
            phrases[by_noun[quantity.head]] = min(quantity.first, phrases[by_noun[quantity.head]])
    return phrases


def _is_compound(tokens: Tokens, mention: Mention) -> bool:
    """The second half of a compound adjective is no verb: `Turkish-backed`, `eastern-based`."""
    first = mention.first
    if "." not in mention.family or first < 2 or tokens.keys[first - 1] != "-" or not tokens.is_word(first - 2):
        return False
    return tokens.starts[first] == tokens.ends[first - 1]


def _is_gerund(tokens: Tokens, pack: Pack, mention: Mention) -> bool:
    """`a process for withdrawing them`: a verb that stands as a noun opens no clause of its own."""
    gerund = tokens.keys[mention.first].endswith(tuple(pack.small["gerund"]))
    return gerund and tokens.key(mention.first - 1) in pack.small["gerund_after"]


def claims(
    document: Document,
    pack: Pack,
    names: Names,
    *,
    named: bool = False,
    sighted: Sighted | None = None,
    choose: Chooser = chosen,
) -> Iterator[Claim]:
    """Every claim of a document, in the order of the text. `named`: only where the text names a foreign force."""
    found = find(document, pack, names, sighted)
    told = _claims(document, pack, names, found, choose)
    if named:
        told = (claim for claim in told if not is_history(claim))
    if named and not is_of_forces(found.forces, found.mentions):
        # No foreign force is named anywhere: who leaves here is a senator, a striker, or an army of another age, unless
        # a clause itself says whose men they are.
        told = (claim for claim in told if dict(claim.basis)["force"] == "explicit")
    yield from told


def _claims(document: Document, pack: Pack, names: Names, found: Found, choose: Chooser) -> Iterator[Claim]:
    maker = _Maker(document, pack, names, found)
    for clause in found.clauses:
        facts = maker.index.facts(clause)
        proposal = choose(facts)
        if proposal is not None:
            counted = counts(facts, proposal)
            yield from (maker.claim(facts, proposal, quantity) for quantity in counted)
            yield from maker.further(facts, proposal, counted)


class _Maker:
    """Makes the claims of one document."""

    def __init__(self, document: Document, pack: Pack, names: Names, found: Found) -> None:
        self.document, self.pack, self.names, self.tokens = document, pack, names, found.tokens
        self.index = Index(found, pack)

    def further(self, facts: Facts, proposal: Proposal, counted: Sequence[Quantity | None]) -> Iterator[Claim]:
        """The claims of stretches inside a clause."""
        for item in further(facts, proposal, counted, self.index.places(facts.clause)):
            clause = replace(facts.clause, first=item.first, last=item.last)
            yield self.claim(self.index.facts(clause), item.proposal, item.quantity)

    def claim(self, facts: Facts, proposal: Proposal, quantity: Quantity | None) -> Claim:
        """The claim of one clause, about what one of its numbers counts."""
        document, names, clause, speech = self.document, self.names, facts.clause, facts.clause.speech
        if clause.inherits and names.source(document.publisher):
            speech = None  # a publisher that the case knows as a source speaks for itself
        sited = self.index.places(clause)
        proposal = directed(facts, proposal, sited, names)
        force = choose_force(facts, proposal, quantity, self.index.earlier(clause), self.pack)
        force = bound_home(facts, proposal, force, sited, self.pack)
        own = "" if speech else self.index.named(clause, caller(facts, proposal))
        speaker = speech.speaker if speech else own or document.publisher
        stance = stance_of(facts, proposal, speech.speaker if speech else "")
        where = choose_places(facts, proposal, sited) or self.index.place_before(clause, proposal.kind)
        sites, place_text = _sites(names, proposal.kind, where)
        basis = _basis(proposal, facts, force, quantity, place_text, speech is not None or own != "")
        start, end = self.tokens.starts[clause.first], self.tokens.ends[clause.last - 1]
        claim = Claim(
            kind=proposal.kind,
            stance=stance,
            force_id=_force_id(names, force),
            force_text=force.label,
            side=_side(facts),
            sponsor="; ".join(names.sponsor(state) for state in force.sponsors),
            site_ids=sites,
            place_text=place_text,
            count=quantity.count if quantity else None,
            count_text=self.tokens.words(quantity.first, quantity.last) if quantity else "",
            as_of=choose_days(facts, proposal, stance, document.published),
            known_on=document.published,
            source_id=names.source(speaker, *((speech.named,) if speech else ())),
            source_text=speaker,
            relayed_by="; ".join(speech.relays) if speech else "",
            basis=basis,
            url=document.url,
            note=_reason(proposal),
            passage=Passage(document.id, start, end, document.text[start:end]),
        )
        return changed(claim, confidence=chance(features(claim)))


def _force_id(names: Names, force: ForceRead) -> str | None:
    if force.alias:
        return force.alias
    found = names.force(
        force.words,
        force.label,
        force.label.replace(" fighters", " mercenaries"),
        force.label.replace(" forces", " troops"),
    )
    if found:
        return found
    return names.all_foreign if force.label == GENERIC else None


def _sites(names: Names, kind: Kind, where: Sequence[PlaceWords]) -> tuple[tuple[str, ...], str]:
    """The sites of a claim and its places in words; a claim of the whole host has no site."""
    if not where:
        return (), names.host if takes_host(kind) else ""
    found = ((place.name, place.site or names.site(place.name)) for place in where)
    sites = (site for name, site in found if site and folded(name) not in names.host_names)
    return tuple(dict.fromkeys(sites)), "; ".join(dict.fromkeys(place.name for place in where))


def _side(facts: Facts) -> str:
    sides = facts.found.get("side", [])
    return "; ".join(dict.fromkeys(mention.value for mention in sides))


def _reason(proposal: Proposal) -> str:
    """Why the kind, and which other kinds a rule would have read."""
    also = ", ".join(kind.value for kind in proposal.rivals)
    return f"{proposal.reason} (not: {also})" if also else proposal.reason


def _basis(
    proposal: Proposal, facts: Facts, force: ForceRead, quantity: Quantity | None, place: str, spoken: bool
) -> tuple[tuple[str, str], ...]:
    """Of each field whether the clause says it, an earlier one does, or nothing does and a rule fills it."""
    inherited = "inherited" if force.words else "default"
    inside = {"force": "explicit" if not force.inherited else inherited}
    inside["quantity"] = "explicit" if quantity else "default"
    inside["place"] = "explicit" if place and facts_name(facts, place) else "default"
    inside["time"] = "explicit" if facts.whens else ("inherited" if facts.opening else "default")
    inside["source"] = "explicit" if spoken else "default"
    inside["kind"] = "contested" if proposal.rivals else "sole"
    if proposal.by_words:
        inside["words"] = proposal.by_words
    return tuple(sorted(inside.items()))


def facts_name(facts: Facts, place: str) -> bool:
    """Whether any word of a place's name stands in the clause."""
    keys = set(facts.tokens.keys[facts.clause.first : facts.clause.last])
    return any(key in keys for key in folded(place).split())
