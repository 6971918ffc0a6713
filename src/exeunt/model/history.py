"""The history of a case: its verdicts on each day of a stretch, each from what was known on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exeunt.model.case import Case
from exeunt.model.verdict import Outcome, Qualifier, Verdict


@dataclass(frozen=True)
class Spell:
    """Days in a row with the same answer on an obligation. `verdicts` has one a day, without reasons."""

    outcome: Outcome
    qualifiers: tuple[Qualifier, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def first(self) -> date:
        """The first day of it."""
        return self.verdicts[0].as_of

    @property
    def last(self) -> date:
        """The last day of it."""
        return self.verdicts[-1].as_of


@dataclass(frozen=True)
class History:
    """`days` in a row, ascending; `verdicts` by obligation, in the order of the agreement, one a day."""

    case: Case
    seed: int
    days: tuple[date, ...]
    verdicts: tuple[tuple[str, tuple[Verdict, ...]], ...]

    def spells(self) -> tuple[tuple[str, tuple[Spell, ...]], ...]:
        """For each obligation the stretches of days over which outcome and qualifiers stay the same."""
        return tuple((obligation, spells_of(found)) for obligation, found in self.verdicts)


def spells_of(verdicts: tuple[Verdict, ...]) -> tuple[Spell, ...]:
    """The verdicts of days in a row, cut where outcome or qualifiers change."""
    return tuple(
        Spell(outcome, qualifiers, tuple(found))
        for (outcome, qualifiers), found in groupby(verdicts, key=lambda item: (item.outcome, item.qualifiers))
    )
