"""What several checks ask of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case

# kinds that ask for a number to go, to stay, or to be handed over
BY_NUMBER = frozenset({
    ObligationKind.WITHDRAWN_AT_LEAST,
    ObligationKind.REMAINING_AT_MOST,
    ObligationKind.REDUCE_BY_AT_LEAST,
    ObligationKind.HAND_OVER,
})  # fmt: skip


def text_of(case: Case, obligation: Obligation) -> str:
    """The id of the text an obligation follows from."""
    return next((clause.text_id for clause in case.agreement.clauses if clause.id == obligation.clause), "")


def by_text(case: Case, obligations: Iterable[Obligation]) -> Iterator[tuple[str, list[Obligation]]]:
    """Obligations by the text they follow from, in the order of the texts."""
    found: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        found.setdefault(text_of(case, obligation), []).append(obligation)
    yield from found.items()


def by_clause(obligations: Iterable[Obligation]) -> Iterator[tuple[str, list[Obligation]]]:
    """Obligations by their clause."""
    found: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        found.setdefault(obligation.clause, []).append(obligation)
    yield from found.items()


def ends(case: Case, force: str | None) -> frozenset[str]:
    """The forces at the ends of a total; a force that is none is its own end."""
    found: set[str] = set()
    waiting, seen = [force] if force else [], set[str]()
    while waiting:
        now = waiting.pop()
        if now in seen or now not in case.force_by_id:
            continue
        seen.add(now)
        members = case.force_by_id[now].members
        waiting.extend(members)
        found |= set() if members else {now}
    return frozenset(found)


def is_all(obligation: Obligation) -> bool:
    """Whether it asks that everybody goes."""
    none_left = obligation.kind is ObligationKind.REMAINING_AT_MOST and obligation.quantity == 0
    return none_left or (obligation.kind in BY_NUMBER and obligation.share == 1)
