"""What the kinds of clauses are learned from, and weights that were learned without a document.

Clauses of labelled texts, each with the kind of the label it pairs with or none, and single sentences of our own with
their kinds. `*.kept.tsv` are never learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.accuracy.extraction.score import pairs
from benchmarks.accuracy.extraction.texts import TAUGHT, Text, texts
from exeunt.claim import proposer
from exeunt.claim.assemble import find
from exeunt.claim.choice import fired_of
from exeunt.claim.facts import Facts
from exeunt.claim.frame import frame
from exeunt.claim.general import general_names
from exeunt.claim.index import Index
from exeunt.claim.kind import proposals
from exeunt.claim.pack import load_pack
from exeunt.claim.proposer import Example, Weights
from exeunt.document.read import document_from
from exeunt.model.claim import Kind
from exeunt.model.document import Document

SENTENCES = Path(__file__).with_name("own") / "kinds"
_KINDS = {"presence": Kind.STOCK.value, "departure_planned": Kind.PLEDGE_DEPARTURE.value, "none": proposer.NOTHING}


def clauses(document: Document) -> list[Facts]:
    """The clauses of a document, with what was found in each."""
    pack = load_pack(document.language)
    found = find(document, pack, general_names(document, pack))
    index = Index(found, pack)
    return [index.facts(clause) for clause in found.clauses]


def of_text(text: Text) -> Iterator[Example]:
    """The clauses of a labelled text."""
    every = clauses(text.document)
    lines = [_line(facts) for facts in every]
    label = {j: text.gold[i]["kind"] for i, j in pairs(text.gold, lines, kinds=False)}
    for at, facts in enumerate(every):
        yield _example(text.name, facts, label.get(at, "none"))


def _line(facts: Facts) -> dict[str, object]:
    tokens, clause = facts.tokens, facts.clause
    span = tokens.starts[clause.first], tokens.ends[clause.last - 1]
    return {"quote_start": span[0], "quote_end": span[1], "quote": facts.quote}


def _example(group: str, facts: Facts, kind: str) -> Example:
    return Example(group, frame(facts), fired_of(proposals(facts)), _KINDS.get(kind, kind))


def of_sentence(name: str, language: str, kind: str, sentence: str) -> Iterator[Example]:
    """The clause of a sentence that says what it claims; of one that claims nothing, every clause."""
    every = clauses(sentence_document(sentence, language))
    if kind != "none" and every:
        every = [max(every, key=_weight)]
    yield from (_example(name, facts, kind) for facts in every)


def _weight(facts: Facts) -> tuple[bool, bool, int]:
    return bool(proposals(facts)), bool(facts.forces), facts.clause.last - facts.clause.first


def sentence_document(sentence: str, language: str) -> Document:
    """A document of one sentence."""
    text = f"title: News\npublisher: Agency\ndate: 2024-05-14\nlang: {language}\n\n{sentence}\n"
    document, _ = document_from(text.encode(), date(2030, 1, 1), "a.txt")
    if document is None:
        raise SystemExit(f"not a text: {sentence}")
    return document


def sentences(kept: bool = False) -> Iterator[tuple[str, str, str, str]]:
    """(name, language, kind, sentence) of every labelled sentence; `kept`: of those that are never learned from."""
    for path in sorted(SENTENCES.glob("*.tsv")):
        if (".kept." in path.name) is kept:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                kind, _, sentence = line.partition("\t")
                if sentence:
                    yield f"{path.name} {number}", path.name[:2], kind, sentence


@cache
def examples() -> tuple[Example, ...]:
    """Everything that kinds are learned from."""
    of_texts = [item for folder in TAUGHT for text in texts(folder) for item in of_text(text)]
    return (*of_texts, *(item for told in sentences() for item in of_sentence(*told)))


@cache
def left_out() -> dict[str, Weights]:
    """By the name of every text that kinds are learned from, weights that were learned without it."""
    every = examples()
    products = proposer.products_of(every)
    names = [text.name for folder in TAUGHT for text in texts(folder)]
    weights: dict[str, Weights] = {}
    for number in range(proposer.GROUPS):
        out = set(names[number :: proposer.GROUPS])
        kept = [at for at, item in enumerate(every) if item.group not in out]
        fitted = proposer.train([every[at] for at in kept], products=products[np.ix_(kept, kept)])
        weights.update(dict.fromkeys(out, fitted))
    return weights


def right(some: Sequence[Example], weights: Weights) -> tuple[int, int]:
    """Of some clauses, how many kinds the rules have right, and how many the rules and the words together."""
    rules = sum((item.fired[0] if item.fired else proposer.NOTHING) == item.kind for item in some)
    both = sum(proposer.decide(proposer.chances(weights, item.features), item.fired) == item.kind for item in some)
    return rules, both
