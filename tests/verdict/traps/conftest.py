"""The Libyan case, assessed once: its real rows, by their labels."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.run.pipeline import Question, assess

CASE = Path(__file__).parents[3] / "cases" / "libya"


@dataclass(frozen=True)
class Board:
    """An assessment with shorthands for tests."""

    assessment: Assessment

    def row(self, label: str) -> Claim:
        return next(claim for claim in self.assessment.claims if claim.label == label)

    def labels(self, ids) -> set[str]:
        names = {claim.id: claim.label for claim in self.assessment.claims}
        return {names[claim] for claim in ids}

    def alarms(self, kind: str) -> list[set[str]]:
        return [self.labels(item.reason.claims) for item in self.assessment.alarms if item.kind == kind]

    def alarm_codes(self, label: str) -> set[str]:
        ident = self.row(label).id
        return {item.reason.code for item in self.assessment.alarms if ident in item.reason.claims}

    def conflicts(self, code: str) -> list[set[str]]:
        return [self.labels(item.claims) for item in self.assessment.conflicts if item.code == code]

    def role(self, label: str, force: str) -> tuple[str, str]:
        """What a row did in the estimate of a force: its role and the reason."""
        estimate = self.estimate(force)
        return next((use.role, use.reason) for use in estimate.uses if use.claim_id == self.row(label).id)

    def estimate(self, force: str):
        return next(item for item in self.assessment.estimates if item.force == force and item.site is None)

    def interval(self, force: str, day: date) -> tuple[float, float]:
        """The 90 % interval on the last estimated day not after the one given."""
        point = max((item for item in self.estimate(force).points if item.day <= day), key=lambda item: item.day)
        found = next(item for item in point.intervals if item.level == 0.9)
        return found.low, found.high

    def verdict(self, obligation: str):
        return next(item for item in self.assessment.verdicts if item.obligation == obligation)


@pytest.fixture(scope="session")
def libya(tmp_path_factory) -> Board:
    database = f"sqlite:///{tmp_path_factory.mktemp('traps') / 'ledger.sqlite'}"
    assessment = assess(Question(CASE, date(2026, 11, 24), database=database)).assessment
    assert assessment is not None
    return Board(assessment)
