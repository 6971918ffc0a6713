"""What a choice of kinds could be learned from, and what it is worth on documents it was not learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks.accuracy.extraction.score import counts_of, pairs
from benchmarks.accuracy.extraction.texts import Text, as_line
from exeunt.claim import rerank
from exeunt.claim.assemble import claims
from exeunt.claim.choice import Chooser, chosen
from exeunt.claim.general import general_names
from exeunt.claim.identity import identified
from exeunt.claim.pack import load_pack
from exeunt.claim.rerank import Example
from exeunt.model.claim import Claim, Kind

_KINDS = {"presence": Kind.STOCK.value, "departure_planned": Kind.PLEDGE_DEPARTURE.value}


def read(text: Text, choose: Chooser = chosen) -> list[Claim]:
    """The claims of a text with one way to choose kinds."""
    pack = load_pack(text.document.language)
    found = claims(text.document, pack, general_names(text.document, pack), named=True, choose=choose)
    return [identified(claim) for claim in found]


def examples(group: Sequence[Text]) -> list[Example]:
    """The passages that the rules read in labelled texts, with the kind each is labelled with, or none."""
    found: list[Example] = []
    for text in group:
        every = read(text)
        matched = {j: i for i, j in pairs(text.gold, [as_line(text, claim) for claim in every], kinds=False)}
        for at, claim in enumerate(every):
            fired = rerank.fired_of(claim)
            kind = text.gold[matched[at]]["kind"] if at in matched else rerank.NOTHING
            quote = claim.passage.quote if claim.passage else ""
            known = rerank.features(quote, fired, text.document.language)
            found.append(Example(text.name, known, fired, _KINDS.get(kind, kind)))
    return found


def left_out(group: Sequence[Text]) -> Iterator[tuple[list[Text], rerank.Weights]]:
    """Texts in groups, each with weights that were learned from all others."""
    every = examples(group)
    for number in range(rerank.GROUPS):
        out = [text for at, text in enumerate(group) if at % rerank.GROUPS == number]
        names = {text.name for text in out}
        yield out, rerank.train([item for item in every if item.group not in names])


def by_rules_and_learned(group: Sequence[Text]) -> tuple[Counter[str], Counter[str]]:
    """Counts of the scorer on texts left out: kinds by the first rule, and as chosen by what was learned elsewhere."""
    rules: Counter[str] = Counter()
    learned: Counter[str] = Counter()
    for out, weights in left_out(group):
        for text in out:
            rules.update(counts_of(text.gold, [as_line(text, claim) for claim in read(text)]))
            by_weights = read(text, partial(chosen, weights=weights))
            learned.update(counts_of(text.gold, [as_line(text, claim) for claim in by_weights]))
    return rules, learned
