"""The rules, one file a kind of obligation. Each is a pure function of an obligation's evidence.

A rule says how probable it is that the obligation was kept on the judged day, and what that rests on. It does not know
outcomes or standards of proof: `judge` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exeunt.model.agreement import ObligationKind
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.assemble_at import assemble_at
from exeunt.verdict.rules.balanced_within import balanced_within
from exeunt.verdict.rules.declare import declare
from exeunt.verdict.rules.freeze import freeze
from exeunt.verdict.rules.gradual_within import gradual_within
from exeunt.verdict.rules.grant_access import grant_access
from exeunt.verdict.rules.hand_over import hand_over
from exeunt.verdict.rules.no_reinforcement import no_reinforcement
from exeunt.verdict.rules.no_return import no_return
from exeunt.verdict.rules.notify import notify
from exeunt.verdict.rules.precondition import precondition
from exeunt.verdict.rules.reduce_by_at_least import reduce_by_at_least
from exeunt.verdict.rules.remaining_at_most import remaining_at_most
from exeunt.verdict.rules.simultaneous_within import simultaneous_within
from exeunt.verdict.rules.start_by import start_by
from exeunt.verdict.rules.vacate_site import vacate_site
from exeunt.verdict.rules.withdrawn_at_least import withdrawn_at_least

Rule = Callable[[Evidence], Finding]

RULES: Mapping[ObligationKind, Rule] = {
    ObligationKind.WITHDRAWN_AT_LEAST: withdrawn_at_least,
    ObligationKind.REMAINING_AT_MOST: remaining_at_most,
    ObligationKind.REDUCE_BY_AT_LEAST: reduce_by_at_least,
    ObligationKind.VACATE_SITE: vacate_site,
    ObligationKind.START_BY: start_by,
    ObligationKind.NO_REINFORCEMENT: no_reinforcement,
    ObligationKind.PRECONDITION: precondition,
    ObligationKind.HAND_OVER: hand_over,
    ObligationKind.FREEZE: freeze,
    ObligationKind.NO_RETURN: no_return,
    ObligationKind.ASSEMBLE_AT: assemble_at,
    ObligationKind.DECLARE: declare,
    ObligationKind.NOTIFY: notify,
    ObligationKind.GRANT_ACCESS: grant_access,
    ObligationKind.BALANCED_WITHIN: balanced_within,
    ObligationKind.SIMULTANEOUS_WITHIN: simultaneous_within,
    ObligationKind.GRADUAL_WITHIN: gradual_within,
}
