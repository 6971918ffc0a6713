"""What a side may suspend in return (C1, C28): its own step, where a step of the other side for it is breached.

That is treaty law's answer to a material breach (Vienna Convention on the Law of Treaties, 1969, article 60), as far as
the agreement itself ties one step to another: who is bound by a step may hold it back while what was promised for it is
breached, and not while it is only doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exeunt.model.agreement import Obligation
from exeunt.model.case import Case
from exeunt.model.verdict import Outcome, Qualifier, Reason, Verdict
from exeunt.verdict.life import Term
from exeunt.verdict.words import reason


def about_return(obligation: Obligation, held: Term, outcomes: Mapping[str, Outcome]) -> tuple[Reason, ...]:
    """Whether a side's own suspension is covered by what it was to be given in return; or that it may suspend."""
    partners = [step for step in obligation.reciprocal if step in outcomes]
    if not partners:
        return ()
    broken = [step for step in partners if outcomes[step] is Outcome.BREACHED]
    one_sided = held.suspension is not None and not held.suspension.agreed
    if one_sided and broken:
        return (reason("verdict.suspension_covered", step=", ".join(broken)),)
    if one_sided:
        doubtful = [step for step in partners if outcomes[step] is Outcome.UNDETERMINED]
        code = "verdict.suspension_doubtful" if doubtful else "verdict.suspension_not_covered"
        return (reason(code, step=", ".join(doubtful or partners)),)
    own = outcomes.get(obligation.id)
    if broken and own not in (Outcome.MET, Outcome.EXCUSED):
        return (reason("verdict.may_be_suspended", step=", ".join(broken)),)
    return ()


def owed(case: Case, verdicts: Sequence[Verdict]) -> tuple[Reason, ...]:
    """For the ledger of reciprocity: each step that its side may hold back, with what is breached for it."""
    outcomes = {verdict.obligation: verdict.outcome for verdict in verdicts}
    suspended = {verdict.obligation for verdict in verdicts if Qualifier.SUSPENDED in verdict.qualifiers}
    found = []
    for duty in case.agreement.obligations:
        broken = [step for step in duty.reciprocal if outcomes.get(step) is Outcome.BREACHED]
        if broken and outcomes.get(duty.id) not in (Outcome.MET, Outcome.EXCUSED, None):
            code = "verdict.owed_suspended" if duty.id in suspended else "verdict.owed"
            found.append(reason(code, step=", ".join(broken), other=duty.id))
    return tuple(found)
