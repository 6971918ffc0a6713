"""The Libyan case, assessed once: its real rows, by their labels."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exeunt.estimate.series import Series
from exeunt.estimate.successive import Knowledge, successive
from exeunt.ledger.origin import with_origins
from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.run.pipeline import Question, assess
from exeunt.verdict.docket import Docket
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.judge import judge
from exeunt.verdict.life import term
from exeunt.verdict.standards import standards

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

    def stock(self, claims, force: str, day: date) -> tuple[float, float, float]:
        """Low end, median and high end of the 90 % interval on a day, from these claims."""
        known = [Knowledge(with_origins(claims), (day,))]
        ((_, (found,)),) = successive(self.assessment.case, [Series(force)], known, lambda asked: [asked], seed=1)
        return tuple(found.quantile(day, level) for level in (0.05, 0.5, 0.95))

    def judged(self, claims, day: date):
        """The verdicts on a day, by these claims alone, with the estimates left out."""
        return judge(self.assessment.case, with_origins(claims), (), as_of=day)

    def evidence(self, duty) -> Evidence:
        """The evidence on an obligation on the day of the assessment."""
        case, day = self.assessment.case, self.assessment.as_of
        docket = Docket(case, self.assessment.claims)
        claims, memo = docket.bearing(duty, day)
        return Evidence(case, duty, claims, docket.roots, {}, standards(), term(case, duty, day), day, day, memo)


@pytest.fixture(scope="session")
def libya(tmp_path_factory) -> Board:
    database = f"sqlite:///{tmp_path_factory.mktemp('traps') / 'ledger.sqlite'}"
    assessment = assess(Question(CASE, date(2026, 11, 24), database=database)).assessment
    assert assessment is not None
    return Board(assessment)
