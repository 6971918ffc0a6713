"""What a decision on a claim teaches: the clause it was read from, looked at again, with the kind a person gave it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from exeunt.claim.assemble import find
from exeunt.claim.choice import fired_of
from exeunt.claim.clause import Clause
from exeunt.claim.frame import frame
from exeunt.claim.index import Found, Index
from exeunt.claim.kind import proposals
from exeunt.claim.names import Names
from exeunt.claim.pack import load_pack
from exeunt.claim.proposer import NOTHING, Example, class_of
from exeunt.model.claim import Kind
from exeunt.model.document import Document, Passage


class Lessons:
    """Makes examples of the passages of documents, each document looked at once. `names` are the case's."""

    def __init__(self, names: Names) -> None:
        self._seen = lru_cache(maxsize=4)(self._look)
        self.names = names

    def _look(self, document: Document) -> tuple[Found, Index]:
        pack = load_pack(document.language)
        found = find(document, pack, self.names)
        return found, Index(found, pack)

    def example(self, document: Document, passage: Passage, kind: Kind | None) -> Example | None:
        """The example that a passage makes: `kind` as a person has it, None where it is no claim.

        None where the passage holds no word of the text.
        """
        found, index = self._seen(document)
        clause = clause_at(found, passage)
        if clause is None:
            return None
        facts = index.facts(clause)
        return Example(document.id, frame(facts), fired_of(proposals(facts)), class_of(kind) if kind else NOTHING)


def clause_at(found: Found, passage: Passage) -> Clause | None:
    """The clause that is a passage; where none is, the passage's own words as one. None where it holds no word."""
    tokens = found.tokens
    first, last = bisect_left(tokens.starts, passage.start), bisect_right(tokens.ends, passage.end)
    if first >= last:
        return None
    known = next((item for item in found.clauses if (item.first, item.last) == (first, last)), None)
    sentence = next((at for at, (low, high) in enumerate(tokens.sentences) if low <= first < high), 0)
    return known or Clause(first, last, sentence, None)
