"""Nobody is named who is to do it."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import by_clause
from exeunt.lint.finding import Grade, Weakness, listed, weakness
from exeunt.model.case import Case


def no_actor(case: Case) -> Iterator[Weakness]:
    """Steps of a clause that bind nobody by name."""
    for clause, duties in by_clause(duty for duty in case.agreement.obligations if not duty.actors):
        ids = tuple(duty.id for duty in duties)
        yield weakness("no_actor", Grade.GAP, (clause,), ids, steps=listed(ids))
