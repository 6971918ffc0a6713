"""Exceptions with no number or no last day (capabilities C6)."""

from __future__ import annotations

from collections.abc import Iterator

from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.case import Case


def open_exception(case: Case) -> Iterator[Weakness]:
    """Each exception that does not say how many it spares, or until when."""
    for duty in case.agreement.obligations:
        for spared in duty.exceptions:
            if spared.quantity is None or spared.until is None:
                yield weakness("open_exception", Grade.GAP, (duty.clause,), (duty.id, spared.id), step=duty.id)
