"""What to post so that the ledger agrees with the texts of a case: nothing is edited.

A claim with its author's own label (a row of a table) supersedes the one that stood under that label. A claim that was
read from a document and is not read from it any more, because the extractor has changed, is retracted. A labelled claim
whose row is gone stays: a row can be lost by mistake, so a person retracts it, and is told how.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exeunt.base.problem import Problem, warning
from exeunt.ledger.decided import NOTHING_DECIDED, Decided
from exeunt.ledger.entry import post, retract, supersede
from exeunt.model.claim import Claim
from exeunt.model.entry import Entry

REREAD = "no longer read from this document"


def reconcile(
    standing: Sequence[Claim],
    given: Sequence[Claim],
    documents: Collection[str],
    decided: Decided = NOTHING_DECIDED,
    reader: str = "",
) -> tuple[list[Entry], list[Problem]]:
    """Entries that bring the ledger from the claims standing in it to the claims given by the texts.

    `documents` are the ids of the documents that were read to give them. What a person has decided stays decided: a
    corrected or rejected reading is not made again, and a corrected, accepted or added one is not taken back. `reader`
    is what read the documents, where it was not the package alone: it stands in the entries of what it read.
    """
    known = {claim.id for claim in standing}
    by_label = {claim.label: claim for claim in standing if claim.label}
    given_ids, given_labels = {claim.id for claim in given}, {claim.label for claim in given if claim.label}

    entries: list[Entry] = []
    for claim in given:
        if claim.id in known or decided.settles(claim):
            continue
        earlier = by_label.get(claim.label) if claim.label else None
        entries.append(supersede(claim, earlier.id) if earlier else post(claim, reader if claim.passage else ""))
    problems: list[Problem] = []
    for claim in standing:
        if claim.id in given_ids or claim.label in given_labels or claim.review:
            continue
        if claim.passage and claim.passage.document_id in documents:
            entries.append(retract(claim.id, REREAD))
        elif claim.label and claim.where.file:
            problems.append(warning("ledger.row_gone", claim.where, label=claim.label))
    return entries, problems
