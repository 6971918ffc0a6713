"""Moves inside the host: no clause says whether they are leaving, must be announced, or are forbidden."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.checks.shared import BY_NUMBER
from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.agreement import ObligationKind
from exeunt.model.case import Case

_RULES = frozenset({ObligationKind.NOTIFY, ObligationKind.ASSEMBLE_AT})
_GOING = BY_NUMBER | {ObligationKind.VACATE_SITE, ObligationKind.START_BY}


def no_rule_for_moves(case: Case) -> Iterator[Weakness]:
    """An agreement under which people are to go, and may meanwhile move where they like without a word."""
    kinds = {duty.kind for duty in case.agreement.obligations}
    going = [duty for duty in case.agreement.obligations if duty.kind in _GOING]
    if going and not kinds & _RULES:
        clauses = tuple(duty.clause for duty in going)
        yield weakness("no_rule_for_moves", Grade.GAP, clauses, tuple(duty.id for duty in going))
