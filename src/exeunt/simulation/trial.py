"""A trial of the estimator: claims about one force, the days to be asked, and the true stock on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from exeunt.estimate.estimate import estimate
from exeunt.estimate.posterior import Posterior
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind
from exeunt.simulation.cast import day_of
from exeunt.simulation.chance import chance
from exeunt.simulation.play import Staged


@dataclass(frozen=True)
class Trial:
    """One force of a case. `claims` are all that is known; `truth` is persons on each of `days`."""

    case: Case
    force: str
    claims: tuple[Claim, ...]
    days: tuple[date, ...]
    truth: tuple[float, ...]

    def posterior(self, seed: int) -> Posterior:
        """What the estimator makes of the claims."""
        found = estimate(self.case, self.claims, days=self.days, seed=seed)
        return next(item for item in found if item.force == self.force and item.site is None)

    def stocks(self) -> list[Claim]:
        """Counts of the force as a whole, in the order in which they were known."""
        own = [claim for claim in self.claims if claim.kind is Kind.STOCK and claim.force_id == self.force]
        return sorted((claim for claim in own if claim.count and not claim.site_ids), key=lambda item: item.known_on)

    def grade(self, claim: Claim) -> str:
        """The letter of a claim's source."""
        source = self.case.source_by_id.get(claim.source_id or "")
        return source.reliability if source else "F"

    def carried_forward(self) -> tuple[float, ...]:
        """The naive answer: on each day the last figure claimed by then, or the first one where there was none yet."""
        stocks, figures = self.stocks(), []
        for day in self.days:
            known = [item for item in stocks if item.known_on <= day] or stocks[:1]
            figures.append(known[-1].count.figure if known and known[-1].count else 0.0)
        return tuple(figures)


def trials(staged: Staged, asked: int = 6) -> Iterator[Trial]:
    """One trial for each contingent of a simulated world, with days drawn up to that of the question.

    Each has the claims about its own force alone, so that trials of one world can be worked on one by one.
    """
    known = staged.known
    for force in staged.drawn.cast.contingents:
        dice = chance(staged.drawn.seed, staged.drawn.number, f"asked {force.id}")
        days = np.sort(dice.choice(staged.asked, size=asked, replace=False))
        stock = staged.drawn.world.stock(force.id)
        own = tuple(claim for claim in known if claim.force_id == force.id)
        yield Trial(
            case=staged.case,
            force=force.id,
            claims=own,
            days=tuple(day_of(int(day)) for day in days),
            truth=tuple(float(stock[day]) for day in days),
        )
