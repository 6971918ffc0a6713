"""The rules, one file a kind of obligation. Each is a pure function of an obligation's evidence.

A rule says how probable it is that the obligation was kept on the judged day, and what that rests on. It does not know
outcomes or standards of proof: `judge` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exeunt.model.agreement import ObligationKind
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.finding import Finding
from exeunt.verdict.rules.no_reinforcement import no_reinforcement
from exeunt.verdict.rules.precondition import precondition
from exeunt.verdict.rules.reduce_by_at_least import reduce_by_at_least
from exeunt.verdict.rules.remaining_at_most import remaining_at_most
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
}
