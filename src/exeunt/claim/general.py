"""Reading without a case: the built-in pack alone, with the host guessed from the places that a text names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial

from exeunt.base.problem import Problem, Where, warning
from exeunt.claim.assemble import Sighted, claims, sight
from exeunt.claim.choice import chosen
from exeunt.claim.identity import identified
from exeunt.claim.names import Names, names_of
from exeunt.claim.pack import Mention, Pack, has_pack, load_pack
from exeunt.claim.proposer import Weights
from exeunt.claim.token import Tokens
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document

_ARMED = frozenset({"noun", "generic", "departure.nouns"})  # "the Turkish withdrawal" is one of Turkish troops
_SIGNS = frozenset({"adjective", "people", "sign", "state", "territory", "town", "seat"})
_NO_AGREEMENT = Agreement((), (), (), (), (), ())
# How much a mention says that its state is the host, by what it is there.
_FORCE_THERE = 6  # "mercenaries in Libya"
_PLACE = 4
_GOAL = 2  # where somebody goes may be the host, or home
_OF_PARTY = 3
_OF_PEOPLE = 2  # "Libyan officials"
_ACTOR = 1
_DATELINE = 2  # a report begins with where it was written
_OF_FORCE = -4  # "Turkish troops"
_OWNED = 4  # tokens from "Uganda's" to its soldiers
_LEAST = 2  # a state that only acts once, and is nowhere a place, is no host


def extract_general(document: Document, weights: Weights | None = None) -> tuple[list[Claim], list[Problem]]:
    """The claims of a document read by its language's pack alone; names stay words, no id is given.

    `weights` are others than the package's, for what a clause claims.
    """
    if not has_pack(document.language):
        return [], [warning("extract.no_pack", Where(document.file), language=document.language)]
    pack = load_pack(document.language)
    sighted = sight(document.text, document.body, pack)
    names = general_names(document, pack, sighted)
    choose = partial(chosen, weights=weights)
    found = claims(document, pack, names, named=True, sighted=sighted, choose=choose)
    return [identified(claim) for claim in found], []


def general_names(document: Document, pack: Pack, sighted: Sighted | None = None) -> Names:
    """The names that stand in for those of a case: the host's only. `sighted` is the body, where it was looked at."""
    host = host_of(document, pack, sighted)
    return _names_of_host(host, tuple(sorted(pack.spellings.get(host, ()))))


def host_of(document: Document, pack: Pack, sighted: Sighted | None = None) -> str:
    """The state or territory that most of the place words of a text and its title are about, or an empty text.

    A state whose people are the force that moves ("Turkish troops") is less likely the host; a town counts for its own.
    """
    seen: Counter[str] = Counter()
    body = sighted or sight(document.text, document.body, pack)
    for tokens, found in (body, sight(document.title, 0, pack)):
        armed = {at for mention in found if mention.family in _ARMED for at in (mention.first, mention.last)}
        capitals = {mention.first for mention in found if mention.family == "seat"}
        for mention in found:
            if mention.family not in _SIGNS:
                continue
            if mention.family == "town" and (mention.first in capitals or mention.value not in pack.town_of):
                continue  # where accords are signed and words are spoken: a capital counts as a seat only
            seen[pack.town_of.get(mention.value, mention.value)] += _sign(tokens, pack, mention, armed)
        for first, _ in tokens.sentences[:1]:
            seen.update({m.value: _DATELINE for m in found if m.family == "seat" and m.first == first})
    return min((name for name in seen if seen[name] >= _LEAST), key=lambda name: (-seen[name], name), default="")


def _sign(tokens: Tokens, pack: Pack, mention: Mention, armed: set[int]) -> int:
    """How much one mention says for its state as the host."""
    if mention.family in {"adjective", "people"}:
        beside = mention.family == "people" or mention.last in armed or mention.first in armed
        return _OF_FORCE if beside else _OF_PEOPLE
    if mention.family == "sign":
        return _OF_PARTY
    if mention.family not in {"state", "territory", "town", "seat"} or tokens.is_lower(mention.first):
        return 0
    owned = armed.intersection(range(mention.last, mention.last + _OWNED))
    if owned and tokens.key(mention.last) in pack.small["possessive"]:
        return _OF_FORCE
    return _sign_of_place(tokens, pack, mention, armed)


def _sign_of_place(tokens: Tokens, pack: Pack, mention: Mention, armed: set[int]) -> int:
    """The same of a place, by the word before it."""
    small, (passed, prepositions, before_places) = pack.small, _words_of_place(pack.language)
    before = mention.first - 1
    while tokens.key(before) in passed:
        before -= 1
    key = tokens.key(before)
    if key not in before_places:
        return 0 if mention.family in {"town", "seat"} else _ACTOR
    if mention.family == "seat":
        return _GOAL if key in prepositions else 0
    if before in armed and key in small["of"] and "noun_first" not in pack.flags and mention.family != "town":
        return _OF_FORCE  # "the forces of Zimbabwe, Namibia and Angola"
    there = _FORCE_THERE if before in armed else _PLACE
    return _GOAL if key in small["goal"] else there


@cache
def _words_of_place(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words that stand between a preposition and a place, prepositions, and all words that make a name a place."""
    pack = load_pack(language)
    prepositions = pack.words("place", "seek", "prepositions")
    passed = pack.small["the"] | pack.words("place", "seek", "directions")
    return passed, prepositions, prepositions | pack.small["goal"] | pack.small["origin"]


@lru_cache(maxsize=64)
def _names_of_host(host: str, spellings: tuple[str, ...]) -> Names:
    name = Name(host, "", spellings)
    case = Case("", name, name, date(1900, 1, 1), date(2100, 12, 31), _NO_AGREEMENT, (), (), ())
    return replace(names_of(case), trie={}, words=frozenset())
