"""Obligations and events: what each kind cannot do without, and days in their order.

An obligation that lost what makes it what it is (its force, its number, its sites) is left out: without its force it
would bind another force than the agreement does. A deadline is different: agreements do lack them, so it is a warning.
"""

from __future__ import annotations

from exeunt.base.problem import Problem, problem, warning
from exeunt.case.references import References
from exeunt.case.schema import EventEntry, NameEntry, ObligationEntry
from exeunt.case.shape import Placed
from exeunt.model.actor import Name
from exeunt.model.agreement import AgreementEvent, EventKind, Obligation, ObligationKind

# what an obligation of a kind needs: one of the keys of each group
_NEEDS: dict[ObligationKind, tuple[tuple[str, ...], ...]] = {
    ObligationKind.WITHDRAWN_AT_LEAST: (("force",), ("quantity", "share")),
    ObligationKind.REMAINING_AT_MOST: (("force",), ("quantity", "share")),
    ObligationKind.REDUCE_BY_AT_LEAST: (("force",), ("quantity", "share")),
    ObligationKind.VACATE_SITE: (("force",), ("sites",)),
    ObligationKind.START_BY: (("force",),),
    ObligationKind.NO_REINFORCEMENT: (("force",),),
    ObligationKind.PRECONDITION: (("needs",),),
}


def obligation(entry: Placed[ObligationEntry], references: References, problems: list[Problem]) -> Obligation | None:
    """The obligation of an entry, or None where it lacks what its kind needs."""
    given = entry.value
    if given.start and given.deadline and given.start > given.deadline:
        days = {"first": given.start, "last": given.deadline}
        problems.append(problem("case.start_after_deadline", entry.where("start"), id=given.id, **days))
        return None
    made = Obligation(
        id=given.id,
        kind=given.kind,
        title=_name(given.title),
        clause=references.one(entry, "clause", "clause") or "",
        actors=references.many(entry, "actors", "actor"),
        force=references.one(entry, "force", "force"),
        sites=references.many(entry, "sites", "site"),
        quantity=given.quantity,
        share=given.share,
        baseline=given.baseline,
        baseline_day=given.baseline_day,
        start=given.start,
        deadline=given.deadline,
        grace_days=given.grace_days,
        tolerance=given.tolerance,
        needs=tuple(kind.value for kind in given.needs),
        before=references.many(entry, "before", "obligation"),
        requested_by=references.many(entry, "requested_by", "source"),
        line=entry.node.where.line,
    )
    if not _has_deadline(made):
        problems.append(warning("case.no_deadline", entry.where("id"), id=made.id))
    return made if _is_complete(made, entry, problems) else None


def _is_complete(made: Obligation, entry: Placed[ObligationEntry], problems: list[Problem]) -> bool:
    lacking = [keys for keys in _NEEDS[made.kind] if all(getattr(made, key) in (None, ()) for key in keys)]
    for keys in lacking:
        # a key that was written but is wrong has its own problem; the obligation is left out all the same
        written = [key for key in keys if entry.was_given(key)]
        code = "case.obligation_left_out" if written else "case.obligation_lacks"
        slots = {"id": made.id, "kind": made.kind.value, "keys": " / ".join(written or keys)}
        problems.append(problem(code, entry.where(*written[:1] or ("id",)), **slots))
    return not lacking


def _has_deadline(made: Obligation) -> bool:
    """Whether it can be said when it is due.

    A ban on reinforcement binds on every day from its start, so it needs no last day; a precondition that stands before
    other obligations is due when the first of them starts.
    """
    if made.kind is ObligationKind.NO_REINFORCEMENT:
        return True
    if made.kind is ObligationKind.PRECONDITION and made.before:
        return True
    return made.deadline is not None


def event(entry: Placed[EventEntry], references: References, problems: list[Problem]) -> AgreementEvent | None:
    """The event of an entry, or None where it can have no effect: an extension to no day, or of nothing that exists."""
    given = entry.value
    obligations = references.many(entry, "obligations", "obligation")
    if given.kind is EventKind.EXTENSION and given.new_deadline is None:
        if not entry.was_given("new_deadline"):
            problems.append(problem("case.extension_lacks_deadline", entry.where("id"), id=given.id))
        return None
    if given.obligations and not obligations:
        # none of those it names exists; an empty list would make it touch all of them
        return None
    return AgreementEvent(
        id=given.id,
        kind=given.kind,
        day=given.day,
        known_on=given.known_on or given.day,
        obligations=obligations,
        new_deadline=given.new_deadline,
        agreed=given.agreed,
        says=_name(given.says),
        url=given.url,
    )


def _name(entry: NameEntry) -> Name:
    return Name(entry.en, entry.ar, tuple(entry.aliases))
