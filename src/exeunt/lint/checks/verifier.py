"""Nobody is charged with verifying."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import by_text
from exeunt.lint.finding import Grade, Weakness, listed, weakness
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Kind

_SELF_EVIDENT = frozenset({ObligationKind.PRECONDITION, ObligationKind.DECLARE, ObligationKind.GRANT_ACCESS})


def no_verifier(case: Case) -> Iterator[Weakness]:
    """Steps of a text that names no verifier for them and makes no monitors wait at their door."""
    watched = {
        step for gate in case.agreement.obligations if Kind.MONITORING in gate.needs for step in (*gate.before, gate.id)
    }
    texts_watched = {
        text
        for text, duties in by_text(case, case.agreement.obligations)
        if any(Kind.MONITORING in duty.needs and duty.deadline for duty in duties)
    }
    open_ones = [duty for duty in case.agreement.obligations if _is_unverified(duty) and duty.id not in watched]
    for text, duties in by_text(case, open_ones):
        if text in texts_watched:
            continue
        ids = tuple(duty.id for duty in duties)
        clauses = tuple(duty.clause for duty in duties)
        yield weakness("no_verifier", Grade.GAP, clauses, ids, text=text, steps=listed(ids))


def _is_unverified(duty: Obligation) -> bool:
    asked = duty.evidence
    return duty.kind not in _SELF_EVIDENT and not (asked and asked.verified_by)
