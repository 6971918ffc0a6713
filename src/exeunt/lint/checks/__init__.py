"""The checks, in the order in which their findings are read. Each is a pure function of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exeunt.lint.checks.actors import no_actor
from exeunt.lint.checks.amounts import no_baseline, no_number
from exeunt.lint.checks.batches import no_batches
from exeunt.lint.checks.classes import undefined_class
from exeunt.lint.checks.days import inclusive_or_exclusive, months_or_days, no_date, rival_days
from exeunt.lint.checks.exceptions import open_exception
from exeunt.lint.checks.gates import phase_without_gate
from exeunt.lint.checks.moves import no_rule_for_moves
from exeunt.lint.checks.places import no_geometry, rival_accounts, rival_places
from exeunt.lint.checks.totals import parts_and_total
from exeunt.lint.checks.verifier import no_verifier
from exeunt.lint.checks.words import unmeasured_word
from exeunt.lint.finding import Weakness
from exeunt.model.case import Case

Check = Callable[[Case], Iterator[Weakness]]

CHECKS: tuple[Check, ...] = (
    undefined_class,
    rival_days,
    inclusive_or_exclusive,
    months_or_days,
    rival_places,
    rival_accounts,
    parts_and_total,
    no_number,
    no_baseline,
    no_batches,
    no_date,
    no_verifier,
    no_rule_for_moves,
    unmeasured_word,
    phase_without_gate,
    open_exception,
    no_geometry,
    no_actor,
)
