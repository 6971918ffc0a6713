"""What the choice of a kind is learned from, and what it is worth on documents it was not learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.accuracy.extraction.score import counts_of, pairs
from benchmarks.accuracy.extraction.texts import Text, as_line
from exeunt.claim import rerank
from exeunt.claim.assemble import claims
from exeunt.claim.choice import LEARNED, Chooser, chosen, may_claim, verb_of
from exeunt.claim.general import general_names
from exeunt.claim.identity import identified
from exeunt.claim.kind import Facts, Proposal, kind_of
from exeunt.claim.pack import load_pack
from exeunt.claim.rerank import Example
from exeunt.model.claim import Claim, Kind

_KINDS = {"presence": Kind.STOCK.value, "departure_planned": Kind.PLEDGE_DEPARTURE.value}


def read(text: Text, choose: Chooser = chosen) -> list[Claim]:
    """The claims of a text with one way to choose kinds."""
    pack = load_pack(text.document.language)
    found = claims(text.document, pack, general_names(text.document, pack), named=True, choose=choose)
    return [identified(claim) for claim in found]


def everything(facts: Facts) -> Proposal | None:
    """Every clause that may claim something, whether a rule fires or not."""
    proposal = kind_of(facts)
    return proposal or (Proposal(Kind.STOCK, verb_of(facts), 0.0, LEARNED) if may_claim(facts) else None)


def examples(group: Sequence[Text]) -> list[Example]:
    """Passages of labelled texts: those that rules read, and those that may hold a claim though no rule fires."""
    found: list[Example] = []
    for text in group:
        every = read(text, everything)
        lines = [as_line(text, claim) for claim in every]
        by_rule = [at for at, claim in enumerate(every) if not claim.note.startswith(LEARNED)]
        matched = {by_rule[j]: i for i, j in pairs(text.gold, [lines[at] for at in by_rule], kinds=False)}
        left = [i for i in range(len(text.gold)) if i not in matched.values()]
        others = [at for at in range(len(every)) if at not in by_rule]
        again = pairs([text.gold[i] for i in left], [lines[at] for at in others], kinds=False)
        matched |= {others[j]: left[i] for i, j in again}
        for at, claim in enumerate(every):
            fired = rerank.fired_of(claim) if at in by_rule else ()
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


def by_rules_and_learned(group: Sequence[Text]) -> dict[str, Counter[str]]:
    """Counts of the scorer on texts left out: kinds by the first rule, and as chosen by what was learned elsewhere."""
    total: dict[str, Counter[str]] = {"rules": Counter(), "chosen": Counter()}
    for out, weights in left_out(group):
        ways: dict[str, Callable[[Facts], Proposal | None]] = {
            "rules": kind_of,
            "chosen": partial(chosen, weights=weights),
        }
        for name, way in ways.items():
            for text in out:
                total[name].update(counts_of(text.gold, [as_line(text, claim) for claim in read(text, way)]))
    return total
