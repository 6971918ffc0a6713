"""One world through the stages: claims with their origins, estimates, verdicts, alarms, beside the truth of each.

The stages are called as `run` calls them, without a ledger in between; a test holds that both ways agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.ledger.origin import with_origins
from exeunt.model.alarm import Alarm
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.verdict import Verdict
from exeunt.simulation.agreement import case_of, obligations_of
from exeunt.simulation.cast import day_of, length
from exeunt.simulation.chance import chance
from exeunt.simulation.draw import Drawn, draw
from exeunt.simulation.procedure import Procedure, draw_procedure
from exeunt.simulation.settings import worlds
from exeunt.simulation.sources import claims_of
from exeunt.simulation.truth import Facts, kept
from exeunt.simulation.world import Evasion
from exeunt.verdict.alarms import alarms
from exeunt.verdict.judge import judge, question_days


@dataclass(frozen=True)
class Staged:
    """A world ready to be judged: the case, everything said of it, the day of the question, and the truth."""

    drawn: Drawn
    procedure: Procedure
    case: Case
    claims: tuple[Claim, ...]
    asked: int

    @property
    def as_of(self) -> date:
        """The day of the question."""
        return day_of(self.asked)

    @property
    def known(self) -> tuple[Claim, ...]:
        """What is known on that day, with its origins."""
        return with_origins([claim for claim in self.claims if claim.known_on <= self.as_of])

    def kept(self) -> dict[str, bool]:
        """By obligation, whether it was kept in truth."""
        facts = Facts(self.drawn, self.procedure, self.asked)
        return {item.id: kept(facts, item) for item in self.case.agreement.obligations}


@dataclass(frozen=True)
class Played:
    """What Exeunt made of a world."""

    staged: Staged
    posteriors: tuple[Posterior, ...]
    verdicts: tuple[Verdict, ...]
    alarms: tuple[Alarm, ...]


def stage(seed: int, number: int, evasion: Evasion | None = None, *, honest: bool = False) -> Staged:
    """World number so-and-so with its agreement and claims. Everything is due by the day of the question."""
    drawn = draw(seed, number, evasion, honest=honest)
    procedure = draw_procedure(chance(seed, number, "procedure"), drawn.cast, drawn.world)
    obligations = obligations_of(drawn, procedure)
    latest = worlds()["plan"]["last_deadline"] + worlds()["agreement"]["grace_days"]
    asked = int(chance(seed, number, "asked").integers(latest, length()))
    return Staged(drawn, procedure, case_of(drawn, obligations), claims_of(drawn, procedure), asked)


def play(staged: Staged, more_days: Sequence[date] = ()) -> Played:
    """The stages on what was known on the day of the question."""
    known, case = staged.known, staged.case
    days = sorted({*question_days(case, staged.as_of), *more_days})
    posteriors = estimate(case, known, days=days, seed=case.seed)
    verdicts = judge(case, known, posteriors, as_of=staged.as_of)
    return Played(staged, posteriors, verdicts, alarms(case, known, as_of=staged.as_of))
