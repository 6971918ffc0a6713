"""Who says it, and who passed it on: `python -m benchmarks.accuracy.extraction.speakers [--errors]`.

Sentences of our own in three languages. Groups "a" and "b" were learned from; group "c" is only measured. Beside ours
stands the least that could be done: the words of the sentence before its first verb of speaking.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.accuracy.extraction.fields import same_speaker
from exeunt.claim.assemble import sight
from exeunt.claim.general import extract_general
from exeunt.claim.pack import load_pack
from exeunt.document.read import document_from
from exeunt.model.claim import Claim
from exeunt.model.document import Document

GOAL = 0.82  # of the speakers of group "c" that are right, a claim that was not found counting as wrong
_DAY = date(2019, 6, 12)
_NONE = "(not found)"


@dataclass(frozen=True)
class Sentence:
    """One text with the speaker and the relays of the claim that overlaps its quote."""

    lang: str
    group: str
    text: str
    quote: str
    said: str
    relays: list[str]


def sentences() -> list[Sentence]:
    """All sentences, in the order of their file."""
    data = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    return [Sentence(**item) for item in data["text"]]


def document_of(sentence: Sentence) -> Document:
    """A sentence as a document without a publisher."""
    document, _ = document_from(
        f"date: {_DAY}\nlang: {sentence.lang}\n\n{sentence.text}".encode(), date(2100, 1, 1), "sentence.txt"
    )
    if document is None:
        raise SystemExit("a sentence cannot be read")
    return document


def read(sentence: Sentence) -> tuple[str, list[str]]:
    """The speaker and the relays that Exeunt reads."""
    document = document_of(sentence)
    claims, _ = extract_general(document)
    start = document.text.index(sentence.quote, document.body)
    claim = next((claim for claim in claims if _overlaps(claim, start, start + len(sentence.quote))), None)
    if claim is None:
        return _NONE, []
    spoken = dict(claim.basis)["source"] != "default"
    return claim.source_text if spoken else "", [name for name in claim.relayed_by.split("; ") if name]


def least(sentence: Sentence) -> str:
    """The words before the first verb of speaking."""
    document = document_of(sentence)
    tokens, found = sight(document.text, document.body, load_pack(sentence.lang))
    cue = next((m.first for m in found if m.family in {"speech.cues", "speech.according"}), 0)
    low = max((low for low, _ in tokens.sentences if low <= cue), default=0)
    return tokens.words(low, cue)


def is_same(wanted: str, found: str) -> bool:
    """Whether two speakers agree, by the rule the labelled texts are scored by."""
    return same_speaker(wanted, found) if wanted and found != _NONE else wanted == found


def relays_agree(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether the same relays stand in the same order."""
    return len(wanted) == len(found) and all(is_same(one, other) for one, other in zip(wanted, found, strict=True))


def _overlaps(claim: Claim, start: int, end: int) -> bool:
    return claim.passage is not None and claim.passage.start < end and start < claim.passage.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what is wrong in groups a and b")
    chosen = parser.parse_args()
    every = sentences()
    print(f"{'':<10}{'texts':>6}{'found':>7}{'speaker':>9}{'chain':>7}{'words before the verb':>23}")
    shares = {}
    for name in ("a", "b", "c"):
        some = [item for item in every if item.group == name]
        shares[name] = _report(f"group {name}", some, chosen.errors and name != "c")
    for lang in ("en", "ar", "fr"):
        _report(lang, [item for item in every if item.lang == lang], errors=False)
    if shares["c"] < GOAL:
        print(f"speakers of group c: {shares['c']:.2f}, goal {GOAL}")
        sys.exit(1)


def _report(name: str, some: Sequence[Sentence], errors: bool) -> float:
    """Print the line of some sentences; their share of speakers that are right."""
    right = chains = base = found = 0
    for item in some:
        said, relays = read(item)
        found += said != _NONE
        right += is_same(item.said, said)
        chains += is_same(item.said, said) and relays_agree(item.relays, relays)
        base += is_same(item.said, least(item))
        if errors and not (is_same(item.said, said) and relays_agree(item.relays, relays)):
            print(f"  {item.said!r} {item.relays} read as {said!r} {relays}\n    {item.text}")
    count = len(some)
    shares = [f"{number / count:.2f}" for number in (found, right, chains, base)]
    print(f"{name:<10}{count:>6}{shares[0]:>7}{shares[1]:>9}{shares[2]:>7}{shares[3]:>23}")
    return right / count


if __name__ == "__main__":
    main()
