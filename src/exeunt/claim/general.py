"""Reading without a case: the built-in pack alone, with the host guessed from the places that a text names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from exeunt.base.problem import Problem, Where, warning
from exeunt.claim.assemble import claims, sight
from exeunt.claim.identity import identified
from exeunt.claim.names import Names, names_of
from exeunt.claim.pack import Pack, has_pack, load_pack
from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document

_NO_AGREEMENT = Agreement((), (), (), (), (), ())
_IN_TITLE = 2  # a title names the host more surely than the body does


def extract_general(document: Document) -> tuple[list[Claim], list[Problem]]:
    """The claims of a document read by its language's pack alone; names stay words, no id is given."""
    if not has_pack(document.language):
        return [], [warning("extract.no_pack", Where(document.file), language=document.language)]
    pack = load_pack(document.language)
    return [identified(claim) for claim in claims(document, pack, general_names(document, pack))], []


def general_names(document: Document, pack: Pack) -> Names:
    """The names that stand in for those of a case: the host's only."""
    return replace(names_of(_case(host_of(document, pack), pack)), trie={}, words=frozenset())


def host_of(document: Document, pack: Pack) -> str:
    """The state or territory that most of the movement words of a text and its title are about, or an empty text."""
    seen: Counter[str] = Counter()
    for text, weight in ((document.text[document.body :], 1), (document.title, _IN_TITLE)):
        tokens, found = sight(text, 0, pack)
        beside = pack.small["goal"] | pack.small["origin"] | pack.words("place", "seek", "prepositions")
        for mention in found:
            if mention.family not in {"state", "territory"} or tokens.is_lower(mention.first):
                continue
            before = mention.first - 1
            while tokens.key(before) in pack.small["the"] | pack.words("place", "seek", "directions"):
                before -= 1
            seen[mention.value] += weight * (2 if tokens.key(before) in beside else 1)
    return min(seen, key=lambda name: (-seen[name], name), default="")


_HOSTS: dict[tuple[str, str], Case] = {}
_KEPT = 64


def _case(host: str, pack: Pack) -> Case:
    """A case that knows its host only."""
    key = (host, pack.language)
    if key not in _HOSTS:
        if len(_HOSTS) >= _KEPT:
            _HOSTS.clear()
        name = Name(host, "", tuple(sorted(pack.spellings.get(host, ()))))
        _HOSTS[key] = Case(
            "", name, name, date(1900, 1, 1), date(2100, 12, 31), _NO_AGREEMENT, (), (), ()
        )  # fmt: skip
    return _HOSTS[key]
