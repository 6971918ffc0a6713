"""Obligations and events: what each kind cannot do without, and days in their order.

An obligation that lost what makes it what it is (its force, its number, its sites) is left out: without its force it
would bind another force than the agreement does. A deadline is different: agreements do lack them, so it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exeunt.base.problem import Problem, problem, warning
from exeunt.case.readings import changes_of, readings
from exeunt.case.references import References
from exeunt.case.schema import Entry, EventEntry, NameEntry, ObligationEntry
from exeunt.case.shape import Placed
from exeunt.model.actor import Name
from exeunt.model.agreement import (
    EVERY_DAY,
    AgreementEvent,
    EventKind,
    EvidenceStandard,
    Exemption,
    Obligation,
    ObligationKind,
)

# what an obligation of a kind needs: one of the keys of each group
NEEDS: dict[ObligationKind, tuple[tuple[str, ...], ...]] = {
    ObligationKind.WITHDRAWN_AT_LEAST: (("force",), ("quantity", "share")),
    ObligationKind.REMAINING_AT_MOST: (("force",), ("quantity", "share")),
    ObligationKind.REDUCE_BY_AT_LEAST: (("force",), ("quantity", "share")),
    ObligationKind.VACATE_SITE: (("force",), ("sites",)),
    ObligationKind.START_BY: (("force",),),
    ObligationKind.NO_REINFORCEMENT: (("force",),),
    ObligationKind.PRECONDITION: (("needs",),),
    ObligationKind.HAND_OVER: (("force",), ("quantity", "share")),
    ObligationKind.FREEZE: (("force",),),
    ObligationKind.NO_RETURN: (("force",),),
    ObligationKind.ASSEMBLE_AT: (("force",), ("sites",), ("quantity", "share")),
    ObligationKind.DECLARE: (("actors",),),
    ObligationKind.NOTIFY: (("force",),),
    ObligationKind.GRANT_ACCESS: (("actors",),),
    ObligationKind.BALANCED_WITHIN: (("force",), ("counterpart",), ("quantity", "share")),
    ObligationKind.SIMULTANEOUS_WITHIN: (("force",), ("counterpart",), ("within_days",)),
    ObligationKind.GRADUAL_WITHIN: (("force",), ("quantity", "share"), ("within_days",)),
}


def obligation(entry: Placed[ObligationEntry], references: References, problems: list[Problem]) -> Obligation | None:
    """The obligation of an entry, or None where it lacks what its kind needs."""
    given = entry.value
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
        baseline_day_rule=given.baseline_day,
        start_rule=given.start,
        deadline_rule=given.deadline,
        grace_days=given.grace_days,
        tolerance=given.tolerance,
        needs=tuple(kind.value for kind in given.needs),
        before=references.many(entry, "before", "obligation"),
        requested_by=references.many(entry, "requested_by", "source"),
        phase=references.one(entry, "phase", "phase"),
        definition=references.one(entry, "definition", "definition"),
        counterpart=references.one(entry, "counterpart", "force"),
        within_days=given.within_days,
        replacements=given.replacements == "allowed",
        reciprocal=references.many(entry, "reciprocal", "obligation"),
        exceptions=_exceptions(entry, references),
        evidence=_evidence(entry, references),
        readings=readings(entry, references, problems),
        line=entry.node.where.line,
    )
    return made if _is_complete(made, entry, problems) else None


def _is_complete(made: Obligation, entry: Placed[ObligationEntry], problems: list[Problem]) -> bool:
    lacking = [keys for keys in NEEDS[made.kind] if all(getattr(made, key) in (None, ()) for key in keys)]
    for keys in lacking:
        # a key that was written but is wrong has its own problem; the obligation is left out all the same
        written = [key for key in keys if entry.was_given(key)]
        code = "case.obligation_left_out" if written else "case.obligation_lacks"
        slots = {"id": made.id, "kind": made.kind.value, "keys": " / ".join(written or keys)}
        problems.append(problem(code, entry.where(*written[:1] or ("id",)), **slots))
    return not lacking


def without_deadline(obligations: Sequence[Obligation], entries: Mapping[str, Placed[Entry]]) -> Iterator[Problem]:
    """A warning for each obligation that can never be due, its phase considered."""
    for made in obligations:
        if not _has_deadline(made) and made.id in entries:
            yield warning("case.no_deadline", entries[made.id].where("id"), id=made.id)


def _has_deadline(made: Obligation) -> bool:
    """Whether it can be said when it is due.

    A ban on reinforcement and its like bind on every day, so they need no last one; a precondition that stands before
    other obligations is due when the first of them starts.
    """
    if made.kind in EVERY_DAY:
        return True
    if made.kind is ObligationKind.PRECONDITION and made.before:
        return True
    return made.deadline is not None or made.deadline_rule is not None


def _exceptions(entry: Placed[ObligationEntry], references: References) -> tuple[Exemption, ...]:
    made = []
    for place, given in enumerate(entry.value.exceptions):
        node = entry.node.at("exceptions", place)
        placed = Placed(given, node) if node else None
        made.append(
            Exemption(
                id=given.id,
                says=_name(given.says),
                quantity=given.quantity,
                force=references.one(placed, "force", "force") if placed else None,
                sites=references.many(placed, "sites", "site") if placed else (),
                until_rule=given.until,
            )
        )
    return tuple(made)


def _evidence(entry: Placed[ObligationEntry], references: References) -> EvidenceStandard | None:
    given, node = entry.value.evidence, entry.node.at("evidence")
    if given is None or node is None:
        return None
    verifiers = references.many(Placed(given, node), "verified_by", "source")
    return EvidenceStandard(given.probability, given.sources, verifiers)


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
        changes=_instead(entry, references),
        agreed=given.agreed,
        says=_name(given.says),
        url=given.url,
    )


def _instead(entry: Placed[EventEntry], references: References) -> tuple[tuple[str, object], ...]:
    given, node = entry.value.instead, entry.node.at("instead")
    return () if given is None or node is None else changes_of(Placed(given, node), references)


def _name(entry: NameEntry) -> Name:
    return Name(entry.en, entry.ar, tuple(entry.aliases))
