"""Documents to claims, by the words of a language pack: what is read, from which passage, and how surely."""

from __future__ import annotations

from functools import partial

from exeunt.base.problem import Problem, Where, warning
from exeunt.claim.assemble import claims
from exeunt.claim.choice import chosen
from exeunt.claim.identity import identified
from exeunt.claim.names import names_of
from exeunt.claim.pack import has_pack, load_pack
from exeunt.claim.proposer import Weights
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document


def extract(document: Document, case: Case, weights: Weights | None = None) -> tuple[list[Claim], list[Problem]]:
    """The claims of a document, in the order of its text; a language without a pack gives a warning and no claims.

    `weights` are what the case's reviews taught about kinds.
    """
    if not has_pack(document.language):
        return [], [warning("extract.no_pack", Where(document.file), language=document.language)]
    found = claims(document, load_pack(document.language), names_of(case), choose=partial(chosen, weights=weights))
    return [identified(claim) for claim in found], []
